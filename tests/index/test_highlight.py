from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import words
from index.highlight import HighlightPlan, spans
from index.query.query import Query


def _marked(text: str, query: str, field: str = "abstract") -> list[str]:
    return [text[start:end] for start, end in spans(text, Query.parse(query), field)]


@pytest.mark.parametrize(
    ("query", "text", "marked"),
    [
        ("plan", "Planning plans; a planet's plan.", ["Planning", "plans", "plan"]),
        ("garcia", "By García-López and GARCIA’s", ["García", "GARCIA"]),
        ("strasse fine", "Große Straße ﬁne", ["Straße", "ﬁne"]),
        ("trans*", "Transformers translate the tram", ["Transformers", "translate"]),
        ("planni*", "planning to plan", ["planning"]),
        ("happi*", "happy happiness hapless", ["happy", "happiness"]),
        ('"deep learning"', "learning deep, deep  learning, deep", ["deep  learning"]),
        ('"deep learning"', "deeper-learns deep-learned", ["deep-learned"]),
        ('"of the art"', "state of the art of it", ["of the art"]),
        ("few-shot", "few shots, shot, few-shot", ["few shots", "few-shot"]),
        ("few-sh*", "a few shots, show", ["few", "shots", "show"]),
        ('"a b a" b', "a b a b a", ["a b a b a"]),
        ('"a b" "b c"', "a b c", ["a b c"]),
        ('deep "deep net"', "deep net, deep", ["deep net", "deep"]),
        ("学习", "机器学习与学", ["学习"]),
        ("a OR (b -c)", "a b c", ["a", "b"]),
        ("-(a -b)", "a b", ["b"]),
        ("is:read source:a date:7d sort:day", "a read 7d", []),
        ("netwrok~", "Networks, a network; net work", ["Networks", "network"]),
        ("garsia~", "García and Garcias", ["García", "Garcias"]),
        ("trnsformr~2", "transformer transforms, a former", ["transformer", "transforms"]),
        ("trnsformr~", "transformer", []),
        ("-netwrok~ a~2", "network b", ["b"]),
        ('"deep netwrok" netwrok~', "deep network", ["network"]),
        ("/net/", "network", []),
        ("kw:a b", "a b", ["b"]),
        ("a", "", []),
        ("", "a", []),
    ],
)
def test_marks(query: str, text: str, marked: list[str]) -> None:
    assert _marked(text, query) == marked


def test_only_what_may_stand_in_the_field() -> None:
    query = "a title:b abstract:c author:d"
    assert _marked("a b c d", query, "title") == ["a", "b"]
    assert _marked("a b c d", query, "abstract") == ["a", "c"]
    assert _marked("a b c d", query, "author") == ["a", "d"]
    assert _marked("abc abd", "title:abx~", "title") == ["abc", "abd"]
    assert _marked("abc abd", "title:abx~", "abstract") == []


@pytest.mark.parametrize(
    ("query", "title", "marked"),
    [
        ("/net.ork/", "A Network, networking", ["Network", "network"]),
        ("/Net/", "A Network of nets", ["Net"]),
        (r"/s\s.中/", "GANs é中", ["s é中"]),
        ("/[学é]+/ b", "Béb 学é b", ["é", "学é", "b"]),
        ("/x*/", "axx a", ["xx"]),
        ("/ab/ /bc/ abcd", "abcd abc", ["abcd", "abc"]),
        ("-/a/ b", "a b", ["b"]),
        ("!a b", "a b", ["b"]),
        (r"/a\/b/", "a/b", ["a/b"]),
    ],
)
def test_patterns_are_marked_in_titles(query: str, title: str, marked: list[str]) -> None:
    assert _marked(title, query, "title") == marked
    assert _marked(title, query, "abstract") == [word for word in marked if word in ("b", "abcd")]


def test_a_plan_knows_when_it_marks_nothing() -> None:
    assert HighlightPlan.of(Query.parse("title:a -b is:read"), "abstract").is_empty
    assert HighlightPlan.of(Query.parse("/a/ kw:b"), "abstract").is_empty
    assert not HighlightPlan.of(Query.parse("title:a"), "title").is_empty
    assert not HighlightPlan.of(Query.parse("/a/"), "title").is_empty
    assert not HighlightPlan.of(Query.parse("a~"), "title").is_empty


_queries = st.sampled_from(
    ["a", "ab*", '"a b"', "a-b c", 'a* OR "b a b"', "-a b", "é", '"a é" a*', "中 a", "ab~ c~2"]
).map(Query.parse)


@given(st.text(st.sampled_from("abcé中 ’s-,")), _queries)
def test_marks_are_apart_and_made_of_whole_words(text: str, query: Query) -> None:
    starts = {word.start for word in words(text)}
    ends = {word.end for word in words(text)}
    behind = -1
    for start, end in spans(text, query, "title"):
        assert behind < start < end
        assert start in starts
        assert end in ends
        behind = end
