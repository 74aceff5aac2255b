"""Which segments a commit melts together: few enough to search, seldom enough to write.

Each commit adds one segment, and each segment costs every search a little. Once there would be
too many, all but the largest few go into the new one, so that a paper is written anew seldom and
a first import of fifty thousand papers not at all. A segment that is mostly deleted papers goes
in as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.fulltext.whoosh_api import SegmentReader

if TYPE_CHECKING:
    from index.fulltext.whoosh_api import SegmentWriter, WhooshSegment

MOST_SEGMENTS = 10
"""How many a commit leaves at most."""

_KEPT_SEGMENTS = 4


def merge(writer: SegmentWriter, segments: list[WhooshSegment]) -> list[WhooshSegment]:
    """Whoosh's merge policy: copies some segments into the one being written.

    Returns:
        The segments that stay as they are.
    """
    kept = segments_to_keep(segments)
    for segment in segments:
        if segment not in kept and segment.doc_count():
            reader = SegmentReader(writer.storage, writer.schema, segment)
            writer.add_reader(reader)
            reader.close()
    return kept


def segments_to_keep(segments: list[WhooshSegment]) -> list[WhooshSegment]:
    """Those that stay when one more is about to come."""
    worthy = [segment for segment in segments if 2 * segment.doc_count() > segment.doc_count_all()]
    if len(worthy) < MOST_SEGMENTS:
        return worthy
    largest = sorted(worthy, key=lambda segment: -segment.doc_count())[:_KEPT_SEGMENTS]
    return [segment for segment in worthy if segment in largest]
