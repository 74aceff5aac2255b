"""What ranking takes in a large library: one question, one star more, and the fit in its process.

The fit runs in a process of its own, as in the reader, so that its memory can be told from ours.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from index.library import Library
from index.marktable import STARRED, MarkTable
from index.recommending.neighbours import nearest
from index.recommending.taste import Taste
from index.recommending.versions import versions
from index.vectors.origin import FOLDER
from tests.bench.corpus import ROOT
from tests.bench.table import Table, median, percentile

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.bench.corpus import Corpus

ROUNDS = 30
QUICK_ROUNDS = 5
STARS = 40

_CHILD = """
import json, os, sys, time
from index.vectors.fitting_process import main
began = time.perf_counter()
assert main(*sys.argv[1:]) == 0
elapsed = time.perf_counter() - began
from tests.bench.usage import Usage
used = Usage.of(os.getpid())
print(json.dumps({"s": elapsed, "cpu": used.cpu / 1e3, "peak": used.peak}))
"""


def speed(corpus: Corpus, *, quick: bool) -> Table:
    """Measure it."""
    library = Library(corpus.home.papers, corpus.home.cache)
    library.open_columns()
    library.recommender.catch_up()
    rounds = QUICK_ROUNDS if quick else ROUNDS
    table = Table(
        f"What ranking takes, {len(library):,} papers",
        ("what", "p50 ms", "p95 ms", "of CPU", "goal"),
    )
    marks = MarkTable.empty(len(library))
    step = max(1, len(library) // rounds)
    asked = range(0, step * rounds, step)
    alike = [_ms(partial(_nearest, library, one)) for one in asked]
    table.add("papers like one", *_told(alike), "≤ 20")
    whole = [_ms(partial(library.recommender.related, one, 20)) for one in asked]
    table.add("the same with titles and reasons", *_told(whole), "")
    table.add("all papers again after a star", *_stars(library, marks, rounds), "≤ 100")
    why = [_ms(partial(_explained, library, one, marks)) for one in asked]
    table.add("why, standing and all", *_told(why), "")
    fit = _fit(corpus)
    table.notes += [
        "of CPU: the median again, of processor time, which other work on the machine moves less",
        f"stars: {STARS} of a few matters before the first of those that are measured",
        f"fit of {len(library):,} papers in a process of its own: {fit['cpu']:.1f} CPU s "
        f"(goal ≤ 15), {fit['s']:.1f} s, peak {fit['peak']:.0f} MB (goal ≤ 500)",
        f"papers: {corpus.origin}",
    ]
    return table


def _nearest(library: Library, ordinal: int) -> object:
    vectors = library.recommender.vectors()
    assert vectors is not None
    paper = library.paper(ordinal)
    return nearest(vectors, ordinal, 20, versions(library.columns, paper, ordinal))


def _stars(library: Library, marks: MarkTable, rounds: int) -> tuple[float, float, float]:
    """Star one paper after the other; stars begin as the neighbours of a few papers."""
    recommender = library.recommender
    matters = range(0, len(library), max(1, len(library) // 4))
    for matter in list(matters)[:4]:
        for each in recommender.related(matter, STARS // 4) or []:
            marks.flags[each.ordinal] |= STARRED
    recommender.standing(marks, Taste())
    times = []
    for again in range(rounds):
        marks.flags[(again * 977) % len(library)] |= STARRED
        times.append(_ms(partial(recommender.standing, marks, Taste())))
    return _told(times)


def _explained(library: Library, ordinal: int, marks: MarkTable) -> object:
    return library.recommender.explain(ordinal, marks, Taste())


def _ms(work: Callable[[], object]) -> tuple[float, float]:
    """By the clock, and of processor time."""
    began, busy = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - began) * 1e3, (time.process_time() - busy) * 1e3


def _told(times: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Median and 95th percentile by the clock, and the median of processor time."""
    clock, busy = zip(*times, strict=True)
    return median(clock), percentile(clock, 95), median(busy)


def _fit(corpus: Corpus) -> dict[str, float]:
    """Run the reader's own child beside the index that is there, but with no vectors yet."""
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
        for part in corpus.home.cache.iterdir():
            if part.name != FOLDER:
                (Path(folder) / part.name).symlink_to(part)
        command = (sys.executable, "-c", _CHILD, str(corpus.home.papers), folder)
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            command, env=environment, check=True, stdout=subprocess.PIPE, text=True
        )
    # What comes before the last line is how far it was.
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures
