"""A day's finish line in words: what its list is called, and what stands at its end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.day import day_label, day_title
from tui.cells import cell_len
from tui.filters import DONE

if TYPE_CHECKING:
    from index.query.query import Query
    from tui.daybook import DayProgress, DayTally
    from tui.render import Line


@dataclass(frozen=True, slots=True)
class DayEnd:
    """The reader is through with a day's list."""

    progress: DayProgress
    tally: DayTally
    minutes: int
    """Spent on it in this sitting."""

    onward: DayProgress | None
    """The day that is offered next; None where no other has anything left."""

    last: int
    """Papers that the last decision was about: undo takes it back from all of them."""


def day_of(query: Query) -> str | None:
    """The day that a query shows whole, or what is unread of it; None where it asks otherwise."""
    day = query.fact("day")
    rest = query.without_fact("day")
    if rest.fact("is") == "unread":
        rest = rest.without_fact("is")
    return day if day and rest.is_everything and query.limit is None else None


def title(progress: DayProgress) -> str:
    """``Fri Mar 14 2025 · 12 of 41 left``."""
    left = f"{DONE} all {progress.total:,} done"
    if not progress.is_done:
        left = f"{progress.left:,} of {progress.total:,} left"
    return f"{day_title(progress.day)} · {left}"


def done_share(progress: DayProgress) -> float:
    """How much of a day is done, from 0 to 1."""
    return 1 - progress.left / max(progress.total, 1)


def sentence(end: DayEnd, key: str, room: int, undo: str = "") -> str:
    """The end of a day in one line of `room` cells, as much of it as fits.

    Args:
        end: what there is to say.
        key: what leads to the next day, or ``""``.
        room: cells.
        undo: what undo will do where that has weight, or ``""``; before all else it is told.
    """
    progress, tally = end.progress, end.tally
    done = f"{DONE} {day_label(progress.day, None)} done"
    if not progress.is_done:
        done = f"{day_label(progress.day, None)}: {progress.left:,} left"
    counts = [f"{tally.read:,} read", f"{tally.starred:,} starred"]
    counts += [f"{tally.dismissed:,} dismissed"]
    counts += [f"{tally.later:,} later"] if tally.later else []
    figures = len(counts)
    counts.append(_minutes(end.minutes))
    onward = "every day is done"
    if end.onward is not None:
        onward = f"{day_label(end.onward.day, None)}, {end.onward.left:,} left"
        onward = f"{key} {onward}" if key else onward
    elif not progress.is_done:
        onward = ""
    for told, way_on in ((counts, onward), (counts[:figures], onward), ([], onward), ([], "")):
        text = ": ".join(part for part in (done, ", ".join(told)) if part) + undo
        text = "   ".join(part for part in (text, way_on) if part)
        if cell_len(text) <= room:
            break
    return text


def card(end: DayEnd, keys: dict[str, str]) -> list[Line]:
    """The end of a day, to be looked at for a moment.

    Args:
        end: what there is to say.
        keys: what leads on (``next``), back over the papers (``back``), takes the last decision
            back (``undo``); those without a key are not told.
    """
    progress, tally = end.progress, end.tally
    name = day_title(progress.day)
    if progress.is_done:
        head: Line = [(f"{DONE} ", "done"), (f"{name} is done", "heading")]
    else:
        head = [(f"{name}: {progress.left:,} of {progress.total:,} left", "heading")]
    rows = [
        (f"{progress.total:,}", "paper" if progress.total == 1 else "papers"),
        (f"{tally.read:,}", "read"),
        (f"{tally.starred:,}", "starred"),
        (f"{tally.dismissed:,}", "dismissed"),
        (f"{tally.later:,}", "later"),
        (f"{end.minutes:,}" if end.minutes else "<1", "minute" if end.minutes == 1 else "minutes"),
    ]
    wide = max(len(number) for number, _ in rows)
    lines: list[Line] = [head, []]
    lines += [[(f"  {number:>{wide}}", "heading"), (f"  {word}", "meta")] for number, word in rows]
    lines.append([])
    lines += [[(key, "key"), (f"  {words}", "meta")] for key, words in _ways(end, keys) if key]
    if end.onward is None and progress.is_done:
        lines.append([("Every day that the library lists is done.", "meta")])
    return lines


def _ways(end: DayEnd, keys: dict[str, str]) -> list[tuple[str, str]]:
    ways = []
    if end.onward is not None:
        onward = f"on to {day_title(end.onward.day)}, {end.onward.left:,} left"
        ways.append((keys.get("next", ""), onward))
    if not end.progress.is_done:
        ways.append((keys.get("back", ""), "back to the last paper"))
    about = f" from all {end.last:,} papers" if end.last > 1 else ""
    ways.append((keys.get("undo", ""), f"take the last decision back{about}"))
    wide = max(cell_len(key) for key, _ in ways)
    return [(key and key.ljust(wide), words) for key, words in ways]


def _minutes(minutes: int) -> str:
    return f"{minutes:,} min" if minutes else "under a minute"
