"""An `Inversion` put into the files of a new Whoosh segment, for any Whoosh to read.

`indexing` has Whoosh's own `SegmentWriter`, which holds the lock, names the segment, commits and
cleans up; this fills in the segment it has begun. Whoosh's own writers of documents and postings
are closed unused, and their files written anew from the arrays (`stock_blocks`, `stock_terms`):
what they write paper by paper takes ten times as long. Everything a Whoosh search asks for is
there as Whoosh would have written it: postings, positions, frequencies, the lengths of fields,
and the statistics of terms and blocks by which a search may skip some.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import numpy as np

from index.fulltext.key import digest
from index.fulltext.mapping import mapped
from index.fulltext.schema import ORDINAL
from index.fulltext.stock_blocks import write_postings
from index.fulltext.stock_terms import write_terms
from index.fulltext.whoosh_api import W3Codec, byte_to_length

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.fulltext.inversion import Inversion
    from index.fulltext.whoosh_api import SegmentWriter, WhooshSegment

_LENGTHS: Final = np.array([byte_to_length(code) for code in range(256)])
"""The length that each byte stands for, ascending; a length in between takes the next one."""


def write_segment(writer: SegmentWriter, inversion: Inversion) -> WhooshSegment:
    """Write the files of the segment that a writer has begun, and close them.

    The segment becomes part of the index when the writer commits with a merge policy that
    returns it among those that stay.
    """
    segment = writer.newsegment
    count = len(inversion.ordinals)
    documents = writer.perdocwriter
    for number in range(count):
        documents.start_doc(number)
        documents.finish_doc()
    documents.close()
    writer.fieldwriter.close()
    segment.set_doc_count(count)
    # Every column in full, where Whoosh leaves out zeros at the end and what has only zeros: its
    # readers of several segments fail when one has no such column.
    _write_column(writer, ORDINAL, inversion.ordinals.astype(">u4"))
    totals: dict[str, int] = {}
    codes = {}
    for name, field in inversion.fields.items():
        lengths = np.bincount(field.docs, weights=field.frequencies, minlength=count)
        codes[name] = np.minimum(np.searchsorted(_LENGTHS, lengths), 255).astype(np.uint8)
        totals[name] = int(lengths.sum())
        _write_column(writer, f"_{name}_len", codes[name])
    # Whoosh keeps these with the segment, and has its own writer of documents put them there.
    segment._fieldlengths = totals
    _write_text(writer, inversion, codes)
    # Kept with the segment as well: what these files contain, for who is to unpickle from them.
    segment.digests = tuple(
        digest(mapped(os.path.join(writer.storage.folder, segment.make_filename(ending))))
        for ending in (W3Codec.TERMS_EXT, W3Codec.POSTS_EXT)
    )
    return segment


def _write_column(writer: SegmentWriter, name: str, values: NDArray[np.integer]) -> None:
    """A column of numbers, a number a document."""
    file = writer.storage.create_file(W3Codec.column_filename(writer.newsegment, name))
    try:
        file.write(values.tobytes())
    finally:
        file.close()


def _write_text(
    writer: SegmentWriter, inversion: Inversion, codes: dict[str, NDArray[np.uint8]]
) -> None:
    terms = {}
    segment = writer.newsegment
    file = segment.create_file(writer.storage, W3Codec.POSTS_EXT)
    try:
        for name, field in sorted(inversion.fields.items()):
            infos = write_postings(file, field, codes[name])
            if len(infos):
                found = np.flatnonzero(np.diff(field.starts)).tolist()
                terms[name] = [inversion.terms[number] for number in found], infos
    finally:
        file.close()
    file = segment.create_file(writer.storage, W3Codec.TERMS_EXT)
    try:
        write_terms(file, terms)
    finally:
        file.close()
