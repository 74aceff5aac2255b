"""All that stock Whoosh finds in an index, as plain values; run by itself, nothing else is loaded.

``python stock_reading.py FOLDER`` prints it as JSON.
"""

from __future__ import annotations

import json
import sys
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from whoosh.matching import Matcher
    from whoosh.reading import IndexReader

Described = dict[str, list[object]]


def described(folder: str) -> Described:
    """Documents, terms and postings of the index in a folder, deleted documents left out."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh.index import open_dir

        index = open_dir(folder)
        reader = index.reader()
    try:
        fields = sorted(index.schema.scorable_names())
        found: Described = {
            "schema": [
                f"{name}: {kind!r}".split(" object")[0] for name, kind in index.schema.items()
            ],
            "counts": [reader.doc_count(), reader.doc_count_all()],
            "documents": [_document(reader, number, fields) for number in reader.all_doc_ids()],
            "fields": [_field(reader, name) for name in fields],
            "terms": [_term(reader, name, term) for name, term in reader.all_terms()],
        }
    finally:
        reader.close()
        index.close()
    return found


def _document(reader: IndexReader, number: int, fields: list[str]) -> list[object]:
    lengths = [reader.doc_field_length(number, name) or 0 for name in fields]
    return [number, reader.column_reader("ordinal")[number], lengths, reader.stored_fields(number)]


def _field(reader: IndexReader, name: str) -> list[object]:
    total = reader.field_length(name)
    ends = [reader.min_field_length(name), reader.max_field_length(name)] if total else []
    words = [term.decode() for term in reader.lexicon(name)]
    assert words == [term.decode() for term in reader.expand_prefix(name, "")]
    return [name, total, ends, words]


def _term(reader: IndexReader, name: str, term: bytes) -> list[object]:
    info = reader.term_info(name, term)
    assert (name, term) in reader
    assert reader.doc_frequency(name, term) == info.doc_frequency()
    assert reader.frequency(name, term) == info.weight()
    statistics = [
        info.weight(),
        info.doc_frequency(),
        info.max_weight(),
        info.min_id(),
        info.max_id(),
    ]
    lengths = [info.min_length(), info.max_length()]
    return [name, term.decode(), statistics, lengths, list(_postings(reader.postings(name, term)))]


def _postings(matcher: Matcher) -> Iterator[list[object]]:
    while matcher.is_active():
        yield [
            matcher.id(),
            float(matcher.weight()),
            matcher.value_as("frequency"),
            matcher.value_as("positions"),
        ]
        matcher.next()


def blocks(folder: str) -> list[object]:
    """What each block of the first segment tells of itself, term after term."""
    from whoosh.index import open_dir

    found: list[object] = []
    with open_dir(folder).reader() as reader:
        for leaf, _ in reader.leaf_readers()[:1]:
            for name, term in leaf.all_terms():
                matcher = leaf._terms.matcher(name, term, leaf.schema[name].format)
                while matcher.is_active():
                    ends = [matcher.block_min_id(), matcher.block_max_id()]
                    lengths = [matcher.block_min_length(), matcher.block_max_length()]
                    heaviest = float(matcher.block_max_weight())
                    found.append([name, term.decode(), *ends, *lengths, heaviest])
                    matcher._next_block()
    return found


if __name__ == "__main__":
    everything = described(sys.argv[1])
    assert not {"index", "tests", "numpy"} & set(sys.modules), "this is to be stock Whoosh alone"
    print(json.dumps(everything))
