"""A clock, papers and drawn values for the tests of marks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from tui.reading.action import Change
from tui.reading.decision import attribute_of, is_positive
from tui.reading.reading import Reading
from tui.reading.valued import KEYS, MAY_LACK, checked_note, checked_value

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

START = datetime(2026, 3, 14, 9, 26, 53, 123456, tzinfo=UTC)


@dataclass
class HandClock:
    """A clock that stands until it is set; marks must come in order all the same."""

    now: datetime = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float = 1.0) -> None:
        self.now += timedelta(seconds=seconds)


class Shelf:
    """A library's ids: one or more names a paper, its ordinal being its place."""

    def __init__(self, *papers: str | tuple[str, ...]) -> None:
        self._size = len(papers)
        self._ordinals = {
            name: ordinal
            for ordinal, names in enumerate(papers)
            for name in ((names,) if isinstance(names, str) else names)
        }

    def __len__(self) -> int:
        return self._size

    @property
    def gone(self) -> tuple[int, ...]:
        return ()

    def find(self, paper_id: str) -> int | None:
        return self._ordinals.get(paper_id)

    def find_many(self, ids: Collection[str]) -> dict[str, int]:
        return {name: self._ordinals[name] for name in ids if name in self._ordinals}


def opened(folder: Path, host: str = "desk", clock: HandClock | None = None) -> Reading:
    return Reading.open(folder, host, clock or HandClock())


plain_ids = st.sampled_from([f"arxiv:2403.0000{digit}" for digit in range(6)])
odd_ids = st.text(st.characters(codec="utf-8", max_codepoint=0x1F600), min_size=1, max_size=12)
ids = st.one_of(plain_ids, odd_ids)
tags = st.text(st.sampled_from("abcXYZ019-_./éß你"), min_size=1, max_size=8)
verbs = st.one_of(
    st.sampled_from(["read", "unread", "star", "unstar", "dismiss", "restore", "notlater"]),
    st.sampled_from(["unnote", "unview"]),
    st.builds("{}:{}".format, st.sampled_from(["tag", "untag"]), tags),
)
moments = st.integers(0, 10**15).map(
    lambda number: (
        (datetime(1990, 1, 1) + timedelta(microseconds=number)).isoformat(timespec="microseconds")
        + "Z"
    )
)

notes = st.one_of(
    st.sampled_from(
        ["a", "two\nlines", '"quoted" \\ = { at', "[[action]]\nat", "<<<<<<<\n======="]
    ),
    st.text(max_size=40).map(checked_note).filter(bool),
)
days = st.dates().map(str).filter(lambda day: day < "8999")
texts = {
    "note": notes,
    "later": days,
    "dismiss": tags,
    "view": notes.map(lambda note: checked_value("view", note)).filter(bool),
}
"""Attribute → what goes with it."""


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """A decision of any kind, with or without what stood before."""
    verb = draw(st.one_of(verbs, st.sampled_from(sorted(KEYS))))
    papers = tuple(draw(st.lists(ids, min_size=1, max_size=4)))
    attribute = attribute_of(verb)
    if attribute not in KEYS:
        return Change(verb, papers)
    may_lack = attribute in MAY_LACK
    text = st.one_of(st.just(""), texts[attribute]) if may_lack else texts[attribute]
    was = draw(st.lists(text, min_size=len(papers), max_size=len(papers)))
    if not is_positive(verb):
        return Change(verb, papers, "", tuple(was) if any(was) else ())
    return Change(verb, papers, draw(text), tuple(was) if draw(st.booleans()) else ())
