"""How long a decision takes: from its key to the last byte of what it repaints.

Star, undo and dismiss one paper; start and leave focus; star ten thousand papers at once and take
it back. The marks go into a home of their own, made for the run: the libraries that are kept stay
without any.
"""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.contender import Contender, settle
from tests.bench.keys import press
from tests.bench.table import Table, median, percentile
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.bench.corpus import Corpus
    from tests.pseudoterminal import PseudoTerminal

ROUNDS = 60
QUICK_ROUNDS = 10
BULK_ROUNDS = 5
BULK = 10_000
"""Papers that are marked at once, where there are so many."""

KEYS = {
    "star": b"s",
    "undo": b"u",
    "dismiss": b"x",
    "undo again": b"u",
    "focus": b"z",
    "keep, and on to the next": b"s",
    "undo in focus": b"u",
    "back to the list": b"z",
}
"""One after the other, so that every round ends with the marks that it began with."""


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Press in one reader for each library, one after the other."""
    tables = []
    for corpus in corpora:
        with _own_home(corpus) as environment, contextlib.ExitStack() as stack:
            contender = replace(Contender.reader(corpus), environment=environment)
            terminal = contender.start()
            stack.callback(terminal.kill)
            contender.wait(terminal)
            settle(terminal)
            tables.append(_measured(terminal, corpus, QUICK_ROUNDS if quick else ROUNDS))
    return tables


def _measured(terminal: PseudoTerminal, corpus: Corpus, rounds: int) -> Table:
    table = Table(
        f"A decision to the last byte, {corpus.papers:,} papers, 120 × 40, {rounds} rounds",
        ("key", "p50 ms", "p95 ms", "max ms"),
    )
    times: dict[str, list[float]] = {name: [] for name in KEYS}
    for _ in range(rounds):
        for name, key in KEYS.items():
            times[name].append(press(terminal, key)[0])
        settle(terminal, 0.15)  # three panes come back, and the next round is not about them
    count = min(BULK, corpus.papers)
    terminal.send(f"/limit:{count}\r".encode())
    settle(terminal)
    for _ in range(BULK_ROUNDS):
        for name, key in {"select": b"*", "star": b"s", "undo": b"u"}.items():
            elapsed, _written = press(terminal, key)
            times.setdefault(f"{name} {count:,} at once", []).append(elapsed)
            settle(terminal, 0.2)
    for name, values in times.items():
        table.add(name, median(values), percentile(values, 95), max(values))
    table.notes.append("goals: star and undo p95 ≤ 20 ms; 10,000 papers starred at once ≤ 1,000 ms")
    return table


@contextlib.contextmanager
def _own_home(corpus: Corpus) -> Iterator[dict[str, str]]:
    """The environment of a home with the same papers and no marks, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="carrel-bench-") as folder:
        home = Home.below(Path(folder))
        for made, kept in ((home.papers, corpus.home.papers), (home.cache, corpus.home.cache)):
            made.parent.mkdir(parents=True, exist_ok=True)
            made.symlink_to(kept, target_is_directory=True)
        home.config.mkdir()
        home.config_file.write_text('dwell = "off"\n', encoding="utf-8")
        yield {**corpus.environment, "CARREL_HOME": folder}
