"""The same index written by Whoosh's own code, posting by posting."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from index.fulltext.schema import ORDINAL
from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.whoosh_api import (
    COLUMN,
    TEXT,
    FileIndex,
    FileStorage,
    NumericColumn,
    Schema,
    W3Codec,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from whoosh.analysis import Token

    from tests.index.inversion_model import Posting


class GivenTerms:
    """A Whoosh analyzer of texts that say which term stands where: ``0:plan 2:graph``."""

    has_morph = False

    def __call__(self, value: str, **options: object) -> Iterator[Token]:
        from whoosh.analysis import Token

        token = Token(positions=True, boosts=True, stopped=False, boost=1.0)
        for piece in value.split(" "):
            position, _, token.text = piece.partition(":")
            token.pos = int(position)
            yield token

    def clean(self) -> None:
        """Part of what Whoosh asks of analyzers."""


def write_stock(
    folder: Path, postings: dict[Posting, list[int]], ordinals: list[int], block: int = 128
) -> None:
    """Make an index in a new folder and commit some documents, as Whoosh does by itself."""
    text = {name: TEXT(analyzer=GivenTerms(), phrase=True) for name in FIELD_BOOSTS}
    schema = Schema(**text, **{ORDINAL: COLUMN(NumericColumn("I"))})
    folder.mkdir()
    index = FileIndex.create(FileStorage(str(folder)), schema)
    places: defaultdict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for (name, term, ordinal), positions in postings.items():
        places[ordinal, name] += [(position, term.decode()) for position in positions]
    writer = index.writer(compound=False, codec=W3Codec(blocklimit=block))
    for ordinal in ordinals:
        texts: dict[str, str] = {
            name: " ".join(f"{position}:{term}" for position, term in sorted(places[ordinal, name]))
            for name in FIELD_BOOSTS
            if places[ordinal, name]
        }
        writer.add_document(**texts, **{ORDINAL: ordinal})
    writer.commit(merge=False)
