"""A segment read from Whoosh's own files: for want of flat postings, and to make them anew.

Every posting is a pickled value within a pickled block, so this is some hundred times slower than
`FlatSegment`, and the files are read only if they contain what was written (`key` says why).
Looking up a term moves a file position, hence the lock; decoding does not.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import struct
import threading
import zlib
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import numpy as np

from index.fulltext import scoring
from index.fulltext.arrayfile import DamagedFileError
from index.fulltext.commit import whoosh_segment
from index.fulltext.inversion import FieldPostings, Inversion
from index.fulltext.mapping import mapped
from index.fulltext.postings import Postings
from index.fulltext.schema import ORDINAL
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.storage import MappedStorage
from index.fulltext.whoosh_api import (
    FileFormatError,
    TermNotFound,
    W3Codec,
    WhooshIndexError,
    byte_to_length,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from index.fulltext.lexicon import Lexicon
    from index.fulltext.stamp import StoredSegment
    from index.fulltext.whoosh_api import TermsReader

    _Block: TypeAlias = tuple[tuple[int, ...], tuple[float, ...] | float | None, tuple[bytes, ...]]
    """Steps from document to document, weights, pickled positions."""

_POSTINGS: Final = b"W3Bl"
_SIZE = struct.Struct("!i")
_COUNT_BYTES: Final = 4
_LENGTHS = np.array([byte_to_length(code) for code in range(256)], dtype=np.float64)

DAMAGE: Final = (
    DamagedFileError,
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


class _Held(NamedTuple):
    """The documents that hold one term, ascending."""

    docs: NDArray[np.int64]
    weights: NDArray[np.float64]
    positions: tuple[bytes, ...]
    """Pickled, one a document."""


class StockSegment:
    """A segment whose flat postings cannot be used.

    Args:
        folder: of the index.
        segment: as the commit names it.
        lexicon: the one by which stems are numbered.
        mean_lengths: how many words a document of the index has in each field on average; without
            them nothing can be scored.

    Raises:
        FileNotFoundError: a file is gone, which a commit in another process may bring about.
        DamagedFileError: a file is damaged; its methods raise it too.
    """

    def __init__(
        self,
        folder: Path,
        segment: StoredSegment,
        lexicon: Lexicon,
        mean_lengths: tuple[float, ...] = (),
    ) -> None:
        self._lexicon = lexicon
        self._lock = threading.Lock()
        with _damage_told(folder, segment):
            storage = _storage(folder, segment)
            self._terms = _terms(storage, segment)
            self._postings = memoryview(storage.content(f"{segment.name}{W3Codec.POSTS_EXT}"))
            self._lengths = {
                name: column(folder, segment, f"_{name}_len", ">u1").astype(np.uint8)
                for name in FIELD_BOOSTS
            }
            self._ordinals = ordinals(folder, segment).astype(np.uint32)
        self._damage_told = partial(_damage_told, folder, segment)
        self._live = np.ones(len(self._ordinals), dtype=np.bool_)
        self._live[list(segment.deleted)] = False
        self.live = self._ordinals[self._live]
        """The ordinals of the documents that are not deleted, ascending."""
        self._mean_lengths = mean_lengths

    def __len__(self) -> int:
        return len(self._ordinals)

    def counts(self, stems: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many documents hold each stem, a line for each stem."""
        with self._damage_told(), self._lock:
            found = [
                [self._count(field, self._lexicon.stems[stem]) for field in FIELD_BOOSTS]
                for stem in stems.tolist()
            ]
        return np.array(found, dtype=np.int64).reshape(len(stems), len(FIELD_BOOSTS))

    def _count(self, field: str, term: bytes) -> int:
        try:
            return int(self._terms.doc_frequency(field, term))
        except (TermNotFound, KeyError):
            return 0

    def postings(
        self,
        stems: NDArray[np.int64],
        weights: NDArray[np.float64],
    ) -> Postings:
        """The papers that hold some stems; see `segment.Segment`."""
        papers = [np.empty(0, dtype=np.uint32)]
        levels = [np.empty(0, dtype=np.float64)]
        told = []
        for stem, line in zip(stems.tolist(), weights.tolist(), strict=True):
            for field, weight, mean in zip(FIELD_BOOSTS, line, self._mean_lengths, strict=True):
                if weight:
                    held = self._held(field, self._lexicon.stems[stem])
                    live = self._live[held.docs]
                    docs = held.docs[live]
                    lengths = _LENGTHS[self._lengths[field][docs]]
                    papers.append(self._ordinals[docs])
                    levels.append(scoring.saturation(held.weights[live], lengths, mean))
                    told.append(weight)
        counts = np.array([len(each) for each in papers[1:]], dtype=np.int64)
        found = np.concatenate(papers)
        return Postings(
            found, np.arange(len(found)), np.concatenate(levels), counts, np.array(told)
        )

    def positions(self, field: str, stem: int, among: NDArray[np.bool_]) -> NDArray[np.int64]:
        """Where a stem stands in some papers: ordinal << 32 | position, each once."""
        held = self._held(field, self._lexicon.stems[stem])
        wanted = self._live[held.docs] & among[self._ordinals[held.docs]]
        found = [np.empty(0, dtype=np.int64)]
        for place in np.flatnonzero(wanted).tolist():
            ordinal = int(self._ordinals[held.docs[place]])
            found.append((ordinal << 32) | _positions(held.positions[place]))
        return np.concatenate(found)

    def inversion(self) -> Inversion:
        """All of the segment as arrays, deleted documents among them."""
        with self._damage_told(), self._lock:
            infos = {key: info.extent() for key, info in self._terms.items()}
        terms = sorted({term for _, term in infos})
        fields = {}
        for name in FIELD_BOOSTS:
            known = [self._at(*infos[name, term]) if (name, term) in infos else _NOTHING
                     for term in terms]  # fmt: skip
            fields[name] = _field_postings(known)
        return Inversion(terms, fields, self._ordinals)

    def _held(self, field: str, term: bytes) -> _Held:
        with self._damage_told(), self._lock:
            try:
                extent = self._terms.term_info(field, term).extent()
            except TermNotFound:
                return _NOTHING
        return self._at(*extent)

    def _at(self, start: int, _: int) -> _Held:
        with self._damage_told():
            return self._decoded(start)

    def _decoded(self, start: int) -> _Held:
        docs: list[NDArray[np.int64]] = []
        weights: list[float] = []
        positions: list[bytes] = []
        for steps, same_or_each, values in _blocks(self._postings, start):
            docs.append(np.cumsum(np.array(steps, dtype=np.int64)))
            positions += values
            if isinstance(same_or_each, tuple):
                weights += same_or_each
            else:  # one for all; None stands for 1
                weights += [1.0 if same_or_each is None else same_or_each] * len(steps)
        return _Held(np.concatenate(docs), np.array(weights), tuple(positions))


