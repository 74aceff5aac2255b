"""How long each key of triage takes: from the key to the last byte of what it repaints.

One reader in a terminal of its own, on the larger library: move, decide and take it back, switch
views, let one paper fill the screen, look different, decide about ten thousand at once. All of it
in rounds, so that every kind of key sees the same machine, and its ratio to one step down is worth
something on any. The marks go into a home made for the run: the libraries that are kept stay
without any.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.contender import Contender, settle
from tests.bench.keypress import Repaint, press
from tests.bench.table import Table, median, percentile, ratio
from tests.terminal import KEYS as NAMED
from tui.actions import ACTIONS
from tui.keymap import Keymap
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from tests.bench.corpus import Corpus
    from tests.pseudoterminal import PseudoTerminal

ROUNDS = 60
QUICK_ROUNDS = 10
BULK_ROUNDS = 5
BULK = 10_000
"""Papers that are marked at once, where there are so many."""

SEARCHED = 0.15
"""Seconds without a byte after which a list is there that had to be searched for."""


@dataclass(frozen=True, slots=True)
class Key:
    """A key whose time is taken."""

    told: str
    typed: bytes
    goal: float = 0.0
    """Milliseconds that the 95th percentile may take; 0: none was set."""

    silence: float = 0.04
    """Seconds without a byte after which all of it is there."""


MOVES = (Key("down", NAMED["down"], 20), Key("up", NAMED["up"], 20))
DECISIONS = (
    Key("star", b"s", 20),
    Key("undo", b"u", 20),
    Key("dismiss", b"x", 20),
    Key("undo again", b"u", 20),
)
VIEWS = (
    Key("view: unread", b"2", 40, SEARCHED),
    Key("view: starred", b"3", 40, SEARCHED),
    Key("view: everything", b"1", 40, SEARCHED),
)
FOCUS = (
    Key("focus", b"z", 40),
    Key("keep, and on to the next", b"s", 20),
    Key("undo in focus", b"u", 20),
    Key("back to the list", b"z", 40),
)
"""Each of them so that a round ends with the marks and the list that it began with."""

LOOKS = ("density", "theme")
"""The last word of actions that change how everything looks, and their goal."""

LOOKS_GOAL = 200
BULK_GOAL = 1_000


def measure(corpus: Corpus, *, quick: bool) -> Table:
    """Press in one reader on a library."""
    with _own_home(corpus) as environment, contextlib.ExitStack() as stack:
        contender = replace(Contender.reader(corpus), environment=environment)
        terminal = contender.start()
        stack.callback(terminal.kill)
        contender.wait(terminal)
        settle(terminal)
        rounds = QUICK_ROUNDS if quick else ROUNDS
        times = _pressed(terminal, [*MOVES, *DECISIONS, *VIEWS, *FOCUS], rounds)
        times |= _pressed(terminal, _looks(), rounds)
        times |= _at_once(terminal, min(BULK, corpus.papers), environment)
    table = Table(
        f"Triage, key to the last byte, {corpus.papers:,} papers, 120 × 40",
        ("key", "p50 ms", "p95 ms", "max ms", "p50 ratio", "CPU ms", "goal p95", ""),
    )
    floor = median([repaint.elapsed for repaint in times[MOVES[0]]])
    for key, repaints in times.items():
        values = [repaint.elapsed for repaint in repaints]
        high = percentile(values, 95)
        goal = f"≤ {key.goal:g}" if key.goal else ""
        kept = ("✓" if high <= key.goal else "missed") if key.goal else ""
        p50 = median(values)
        cpu = median([repaint.cpu for repaint in repaints])
        table.add(key.told, p50, high, max(values), ratio(p50, floor), cpu, goal, kept)
    table.notes.append("ratio: to one step down in the same rounds; what was starred at once was")
    table.notes.append("one step for undo, and after it no star was left")
    return table


def _pressed(
    terminal: PseudoTerminal, keys: Sequence[Key], rounds: int
) -> dict[Key, list[Repaint]]:
    """Press them in rounds; the first is not counted: what a key needs is loaded with it."""
    times: dict[Key, list[Repaint]] = {key: [] for key in keys}
    for number in range(rounds + 1):
        for key in keys:
            repaint = press(terminal, key.typed, key.silence)
            if number:
                times[key].append(repaint)
        settle(terminal, SEARCHED)
    return times


def _at_once(
    terminal: PseudoTerminal, count: int, environment: Mapping[str, str]
) -> dict[Key, list[Repaint]]:
    """Select so many papers, star them and take it back, again and again.

    Raises:
        RuntimeError: another number was starred, or one undo did not take all of it back.
    """
    named = f"{count:,} at once"
    select, star, undo = (
        Key(f"select {named}", b"*"),
        Key(f"star {named}", b"s", BULK_GOAL, SEARCHED),
        Key(f"undo {named}", b"u", BULK_GOAL, SEARCHED),
    )
    times: dict[Key, list[Repaint]] = {select: [], star: [], undo: []}
    terminal.send(f"/limit:{count}\r".encode())
    settle(terminal)
    for _ in range(BULK_ROUNDS):
        for key, expected in ((select, 0), (star, count), (undo, 0)):
            times[key].append(press(terminal, key.typed, key.silence))
            if _starred(environment) != expected:
                raise RuntimeError(f"{key.told}: {_starred(environment):,} papers are starred")
            settle(terminal, SEARCHED)
    return times


def _starred(environment: Mapping[str, str]) -> int:
    """How many papers are starred, as another process finds it on the disk."""
    command = (sys.executable, "-m", "tui", "search", "is:starred", "--json", "--limit", "1")
    done = subprocess.run(command, env=dict(environment), check=True, capture_output=True)
    return int(json.loads(done.stdout)["total"])


def _looks() -> list[Key]:
    """The keys that change how everything looks, as the keymap has them."""
    keymap, _ = Keymap.load("default")
    found = []
    for action in ACTIONS:
        if action.id.rpartition(".")[2] in LOOKS and (keys := keymap.keys_for(action.id, "list")):
            typed = b"".join(NAMED.get(key) or key.encode() for key in keys[0])
            found.append(Key(action.label, typed, LOOKS_GOAL, SEARCHED))
    return found


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
