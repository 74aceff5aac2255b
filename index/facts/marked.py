"""Facts that the reader's marks answer: states, tags, notes, reasons, and days to come back on.

- ``is:unread``: neither read nor dismissed nor put off; ``is:later``: put off until a day that has
  not come; ``is:muted``: by a rule; ``is:risen``: let go, and noticed by many since;
- ``tag:to-read``, ``reason:weak``: that name, case and accents aside; a reason counts while its
  paper is dismissed;
- ``later:2026-12``, ``later:..7d``: put off until one of these days, whether it has come or not;
- ``has:note``; ``note:idea``: a note with a word that begins so, of several with each of them.

A note's words are taken apart when a query first asks for any, and again when it changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.analysis import words
from index.facts import masks
from index.marktable import DISMISSED, LATER, NOT_UNREAD, READ, STARRED
from index.query.ranges import day_range
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from index.marktable import MarkTable
    from index.query.query import Fact

_FLAGS: Final = {"read": READ, "starred": STARRED, "dismissed": DISMISSED, "later": LATER}
_FIELDS: Final = frozenset({"tag", "reason", "note", "later"})


def is_of_marks(fact: Fact) -> bool:
    """Whether the marks answer a fact, and so every mark may change the answer."""
    if fact.field == "is":
        return fact.value != "new"
    return fact.field in _FIELDS or (fact.field, fact.value) == ("has", "note")


def mask(fact: Fact, papers: int, marks: MarkTable, today: date) -> bytes:
    """Of which papers such a fact is true, a byte each."""
    if fact.field == "is":
        if fact.value == "muted":
            return bytes(marks.muted[:papers]).ljust(papers, b"\0")
        if fact.value == "risen":
            return masks.of_ordinals(papers, list(marks.rises))
        flags = bytes(marks.flags[:papers]).ljust(papers, b"\0")
        return masks.of_bytes(flags, lambda flag: _in_state(fact.value, flag))
    return masks.of_ordinals(papers, _marked(fact, marks, today))


def holds_of(fact: Fact, ordinal: int, marks: MarkTable, today: date) -> bool:
    """Whether such a fact is true of one paper."""
    match fact.field:
        case "is":
            if fact.value == "muted":
                return marks.muted[ordinal : ordinal + 1] == b"\1"
            if fact.value == "risen":
                return ordinal in marks.rises
            return _in_state(fact.value, marks.flags[ordinal])
        case "note":
            return ordinal in marks.notes and _says(ordinal, _starts(fact.value), marks)
        case "later":
            return _within(marks.later.get(ordinal, 0), day_range(fact.value, today, ahead=True))
    return ordinal in _marked(fact, marks, today)


def _in_state(state: str, flags: int) -> bool:
    return not flags & NOT_UNREAD if state == "unread" else bool(flags & _FLAGS[state])


def _marked(fact: Fact, marks: MarkTable, today: date) -> Iterable[int]:
    """The papers that a fact other than a state is true of; marks may change meanwhile."""
    match fact.field:
        case "tag":
            return _named(fact.value, marks.tags)
        case "reason":
            return _named(fact.value, marks.reasons)
        case "has":
            return list(marks.notes)
        case "later":
            days = day_range(fact.value, today, ahead=True)
            return [one for one, day in list(marks.later.items()) if _within(day, days)]
    starts = _starts(fact.value)
    return [one for one in list(marks.notes) if _says(one, starts, marks)]


def _named(value: str, by_name: dict[str, set[int]]) -> set[int]:
    wanted = fold(value)
    found: set[int] = set()
    for name, ordinals in list(by_name.items()):
        if fold(name) == wanted:
            found |= ordinals
    return found


def _within(day: int, days: tuple[int, int] | None) -> bool:
    return bool(day) and days is not None and days[0] <= day <= days[1]


def _starts(value: str) -> list[str]:
    return [f" {word.text}" for word in words(value)]


def _says(ordinal: int, starts: list[str], marks: MarkTable) -> bool:
    note = marks.notes.get(ordinal, "")
    known = marks.noted_words.get(ordinal)
    if known is None or known[0] is not note:
        known = note, "".join(f" {word.text}" for word in words(note))
        marks.noted_words[ordinal] = known
    return all(start in known[1] for start in starts)
