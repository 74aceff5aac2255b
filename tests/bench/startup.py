"""What a verb costs before it does anything, and which heavy modules it loads."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil

from tests.bench.corpus import starred
from tests.bench.table import Table, median, ratio

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.corpus import Corpus

ROUNDS = 15
QUICK_ROUNDS = 3
HEAVY = ("textual", "rich", "whoosh", "numpy", "Stemmer", "asyncio", "platformdirs", "filelock")

LIST_MODULES = """
import sys
from tui.cli import main
code = main(sys.argv[1:])
print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
raise SystemExit(code)
"""


def measure(corpora: Sequence[Corpus], *, quick: bool) -> list[Table]:
    """Run the verbs by turns with a Python that does nothing, on the largest library."""
    corpus = corpora[-1]
    reading = [corpus.home.reading, *corpus.home.journals.glob("journal-*.toml")]
    for kept in reading:
        kept.unlink(missing_ok=True)
    ids = starred(corpus, 20)
    _run((sys.executable, "-m", "tui", "mark", "star", *ids), corpus)
    verbs = {
        "carrel mark read ID": ("mark", "read", ids[0]),
        "carrel mark unread ID": ("mark", "unread", ids[0]),
        "carrel export (20 starred)": ("export",),
        "carrel search WORD": ("search", "planning", "--limit", "10"),
        "carrel keys": ("keys",),
    }
    commands = {
        "bare Python": (sys.executable, "-c", "pass"),
        **{name: (sys.executable, "-m", "tui", *words) for name, words in verbs.items()},
    }
    rounds = QUICK_ROUNDS if quick else ROUNDS
    runs: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            runs[name].append(_run(command, corpus))

    table = Table(
        f"A verb from start to end, {corpus.papers:,} papers, median of {rounds}",
        ("command", "ms", "ratio", "CPU ms", "heavy modules loaded"),
    )
    floor = median([elapsed for elapsed, _ in runs["bare Python"]])
    for name, figures in runs.items():
        elapsed = median([each for each, _ in figures])
        loaded = _loaded(verbs[name], corpus) if name in verbs else []
        cpu = median([each for _, each in figures])
        table.add(name, elapsed, ratio(elapsed, floor), cpu, ", ".join(loaded) or "none")
    table.notes.append("goal: no verb loads Textual, and mark no Whoosh")
    return [table]


def _run(command: Sequence[str], corpus: Corpus) -> tuple[float, float]:
    """Milliseconds a command takes, and of processor time."""
    before = psutil.Process().cpu_times()
    began = time.perf_counter()
    subprocess.run(command, env=corpus.environment, check=True, capture_output=True)
    elapsed = (time.perf_counter() - began) * 1e3
    after = psutil.Process().cpu_times()
    spent = after.children_user + after.children_system
    return elapsed, (spent - before.children_user - before.children_system) * 1e3


def _loaded(words: Sequence[str], corpus: Corpus) -> list[str]:
    command = (sys.executable, "-c", LIST_MODULES, *words)
    done = subprocess.run(
        command, env=corpus.environment, check=True, capture_output=True, text=True
    )
    modules = set(done.stderr.splitlines()[-1].split())
    return [name for name in HEAVY if name in modules]
