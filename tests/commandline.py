"""Carrel's verbs in a process of their own: words in, exit code and output back.

POSIX only, as `tests.pseudoterminal` is, whose environment it uses.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.pseudoterminal import isolated

if TYPE_CHECKING:
    from pathlib import Path

PATIENCE = 120.0
"""Seconds until a verb is given up; long, because a loaded machine must not fail a test."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a verb left behind."""

    code: int
    output: bytes
    talk: bytes

    @property
    def out(self) -> str:
        """Standard output as text; fails where it is not UTF-8."""
        return self.output.decode("utf-8")

    @property
    def err(self) -> str:
        """Standard error as text; fails where it is not UTF-8."""
        return self.talk.decode("utf-8")


def program(*words: str, under: str = "") -> list[str]:
    """The command for ``carrel WORDS``.

    Args:
        words: verb and arguments.
        under: Python that is run before: limits, permissions to give up.
    """
    if not under:
        return [sys.executable, "-m", "tui", *words]
    start = f"{under}\nimport sys\nfrom tui.cli import main\nsys.exit(main())"
    return [sys.executable, "-c", start, *words]


def carrel(home: Path, *words: str, given: bytes = b"", under: str = "") -> Outcome:
    """Run ``carrel WORDS`` for the reader whose HOME is `home`, the folder it is started in.

    Args:
        home: as for `tests.terminal.Terminal`; its CARREL_HOME is ``home/carrel``.
        words: verb and arguments.
        given: standard input.
        under: see `program`.
    """
    home.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        program(*words, under=under),
        input=given,
        cwd=home,
        env=isolated(home),
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    return Outcome(done.returncode, done.stdout, done.stderr)


def added(home: Path, *paths: Path) -> None:
    """Add files that must go in without a problem."""
    outcome = carrel(home, "add", *map(str, paths))
    assert outcome.code == 0, outcome
