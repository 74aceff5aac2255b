"""The whole keystroke: what each letter typed into the search bar asks of the library.

Parse the text with its last word only begun, search, count the facets, look up 50 rows. The other
engines parse, search, count and take 50 numbers; facets and rows are spared them.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.engine import Question, timed
from tests.bench.queries import TYPED, keystrokes
from tests.bench.table import Table, median, number, percentile

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.engine import Engine
    from tests.bench.engine_carrel import CarrelEngine
    from tests.bench.wordcount import WordCount

WARM = "warm: typed before"
COLD = "cold: library opened for each query"
COLDEST = "coldest: opened for each key"
GOALS = {WARM: (3, 10), COLD: (8, 25), COLDEST: (8, 25)}
"""p50 and p99 that are to be reached, in ms."""

PREFIX_GOAL = 15
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
MOST_FREQUENT = 50
WARM_ROUNDS = 10


@dataclass(slots=True)
class Times:
    """Milliseconds, and the text of each."""

    values: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, text: str, elapsed: float) -> None:
        """Note one."""
        self.values.append(elapsed)
        self.texts.append(text)

    @property
    def slowest(self) -> str:
        """The text that took longest."""
        return self.texts[self.values.index(max(self.values))]


def carrel_times(engine: CarrelEngine, *, quick: bool) -> dict[str, Times]:
    """Type everything: coldest, then cold, then again and again in one session."""
    typed = keystrokes(TYPED)
    times = {WARM: Times(), COLD: Times(), COLDEST: Times()}
    session = engine.open()

    def press(text: str, into: Times) -> None:
        began = time.perf_counter()
        session.keystroke(text)
        into.add(text, (time.perf_counter() - began) * 1e3)

    for texts in typed:
        for text in texts:
            session = engine.open()
            press(text, times[COLDEST])
        session = engine.open()
        for text in texts:
            press(text, times[COLD])
    for text in (text for texts in typed for text in texts):
        session.keystroke(text)
    for _ in range(1 if quick else WARM_ROUNDS):
        for text in (text for texts in typed for text in texts):
            press(text, times[WARM])
    return times


def rival_times(engine: Engine, *, quick: bool) -> dict[str, Times]:
    """The same keys elsewhere, as far as the other has such questions."""
    times = {WARM: Times(), COLD: Times(), COLDEST: Times()}
    for texts in keystrokes(TYPED):
        session = engine.open()
        for way in (COLD, *[WARM] * (1 if quick else 3)):
            for text in texts:
                ask = session.asking(Question(text, typed=True))
                if ask is not None:
                    times[way].add(text, timed(ask)[0])
        session.close()
        for text in texts:
            session = engine.open()
            ask = session.asking(Question(text, typed=True))
            if ask is not None:
                times[COLDEST].add(text, timed(ask)[0])
            session.close()
    return times


def table(
    papers: int,
    own: dict[str, Times],
    others: dict[str, dict[str, Times]],
    goals: dict[str, tuple[int, int]],
) -> Table:
    """How long the keystroke takes, with the goal beside each figure."""
    heads = [head for name in others for head in (f"{name} p50", "p99")]
    found = Table(
        f"The whole keystroke, {papers:,} papers: parse, search, count, 50 rows, facets (ms)",
        ("keystroke", "keys", "p50", "goal", "p99", "goal", "max", "slowest", *heads),
    )
    for way, times in own.items():
        half, most = goals.get(way, (0, 0))
        cells: list[str | float] = [f"{len(times.values):,}", median(times.values)]
        cells += [_goal(half), percentile(times.values, 99), _goal(most), max(times.values)]
        cells.append(f"{times.slowest!r}")
        for name in others:
            theirs = others[name][way].values
            cells += [median(theirs), percentile(theirs, 99)] if theirs else ["–", "–"]
        found.add(way, *cells)
    return found


def prefixes(engine: CarrelEngine, papers: int, count: WordCount) -> Table:
    """The beginnings of words that are hardest to answer, each in a library opened for it."""
    found = Table(
        f"Cold prefixes, {papers:,} papers: a library opened for each (ms)",
        ("prefix", "asked", "p50", "max", "goal", "worst", "whole keystroke p50", "max"),
    )
    chosen: dict[str, Sequence[str]] = {"1 letter": ALPHABET}
    for length in (2, 3):
        chosen[f"{length} letters"] = count.prefixes(length, MOST_FREQUENT)
    for name, begun in chosen.items():
        search, whole = Times(), Times()
        for prefix in begun:
            search.add(prefix, timed(engine.open().asking(Question(f"{prefix}*")))[0])
            session = engine.open()
            began = time.perf_counter()
            session.keystroke(prefix)
            whole.add(prefix, (time.perf_counter() - began) * 1e3)
        found.add(
            name,
            str(len(begun)),
            median(search.values),
            max(search.values),
            _goal(PREFIX_GOAL),
            f"{search.slowest}*",
            median(whole.values),
            max(whole.values),
        )
    found.notes.append(f"every letter, and the {MOST_FREQUENT} most frequent beginnings of 2 and 3")
    return found


def _goal(limit: int) -> str:
    return f"≤ {number(limit).removesuffix('.0')}" if limit else ""
