"""The lexicon of an index: every word of the papers as it was written, and the stem of each.

Postings are of stems, and a stem is known by its *number*, the order in which stems came into the
lexicon. Numbers are never given anew, so segments written long ago go by them too. Words are
kept because postings know only stems: `plann` begins no stem although it begins ``planning``.
What is typed as the beginning of a word, or misspelt, is looked up among the words and stands
for the stems of those that fit.

The file is written before the commit that brings its words in: it may hold words that no paper
has any more, never miss one that a paper has. It only grows, and is made anew with the index.
Each has a *name* of its own, so that postings numbered by another one are told from its own.
"""

from __future__ import annotations

import os
from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, Final
from zlib import crc32

import numpy as np

from index.analysis import stem
from index.fulltext.arrayfile import ArrayFile, write_arrays
from index.fulltext.spelling import Spelling
from index.fulltext.stamp import LEXICON_FILE as FILE_NAME
from index.fulltext.texts import PackedTexts

__all__ = ["FILE_NAME", "Lexicon", "write"]

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_KIND: Final = "lexicon-2"

_FEW: Final = 16
"""Looking up a stem takes as long as reading so many in a row."""


class Lexicon:
    """The words and stems of an index.

    Args:
        name: what tells this lexicon, however much it grows, from any other.
        words: ascending by code point.
        word_stems: the number of each word's stem.
        stems: in the order of their numbers.
        stem_order: the numbers, in the order of the stems' checksums.
        checksums: the CRC-32 of each stem, ascending.
    """

    def __init__(
        self,
        name: str,
        words: PackedTexts,
        word_stems: NDArray[np.uint32],
        stems: PackedTexts,
        stem_order: NDArray[np.uint32],
        checksums: NDArray[np.uint32],
    ) -> None:
        self.name = name
        self.stems = stems
        """All stems in UTF-8; the place of each is its number."""
        self._words = words
        self._word_stems = word_stems
        # Plain integers of a memoryview are found by halving in a tenth of the time texts are.
        self._stem_order: memoryview[int] = stem_order.data
        self._checksums: memoryview[int] = checksums.data

    @classmethod
    def read(cls, path: Path) -> Lexicon:
        """The lexicon in a file; an empty one, of a new name, where there is none.

        Raises:
            DamagedFileError: the file is damaged, or of another version.
            OSError: it cannot be read.
        """
        try:
            file = ArrayFile(path, _KIND)
        except FileNotFoundError:
            return cls.of([], os.urandom(8).hex())
        return cls(
            str(file.facts["name"]),
            _texts(file, "word"),
            file.array("word_stems").astype(np.uint32),
            _texts(file, "stem"),
            file.array("stem_order").astype(np.uint32),
            file.array("stem_checksums").astype(np.uint32),
        )

    @classmethod
    def of(cls, words: Iterable[str], name: str) -> Lexicon:
        """A lexicon of some words."""
        nothing = PackedTexts.of([])
        return cls(name, nothing, _NONE, nothing, _NONE, _NONE).extended(words)

    def words(self) -> list[str]:
        """All words, ascending by code point."""
        return [word.decode() for word in self._words]

    def number(self, text: str) -> int | None:
        """The number of a stem, or None."""
        key = text.encode()
        checksum = crc32(key)
        place = bisect_left(self._checksums, checksum)
        while place < len(self._checksums) and self._checksums[place] == checksum:
            number = self._stem_order[place]
            if self.stems[number] == key:
                return number
            place += 1
        return None

    def numbers(self, stems: Sequence[bytes]) -> NDArray[np.uint32]:
        """The numbers of stems in UTF-8, all of which are there."""
        if len(stems) * _FEW < len(self.stems):
            found = [self.number(text.decode()) for text in stems]
        else:
            known = dict(zip(self.stems, range(len(self.stems)), strict=True))
            found = [known[text] for text in stems]
        return np.array(found, dtype=np.uint32)

    def beginning_with(self, prefix: str) -> NDArray[np.int64]:
        """The numbers of the stems of all words that begin with `prefix`, ascending."""
        key = prefix.encode()
        low = bisect_left(self._words, key)
        # No byte of UTF-8 is 0xFF, so this is above all that begins with the prefix.
        high = bisect_left(self._words, key + b"\xff", low)
        return self._each_once(self._word_stems[low:high])

    def like(self, word: str, distance: int) -> NDArray[np.int64]:
        """The numbers of the stems of all words at most so many slips away, ascending."""
        places, _ = self.spelling.near(word, distance)
        return self._each_once(self._word_stems[places])

    def spelt_like(self, word: str, distance: int) -> list[tuple[int, str, int]]:
        """The words at most so many slips away: slips, word, number of its stem."""
        places, slips = self.spelling.near(word, distance)
        return [
            (slip, self._words[place].decode(), int(self._word_stems[place]))
            for place, slip in zip(places.tolist(), slips.tolist(), strict=True)
        ]

    def _each_once(self, numbers: NDArray[np.uint32]) -> NDArray[np.int64]:
        wanted = np.zeros(len(self.stems), dtype=np.bool_)
        wanted[numbers] = True
        return np.flatnonzero(wanted)

    @cached_property
    def spelling(self) -> Spelling:
        """The words laid out for finding similar ones."""
        return Spelling(self._words)

    def extended(self, words: Iterable[str]) -> Lexicon:
        """The same lexicon with some words more, stems that it had under their old numbers."""
        stem_of = dict(zip(self._words, self._word_stems.tolist(), strict=True))
        stems = list(self.stems)
        numbers = dict(zip(stems, range(len(stems)), strict=True))
        for word in sorted(words):
            key = word.encode()
            if key not in stem_of:
                text = stem(word).encode()
                stem_of[key] = numbers.setdefault(text, len(stems))
                if len(numbers) > len(stems):
                    stems.append(text)
        ordered = sorted(stem_of)
        checksums = np.fromiter(map(crc32, stems), np.uint32, len(stems))
        order = np.argsort(checksums, kind="stable").astype(np.uint32)
        return Lexicon(
            self.name,
            PackedTexts.of(ordered),
            np.array([stem_of[word] for word in ordered], dtype=np.uint32),
            PackedTexts.of(stems),
            order,
            checksums[order],
        )

    def write(self, path: Path) -> None:
        """Put the lexicon into a file, whole or not at all."""
        arrays: dict[str, NDArray[np.generic]] = {
            "word_blob": self._words.blob,
            "word_starts": self._words.starts,
            "word_stems": self._word_stems,
            "stem_blob": self.stems.blob,
            "stem_starts": self.stems.starts,
            "stem_order": np.frombuffer(self._stem_order, dtype=np.uint32),
            "stem_checksums": np.frombuffer(self._checksums, dtype=np.uint32),
        }
        write_arrays(path, _KIND, {"name": self.name}, arrays)


def write(path: Path, words: Iterable[str]) -> Lexicon:
    """Add words to the lexicon in a file, which need not be there yet; all of it then."""
    lexicon = Lexicon.read(path)
    longer = lexicon.extended(words)
    longer.write(path)
    return longer


_NONE: Final = np.empty(0, dtype=np.uint32)


def _texts(file: ArrayFile, name: str) -> PackedTexts:
    starts = file.array(f"{name}_starts").astype(np.uint32)
    return PackedTexts(file.array(f"{name}_blob").tobytes(), starts)
