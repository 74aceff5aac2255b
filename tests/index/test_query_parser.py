from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.query.parser import DEEPEST, LONGEST_TEXT, MOST_TERMS
from index.query.query import And, Fact, Node, Not, Or, Phrase, Prefix, Query, QueryError, Word

A, B, C = Word("a"), Word("b"), Word("c")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("(((a)))", A),
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("a NOT (b c)", And((A, Not(And((B, C)))))),
        ("a AND NOT b", And((A, Not(B)))),
        ("--a", A),
        ("a or b", And((A, Word("or"), B))),
        ('"deep  learning"', Phrase("deep learning")),
        ('"a"', A),
        ('"OR"', Word("OR")),
        ('"say ""no"" twice"', Phrase('say "no" twice')),
        ('a"b c"(d)', And((A, Phrase("b c"), Word("d")))),
        ("trans*", Prefix("trans")),
        ("trans**", Prefix("trans")),
        ('"f(x"*', Prefix("f(x")),
        ("few-shot GPT-4", And((Word("few-shot"), Word("GPT-4")))),
        ("ti:a", Word("a", "title")),
        ('abs:"a b"', Phrase("a b", "abstract")),
        ("au:song*", Prefix("song", "author")),
        ("Title:a", Word("a", "title")),
        ("-title:a", Not(Word("a", "title"))),
        ('title:"-a"', Word("-a", "title")),
        ("title:OR", Word("OR", "title")),
        ("title:x:y", Word("x:y", "title")),
        ("is:UNREAD", Fact("is", "unread")),
        ('source:"my  page"', Fact("source", "my page")),
        ("venue:ICLR", Fact("venue", "ICLR")),
        ('tag:"a*"', Fact("tag", "a*")),
        ("day:--03-12", Fact("day", "--03-12")),
        ("id:arxiv:2403.01234", Fact("id", "arxiv:2403.01234")),
        ("arXiv:2403.01234", Fact("id", "arxiv:2403.01234")),
        ("doi:10.1/x", Fact("id", "doi:10.1/x")),
    ],
)
def test_reads(text: str, root: Node) -> None:
    assert Query.parse(text).root == root


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a – b & c", "a b c"),
        ("a OR –", "a"),
        ("– OR a", "a"),
        ("(–) -& a", "a"),
        ('a ""', "a"),
        ("title:– a", "a"),
        ("GPT-4: Technical Report", '"GPT-4:" Technical Report'),
        ("Abstract: what is it", '"Abstract:" what is it'),
        ("at 16:9", 'at "16:9"'),
        ("https://x.org/a", '"https://x.org/a"'),
        ("std::vector", '"std::vector"'),
    ],
)
def test_pasted_text_is_searched_for(text: str, canonical: str) -> None:
    assert str(Query.parse(text)) == canonical


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("-", 0, 1, "a minus needs something after it"),
        ("a -", 2, 3, "a minus needs something after it"),
        ("a - b", 2, 3, "a minus stands alone"),
        ("(a -) b", 3, 4, "a minus needs something after it"),
        ("a OR", 2, 4, "OR needs something after it"),
        ("a OR OR b", 2, 4, "OR needs something after it"),
        ("a AND OR b", 2, 5, "AND needs something after it"),
        ("a NOT", 2, 5, "NOT needs something after it"),
        ("(a OR) b", 3, 5, "OR needs something after it"),
        ("OR a", 0, 2, "OR needs something before it"),
        ("a (AND b)", 3, 6, "AND needs something before it"),
        ("a (b", 2, 3, "not closed"),
        ("a) b", 1, 2, "no parenthesis was opened"),
        ("a ()", 2, 4, "nothing between the parentheses"),
        ('a "b c', 2, 6, "quote is not closed"),
        ('a "b ""', 2, 7, "quote is not closed"),
        ('title:"b', 6, 8, "quote is not closed"),
        ("a title:", 2, 8, "title: needs a value"),
        ("title: a", 0, 6, "title: needs a value"),
        ("title:(a b)", 0, 6, "title: needs a value"),
        ('tag:" "', 0, 7, "tag: needs a value"),
        ("***", 0, 3, "a star without a word"),
        ("–*", 0, 2, "a star without a word"),
        ("a fo*o", 2, 6, "a star inside a word"),
        ('"a b"*', 0, 6, "a star behind several words"),
        ("venue:ICL*", 6, 10, "no beginnings"),
        ("title:-a", 6, 8, "a minus inside a field"),
        ("–", 0, 1, "nothing to search for"),
        ("(–) OR ''", 0, 9, "nothing to search for"),
        ("a is:", 2, 5, "is: needs a value"),
        ("a xyzzy:b", 2, 7, "no field is called xyzzy"),
    ],
)
def test_says_where_and_why_not(text: str, start: int, end: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        Query.parse(text)
    error = caught.value
    assert (error.start, error.end) == (start, end)
    assert message in error.problem.message
    assert error.problem.where == f"query, character {start + 1}"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("autor:song", "did you mean author?"),
        ("is:stared", "did you mean starred?"),
        ("is:zzz", "is: takes unread, read, starred, dismissed"),
        ("xyzzy:b", 'to search for the words, put them in "quotes"'),
        ("a OR", 'to search for the word, write "OR"'),
    ],
)
def test_says_what_to_do(text: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        Query.parse(text)
    assert caught.value.problem.hint == hint


def test_length_is_bounded() -> None:
    assert Query.parse("a".ljust(LONGEST_TEXT)).root == A
    with pytest.raises(QueryError, match="longer than 10,000 characters") as caught:
        Query.parse("a".ljust(LONGEST_TEXT + 1))
    assert (caught.value.start, caught.value.end) == (LONGEST_TEXT, LONGEST_TEXT + 1)


def test_length_as_written_back_is_bounded() -> None:
    with pytest.raises(QueryError, match="longer than"):
        Query.parse("1:" + "-" * (LONGEST_TEXT - 3) + "a")


@pytest.mark.parametrize("term", ["a ", "a OR b-c ", "title:a ", "tag:x ", "中"])
def test_terms_are_bounded(term: str) -> None:
    with pytest.raises(QueryError, match="more than 500 words"):
        Query.parse(term * (MOST_TERMS + 1) + "z")


def test_most_terms_are_allowed() -> None:
    query = Query.parse("a " * MOST_TERMS)
    assert len(query.terms()) == MOST_TERMS


def test_depth_is_bounded() -> None:
    deep = "(" * DEEPEST + "a" + " b)" * DEEPEST
    assert Query.parse(str(Query.parse(deep))) == Query.parse(deep)
    with pytest.raises(QueryError, match="more than 64 parentheses deep") as caught:
        Query.parse(f"({deep})")
    assert caught.value.start == DEEPEST


def test_alternating_depth_survives_the_text() -> None:
    deep = "-(a OR (b " * (DEEPEST // 2) + "c" + "))" * (DEEPEST // 2)
    assert Query.parse(str(Query.parse(deep))) == Query.parse(deep)


@pytest.mark.parametrize("sign", ["-", "(", ")", '"', "*", ":", "a:", '"a"', "OR ", "NOT ", "(-"])
def test_longest_hostile_text_is_answered(sign: str) -> None:
    text = sign * (LONGEST_TEXT // len(sign))
    with pytest.raises(QueryError):
        Query.parse(text)


_typed = st.lists(
    st.one_of(
        st.sampled_from('aB中é  -*"():–\\\x1b\ud800'),
        st.sampled_from(["OR", "AND", "NOT", "title:", "is:", "read", "tag:", "foo:", "arxiv:"]),
        st.sampled_from([" OR ", " NOT ", "few-shot", "'s", '"a b"']),
    ),
    max_size=16,
).map("".join)


@given(st.one_of(_typed, st.text(max_size=40)))
@example('"a""b" c')
@example("a OR (–) OR b")
def test_any_text_settles_or_is_explained(text: str) -> None:
    query, error = _answer(text)
    if error is not None:
        assert 0 <= error.start <= error.end <= len(text)
        assert error.problem.message
    else:
        canonical = str(query)
        assert Query.parse(canonical) == query
        assert str(Query.parse(canonical)) == canonical


def _answer(text: str) -> tuple[Query | None, QueryError | None]:
    try:
        return Query.parse(text), None
    except QueryError as error:
        return None, error
