"""The lines written behind ``:``, kept from one sitting to the next.

A plain file, a line each, the newest last; for the reader's eyes alone, since notes are written
here. It is read when it is first asked for and replaced whole, so two readers never mix lines; of
two that write at the same moment, one line may be missing and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.files import make_private_folder, open_plain, replace_file
from index.text import clean

if TYPE_CHECKING:
    from pathlib import Path

MOST = 500
"""Lines that are kept."""

LARGEST = 256 << 10
"""Bytes of the file that are read: its end."""

LONGEST = 1_000
"""Characters of a line that is kept; longer ones are not."""


class CommandHistory:
    """Older and newer lines."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lines = self._read()
        self._place = len(self._lines)
        self._begun = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """All that are kept, the newest last."""
        return tuple(self._lines)

    def begin(self) -> None:
        """A line is about to be written."""
        self._place, self._begun = len(self._lines), ""

    def recall(self, step: int, line: str) -> str:
        """An older (-1) or newer (1) line that begins as what was typed; else the line as it is.

        Args:
            step: which way.
            line: what stands there now.
        """
        if self._place == len(self._lines):
            self._begun = line
        place = self._place + step
        while 0 <= place < len(self._lines):
            if self._lines[place].startswith(self._begun) and self._lines[place] != line:
                self._place = place
                return self._lines[place]
            place += step
        if step > 0:
            self._place = len(self._lines)
            return self._begun
        return line

    def remember(self, line: str) -> None:
        """Keep a line as the newest one.

        Raises:
            CarrelError: it cannot be written; it is kept for this sitting.
        """
        line = clean(line)
        if not line or len(line) > LONGEST:
            return
        self._lines = [*(other for other in self._read() if other != line), line][-MOST:]
        try:
            make_private_folder(self._path.parent)
            replace_file(self._path, "".join(f"{one}\n" for one in self._lines).encode())
        except OSError as error:
            told = f"the history cannot be kept: {error.strerror or error}"
            raise CarrelError(told, where=str(self._path)) from error

    def _read(self) -> list[str]:
        try:
            with open_plain(self._path) as stream:
                stream.seek(0, 2)
                begin = max(stream.tell() - LARGEST, 0)
                stream.seek(begin)
                text = stream.read(LARGEST).decode("utf-8", "replace")
        except OSError:
            return list(getattr(self, "_lines", ()))
        lines = text.splitlines()[1 if begin else 0 :]
        return [line for each in lines if (line := clean(each)) and len(line) <= LONGEST][-MOST:]
