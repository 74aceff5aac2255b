"""Every word of the papers as it was written: what a typed beginning may become.

The full-text index knows only stems, and `plann` begins no stem although it begins ``planning``.
So the words themselves are kept beside the index, sorted, one a line, and a prefix stands for
the stems of all words that begin with it.

`store` writes the file before the commit that brings the words in: it may hold words that
no paper has any more, never miss one that a paper has. Reading is one binary search in the
file's bytes; there is no list of words in memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.analysis import stem
from index.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


FILE_NAME = "words.txt"
"""The vocabulary of an index, in its folder."""


class Vocabulary:
    """The words of one file."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """The words in a file; none when it is not there."""
        try:
            return cls(path.read_bytes())
        except FileNotFoundError:
            return cls(b"")

    def words(self) -> list[str]:
        """All of them."""
        return self._lines.decode().split("\n")[:-1]

    def beginning_with(self, prefix: str) -> list[str]:
        """The words that begin with `prefix`, ascending by code point."""
        start = prefix.encode()
        # No byte of UTF-8 is 0xFF, so this is above all that begins with the prefix.
        chosen = self._lines[self._seek(start) : self._seek(start + b"\xff")]
        return chosen.decode().split("\n")[:-1]

    def stems_beginning_with(self, prefix: str) -> list[str]:
        """The stems of the words that begin with `prefix`, ascending, each once."""
        return sorted(set(map(stem, self.beginning_with(prefix))))

    def _seek(self, key: bytes) -> int:
        """Where the first line that is not below `key` starts."""
        lines = self._lines
        low, high = 0, len(lines)  # both always at the start of a line
        while low < high:
            middle = lines.rfind(b"\n", low, (low + high) // 2) + 1 or low
            end = lines.index(b"\n", middle)
            if lines[middle:end] < key:
                low = end + 1
            else:
                high = middle
        return low


def write(path: Path, words: Iterable[str]) -> None:
    """Replace a file of words, whole or not at all."""
    replace_file(path, b"".join(word + b"\n" for word in sorted(map(str.encode, words))))
