r"""Markdown to read, send round or keep as notes: one list, a paper an item.

Paper text is text here too. Everything Markdown could take for markup, a link or a tag is escaped,
in CommonMark as in Pandoc's and GitHub's own; HTML becomes entities (not every reader knows
``\<``), and only http(s) addresses are linked. A paper's text never starts a line of its own
outside of the list and its quotes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.day import day_label
from index.text import clean
from tui.export.names import names
from tui.export.publication import publication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.paper import Paper
    from tui.export.entry import Entry

_MARKUP = re.compile(r"[\\`*_{}\[\]()#|~$^%@]|==+|://|(?<=www)\.|:(?=[\w+-]{1,64}:)", re.IGNORECASE)
_BLOCK_START = re.compile(r"[-+=:]|\d{1,9}(?=[.)])|[a-z]{1,9}(?=\. )")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_INDENT = "  "


def render(entries: Sequence[Entry]) -> str:
    """A whole ``.md`` file, in the order given."""
    count = len(entries)
    heading = f"# {count} paper{'' if count == 1 else 's'}\n"
    return "\n".join([heading, *(_item(entry) for entry in entries)])


def escape(text: str) -> str:
    """Cleaned text that shows as itself wherever on a line it stands."""
    flat = clean(text).strip().translate(_ENTITIES)
    safe = _MARKUP.sub(lambda match: "".join(f"\\{char}" for char in match.group()), flat)
    start = _BLOCK_START.match(safe)
    if start is None:
        return safe
    at = start.end() if start.group()[0].isalnum() else 0
    return f"{safe[:at]}\\{safe[at:]}"


def _item(entry: Entry) -> str:
    paper = entry.paper
    title = escape(paper.title) or "untitled"
    url = publication(paper).url.replace("(", "%28").replace(")", "%29")
    lines = [f"- [{title}]({url})" if url else f"- {title}"]
    paragraphs = [
        escape(", ".join(name.written for name in names(paper.authors))),
        " · ".join(escape(fact) for fact in _facts(paper)),
        f"Tags: {escape(', '.join(entry.tags))}" if entry.tags else "",
        f"> {escape(paper.abstract)}" if paper.abstract.strip() else "",
        *_noted(entry),
    ]
    for paragraph in paragraphs:
        if paragraph:
            lines += ["", f"{_INDENT}{paragraph}"]
    return "\n".join([*lines, ""])


def _noted(entry: Entry) -> list[str]:
    """The reader's remarks: paragraphs where the note has them, hard breaks between its lines."""
    paragraphs = "\n".join(f" {line}".rstrip() for line in entry.remarks()).split("\n\n")
    return [
        f"\\\n{_INDENT}".join(escape(line) for line in paragraph.split("\n") if line.strip())
        for paragraph in paragraphs
    ]


def _facts(paper: Paper) -> list[str]:
    """Venue and year, the day of the first listing, the id: what of them is known."""
    facts = publication(paper)
    appeared = " ".join(part for part in (facts.venue, str(facts.year or "")) if part)
    day = next((listing.day for listing in paper.listings if listing.day), "")
    listed = f"listed {day_label(day, paper.year)}" if day else ""
    number = f"arXiv {facts.arxiv}" if facts.arxiv else facts.doi
    return [fact for fact in (appeared, listed, number) if fact]
