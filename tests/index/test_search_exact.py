"""Hits, scores and order against Whoosh looking at every document of the same index."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.query.query import And, Fuzzy, Node, Not, Or, Phrase, Prefix, Query, Word
from tests.index.search_cases import TOPICS, Shelf, invented
from tui.astyped import as_typed

PAPERS = 150

FIXED = {
    "common": ("the", "plan", "planning", "model", "of", "learning", "networks"),
    "rare": ("zephyr", "quokka", "zephyrs"),
    "two words": ("transfer learning", "graph image", "the quokka", "planned networks"),
    "three words": ("neural network graph", "few shot learning", "the of a"),
    "some word": ("plan OR graph", "quokka OR zephyr OR plan", "gpt-4 OR 注意力", "the OR of"),
    "not": ("plan -planner", "model -the -of", "graph NOT (image OR neural)", "the -quokka"),
    "mixed": (
        "(graph OR image) attention",
        "image (plan OR neural language) -title:robust",
        '"neural network" (diff* OR plan) -zephyr',
        "(plan OR (graph image)) (model OR the) -of",
        "robust~ -quokka learning",
    ),
    "phrase": ('"neural network"', '"the the"', '"state of the art" robust', "few-shot", "gpt-4",
               '"of the" "the of"', 'title:"graph image"', '"no such phrase"'),
    "prefix": ("t*", "p*", "tr*", "ne*", "pla*", "rob*", "mode*", "diff*", "plann*", "trans*",
               "title:diff*", "few-sh*", "author:m*", "zz*"),
    "fuzzy": ("plam~", "lerning~", "grpah~", "neurol~2", "title:robst~", "zephir~", "xxxxxx~2"),
    "field": ("title:plan abstract:learning", "author:müller", "author:garcia -title:the",
              "keywords:graph", "kw:few-shot", "ti:quokka OR abs:quokka"),
    "not of ASCII": ("garcía", "garcia", "MÜLLER", "注意力", '"注意"', "注*", "m\u00fcler~"),
    "nothing": ("nosuchword", "plan nosuchword", '"graph nosuchword"', "nosuch*", "plan -plan"),
}  # fmt: skip
TYPED = ("p", "pl", "plan le", "deep lear", "neural networ", "title:pla", "the q", "gpt-4 注",
         "plan OR qu", "robust -th", "(graph OR image) m")  # fmt: skip
QUERIES = [text for texts in FIXED.values() for text in texts]


@pytest.fixture(scope="module", params=["several segments", "merged"])
def shelf(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Papers that came in bit by bit, a good part of them changed later, and rare words."""
    shelf = Shelf(tmp_path_factory.mktemp("exact"), batch=9 if request.param != "merged" else 31)
    shelf.put(invented(PAPERS, seed=1))
    shelf.put(invented(20, seed=2, first=40))
    shelf.put(invented(5, seed=3, first=100, also="quokka"))
    shelf.put(invented(2, seed=4, first=110, also="zephyr quokka quokka"))
    if request.param == "merged":
        for number in range(12):  # more than may stay apart
            shelf.put(invented(1, seed=5 + number, first=120 + number))
    return shelf


def test_the_index_has_several_segments_and_deleted_documents(shelf: Shelf) -> None:
    segments = shelf.segments()
    assert len(segments) > 1
    assert sum(len(segment.deleted) for segment in segments) > 0
    assert sum(segment.documents - len(segment.deleted) for segment in segments) == PAPERS


def test_there_are_many_queries_of_every_kind() -> None:
    assert len(QUERIES) >= 60
    assert min(map(len, FIXED.values())) >= 3


def assert_exact(shelf: Shelf, query: Query) -> None:
    expected = shelf.stock(query)
    results = shelf.answer(query.with_match("all"))
    assert results.total == len(results) == len(expected)
    assert set(results.ordinals) == set(expected)
    if results.scores is None:
        return
    found = dict(zip(results.ordinals, results.scores, strict=True))
    assert found == pytest.approx(expected, abs=1e-6)
    order = [(-score, ordinal) for ordinal, score in found.items()]
    assert order == sorted(order)


@pytest.mark.parametrize("text", QUERIES)
def test_fixed_queries_are_answered_as_whoosh_would(shelf: Shelf, text: str) -> None:
    assert_exact(shelf, Query.parse(text))


@pytest.mark.parametrize("text", TYPED)
def test_half_typed_queries_are_answered_as_whoosh_would(shelf: Shelf, text: str) -> None:
    assert_exact(shelf, as_typed(text))


@pytest.mark.parametrize("kind", sorted(set(FIXED) - {"nothing"}))
def test_every_kind_of_query_finds_something(shelf: Shelf, kind: str) -> None:
    assert all(shelf.stock(Query.parse(text)) for text in FIXED[kind][:3])


fields = st.sampled_from([None, "title", "abstract", "author", "keywords"])
leaves = st.one_of(
    st.builds(Word, st.sampled_from(TOPICS), fields),
    st.builds(
        Phrase, st.lists(st.sampled_from(TOPICS), min_size=2, max_size=3).map(" ".join), fields
    ),
    st.builds(Prefix, st.sampled_from(["p", "plan", "ne", "注", "few-s", "zz"]), fields),
    st.builds(Fuzzy, st.sampled_from(["plam", "grpah", "lern", "garzia"]), fields),
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


@settings(deadline=None, max_examples=12)
@given(
    batches=st.lists(st.tuples(st.integers(0, 12), st.integers(1, 6)), min_size=2, max_size=14),
    seed=st.integers(0, 1000),
)
def test_any_history_of_a_library_is_searched_exactly(
    tmp_path_factory: pytest.TempPathFactory, batches: list[tuple[int, int]], seed: int
) -> None:
    shelf = Shelf(tmp_path_factory.mktemp("history"), batch=4)
    for number, (first, count) in enumerate(batches):
        shelf.put(invented(count, seed + number, first))
    for text in ("plan", "the of", '"neural network"', "t*", "plann*", "plam~", "graph -the"):
        assert_exact(shelf, Query.parse(text))
