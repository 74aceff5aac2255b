"""How long a query takes, from its text to papers in order, beside what others take for it."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.bench import engine_fts5, engine_tantivy, engine_whoosh, keystrokes, opening
from tests.bench.corpus import KEPT
from tests.bench.engine import Effort, Figures, figures, geometric_mean
from tests.bench.engine_carrel import CarrelEngine
from tests.bench.queries import classes
from tests.bench.table import Table, median, number
from tests.bench.wordcount import STEP, WordCount

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from index.paper import Paper
    from tests.bench.corpus import Corpus
    from tests.bench.engine import Engine, Question
    from tests.bench.keystrokes import Times

EFFORT = Effort(cold_rounds=5, warm_rounds=30, patience=600)
QUICK_EFFORT = Effort(cold_rounds=1, warm_rounds=5, patience=100)
ONCE = Effort(cold_rounds=1, warm_rounds=0, patience=0)

STATES = ("cold", "warm")
RIVALS = (
    engine_fts5.Fts5Engine.name,
    engine_tantivy.TantivyEngine.name,
    engine_whoosh.WhooshEngine.name,
)
FASTER_THAN = engine_fts5.Fts5Engine.name
STOCK = engine_whoosh.WhooshEngine.name
STOCK_GOAL = 20


@dataclass(frozen=True, slots=True)
class Means:
    """Geometric means over the questions of a class, in milliseconds."""

    found: int | None
    """Median of how many papers match; None where that says nothing."""

    cold: float
    warm: float

    @classmethod
    def of(cls, measured: Sequence[Figures | None]) -> Means | None:
        """None if one of the questions was not asked."""
        known = [each for each in measured if each is not None]
        if len(known) < len(measured):
            return None
        return cls(
            int(median([each.found for each in known])),
            geometric_mean([each.cold for each in known]),
            geometric_mean([each.warm for each in known]),
        )

    def ms(self, state: str) -> float:
        """The figure of one of `STATES`."""
        return self.cold if state == "cold" else self.warm


def measure(corpora: Sequence[Corpus], *, quick: bool) -> Iterator[Table]:
    """Ask the largest library and the others everything, one class after the other."""
    corpus = corpora[-1]
    own = CarrelEngine(corpus.home, corpus.papers)
    others = rivals(corpus)
    count = word_count(corpus)
    asked = classes(count)
    measured = {
        name: _class_means(name, questions, [own, *others], quick=quick)
        for name, questions in asked.items()
    }
    typed = keystrokes.carrel_times(own, quick=quick)
    theirs = {
        each.name: keystrokes.rival_times(each, quick=quick)
        for each in others
        if each.name != STOCK
    }
    table = class_table(corpus.papers, measured, _medians(typed, theirs))
    table.notes += [own.note, *(each.note for each in others), f"papers: {corpus.origin}"]
    yield table
    yield keystrokes.table(corpus.papers, typed, theirs, keystrokes.GOALS)
    yield keystrokes.prefixes(own, corpus.papers, count)
    yield opening.measure(corpora, [each for part in asked.values() for each in part], quick=quick)


def rivals(corpus: Corpus) -> list[Engine]:
    """The others, with their indexes built if they are not there."""
    fts5 = _index(corpus, "fts5", engine_fts5.build)
    stock = _index(corpus, f"whoosh-{engine_whoosh.version()}", engine_whoosh.build)
    found: list[Engine] = [engine_fts5.Fts5Engine(fts5), engine_whoosh.WhooshEngine(stock)]
    if version := engine_tantivy.version():
        built = _index(corpus, f"tantivy-{version}", engine_tantivy.build)
        found.insert(1, engine_tantivy.TantivyEngine(built))
    return found


def word_count(corpus: Corpus) -> WordCount:
    """What questions are chosen by."""
    return WordCount.of(corpus.all_papers(STEP))


def _index(corpus: Corpus, name: str, build: Callable[[Iterable[Paper], Path], None]) -> Path:
    """The folder of another engine's index of the same papers."""
    folder = KEPT / f"{corpus.folder.name}-{name}"
    if not folder.exists():
        print(f"Building {KEPT.name}/{folder.name} ...", file=sys.stderr)
        partial = folder.with_name(f"{folder.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(parents=True)
        build(corpus.all_papers(), partial)
        partial.replace(folder)
    return folder


def _class_means(
    name: str, questions: Sequence[Question], engines: Sequence[Engine], *, quick: bool
) -> dict[str, Means | None]:
    """Each question goes to the engines in turn, so that all see the same machine."""
    print(f"  {name} ...", file=sys.stderr, flush=True)
    measured: dict[str, list[Figures | None]] = {engine.name: [] for engine in engines}
    for question in questions:
        asked = [
            (engine, ONCE if name in engine.slow else QUICK_EFFORT if quick else EFFORT)
            for engine in engines
            if not (quick and name in engine.slow)
        ]
        found = figures(asked, question)
        for engine in engines:
            measured[engine.name].append(found.get(engine.name))
    return {engine: Means.of(values) for engine, values in measured.items()}


def _medians(own: dict[str, Times], theirs: dict[str, dict[str, Times]]) -> dict[str, Means | None]:
    """The keystroke as a row of the table of classes."""
    every = {CarrelEngine.name: own, **theirs}
    return {
        name: Means(
            None, median(times[keystrokes.COLD].values), median(times[keystrokes.WARM].values)
        )
        for name, times in every.items()
    }


def class_table(
    papers: int,
    measured: dict[str, dict[str, Means | None]],
    keystroke: dict[str, Means | None],
) -> Table:
    """Two lines a class, and each engine's time with how many times Carrel's it is."""
    present = {name for means in measured.values() for name in means}
    heads = [
        head
        for name in RIVALS
        for head in (name if name in present else f"{name}: not installed", "×")
    ]
    table = Table(
        f"A query, {papers:,} papers: count of all hits and first 50 by BM25 (ms)",
        ("query", "state", "found", "Carrel", *heads),
    )
    ratios: dict[tuple[str, str], list[float]] = {}
    for name, means in measured.items():
        for state in STATES:
            for rival, share in _add_line(table, name, state, means).items():
                ratios.setdefault((rival, state), []).append(share)
    for state in STATES:
        cells: list[str] = []
        for rival in RIVALS:
            shares = ratios.get((rival, state))
            cells += ["", f"{number(geometric_mean(shares))} ×" if shares else ""]
        table.add("geometric mean", state, "", "", *cells)
    for state in STATES:
        _add_line(table, "whole keystroke, p50", state, keystroke)
    table.notes += _verdicts(measured, ratios)
    return table


def _add_line(
    table: Table, name: str, state: str, means: dict[str, Means | None]
) -> dict[str, float]:
    """Add a line; how many times Carrel's time each of the others took."""
    own = means[CarrelEngine.name]
    if own is None:
        raise ValueError(f"Carrel has no answer to {name}")
    cells: list[str | float] = []
    shares: dict[str, float] = {}
    for rival in RIVALS:
        theirs = means.get(rival)
        if theirs is None:
            cells += ["–", ""]
        else:
            shares[rival] = theirs.ms(state) / own.ms(state)
            cells += [theirs.ms(state), f"{number(shares[rival])} ×"]
    found = "" if own.found is None else f"{own.found:,}"
    table.add(name, state, found, own.ms(state), *cells)
    return shares


def _verdicts(
    measured: dict[str, dict[str, Means | None]], ratios: dict[tuple[str, str], list[float]]
) -> list[str]:
    """The goals, and where they are missed."""
    slower = []
    for name, means in measured.items():
        own, theirs = means[CarrelEngine.name], means.get(FASTER_THAN)
        slower += [
            f"{name} ({state})"
            for state in STATES
            if own and theirs and theirs.ms(state) < own.ms(state)
        ]
    stock = ", ".join(
        f"{state} {number(geometric_mean(ratios[STOCK, state]))} ×"
        for state in STATES
        if (STOCK, state) in ratios
    )
    return [
        f"goal: faster than {FASTER_THAN} in every class; slower in: {', '.join(slower) or 'none'}",
        f"goal: {STOCK} takes ≥ {STOCK_GOAL} × by geometric mean; it takes {stock}",
        "cold: a session opened anew that has only looked for a word that is nowhere, after "
        "another engine has been at work",
        "a class: geometric mean of its queries, of medians; × how many times Carrel's time; "
        "found: median; – no such question, or too slow to ask",
        f"{STOCK} is asked prefixes of 1 to 3 letters once, which stands for cold and warm",
    ]
