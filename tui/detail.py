"""A paper laid out as the detail pane shows it: title, people, place, abstract, links.

Pure: a paper and a width in, lines out. The pane wraps a paper once for each width and query and
keeps the result, so that scrolling and moving on cost nothing but painting.
"""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, NamedTuple

from index.day import day_label
from index.marktable import DISMISSED, LATER, READ, STARRED
from tui.figures import MATCHED, figures_line, is_matched, machine_summary
from tui.hyperlink import link_role
from tui.render import (
    DISMISSED_GLYPH,
    LATER_GLYPH,
    STAR_GLYPH,
    UNREAD_GLYPH,
    Line,
    cut_runs,
    shown,
)
from tui.wrapping import wrap, wrap_dotted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.paper import Link, Listing, Paper
    from tui.advice.grounds import Ground

MEASURE = 84
"""Longest line of running text, in cells: beyond it the eye loses the next line."""

LISTINGS = 4
"""Listings named before the rest is told as a number."""

AUTHOR_LINES = 3
"""Lines of authors before the rest is told as a number."""

NOTE_BAR = "▎ "
"""Before each line of a note, as before what someone wrote in a margin."""

NOTE_LINES = 8
"""Lines of a note before the rest is told as a number."""

_HUGGING_FACE = "https://huggingface.co/"

Spans = list[tuple[int, int]]


class Detail(NamedTuple):
    """Everything the pane shows of one paper."""

    paper: Paper
    flags: int
    tags: tuple[str, ...]
    title_spans: tuple[tuple[int, int], ...] = ()
    """Offsets into the title that the query matched."""

    abstract_spans: tuple[tuple[int, int], ...] = ()
    """Offsets into the abstract that the query matched."""

    note: str = ""
    """The reader's note, its lines ended by ``\\n``."""

    later: str = ""
    """The day until which the paper is, or was, put off."""

    reason: str = ""
    """Why it was dismissed."""

    read_at: str = ""
    """When it was read: ``2026-03-14T09:26:53.123456Z``."""

    grounds: tuple[Ground, ...] = ()
    """Why it is in the list, beside the query."""


def detail_lines(detail: Detail, width: int) -> list[Line]:
    """The pane's lines, none wider than `width` cells."""
    measure = min(width, MEASURE)
    return [*head_lines(detail, measure), [], *body_lines(detail, measure)]


def head_lines(detail: Detail, width: int) -> list[Line]:
    """Title, people, place and state: what can be decided by at a glance."""
    lines = _flow(detail.paper.title, list(detail.title_spans), width, "heading")
    return [
        *lines,
        *_authors(detail.paper, width),
        *_facts(detail, width),
        *_grounds(detail.grounds, width),
        *_note(detail.note, width),
    ]


def body_lines(detail: Detail, width: int) -> list[Line]:
    """Abstract, keywords and links."""
    paper = detail.paper
    if paper.abstract:
        lines = _flow(paper.abstract, list(detail.abstract_spans), width, "body")
    else:
        lines = _flow("No abstract came with this paper.", [], width, "faint")
    if summary := machine_summary(paper):
        lines += [[], *_flow(summary, [], width, "meta")]
    return [*lines, *_tail(paper, width)]


def link_label(link: Link) -> str:
    """What a link is called: ``page``, ``PDF``, ``code`` …; of two pages one says whose it is."""
    if link.kind == "abs":
        return "HF page" if link.url.startswith(_HUGGING_FACE) else "page"
    return "PDF" if link.kind == "pdf" else link.kind


def _flow(text: str, spans: Spans, width: int, role: str) -> list[Line]:
    clean_text = shown(text)
    if clean_text != text:
        spans = []
    return [cut_runs(clean_text, spans, start, end, role) for start, end in wrap(clean_text, width)]


def _authors(paper: Paper, width: int) -> list[Line]:
    if not paper.authors:
        return []
    names = ", ".join(shown(name) for name in paper.authors)
    lines = [names[start:end] for start, end in wrap(names, width)]
    if len(lines) > AUTHOR_LINES:
        kept = " ".join(lines[:AUTHOR_LINES]).count(",")
        rest = f"and {len(paper.authors) - kept} more"
        head = ", ".join(shown(name) for name in paper.authors[:kept])
        whole = f"{head} {rest}"
        lines = [whole[start:end] for start, end in wrap(whole, width)]
    return [[(line, "people")] for line in lines]


