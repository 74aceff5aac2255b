"""The words of the field that rise, as sections of the overview. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import cell_len
from tui.overview.lines import OverviewLine, OverviewSection, sentence
from tui.render import Line, shown
from tui.wrapping import fit, fit_right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.recommending.rising import RisingWord

LEAST_WORD, MOST_WORD = 8, 30
"""Cells of the column of words."""

TIMES = 8
"""Cells of how many times a share rose."""

HEADS = ("last 4 weeks", "26 weeks before")
"""What is written above the counts."""


def word_sections(
    rising: tuple[Sequence[RisingWord], Sequence[RisingWord]] | None, width: int
) -> list[OverviewSection]:
    """The words that rise, among all papers and among starred ones.

    Args:
        rising: both; None while papers are not compared yet.
        width: cells.
    """
    if rising is None:
        text = "the words of your papers are still being learnt; look in again in a moment"
        return [OverviewSection("Rising words", sentence(text, width))]
    of_all, of_starred = rising
    none = "no word rises: that takes papers of the last four weeks and of the months before"
    none_starred = "no word rises among starred papers of the last four weeks"
    return [
        OverviewSection("Rising among all papers", _words(of_all, width, none)),
        OverviewSection("Rising among starred papers", _words(of_starred, width, none_starred)),
    ]


def _words(words: Sequence[RisingWord], width: int, none: str) -> tuple[OverviewLine, ...]:
    if not words:
        return sentence(none, width)
    counts = [HEADS, *map(_counts, words)]
    now, before = (max(map(len, column)) + 2 for column in zip(*counts, strict=True))
    column = max(cell_len(shown(each.word)) for each in words)
    column = max(LEAST_WORD, min(column, MOST_WORD, width - now - before - TIMES - 4))
    head: Line = [
        (" " * (4 + column), ""),
        (fit_right(HEADS[0], now), "faint"),
        (fit_right(HEADS[1], before), "faint"),
    ]
    return OverviewLine(tuple(head)), *(_word(each, (column, now, before)) for each in words)


def _counts(each: RisingWord) -> tuple[str, str]:
    return (
        f"{each.recent:,} of {each.recent_papers:,}",
        f"{each.before:,} of {each.before_papers:,}",
    )


def _word(each: RisingWord, widths: tuple[int, int, int]) -> OverviewLine:
    now, before = _counts(each)
    return OverviewLine(
        (
            (f"    {fit(shown(each.word), widths[0])}", "unread"),
            (fit_right(now, widths[1]), "body"),
            (fit_right(before, widths[2]), "meta"),
            (fit_right(_times(each), TIMES), "state"),
        ),
        each.word if each.word.isalnum() and not each.word.isupper() else f'"{each.word}"',
    )


def _times(each: RisingWord) -> str:
    """How many times the share it had before; nothing where it is new."""
    if not each.before:
        return "new"
    times = each.recent * each.before_papers / (each.recent_papers * each.before)
    return f"× {times:.0f}" if times >= 10 else f"× {times:.1f}"
