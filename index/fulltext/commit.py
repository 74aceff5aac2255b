"""What Whoosh's latest commit holds, read from its table of contents."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from index.fulltext.schema import make_schema
from index.fulltext.stamp import FLAT, Commit, StoredSegment
from index.fulltext.storage import MappedStorage
from index.fulltext.whoosh_api import TOC, W3Segment

if TYPE_CHECKING:
    from pathlib import Path

    from index.fulltext.whoosh_api import W3Codec, WhooshSegment

INDEX_NAME: Final = "MAIN"
"""What Whoosh calls an index that is not given a name."""


def read_commit(folder: Path) -> Commit:
    """The latest commit in a folder.

    Raises:
        FileNotFoundError: it was taken away by a newer one, or there is none.
        DAMAGE: (`stock_segment`) it cannot be read, or this program did not write it.
    """
    toc = TOC.read(MappedStorage(str(folder)), INDEX_NAME, schema=make_schema())
    starts = tuple(f"{segment.segment_id()}." for segment in toc.segments)
    own = f"_{INDEX_NAME}_{toc.generation}.toc"
    names = [name for name in os.listdir(folder) if name == own or name.startswith(starts)]
    files = sorted(name for name in names if not name.endswith(FLAT))
    return Commit(int(toc.generation), files, tuple(map(stored, toc.segments)))


def stored(segment: WhooshSegment) -> StoredSegment:
    """A segment as a plain value."""
    return StoredSegment(
        str(segment.segment_id()),
        int(segment.doc_count_all()),
        tuple(sorted(map(int, segment.deleted_docs()))),
        # Whoosh's own reader of a segment looks there too.
        {name: int(length) for name, length in segment._fieldlengths.items()},
        *getattr(segment, "digests", ()),
    )


def whoosh_segment(segment: StoredSegment, codec: W3Codec) -> WhooshSegment:
    """A segment as Whoosh's readers want it."""
    _, _, number = segment.name.partition("_")
    found = W3Segment(codec, INDEX_NAME, segment.documents, number, set(segment.deleted))
    found._fieldlengths = segment.lengths
    return found