def _facts(detail: Detail, width: int) -> list[Line]:
    paper = detail.paper
    facts = [paper.venue]
    if paper.year and str(paper.year) not in paper.venue:
        facts.append(str(paper.year))
    facts.append("" if paper.id.startswith("title:") else paper.id)
    facts += _listings(paper.listings)
    lines = _dotted([fact for fact in facts if fact], width)
    if figures := figures_line(paper, detail.read_at):
        lines += _flow(figures, [], width, "meta")
    lines.append(_state(detail))
    return lines + _flow("  ".join(f"#{tag}" for tag in detail.tags), [], width, "tag")


def _dotted(items: Sequence[str], width: int) -> list[Line]:
    return [[(line, "meta")] for line in wrap_dotted([shown(item) for item in items], width)]


def _listings(listings: Sequence[Listing]) -> list[str]:
    """Where a paper was listed; a curator of several listings in a row is named with the last."""
    named = listings[:LISTINGS]
    following = [*(listing.curator for listing in named[1:]), ""]
    facts = [
        _listing(listing, "" if listing.curator == after else listing.curator)
        for listing, after in zip(named, following, strict=False)
    ]
    rest = len(listings) - len(named)
    return [*facts, f"and {rest} more listings"] if rest else facts


def _listing(listing: Listing, curator: str) -> str:
    place = f"#{listing.rank} on {listing.source}" if listing.rank else listing.source
    parts = [place, day_label(listing.day, None), curator]
    return ", ".join(part for part in parts if part)


def _grounds(grounds: Sequence[Ground], width: int) -> list[Line]:
    """A sentence each, set in behind its glyph."""
    lines: list[Line] = [[]] if grounds else []
    for glyph, text in grounds:
        said = shown(text)
        heads = chain([(f"{glyph} ", "state")], repeat(("  ", "")))
        pieces = wrap(said, width - 2)
        lines += [
            [head, (said[start:end], "meta")]
            for head, (start, end) in zip(heads, pieces, strict=False)
        ]
    return lines


def _note(note: str, width: int) -> list[Line]:
    """The note behind a bar, its beginning only where it is long."""
    if not note:
        return []
    lines: list[Line] = [[]]
    for text in note.split("\n"):
        said = shown(text)
        indent = " " * min(len(said) - len(said.lstrip()), width // 3)
        pieces = wrap(said, max(width - 2 - len(indent), 2)) or [(0, 0)]
        lines += [[(NOTE_BAR, "tag"), (indent + said[start:end], "body")] for start, end in pieces]
    rest = len(lines) - 1 - NOTE_LINES
    if rest > 1:
        lines[NOTE_LINES + 1 :] = [[(NOTE_BAR, "tag"), (f"and {rest} more lines", "faint")]]
    return lines


def _state(detail: Detail) -> Line:
    if detail.flags & DISMISSED:
        reason = f": {shown(detail.reason)}" if detail.reason else ""
        line: Line = [(f"{DISMISSED_GLYPH} dismissed{reason}", "state")]
    elif detail.flags & LATER:
        line = [(f"{LATER_GLYPH} put off until {day_label(detail.later, None)}", "state")]
    elif detail.flags & READ:
        line = [("✓ read", "meta")]
    else:
        line = [(f"{UNREAD_GLYPH} unread", "state")]
    if detail.flags & STARRED:
        line.append((f"   {STAR_GLYPH} starred", "star"))
    if detail.later and not detail.flags & LATER:
        line.append((f"   back since {day_label(detail.later, None)}", "meta"))
    return line


def _tail(paper: Paper, width: int) -> list[Line]:
    lines: list[Line] = []
    if paper.keywords:
        lines += [[], *_dotted(paper.keywords, width)]
    if paper.links:
        lines.append([])
    for link in paper.links:
        url, role = shown(link.url), link_role(link.url)
        pieces = wrap(url, max(width - 9, 2))
        for index, (start, end) in enumerate(pieces):
            label = f"{shown(link_label(link))[:8]:<9}" if index == 0 else " " * 9
            lines.append([(label, "meta"), (url[start:end], role)])
        if is_matched(paper, link):
            lines.append([(" " * 9, "meta"), (MATCHED[: max(width - 9, 2)], "faint")])
    return lines
