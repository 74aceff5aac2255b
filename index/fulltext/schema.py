"""What of a paper goes into the full-text index, and in which form.

The fields are title, abstract, author and keywords, each with positions, and the paper's ordinal
as a column. Nothing is stored: a hit is an ordinal, and everything else about a paper is in the
columns or in the log. Venue, source, day and marks are facts, answered without this index.

Whoosh's own field types stand in the schema, and nothing else of ours is in an index, so that any
Whoosh can open it. Its analysers play no part in what we write or ask: text is analysed by
`index.analysis` alone (`inverting`), because Whoosh's stemmer takes ``planning`` to ``plann``.
The one named here is what another program's queries are analysed by, as near to ours as there is.

Between two passages of a field, which are its authors or keywords, one position is left out, so
that a phrase never runs from one into the next.

How much a field counts is decided when searching (`scoring.FIELD_BOOSTS`), not here: changing
it needs no new index. Whatever else changes here needs a new `stamp.KIND`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.fulltext.scoring import FIELD_BOOSTS
from index.fulltext.whoosh_api import COLUMN, TEXT, NumericColumn, Schema, StemmingAnalyzer

if TYPE_CHECKING:
    from index.paper import Paper

ORDINAL: Final = "ordinal"
"""Name of the column that holds each document's ordinal."""


def make_schema() -> Schema:
    """The Whoosh schema."""
    analyzer = StemmingAnalyzer(stoplist=None, minsize=1)
    text = {name: TEXT(analyzer=analyzer, phrase=True) for name in FIELD_BOOSTS}
    return Schema(**text, **{ORDINAL: COLUMN(NumericColumn("I"))})


def passages(paper: Paper) -> dict[str, tuple[str, ...]]:
    """The texts of each field of a paper."""
    return {
        "title": (paper.title,),
        "abstract": (paper.abstract,),
        "author": paper.authors,
        "keywords": paper.keywords,
    }
