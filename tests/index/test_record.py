from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CarrelError
from index.paper import Link, Listing, Paper
from index.record import LONGEST_ABSTRACT, LONGEST_TITLE, MOST_ITEMS, from_record, to_record
from index.text import clean

texts = st.text(st.characters(exclude_categories=()), max_size=30).map(clean)
words = texts.filter(bool)
ids = st.from_regex(r"[a-z]{2,9}:[A-Za-z0-9./-]{1,20}", fullmatch=True)
addresses = st.from_regex(r"https?://[a-z]{1,9}\.org/[A-Za-z0-9?=&;%]{0,20}", fullmatch=True)
days = st.sampled_from(["", "2025", "2025-03-12", "--03-12", "--02-29"])

papers = st.builds(
    Paper,
    id=ids,
    title=words,
    abstract=texts,
    authors=st.lists(words, max_size=3).map(tuple),
    year=st.none() | st.integers(1, 9999),
    venue=texts,
    keywords=st.lists(words, max_size=3).map(tuple),
    links=st.lists(
        st.builds(Link, st.sampled_from(["abs", "pdf", "code", "project"]), addresses), max_size=2
    ).map(tuple),
    listings=st.lists(
        st.builds(Listing, texts, st.none() | st.integers(1, 500), days, texts), max_size=3
    ).map(tuple),
    aliases=st.lists(ids, max_size=2).map(tuple),
    raw_title=texts,
    raw_abstract=texts,
    added=st.sampled_from(["", "2026-03-14T09:26:53Z"]),
    extra=st.dictionaries(texts, texts, max_size=3).map(lambda pairs: tuple(sorted(pairs.items()))),
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
SMALLEST: dict[str, object] = {"carrel": 1, "id": "title:0", "title": "Deep Sets"}


@given(papers)
def test_a_paper_comes_back_as_it_was(paper: Paper) -> None:
    line = json.dumps(to_record(paper))
    assert from_record(json.loads(line)) == paper


def test_empty_fields_are_left_out() -> None:
    assert to_record(Paper("title:0", "Deep Sets")) == SMALLEST


def test_nothing_but_these_fields_is_needed() -> None:
    assert from_record(SMALLEST) == Paper("title:0", "Deep Sets")
    assert from_record(SMALLEST | {"abstract": None, "later": {"x": 1}}) == from_record(SMALLEST)


def test_texts_are_cleaned_whoever_wrote_them() -> None:
    paper = from_record(
        SMALLEST
        | {
            "title": "Deep \x1b[31mSets\u202e",
            "authors": ["A\ud800", "\x00"],
            "extra": {"tldr": "x\x9by"},
        }
    )
    assert (paper.title, paper.authors, paper.extra) == ("Deep [31mSets", ("A",), (("tldr", "xy"),))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"carrel": None}, "carrel"),
        ({"carrel": True}, "carrel"),
        ({"carrel": 4}, "a later Carrel \\(version 4\\)"),
        ({"id": 2403.01234}, "id is not text"),
        ({"id": "2403.01234"}, "id is not an id"),
        ({"id": "arxiv:24 03"}, "id is not an id"),
        ({"title": 7}, "title is not text"),
        ({"title": "\x1b\u200b"}, "title is missing"),
        ({"title": "x" * (LONGEST_TITLE + 1)}, "title is longer than 2,000"),
        ({"abstract": "x" * (LONGEST_ABSTRACT + 1)}, "abstract is longer than 200,000"),
        ({"authors": "A. Nother"}, "authors is not a list"),
        ({"authors": ["A", 1]}, "authors is not text"),
        ({"authors": ["A"] * (MOST_ITEMS + 1)}, "authors has more than"),
        ({"year": "2025"}, "year"),
        ({"year": True}, "year"),
        ({"year": 20255}, "year"),
        ({"links": [7]}, "links, entry 1"),
        ({"links": [{"kind": "abs", "url": "javascript:x"}]}, "url of links, entry 1"),
        ({"links": [{"kind": "blog", "url": "https://x.org"}]}, "kind of links, entry 1"),
        ({"listings": [{"source": "a"}, {"rank": 1}]}, "source of listings, entry 2"),
        ({"listings": [{"source": "a", "rank": 1.5}]}, "rank of listings, entry 1"),
        ({"listings": [{"source": "a", "day": "someday"}]}, "day of listings, entry 1"),
        ({"aliases": ["x"]}, "aliases"),
        ({"added": "yesterday"}, "added"),
        ({"extra": []}, "extra"),
        ({"extra": {"a": 1}}, "a value of extra"),
    ],
)
def test_a_wrong_field_is_named(change: dict[str, object], field: str) -> None:
    with pytest.raises(CarrelError, match=field):
        from_record(SMALLEST | change)


@given(json_values)
def test_any_json_is_a_paper_or_an_error(value: object) -> None:
    with pytest.raises(CarrelError):
        from_record(value)


@given(
    st.sampled_from(sorted(to_record(Paper("a:b", "c")) | {"links": 0, "extra": 0})), json_values
)
def test_any_value_in_any_field_is_a_paper_or_an_error(field: str, value: object) -> None:
    try:
        paper = from_record(SMALLEST | {field: value})
    except CarrelError:
        return
    assert from_record(to_record(paper)) == paper
