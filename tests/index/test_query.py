from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.query import (
    And,
    Everything,
    Fact,
    Fuzzy,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    Word,
)
from tests.index.query_strategies import NAMES, QUERIES, TEXTS, TREES

A, B, C = Word("a"), Word("b"), Word("c")


@given(QUERIES)
def test_text_of_any_query_parses_back_to_it(query: Query) -> None:
    assert Query.parse(str(query)) == query


@given(QUERIES)
def test_form_is_settled_at_once(query: Query) -> None:
    assert Query(query.root, query.sort, query.limit, query.match) == query


def test_everything_is_blank_and_back() -> None:
    assert str(Query()) == ""
    assert Query.parse(" \n\t") == Query()
    assert Query().is_everything


@pytest.mark.parametrize(
    ("tree", "form"),
    [
        (And((A, And((B, C)))), And((A, B, C))),
        (Or((A, Or((B, C)))), Or((A, B, C))),
        (And((A,)), A),
        (Or((And((A,)),)), A),
        (And(()), Everything()),
        (And((A, Everything())), A),
        (Or((A, Everything())), Everything()),
        (Not(Not(A)), A),
        (Not(And((Not(A),))), A),
        (Word(" two  words "), Phrase("two words")),
        (Phrase("one", "title"), Word("one", "title")),
    ],
)
def test_one_form(tree: Node, form: Node) -> None:
    assert Query(tree).root == form


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (And((A, Or((B, C)))), "a (b OR c)"),
        (Or((And((A, B)), C)), "a b OR c"),
        (Not(Or((A, B))), "-(a OR b)"),
        (Not(And((A, B))), "-(a b)"),
        (Or((A, Not(B))), "a OR -b"),
        (Not(Prefix("pre", "title")), "-title:pre*"),
        (Word("OR"), '"OR"'),
        (Word("or"), "or"),
        (Word("few-shot"), "few-shot"),
        (Word("-x"), '"-x"'),
        (Word("x:y"), '"x:y"'),
        (Word('5"'), '"5"""'),
        (Prefix("f(x"), '"f(x"*'),
        (Fact("source", "my page"), 'source:"my page"'),
        (Fact("id", "arxiv:2403.01234"), "id:arxiv:2403.01234"),
        (Fact("id", "//x"), 'id:"//x"'),
        (Fact("day", "--03-12"), "day:--03-12"),
        (Fact("upvotes", " >= 20 "), "upvotes:>=20"),
        (Fact("date", "Mon .. 7D"), "date:mon..7d"),
        (Fact("has", "CODE"), "has:code"),
        (Word("c++"), "c++"),
        (Word("and/or"), "and/or"),
        (Word("/x/"), '"/x/"'),
        (Word("#50"), '"#50"'),
        (Word("x~2"), '"x~2"'),
        (Word("ANDNOT"), '"ANDNOT"'),
        (Fuzzy("word"), "word~"),
        (Fuzzy("word", "title", 2), "title:word~2"),
        (Fuzzy("x~"), '"x~"~'),
        (Pattern(" a b|c "), "/a b|c/"),
        (Pattern("a/b"), r"/a\/b/"),
        (Pattern(r"a\/b"), r"/a\/b/"),
        (Pattern(r"a\\/b"), r"/a\\\/b/"),
        (Not(Pattern("x")), "-/x/"),
    ],
)
def test_canonical_text(tree: Node, text: str) -> None:
    assert str(Query(tree)) == text


@pytest.mark.parametrize("text", ["", "–", " & "])
def test_leaf_needs_a_word(text: str) -> None:
    for leaf in (Word, Phrase, Prefix):
        with pytest.raises(ValueError, match="no word"):
            leaf(text)


def test_impossible_nodes_are_refused() -> None:
    with pytest.raises(ValueError, match="more than one word"):
        Prefix("two words")
    with pytest.raises(ValueError, match="no text field"):
        Word("a", "venue")
    with pytest.raises(ValueError, match="no fact"):
        Fact("title", "a")
    with pytest.raises(ValueError, match="cannot be"):
        Fact("is", "starry")
    with pytest.raises(ValueError, match="cannot be"):
        Fact("tag", " ")
    with pytest.raises(ValueError, match="cannot be"):
        Fact("upvotes", "many")
    with pytest.raises(ValueError, match="cannot be"):
        Fact("date", "soon")
    with pytest.raises(ValueError, match="more than one word"):
        Fuzzy("few-shot")
    with pytest.raises(ValueError, match="distance"):
        Fuzzy("word", None, 3)
    with pytest.raises(ValueError, match="not a query"):
        Query(Not(Everything()))
    with pytest.raises(ValueError, match="not a query"):
        Query(Or(()))


def test_terms_of_leaves() -> None:
    assert Word("Planning").terms() == ("plan",)
    assert Word("few-shot").terms() == ("few", "shot")
    assert Phrase("Planning García's graphs").terms() == ("plan", "garcia", "graph")
    assert Prefix("Planni").terms() == ("planni",)
    assert Prefix("learning-bas").terms() == ("learn", "bas")
    assert Fuzzy("Plánning").terms() == ("planning",)


def test_wanted_terms_leave_out_what_is_negated() -> None:
    query = Query.parse("a -b title:c* -(d -e OR is:read -/h/) NOT NOT f g~ /i/")
    assert [leaf.text for leaf in query.terms()] == ["a", "c", "e", "f", "g"]
    assert [leaf.text for leaf in query.patterns()] == ["h", "i"]


@pytest.mark.parametrize(
    ("text", "needs_text"),
    [
        ("", False),
        ("source:x day:2025-03-12", False),
        ("-is:read", False),
        ("tag:later OR venue:ICLR", False),
        ("-author:song", True),
        ("(plan OR is:read) venue:x", True),
        ("/plan/ upvotes:>3 date:7d sort:day", False),
        ("plan~", True),
    ],
)
def test_what_an_answer_needs(text: str, needs_text: bool) -> None:
    assert Query.parse(text).needs_text == needs_text


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("", "source:p"),
        ("a", "a source:p"),
        ("source:o", "source:p"),
        ("source:o a source:o2", "source:p a"),
        ("a OR b", "(a OR b) source:p"),
        ("-source:o", "-source:o source:p"),
        ("source:o OR a", "(source:o OR a) source:p"),
    ],
)
def test_with_fact(text: str, edited: str) -> None:
    query = Query.parse(text).with_fact("source", "p")
    assert str(query) == edited
    assert query.fact("source") == "p"


@pytest.mark.parametrize(
    ("text", "edited"),
    [
        ("source:o", ""),
        ("a source:o b source:p", "a b"),
        ("(a OR b) source:o", "a OR b"),
        ("-source:o", "-source:o"),
        ("venue:x", "venue:x"),
    ],
)
def test_without_fact(text: str, edited: str) -> None:
    query = Query.parse(text).without_fact("source")
    assert str(query) == edited
    assert query.fact("source") is None


@given(TREES, st.sampled_from(NAMES), TEXTS)
def test_edited_facts_survive_the_text(tree: Node, field: str, value: str) -> None:
    query = Query(tree).with_fact(field, value)
    assert Query.parse(str(query)) == query
    assert query.fact(field) == Fact(field, value).value
    assert query.without_fact(field) == Query(tree).without_fact(field)
