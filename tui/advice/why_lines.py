"""Why a paper stands where it stands, laid out: bars to either side of one axis that add up.

Pure: an explanation and a width in, lines out. What is printed adds up as it is printed: the words
that are not told one by one share a line, which takes up what rounding leaves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.advice.grounds import NEW_GLYPH, OUTSIDE_GLYPH
from tui.cells import cell_len
from tui.render import Line, cut_line, shown
from tui.wrapping import fit, fit_right, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from index.recommending.explanation import Explanation, WordShare

    Title = Callable[[int], str]
    """The title of a paper, by its ordinal."""

WORDS = 10
"""Words that are told one by one."""

STARS = 2
"""Papers that are named for a word."""

LEAST_LABEL, MOST_LABEL = 8, 28
"""Cells of the column of words and rules."""

LEAST_SOURCE = 12
"""Cells below which a paper is not worth naming."""

SIDES = 3
"""Of four quarters of the bars, those to the right of the axis: most of what is told lifts."""

COMMON = "average paper"
"""What all papers have in common, and what is said of it."""

MEASURED = "scores are measured from it"

BESIDE = "often beside these words"
"""Where a word comes from that lifts a paper, though none has it of those that are liked."""


class _Row(NamedTuple):
    """One share."""

    label: str
    share: float
    sources: tuple[str, ...] = ()
    """Titles of papers that it comes from, or what else there is to say."""


def why_lines(told: Explanation, title: str, title_of: Title, width: int) -> list[Line]:
    """The sheet's lines, none wider than `width` cells.

    Args:
        told: why.
        title: of the paper.
        title_of: gives those of others.
        width: in cells.
    """
    room = max(width - 4, 20)
    lines = [*_flow(shown(title), room, "heading"), *_flow(_place(told), room, "meta"), []]
    rows = _rows(told, title_of)
    if rows:
        lines += _bars(rows, told.score, room)
        lines.append([])
    for glyph, text in _notes(told, title_of):
        heads = [f"{glyph} ", *["  "] * len(text)]
        pieces = wrap(text, room - 2)
        lines += [
            [(head, "state"), (text[start:end], "meta")]
            for head, (start, end) in zip(heads, pieces, strict=False)
        ]
    return [[("  ", ""), *line] for line in lines]


def _flow(text: str, width: int, role: str) -> list[Line]:
    return [[(text[start:end], role)] for start, end in wrap(text, width)]


def _place(told: Explanation) -> str:
    parts = [f"place {told.place:,} of {told.papers:,}"]
    if told.words or told.rules:
        parts.append(f"score {_signed(told.score)}")
    if told.words:
        parts.append(f"your tag {shown(told.interest)}" if told.interest else "your stars")
    return " · ".join(parts)


def _rows(told: Explanation, title_of: Title) -> list[_Row]:
    """Words, the rest of them, what is common, rules: rounded so that they add up."""
    rows = [
        _Row(shown(each.word), round(each.share, 2), _sources(each, title_of))
        for each in told.words[:WORDS]
    ]
    rules = [
        _Row(f"rule {shown(str(each.rule.query))}", round(each.share, 2))
        for each in told.rules
        if not each.rule.mute
    ]
    others = told.words[WORDS:]
    if told.common:
        rules.insert(0, _Row(COMMON, round(told.common, 2), (MEASURED,)))
    if others:
        known = sum(each.share for each in (*rows, *rules))
        noun = "word" if len(others) == 1 else "words"
        rows.append(_Row(f"{len(others):,} more {noun}", round(told.score, 2) - known))
    return rows + rules


def _sources(word: WordShare, title_of: Title) -> tuple[str, ...]:
    if not word.papers:
        return (BESIDE,) if word.share > 0 else ()
    return tuple(f"★ {shown(title_of(paper))}" for paper in word.papers[:STARS])


def _bars(rows: Sequence[_Row], score: float, width: int) -> Iterator[Line]:
    """A line a share: label, bar, number, where it comes from; below them the sum."""
    label = max(cell_len(row.label) for row in rows)
    label = max(LEAST_LABEL, min(label, MOST_LABEL, width // 3))
    number = max(len(_signed(share)) for share in (score, *(row.share for row in rows))) + 1
    bars = max(8, min(32, (width - label - number) // 3)) // 4 * 4
    right = bars * SIDES // 4
    left = bars - right
    most = max((row.share for row in rows), default=0)
    least = max((-row.share for row in rows), default=0)
    scale = max(most / right, least / left) or 1.0
    for row in rows:
        line: Line = [
            (fit(row.label, label), "body"),
            (f" {_left(-row.share / scale, left)}", "meta"),
            ("│", "frame"),
            (_right(row.share / scale, right), "state"),
            (fit_right(_signed(row.share), number), "body"),
        ]
        room = width - label - bars - number - 4
        yield [*line, ("  ", ""), *_source(row.sources, room)]
    rule = label + bars + 2
    yield [(" " * (rule + 1), ""), ("─" * (number - 1), "frame")]
    yield [(fit_right("in all", rule), "body"), (fit_right(_signed(score), number), "unread")]


def _signed(share: float) -> str:
    """A share as it is printed; what rounds to nothing is not below it."""
    return f"{round(share, 2) + 0.0:+.2f}"


def _source(texts: Sequence[str], room: int) -> Line:
    """The first, cut short if need be, and whichever of the others fit whole."""
    if not texts or room < LEAST_SOURCE:
        return []
    line, *others = texts
    for text in others:
        longer = f"{line}  {text}"
        line = longer if cell_len(longer) <= room else line
    return cut_line([(line, "meta")], room)


def _right(cells: float, width: int) -> str:
    """A bar to the right, in half cells; what is above 0 shows."""
    halves = max(round(2 * cells), 1 if cells > 0 else 0)
    return fit("█" * (halves // 2) + "▌" * (halves % 2), width)


def _left(cells: float, width: int) -> str:
    """A bar to the left, hollow, so that its side is not all that tells it apart."""
    halves = max(round(2 * cells), 1 if cells > 0 else 0)
    return fit_right("▐" * (halves % 2) + "▒" * (halves // 2), width)


def _notes(told: Explanation, title_of: Title) -> Iterator[tuple[str, str]]:
    """What there is to say beside, each behind a glyph."""
    if told.note:
        yield "·", told.note
        if not told.words:
            yield "·", "no word lifts or sinks it yet"
    for paper, _ in told.learnt_from:
        yield "★", f"like {shown(title_of(paper))}"
    if told.new:
        yield NEW_GLYPH, f"new to you: {', '.join(map(shown, told.new))}"
    if told.outside:
        yield OUTSIDE_GLYPH, "put in from outside your interests"
    for rule in told.rules:
        if rule.rule.mute:
            yield "×", f"muted by your rule {shown(str(rule.rule.query))}: in no list by score"
