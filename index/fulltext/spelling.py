"""Words that are spelt alike: all those of a lexicon within a few slips of one word, at once.

A slip is a letter too many, too few or wrong, or two neighbours that changed places; a letter
takes part in one slip only (optimal string alignment). All words of about the same length are
compared in step: the table that is usually filled for two words is filled for all of them, one
column of an array a word, and only as far from its diagonal as the slips allow. A hundred
thousand words take a few milliseconds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.fulltext.texts import PackedTexts


class Spelling:
    """The letters of many words."""

    def __init__(self, words: PackedTexts) -> None:
        letters = bytes(words.blob).decode().encode("utf-32-le")
        self._letters = np.append(np.frombuffer(letters, dtype="<u4"), np.uint32(0))
        begins = (words.blob & 0xC0) != 0x80  # other bytes go on with a letter
        before = np.concatenate(([0], np.cumsum(begins)))
        starts = before[words.starts]
        self._starts = starts[:-1]
        self._lengths = np.diff(starts)

    def near(self, word: str, slips: int) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """The places of all words at most so many slips away, ascending, and how many each is."""
        similar = np.abs(self._lengths - len(word)) <= slips
        places = np.flatnonzero(similar)
        found = self._distances(places, [ord(letter) for letter in word], slips)
        near = found <= slips
        return places[near], found[near]

    def _distances(
        self, places: NDArray[np.int64], word: list[int], slips: int
    ) -> NDArray[np.uint8]:
        """How many slips each is away; one more than allowed stands for more."""
        lengths = self._lengths[places]
        columns = self._columns(places, len(word) + slips)
        far = np.full(len(places), slips + 1, dtype=np.uint8)
        row = {at: np.full(len(places), at, dtype=np.uint8) for at in range(slips + 1)}
        above: dict[int, NDArray[np.uint8]] = {}
        for line in range(1, len(word) + 1):
            above, last, row = row, above, {}
            for at in range(max(0, line - slips), line + slips + 1):
                if at == 0:
                    row[0] = np.full(len(places), min(line, slips + 1), dtype=np.uint8)
                    continue
                best = above.get(at - 1, far) + (columns[at - 1] != word[line - 1])
                np.minimum(best, above.get(at, far) + 1, out=best)
                np.minimum(best, row.get(at - 1, far) + 1, out=best)
                if line > 1 and at > 1:
                    swapped = (columns[at - 1] == word[line - 2]) & (
                        columns[at - 2] == word[line - 1]
                    )
                    np.minimum(best, last.get(at - 2, far) + 1, out=best, where=swapped)
                row[at] = np.minimum(best, far)
        distances = far.copy()
        for at, column in row.items():
            ends = lengths == at
            distances[ends] = column[ends]
        return distances

    def _columns(self, places: NDArray[np.int64], count: int) -> list[NDArray[np.uint32]]:
        """The first, second … letter of each word; behind its end, any other."""
        last = len(self._letters) - 1
        starts = self._starts[places]
        return [self._letters[np.minimum(starts + at, last)] for at in range(count)]
