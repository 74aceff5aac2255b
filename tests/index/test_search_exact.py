"""Hits, scores and order against Whoosh looking at every document of the same index."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query.query import And, Node, Not, Or, Phrase, Prefix, Query, Word
from tests.index.search_cases import TOPICS, Shelf, invented

PAPERS = 150

FIXED = (
    "plan",
    "planning",
    "garcia",
    "the",
    "transfer learning",
    "neural network graph",
    "title:plan abstract:learning",
    "author:müller",
    '"neural network"',
    '"the the"',
    '"state of the art" robust',
    "few-shot",
    "gpt-4 OR 注意力",
    "plann*",
    "t*",
    "title:diff*",
    "few-sh*",
    "(graph OR image) attention",
    "plan -planner",
    "model -the -of",
    "image (plan OR neural language) -title:robust",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Papers that came in bit by bit, a good part of them changed later."""
    shelf = Shelf(tmp_path_factory.mktemp("exact"), batch=9)
    shelf.put(invented(PAPERS, seed=1))
    shelf.put(invented(20, seed=2, first=40))
    shelf.put(invented(5, seed=3, first=100))
    return shelf


def test_the_index_has_several_segments_and_deleted_documents(shelf: Shelf) -> None:
    segments = shelf.segments()
    assert len(segments) > 2
    assert sum(segment.deleted_count() for segment in segments) > 2
    assert sum(segment.doc_count() for segment in segments) == PAPERS


def assert_exact(shelf: Shelf, query: Query) -> None:
    expected = shelf.stock(query)
    results = shelf.search(str(query))
    assert results.scores is not None
    found = dict(zip(results.ordinals, results.scores, strict=True))
    assert found == pytest.approx(expected, abs=1e-6)
    order = [(-score, ordinal) for ordinal, score in found.items()]
    assert order == sorted(order)


@pytest.mark.parametrize("text", FIXED)
def test_fixed_queries_are_answered_as_whoosh_would(shelf: Shelf, text: str) -> None:
    query = Query.parse(text)
    assert shelf.stock(query), "a query that finds nothing shows nothing"
    assert_exact(shelf, query)


fields = st.sampled_from([None, "title", "abstract", "author"])
leaves = st.one_of(
    st.builds(Word, st.sampled_from(TOPICS), fields),
    st.builds(
        Phrase, st.lists(st.sampled_from(TOPICS), min_size=2, max_size=3).map(" ".join), fields
    ),
    st.builds(Prefix, st.sampled_from(["p", "plan", "ne", "注", "few-s", "zz"]), fields),
)


# Whoosh scores a repeated part once, we score it as often as it is asked for.
def several(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(nodes, min_size=1, max_size=3, unique=True).map(tuple)


def combined(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    return several(nodes).map(And) | several(nodes).map(Or)


def repeats(node: Node) -> bool:
    parts = node.children if isinstance(node, And | Or) else ()
    return len(set(parts)) < len(parts) or any(map(repeats, parts))


def with_exclusions(wanted: Node, excluded: list[Node]) -> Query:
    return Query(And((wanted, *map(Not, excluded))))


queries = st.builds(
    with_exclusions, st.recursive(leaves, combined, max_leaves=5), st.lists(leaves, max_size=2)
)


@settings(deadline=None, max_examples=60)
@given(query=queries.filter(lambda query: not repeats(query.root)))
def test_any_query_is_answered_as_whoosh_would(shelf: Shelf, query: Query) -> None:
    assert_exact(shelf, query)
