"""What of a paper goes into the full-text index, and in which form.

The fields are title, abstract, author and keywords, each with positions, and the paper's ordinal
as a column. Nothing is stored: a hit is an ordinal, and everything else about a paper is in the
columns or in the log. Venue, source, day and marks are facts, answered without this index.

Text is analysed by `index.analysis` alone, before Whoosh sees it: a field is handed its terms
with their positions (`Terms`), and its format only packs them. So Whoosh's own analysers, whose
stemmer takes ``planning`` to ``plann``, play no part, and the pieces stay readable by Whoosh's
own matchers. Between two authors, or two keywords, one position is left out, so that a phrase
never runs from one into the next.

How much a field counts is decided when searching (`scoring.FIELD_BOOSTS`), not here: changing
it needs no new index. Whatever else changes here needs a new `stamp.KIND`.
"""

from __future__ import annotations

import struct
from collections import defaultdict
from typing import TYPE_CHECKING, Final, TypeAlias

from index.analysis import stem, words
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.whoosh_api import COLUMN, FieldType, NumericColumn, Positions, Schema, W3Codec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.paper import Paper

ORDINAL: Final = "ordinal"
"""Name of the column that holds each document's ordinal."""

Terms: TypeAlias = dict[str, list[int]]
"""The positions, ascending, of every term of a field."""

_ONE = struct.Struct("<I")


class PackedPositions(Positions):  # type: ignore[misc]  # Whoosh has no types
    """Positions as unsigned 32-bit integers, little-endian: read back in one piece by numpy."""

    def encode(self, poslist: list[int]) -> bytes:
        """The bytes of one posting."""
        if len(poslist) == 1:
            return _ONE.pack(poslist[0])
        return struct.pack(f"<{len(poslist)}I", *poslist)

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions of one posting."""
        return list(struct.unpack(f"<{len(valuestring) // 4}I", valuestring))

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many positions one posting has."""
        return len(valuestring) // 4


class TermsField(FieldType):  # type: ignore[misc]  # Whoosh has no types
    """A text field whose values are `Terms` instead of text."""

    def __init__(self) -> None:
        super().__init__(PackedPositions(), None, scorable=True)

    def index(self, value: Terms, **_: object) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight and packed positions of each term, as Whoosh's writer asks."""
        encode = self.format.encode
        for term, positions in value.items():
            count = len(positions)
            yield term.encode(), count, float(count), encode(positions)


class PaperCodec(W3Codec):  # type: ignore[misc]  # Whoosh has no types
    """Whoosh's own way to keep postings, in longer blocks.

    The shortest and longest document of each block are not noted: asking the length of every
    posting's document takes a fifth of all indexing, and only a search that skips blocks, which
    ours never does, gains by it. Whoosh takes them as unknown and still searches correctly.
    """

    length_stats = False

    def __init__(self) -> None:
        super().__init__(blocklimit=512)


def make_schema() -> Schema:
    """The Whoosh schema."""
    text = {name: TermsField() for name in FIELD_BOOSTS}
    return Schema(**text, **{ORDINAL: COLUMN(NumericColumn("I"))})


def document(ordinal: int, paper: Paper, vocabulary: set[str]) -> dict[str, object]:
    """The fields of one paper for Whoosh's writer; its words are added to `vocabulary`."""
    texts = {
        "title": (paper.title,),
        "abstract": (paper.abstract,),
        "author": paper.authors,
        "keywords": paper.keywords,
    }
    fields: dict[str, object] = {ORDINAL: ordinal}
    for name, passages in texts.items():
        found = _terms(passages, vocabulary)
        if found:
            fields[name] = found
    return fields


def _terms(passages: Iterable[str], vocabulary: set[str]) -> Terms:
    found: defaultdict[str, list[int]] = defaultdict(list)
    first = 0
    for passage in passages:
        written = [word.text for word in words(passage)]
        vocabulary.update(written)
        for place, term in enumerate(map(stem, written), first):
            found[term].append(place)
        first += len(written) + 1
    return found
