"""A program under measurement: how to start it, and by what to know that it shows something."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.hello import TEXT
from tests.pseudoterminal import PseudoTerminal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.corpus import Corpus

PATIENCE = 60.0
"""Seconds after which a program that shows nothing is given up."""


@dataclass(frozen=True, slots=True)
class Contender:
    """A program that paints something known in a 120 × 40 terminal."""

    name: str
    command: tuple[str, ...]
    environment: Mapping[str, str]
    landmark: bytes
    """Bytes of the text that its first useful frame holds."""

    @classmethod
    def hello(cls, corpus: Corpus) -> Contender:
        """Textual with one Static, in the same surroundings as the reader."""
        path = Path(__file__).with_name("hello.py")
        command = (sys.executable, str(path))
        return cls("Textual hello-world", command, corpus.environment, TEXT.encode())

    @classmethod
    def bare(cls, corpus: Corpus) -> Contender:
        """Python that prints a line."""
        command = (sys.executable, "-c", f"print({TEXT!r}, flush=True); input()")
        return cls("bare Python, one line", command, corpus.environment, TEXT.encode())

    @classmethod
    def reader(cls, corpus: Corpus) -> Contender:
        """The reader itself on a library."""
        command = (sys.executable, "-m", "tui")
        return cls(
            f"carrel, {corpus.papers:,} papers", command, corpus.environment, corpus.landmark
        )

    def start(self) -> PseudoTerminal:
        """Run it in a terminal of its own."""
        return PseudoTerminal(self.command, self.environment, columns=120, rows=40)

    def wait(self, terminal: PseudoTerminal) -> None:
        """Read until the landmark has been painted.

        Raises:
            RuntimeError: it ended or painted something else; the message quotes its last words.
        """
        deadline = time.monotonic() + PATIENCE
        seen = b""
        while self.landmark not in seen:
            data = terminal.read(deadline - time.monotonic())
            if not data:
                words = seen[-2000:].decode("utf-8", "replace")
                raise RuntimeError(f"{self.name}: {self.landmark!r} never came; last: {words!r}")
            seen += data


def settle(terminal: PseudoTerminal, silence: float = 1.0) -> None:
    """Read until nothing has come for `silence` seconds: what loads in the background has."""
    deadline = time.monotonic() + PATIENCE
    while terminal.read(silence) and time.monotonic() < deadline:
        pass
