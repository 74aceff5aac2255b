"""One segment of the full-text index, read into arrays: the only place that knows how it lies.

`Snapshot` asks a segment for the postings of terms and for the positions of one; another way of
keeping postings need only answer the same questions. Documents are numbered from 0 within the
segment. What was deleted since it was written is still in postings and lengths, as it is for
Whoosh, and marked in `live`.

Files are mapped (`storage`), so a segment that a later commit removes stays readable.
Looking up a term moves a file position, hence the lock; decoding postings does not.
"""

from __future__ import annotations

import io
import pickle
import struct
import threading
import zlib
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from index.fulltext.schema import ORDINAL
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.storage import MappedStorage, mapped
from index.fulltext.whoosh_api import (
    FileFormatError,
    TermNotFound,
    W3Codec,
    WhooshIndexError,
    byte_to_length,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from index.fulltext.whoosh_api import WhooshSegment

    _Block: TypeAlias = tuple[tuple[int, ...], tuple[float, ...] | float | None, tuple[bytes, ...]]
    """Steps from document to document, weights, packed positions."""

_POSTINGS = b"W3Bl"
_SIZE = struct.Struct("!i")
_LENGTHS = np.array([byte_to_length(code) for code in range(256)], dtype=np.float64)


class DamagedIndexError(Exception):
    """The files of the index are not what was written."""


DAMAGE: Final = (
    DamagedIndexError,
    FileFormatError,
    WhooshIndexError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)
"""What reading bytes that Whoosh did not write may raise; the index has to be made anew."""


class Postings(NamedTuple):
    """The documents of a segment that hold some terms, term after term."""

    docs: NDArray[np.int64]
    """Ascending within a term, deleted ones among them."""

    weights: NDArray[np.float64]
    """How often each holds the term."""

    counts: NDArray[np.int64]
    """How many documents each term has, in the order in which the terms were asked for."""


class Segment:
    """A segment, opened for reading."""

    def __init__(self, storage: MappedStorage, segment: WhooshSegment) -> None:
        """Map and read what every search needs.

        Raises:
            FileNotFoundError: a file is gone, which a commit in another process may bring about.
        """
        codec = segment.codec()
        postings = storage.path(segment.make_filename(W3Codec.POSTS_EXT))
        documents = codec.per_document_reader(storage, segment)
        self._lock = threading.Lock()
        self._terms = codec.terms_reader(storage, segment)
        self._postings = memoryview(mapped(postings))
        self._lengths = {
            name: _column(storage, segment, f"_{name}_len", ">u1").astype(np.uint8)
            for name in FIELD_BOOSTS
        }
        self.ordinals = ordinals(storage, segment)
        """The ordinal of each document's paper."""
        self.live = np.ones(len(self.ordinals), dtype=np.bool_)
        """Which documents are not deleted."""
        self.live[list(segment.deleted_docs())] = False
        self.total_lengths = {name: int(documents.field_length(name)) for name in FIELD_BOOSTS}
        """How many words each field has in all documents together, deleted ones among them."""

    def __len__(self) -> int:
        """How many documents there are, deleted ones among them."""
        return len(self.ordinals)

    def lengths(self, field: str, docs: NDArray[np.int64]) -> NDArray[np.float64]:
        """How many words some documents have in a field, as precisely as Whoosh keeps it."""
        lengths: NDArray[np.float64] = _LENGTHS[self._lengths[field][docs]]
        return lengths

    def postings(self, field: str, terms: Sequence[str]) -> Postings:
        """The documents that hold some terms, and how often."""
        blocks: list[_Block] = []
        weights: list[float] = []
        counts = np.zeros(len(terms), dtype=np.int64)
        for turn, term in enumerate(terms):
            for block in self._blocks(field, term):
                ids, same_or_each, _ = block
                counts[turn] += len(ids)
                blocks.append(block)
                if isinstance(same_or_each, tuple):
                    weights += same_or_each
                else:  # one for all; None stands for 1
                    weights += [1.0 if same_or_each is None else same_or_each] * len(ids)
        return Postings(_documents(blocks), np.array(weights, dtype=np.float64), counts)

    def positions(self, field: str, term: str) -> NDArray[np.int64]:
        """Where a term stands: document << 32 | position, ascending."""
        blocks = list(self._blocks(field, term))
        packed = [value for _, _, values in blocks for value in values]
        counts = np.fromiter(map(len, packed), dtype=np.int64, count=len(packed)) // 4
        places = np.frombuffer(b"".join(packed), dtype="<u4").astype(np.int64)
        return (np.repeat(_documents(blocks), counts) << 32) | places

    def _blocks(self, field: str, term: str) -> Iterator[_Block]:
        with self._lock:
            try:
                start, _ = self._terms.term_info(field, term.encode()).extent()
            except TermNotFound:
                return iter(())
        return _decoded(self._postings, start)


def _column(
    storage: MappedStorage, segment: WhooshSegment, name: str, kind: str
) -> NDArray[np.int64]:
    # Whoosh ends a column at its last value that is not 0, and writes none that has only 0.
    values = np.zeros(segment.doc_count_all(), dtype=np.int64)
    filename = W3Codec.column_filename(segment, name)
    if storage.file_exists(filename):
        known = np.frombuffer(mapped(storage.path(filename)), dtype=kind)
        values[: len(known)] = known
    return values


def ordinals(storage: MappedStorage, segment: WhooshSegment) -> NDArray[np.int64]:
    """The ordinal of each document's paper, without opening the rest of the segment."""
    return _column(storage, segment, ORDINAL, ">u4")


def _documents(blocks: list[_Block]) -> NDArray[np.int64]:
    """The document numbers of blocks, which keep the steps from 0 to one after the other."""
    steps = np.array([step for ids, _, _ in blocks for step in ids], dtype=np.int64)
    sizes = np.array([len(ids) for ids, _, _ in blocks], dtype=np.int64)
    reached = np.cumsum(steps)
    first = np.cumsum(sizes) - sizes  # the place of each block's first step
    documents: NDArray[np.int64] = reached - np.repeat(reached[first] - steps[first], sizes)
    return documents


def _decoded(data: memoryview, start: int) -> Iterator[_Block]:
    if data[start : start + len(_POSTINGS)] != _POSTINGS:
        raise DamagedIndexError(f"no postings at {start}")
    start += len(_POSTINGS)
    size = 0
    while size >= 0:  # the last one is marked by a size below 0
        (size,) = _SIZE.unpack_from(data, start)
        start += _SIZE.size
        block = io.BytesIO(data[start : start + abs(size)])
        compression = pickle.load(block)[3]
        body = block.read()
        yield pickle.loads(zlib.decompress(body) if compression else body)
        start += abs(size)
