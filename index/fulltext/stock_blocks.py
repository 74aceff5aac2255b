"""Postings as Whoosh keeps them: a field of an `Inversion` written in blocks of its W3 format.

`stock_writer` calls this for each field of a new segment. What Whoosh's own writer makes posting
by posting and pickle by pickle is laid out here as one array of bytes: first how long each piece
is, then where it starts, then all pieces of a sort at once. Whoosh reads it by unpickling, as it
reads its own; it says the same in fewer bytes (short integers, no memo, nothing compressed).

The postings of a term are ``W3Bl`` and then blocks. A block is its size (negated in the last
one), a pickled tuple that tells what is in it, and a pickled tuple of three: the steps from
document to document; the frequencies, as None if all are 1, as a float if all are the same, else
a tuple; and the values. A value is the frequency as a big-endian integer of 4 bytes, and the
pickled tuple of the steps from position to position. Compressing blocks would make a third of
the file, and double the time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.fulltext.runs import starts_of, steps_of
from index.fulltext.stock_pickles import Frequencies, Integers, Values, put_literal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from index.fulltext.inversion import FieldPostings
    from index.fulltext.whoosh_api import StructFile

    _Bytes = NDArray[np.uint8]
    _Places = NDArray[np.int64]

_MAGIC: Final = b"W3Bl"
_MOST_POSTINGS: Final = 512
"""Postings in one block; Whoosh reads blocks whole, and blocks of any length."""

_AT_ONCE: Final = 1 << 17
"""Postings laid out together: few enough that their arrays stay in the cache."""

INFO: Final = np.dtype(
    [
        ("inlined", "u1"), ("weight", ">f4"), ("df", ">u4"), ("shortest", "u1"), ("longest", "u1"),
        ("heaviest", ">f4"), ("first", ">u4"), ("last", ">u4"), ("start", ">i8"), ("size", ">i4"),
    ]
)  # fmt: skip
"""What Whoosh's term file says of a term: statistics, and where its postings lie."""

_HEAD: Final = np.dtype(
    [
        ("size", ">i4"), ("a", "S2"), ("count", "<i4"), ("b", "S1"), ("last", "<i4"), ("c", "S1"),
        ("heaviest", ">f8"), ("d", "S3"), ("shortest", "u1"), ("e", "S1"), ("longest", "u1"),
        ("f", "S4"),
    ]
)  # fmt: skip
"""A block's size, the pickle about it, and how the pickle of its contents begins."""

_FIXED: Final = {"a": b"(J", "b": b"J", "c": b"G", "d": b"K\0K", "e": b"K", "f": b"t.\x80\x03"}
_END: Final = b"\x87."


class _Run(NamedTuple):
    """Some terms of a field, with all their postings."""

    counts: _Places
    """How many postings each term has; at least 1."""

    docs: _Places
    frequencies: _Places
    positions: _Places
    codes: _Bytes
    """How long the field is in the document of each posting, in Whoosh's encoding."""


def write_postings(file: StructFile, field: FieldPostings, codes: _Bytes) -> NDArray[np.void]:
    """Append the postings of a field to Whoosh's postings file.

    Args:
        file: open for writing.
        field: what to write.
        codes: how long the field is in each document, in Whoosh's encoding.

    Returns:
        An array of `INFO`: one for each term that has postings here, in their order.
    """
    found = [np.empty(0, dtype=INFO)]
    for run in _runs(field, codes):
        data, sizes = _laid_out(run)
        infos = _infos(run)
        infos["start"] = file.tell() + np.cumsum(sizes) - sizes
        infos["size"] = sizes
        found.append(infos)
        file.write(data.tobytes())
    return np.concatenate(found, dtype=INFO)  # numbers stay big-endian


def _runs(field: FieldPostings, codes: _Bytes) -> Iterator[_Run]:
    starts = field.starts[np.append(True, np.diff(field.starts) > 0)]
    position_starts = starts_of(field.frequencies)
    low = 0
    while low < len(starts) - 1:
        high = int(np.searchsorted(starts, starts[low] + _AT_ONCE, side="right")) - 1
        high = max(high, low + 1)
        postings = slice(int(starts[low]), int(starts[high]))
        positions = slice(int(position_starts[postings.start]), int(position_starts[postings.stop]))
        yield _Run(
            np.diff(starts[low : high + 1]),
            field.docs[postings].astype(np.int64),
            field.frequencies[postings].astype(np.int64),
            field.positions[positions].astype(np.int64),
            codes[field.docs[postings]],
        )
        low = high


def _infos(run: _Run) -> NDArray[np.void]:
    infos = np.zeros(len(run.counts), dtype=INFO)
    ends = np.cumsum(run.counts)
    firsts = ends - run.counts
    infos["weight"] = np.add.reduceat(run.frequencies, firsts)
    infos["df"] = run.counts
    infos["shortest"] = np.minimum.reduceat(run.codes, firsts)
    infos["longest"] = np.maximum.reduceat(run.codes, firsts)
    infos["heaviest"] = np.maximum.reduceat(run.frequencies, firsts)
    infos["first"] = run.docs[firsts]
    infos["last"] = run.docs[ends - 1]
    return infos


def _laid_out(run: _Run) -> tuple[_Bytes, _Places]:
    """The bytes of a run, and how many of them each term has."""
    block_counts = -(-run.counts // _MOST_POSTINGS)
    blocks = starts_of(block_counts)[:-1]
    turns = np.arange(block_counts.sum()) - np.repeat(blocks, block_counts)
    firsts = np.repeat(starts_of(run.counts)[:-1], block_counts) + turns * _MOST_POSTINGS
    parts = (
        Integers(steps_of(run.docs, firsts), firsts),
        Frequencies(run.frequencies, firsts),
        Values(run.frequencies, run.positions, firsts),
    )
    opens = turns == 0
    sizes = sum((part.sizes for part in parts), np.full(len(firsts), _HEAD.itemsize + len(_END)))
    spans = sizes + opens * len(_MAGIC)
    ends = np.cumsum(spans)
    out = np.empty(int(ends[-1]), dtype=np.uint8)
    at = ends - sizes
    put_literal(out, at[opens] - len(_MAGIC), _MAGIC)
    heads = _heads(run, firsts)
    heads["size"] = (sizes - 4) * np.where(np.append(opens[1:], True), -1, 1)
    out[at[:, None] + np.arange(_HEAD.itemsize)] = heads.view(np.uint8).reshape(len(heads), -1)
    at += _HEAD.itemsize
    for part in parts:
        part.put(out, at)
        at += part.sizes
    put_literal(out, at, _END)
    return out, np.add.reduceat(spans, blocks)


def _heads(run: _Run, firsts: _Places) -> NDArray[np.void]:
    heads = np.zeros(len(firsts), dtype=_HEAD)
    for name, opcodes in _FIXED.items():
        heads[name] = opcodes
    ends = np.append(firsts[1:], len(run.docs))
    heads["count"] = ends - firsts
    heads["last"] = run.docs[ends - 1]
    heads["heaviest"] = np.maximum.reduceat(run.frequencies, firsts)
    heads["shortest"] = np.minimum.reduceat(run.codes, firsts)
    heads["longest"] = np.maximum.reduceat(run.codes, firsts)
    return heads