_NOTHING: Final = _Held(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64), ())


def _field_postings(terms: list[_Held]) -> FieldPostings:
    sizes = [len(held.docs) for held in terms]
    places = [_positions(packed) for held in terms for packed in held.positions]
    weights = [held.weights for held in terms] or [_NOTHING.weights]
    docs = [held.docs for held in terms] or [_NOTHING.docs]
    return FieldPostings(
        np.concatenate(([0], np.cumsum(sizes, dtype=np.int64))),
        np.concatenate(docs).astype(np.uint32),
        np.concatenate(weights).astype(np.uint32),
        np.concatenate(places or [_NOTHING.docs]).astype(np.uint32),
    )


def _positions(packed: bytes) -> NDArray[np.int64]:
    """The positions of one posting, which Whoosh keeps as steps behind their count."""
    return np.cumsum(np.array(pickle.loads(packed[_COUNT_BYTES:]), dtype=np.int64))


def _blocks(data: memoryview, start: int) -> Iterator[_Block]:
    if bytes(data[start : start + len(_POSTINGS)]) != _POSTINGS:
        raise DamagedFileError(f"no postings at {start}")
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


def check(folder: Path, segment: StoredSegment) -> None:
    """Look at every byte of the files that are unpickled.

    Raises:
        FileNotFoundError: one is gone.
        DamagedFileError: one is not as it was written.
    """
    storage = _storage(folder, segment)
    for ending in (W3Codec.TERMS_EXT, W3Codec.POSTS_EXT):
        storage.content(f"{segment.name}{ending}")


def _storage(folder: Path, segment: StoredSegment) -> MappedStorage:
    digests = {
        f"{segment.name}{W3Codec.TERMS_EXT}": segment.terms,
        f"{segment.name}{W3Codec.POSTS_EXT}": segment.postings,
    }
    return MappedStorage(str(folder), digests)


def _terms(storage: MappedStorage, segment: StoredSegment) -> TermsReader:
    codec = W3Codec()
    return codec.terms_reader(storage, whoosh_segment(segment, codec))


def column(folder: Path, segment: StoredSegment, name: str, kind: str) -> NDArray[np.int64]:
    """One of Whoosh's columns of numbers, a number a document."""
    # Whoosh ends a column at its last value that is not 0, and writes none that has only 0.
    values = np.zeros(segment.documents, dtype=np.int64)
    path = folder / f"{segment.name}.{name}{W3Codec.COLUMN_EXT}"
    if path.exists():
        known = np.frombuffer(mapped(str(path)), dtype=kind)
        values[: len(known)] = known
    return values


def ordinals(folder: Path, segment: StoredSegment) -> NDArray[np.int64]:
    """The ordinal of each document's paper, without opening the rest of the segment."""
    return column(folder, segment, ORDINAL, ">u4")


@contextlib.contextmanager
def _damage_told(folder: Path, segment: StoredSegment) -> Iterator[None]:
    """Whatever reading nonsense raises, as one error."""
    try:
        yield
    except DAMAGE as error:
        raise DamagedFileError(f"{folder / segment.name}: {error!r}") from error
