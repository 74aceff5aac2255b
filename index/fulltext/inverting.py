"""Papers turned round into an `Inversion`: which document holds which term, and where.

A text is split on whitespace, and each piece, a *chunk*, is looked up in a table that knows the
terms of every chunk it has seen; only a chunk that is new is analysed. That may be done because
no word runs across whitespace: the words of a text are those of its chunks, one after the other.
The rest is arithmetic on whole arrays: one number for each word of a batch, sorted.

`indexing` keeps one table for a whole catching up, since papers share most of their chunks.
"""

from __future__ import annotations

from array import array
from string import punctuation
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.analysis import stem, words
from index.fulltext.inversion import FieldPostings, Inversion
from index.fulltext.runs import starts_of
from index.fulltext.schema import passages
from index.fulltext.scoring import FIELD_BOOSTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from index.paper import Paper

_MOST_KEPT: Final = 1 << 20
"""Chunks and terms of chunks in one table: about 150 MB. Beyond, all are forgotten: most of them
are met only once."""

_LONGEST_KEPT: Final = 100
"""Characters; what is longer is a text without spaces, or none at all, and not met again."""

_SURELY_ONE: Final = 32
"""So many ASCII letters and digits are one word; finding that out by a pattern takes longer."""

_PLACE_BITS: Final = np.uint64(32)
_PLACE: Final = np.uint64(0xFFFFFFFF)


class ChunkTable(dict[str, int]):
    """The chunks met so far; a new one is analysed by being looked up.

    Each has the number of a list of terms, which chunks that differ only in case or in the
    punctuation around them share.

    Args:
        written: every word of a new chunk, folded but not stemmed, is added to this set.
    """

    def __init__(self, written: set[str]) -> None:
        super().__init__()
        self._written = written
        self._word_terms: dict[str, int] = {}
        self._numbers: dict[str, int] = {}
        self.terms: list[str] = []
        """The terms met so far; the place of each is its number in this table."""
        self.sizes = array("I")
        """How many terms each list has."""
        self.contents = array("I")
        """The numbers of these terms, list after list."""

    def __missing__(self, chunk: str) -> int:
        # In ASCII, neither case nor what stands around a word makes it another one.
        bare = chunk.strip(punctuation).lower() if chunk.isascii() else chunk
        if bare == chunk:
            number = len(self.sizes)
            found = [self._term_of(word) for word in _written(chunk)]
            self.sizes.append(len(found))
            self.contents.extend(found)
        else:
            number = self[bare]
        if len(chunk) <= _LONGEST_KEPT:
            self[chunk] = number
        return number

    def _term_of(self, word: str) -> int:
        known = self._word_terms.get(word)
        if known is not None:
            return known
        self._written.add(word)
        text = stem(word)
        number = self._word_terms[word] = self._numbers.setdefault(text, len(self.terms))
        if number == len(self.terms):
            self.terms.append(text)
        return number

    def shrink(self) -> None:
        """Forget everything once there is too much of it; numbers mean nothing from then on."""
        if len(self) + len(self.contents) > _MOST_KEPT:
            self.clear()
            self._word_terms.clear()
            self._numbers.clear()
            self.terms.clear()
            del self.sizes[:], self.contents[:]


def _written(chunk: str) -> list[str]:
    """The words of a chunk, folded."""
    if len(chunk) <= _SURELY_ONE and chunk.isascii() and chunk.isalnum():
        return [chunk.lower()]
    return [word.text for word in words(chunk)]


class _Words(NamedTuple):
    """The words of one field, document after document; three arrays of the same length."""

    terms: NDArray[np.uint32]
    """As the chunk table numbers them."""

    docs: NDArray[np.uint32]
    positions: NDArray[np.uint32]


def invert(papers: Iterable[tuple[int, Paper]], table: ChunkTable) -> Inversion:
    """The inversion of some papers.

    Args:
        papers: ordinal and paper, in any order; no ordinal twice.
        table: what is known of chunks; learns the new ones.
    """
    table.shrink()
    ordered = sorted(papers, key=lambda numbered: numbered[0])
    texts = [passages(paper) for _, paper in ordered]
    fields = {name: _read([text[name] for text in texts], table) for name in FIELD_BOOSTS}
    terms, numbers = _numbered(fields, table)
    return Inversion(
        terms,
        {
            name: _turned(field._replace(terms=numbers[field.terms]), len(terms))
            for name, field in fields.items()
        },
        np.fromiter((ordinal for ordinal, _ in ordered), np.uint32, len(ordered)),
    )


def _read(texts: Sequence[Sequence[str]], table: ChunkTable) -> _Words:
    """The words of a field, of which each document has some passages."""
    chunks, counts = array("I"), array("I")
    number_of = table.__getitem__
    for document in texts:
        for passage in document:
            pieces = passage.split()
            chunks.extend(map(number_of, pieces))
            counts.append(len(pieces))
    passage_counts = np.fromiter(map(len, texts), np.int64, len(texts))
    words_of_chunks, terms = _expanded(np.array(chunks), table)
    # From here on, starts have one entry more than what they are the starts of.
    starts = starts_of(words_of_chunks)[starts_of(np.array(counts))]
    first_passages = starts_of(passage_counts)
    # A position counts the words of the document, and one for each passage before this one.
    shifts = np.arange(len(counts)) - np.repeat(
        starts[first_passages[:-1]] + first_passages[:-1], passage_counts
    )
    docs = np.repeat(np.arange(len(texts), dtype=np.uint32), passage_counts)
    lengths = np.diff(starts)
    positions = np.arange(len(terms)) + np.repeat(shifts, lengths)
    return _Words(terms, np.repeat(docs, lengths), positions.astype(np.uint32))


def _expanded(
    chunks: NDArray[np.uint32], table: ChunkTable
) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """How many words each chunk has, and the terms of all of them."""
    sizes = np.array(table.sizes)
    counts = sizes[chunks]
    shifts = starts_of(sizes)[chunks] - starts_of(counts)[:-1]
    places = np.repeat(shifts, counts)
    places += np.arange(len(places))
    return counts, np.array(table.contents)[places]


def _numbered(
    fields: dict[str, _Words], table: ChunkTable
) -> tuple[list[bytes], NDArray[np.uint32]]:
    """The terms of all fields in order, and the new number of each term of the table."""
    used = np.zeros(len(table.terms), dtype=np.bool_)
    for field in fields.values():
        used[field.terms] = True
    texts = {table.terms[number].encode(): number for number in np.flatnonzero(used).tolist()}
    terms = sorted(texts)
    numbers = np.zeros(len(table.terms), dtype=np.uint32)
    numbers[[texts[term] for term in terms]] = np.arange(len(terms))
    return terms, numbers


def _turned(field: _Words, terms: int) -> FieldPostings:
    """The postings of a field, whose words lie document after document, position by position."""
    keys = field.terms.astype(np.uint64) << _PLACE_BITS
    keys |= np.arange(len(keys), dtype=np.uint64)
    keys.sort()
    places = (keys & _PLACE).astype(np.int64)
    numbers = (keys >> _PLACE_BITS).astype(np.uint32)
    docs = field.docs[places]
    begins = np.ones(len(keys), dtype=np.bool_)
    begins[1:] = (numbers[1:] != numbers[:-1]) | (docs[1:] != docs[:-1])
    firsts = np.flatnonzero(begins)
    frequencies = np.diff(firsts, append=len(keys)).astype(np.uint32)
    counts = np.bincount(numbers[firsts], minlength=terms)
    return FieldPostings(starts_of(counts), docs[firsts], frequencies, field.positions[places])
