"""A reader that is served, as the tests of it find one: where it is, and how it ends."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from tests.commandline import PATIENCE, program
from tests.pseudoterminal import isolated

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Served:
    """``carrel serve``, running."""

    process: subprocess.Popen[str]
    address: str
    """What it printed: ``http://127.0.0.1:PORT/TOKEN/``."""

    @property
    def base(self) -> str:
        """The address without the token: ``http://127.0.0.1:PORT``."""
        return self.address.rstrip("/").rpartition("/")[0]

    def readers(self) -> list[psutil.Process]:
        """The processes behind its tabs."""
        return psutil.Process(self.process.pid).children()

    def end(self) -> tuple[int, str]:
        """Press Ctrl-C; the exit code, and what was said on standard error."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, said


@contextlib.contextmanager
def served(home: Path, *words: str) -> Iterator[Served]:
    """Serve the reader whose HOME is `home` at a free port; `words` are further arguments."""
    process = subprocess.Popen(
        program("serve", "--port", "0", *words),
        env=isolated(home, TEXTUAL_ANIMATIONS="none", EDITOR="false", BROWSER="false"),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        yield Served(process, process.stdout.readline().strip())
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=PATIENCE)
