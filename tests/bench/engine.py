"""What stands side by side in the search tables: an engine that answers questions.

An engine holds the papers of one corpus. `open` gives a session in which nothing has been looked
for yet but a word that is nowhere, so that opening files is no part of a figure. A session turns a
question into something that can be asked again and again: parse, search, count every hit and take
the first 50 by score, which is what a list needs. What an engine cannot express it says by None.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol, TypeAlias

from index.query.query import And, Fact, Not, Query, QueryError
from tests.bench.table import median

if TYPE_CHECKING:
    from index.query.query import Node

ROWS = 50
NOWHERE = "xqzjv"
"""A word of no paper."""

WEIGHTS: Mapping[str, float] = {"title": 2.0, "abstract": 1.0, "author": 1.0, "keywords": 1.0}
"""The text fields of every engine, and what a match in each counts: as Carrel has it."""

Ask: TypeAlias = Callable[[], int]
"""Asks once, from the text to the first rows; how many papers match."""


@dataclass(frozen=True, slots=True)
class Question:
    """A query, and whether its writer is still typing it."""

    text: str
    typed: bool = False
    """The last word is only begun, unless something behind it finishes it."""

    @property
    def node(self) -> Node:
        """The tree for engines other than Carrel: without facts, a begun word a prefix.

        Raises:
            QueryError: it is not a query (yet).
        """
        if self.typed and self.text[-1:].isalnum():
            with contextlib.suppress(QueryError):  # what is begun may be a fact
                return _without_facts(Query.parse(f"{self.text}*").root)
        return _without_facts(Query.parse(self.text).root)


class Session(Protocol):
    """An opened engine; what it keeps from one question to the next is its own business."""

    def asking(self, question: Question) -> Ask | None:
        """How to ask that; None if the engine has no such question."""

    def close(self) -> None:
        """Let go of files."""


class Engine(Protocol):
    """An index of one corpus, built when this was made."""

    name: str
    note: str
    """What it is, which version, and how it was set up: for the reader of the table."""

    slow: frozenset[str]
    """Classes of questions that take so long that they are asked once, and not at all in a
    hurry."""

    def open(self) -> Session:
        """A session without a memory."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to measure one question."""

    cold_rounds: int
    warm_rounds: int
    patience: float
    """Milliseconds after which no further round begins."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one question takes, in milliseconds."""

    found: int
    cold: float
    warm: float


def figures(
    engines: Sequence[tuple[Engine, Effort]], question: Question
) -> dict[str, Figures | None]:
    """Ask in sessions opened anew, then again in the last of each engine; medians, by engine.

    The engines take turns, so that what one asks for the first time is not in the processor's
    caches either: another has just been at work. Where patience does not last for a second time,
    the first one stands for both. None for an engine that has no such question.
    """
    asking = [_Asking(engine, effort) for engine, effort in engines]
    while waiting := [one for one in asking if one.is_waiting]:
        for one in waiting:
            one.ask_anew(question)
    return {one.engine.name: one.figures() for one in asking}


@dataclass(slots=True)
class _Asking:
    """One engine with one question."""

    engine: Engine
    effort: Effort
    cold: list[float] = field(default_factory=list)
    warm: list[float] = field(default_factory=list)
    found: int | None = None
    is_waiting: bool = True
    """It has to be asked in another session."""

    def ask_anew(self, question: Question) -> None:
        """Open a session and ask; in the last one, again and again."""
        session = self.engine.open()
        try:
            ask = session.asking(question)
            if ask is None:
                self.is_waiting = False
                return
            elapsed, self.found = timed(ask)
            self.cold.append(elapsed)
            patience = self.effort.patience - sum(self.cold)
            self.is_waiting = len(self.cold) < self.effort.cold_rounds and patience > 0
            if not self.is_waiting:
                self.warm = _again(ask, self.effort)
        finally:
            session.close()

    def figures(self) -> Figures | None:
        """What it took."""
        if self.found is None:
            return None
        return Figures(self.found, median(self.cold), median(self.warm or self.cold))


def _again(ask: Ask, effort: Effort) -> list[float]:
    times: list[float] = []
    while len(times) < effort.warm_rounds and sum(times) < effort.patience:
        times.append(timed(ask)[0])
    return times


def timed(ask: Ask) -> tuple[float, int]:
    """Milliseconds, and the count."""
    began = time.perf_counter()
    found = ask()
    return (time.perf_counter() - began) * 1e3, found


def geometric_mean(values: list[float]) -> float:
    """The mean of ratios, and of times whose sizes differ a thousandfold."""
    return math.exp(sum(map(math.log, values)) / len(values))


def _without_facts(node: Node) -> Node:
    parts = node.children if isinstance(node, And) else (node,)
    return Query(And(tuple(part for part in parts if not _is_fact(part)))).root


def _is_fact(node: Node) -> bool:
    return isinstance(node, Fact) or (isinstance(node, Not) and isinstance(node.child, Fact))
