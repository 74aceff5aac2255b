from __future__ import annotations

import pytest

from index.query.query import And, Or, Query, Word

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("sort:day a", "a sort:day"),
        ("a Sort:Score", "a sort:score"),
        ("a Sort:Date", "a sort:day"),
        ("sort:-date", "sort:-day"),
        ("limit:007 a", "a limit:7"),
        ("#50 a #20", "a limit:20"),
        ("a sort:day sort:title", "a sort:title"),
        ("--any a --all", "a --all"),
        ("a OR b sort:day", "a OR b sort:day"),
        ("a --anything", "a anything"),
        ("a --(any)", "a any"),
        ("(a #5)", 'a "#5"'),
        ("a OR #5", 'a OR "#5"'),
        ("a#5", "a#5"),
    ],
)
def test_reads_directives(text: str, canonical: str) -> None:
    assert str(Query.parse(text)) == canonical


@pytest.mark.parametrize(
    ("query", "text"),
    [
        (Query(sort="day"), "sort:day"),
        (Query(A, "-title", 50, "any"), "a sort:-title limit:50 --any"),
        (Query(Or((A, B)), match="all"), "a OR b --all"),
        (Query(And((A, Or((B, C)))), limit=1), "a (b OR c) limit:1"),
    ],
)
def test_directives_stand_last(query: Query, text: str) -> None:
    assert str(query) == text


@pytest.mark.parametrize(
    "wrong",
    [{"sort": "stars"}, {"sort": "--day"}, {"limit": 0}, {"limit": 10**9}, {"match": "some"}],
    ids=str,
)
def test_impossible_directives_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"no order|no list|nothing"):
        Query(A, **wrong)  # type: ignore[arg-type]


def test_directives_are_not_asked_for() -> None:
    query = Query.parse("sort:day limit:5 --any")
    assert query.is_everything
    assert not query.needs_text
    assert query.loosened() is None


def test_directives_change_alone() -> None:
    query = Query.parse("a sort:title limit:5 --any")
    assert str(query.with_sort("-day")) == "a sort:-day limit:5 --any"
    assert str(query.with_limit(None).with_match("").with_sort("")) == "a"
    assert str(query.with_fact("source", "p")) == "a source:p sort:title limit:5 --any"
    assert str(query.without_fact("source")) == str(query)


@pytest.mark.parametrize(
    ("text", "loosened"),
    [
        ("a b", "a OR b"),
        ("a is:read b* -c", "(a OR b*) is:read -c"),
        ("a (b OR c) /x/", "(a OR b OR c) /x/"),
        ('a "b c" title:d~', 'a OR "b c" OR title:d~'),
        ("(a OR is:read) b c", "(b OR c) (a OR is:read)"),
        ("a", None),
        ("a OR b", None),
        ("a is:read", None),
        ("a -b", None),
        ("a (b OR /x/)", None),
        ("", None),
    ],
)
def test_some_of_the_words_are_enough(text: str, loosened: str | None) -> None:
    node = Query.parse(text).loosened()
    assert (None if node is None else str(Query(node))) == loosened
