"""Running a program for the reader: with the terminal, or beside the screen and out of its sight.

A program beside the screen belongs to a session of its own: it goes on when Carrel is left, and no
key of the reader's reaches it. What it says goes into files, so that whatever it leaves behind
holds no pipe of ours open.
"""

from __future__ import annotations

import subprocess
import tempfile
from typing import TYPE_CHECKING, NamedTuple

from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_SAID = 256 << 10
"""Bytes of what a program says that are looked at."""


class Ended(NamedTuple):
    """How a program ended."""

    code: int
    """Its exit code; 127 where it could not be started."""

    said: str = ""
    """What it wrote to its standard output."""

    complaint: str = ""
    """What it wrote to its standard error, or why it could not be started."""

    @property
    def told(self) -> str:
        """How it failed: the code, and the first line that says why; ``""`` if it did not."""
        if not self.code:
            return ""
        first = next((line for each in self.complaint.splitlines() if (line := clean(each))), "")
        if self.code == NOT_STARTED:
            return first or "it could not be started"
        return f"exit code {self.code}" + (f": {first}" if first else "")


NOT_STARTED = 127


def run_beside(words: Sequence[str], environ: Mapping[str, str] | None = None) -> Ended:
    """Run a program without a terminal, and wait for it."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        try:
            done = subprocess.run(
                words,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=err,
                check=False,
                start_new_session=True,
                env=None if environ is None else dict(environ),
            )
        except (OSError, ValueError) as error:
            return _not_started(error)
        texts = []
        for stream in (out, err):
            stream.seek(0)
            texts.append(stream.read(MOST_SAID).decode("utf-8", "replace"))
    return Ended(done.returncode, *texts)


def run_in_terminal(words: Sequence[str]) -> Ended:
    """Run a program that has the terminal, and wait for it."""
    try:
        return Ended(subprocess.run(words, check=False).returncode)
    except (OSError, ValueError) as error:
        return _not_started(error)


def _not_started(error: Exception) -> Ended:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Ended(NOT_STARTED, complaint=f"it could not be started: {reason}")
