from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.query.parser import DEEPEST, LONGEST_TEXT, MOST_SCANS, MOST_TERMS
from index.query.query import (
    SORTS,
    And,
    Fact,
    Fuzzy,
    Node,
    Not,
    Or,
    Pattern,
    Phrase,
    Prefix,
    Query,
    QueryError,
    Word,
)

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
        ("a ANDNOT b", And((A, Not(B)))),
        ("a ANDNOT (b OR c)", And((A, Not(Or((B, C)))))),
        ("kw:a", Word("a", "keywords")),
        ("all:a*", Prefix("a")),
        ("jr:ICLR", Fact("venue", "ICLR")),
        ("word~", Fuzzy("word")),
        ("word~2", Fuzzy("word", None, 2)),
        ('title:"word"~1', Fuzzy("word", "title")),
        ("tag:word~", Fact("tag", "word~")),
        ("/a b|c(d)/", Pattern("a b|c(d)")),
        (r"-/a\/b/", Not(Pattern("a/b"))),
        ('("/" /x/)', Pattern("x")),
        ("/(a+)+$/", Pattern("(a+)+$")),
        ("upvotes:>=20", Fact("upvotes", ">=20")),
        ('year:"2020 .. 2024"', Fact("year", "2020..2024")),
        ("HAS:Code", Fact("has", "code")),
        ("date:2026-08-01..", Fact("date", "2026-08-01..")),
        ("newer:3d", Fact("date", "3d")),
        ("newer:2026-08", Fact("date", "2026-08..")),
        ("older:1w", Fact("date", "..1w")),
        ("-newer:mon", Not(Fact("date", "mon.."))),
        ("cat:cs.CL", Fact("cat", "cs.CL")),
    ],
)
def test_reads(text: str, root: Node) -> None:
    assert Query.parse(text).root == root


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("-", 0, 1, "nothing to search for"),
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
        ("ANDNOT a", 0, 6, "ANDNOT needs something before it"),
        ("a ANDNOT", 2, 8, "ANDNOT needs something after it"),
        ("a upvotes:many", 10, 14, "'many' is not a number"),
        ("date:2026-13", 5, 12, "'2026-13' is not a day"),
        ("newer:1d..2d", 6, 12, "is not a day"),
        ("older:soon", 6, 10, "'soon' is not a day"),
        ("has:cod", 4, 7, "no paper has 'cod'"),
        ("sort:upvote", 5, 11, "no order is called 'upvote'"),
        ("limit:0", 6, 7, "no list ends at '0'"),
        ("limit:9999999999", 6, 16, "no list ends at"),
        ("-sort:day", 1, 9, "sort: cannot be excluded"),
        ("a -#50", 3, 6, "limit: cannot be excluded"),
        ("NOT --any", 4, 9, "--any and --all cannot be excluded"),
        ("(a sort:day)", 3, 11, "sort: cannot stand in parentheses"),
        ("a OR limit:5", 5, 12, "limit: cannot stand in parentheses or behind OR"),
        ("sort:day OR a", 9, 11, "OR needs something before it"),
        ("– sort:day", 0, 10, "nothing to search for"),
        ("word~3", 0, 6, "3 slips"),
        ("few-shot~", 0, 9, "a tilde without a word of its own"),
        ('"a b"~', 0, 6, "a tilde without a word of its own"),
        ('tag:"a"~', 4, 8, "no beginnings"),
        ("a /b", 2, 4, "this pattern is not closed"),
        ("a /b(/", 2, 6, "not a pattern: missing )"),
        ("/(a{1000}){1000}/", 0, 17, "not a pattern: invalid repetition size"),
        (r"/\pL{100}/", 0, 10, "a pattern too large"),
        ("/\ud800/", 0, 3, "a sign that no title can have"),
        (r"/a\Cb/", 0, 6, "half a letter"),
        ("!(a b)", 0, 3, "not a pattern"),
        ('!"a" b', 0, 4, "! takes no quotes"),
        ("title:/a/", 6, 9, "take no field"),
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
        ("is:zzz", "is: takes unread, read, starred, dismissed, later, new, muted, risen"),
        ("is:neu", "did you mean new?"),
        ("has:cod", "did you mean code?"),
        ("date:tody", "did you mean today?"),
        ("added:zzz", "write it as in added:7d, added:2026-08 or added:2026-08-01.."),
        ("year:x", "write it as in year:2020, year:>=2020 or year:2020..2024"),
        ("upvote:5", "did you mean upvotes?"),
        ("sorted:day", "did you mean sort?"),
        ("sort:-upvote", "did you mean upvotes?"),
        ("sort:zzz", f"sort: takes {', '.join(SORTS)}"),
        ("limit:", "write it as in limit:50"),
        ("older:", "write it as in older:7d, older:2026-08 or older:mon"),
        ("-sort:day", "write sort:-day to turn an order round"),
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


@pytest.mark.parametrize("scan", ["a~ ", "/a/ ", "!a ", "title:a~2 OR b "])
def test_scans_are_bounded(scan: str) -> None:
    Query.parse(scan * MOST_SCANS + "z")
    with pytest.raises(QueryError, match="more than 16 fuzzy words and patterns"):
        Query.parse(scan * (MOST_SCANS + 1) + "z")


def test_depth_is_bounded() -> None:
    deep = "(" * DEEPEST + "a" + " b)" * DEEPEST
    assert Query.parse(str(Query.parse(deep))) == Query.parse(deep)
    with pytest.raises(QueryError, match="more than 64 parentheses deep") as caught:
        Query.parse(f"({deep})")
    assert caught.value.start == DEEPEST


def test_alternating_depth_survives_the_text() -> None:
    deep = "-(a OR (b " * (DEEPEST // 2) + "c" + "))" * (DEEPEST // 2)
    assert Query.parse(str(Query.parse(deep))) == Query.parse(deep)


@pytest.mark.parametrize(
    "sign",
    [
        *("-", "(", ")", '"', "*", ":", "a:", '"a"', "OR ", "NOT ", "(-"),
        *("~", "/", "!", "+", "@", "#", "=", "!(", "/\\", "/ /", "-!", '"~', "a~ ", "!– "),
    ],
)
def test_longest_hostile_text_is_answered(sign: str) -> None:
    text = sign * (LONGEST_TEXT // len(sign))
    with pytest.raises(QueryError):
        Query.parse(text)


_typed = st.lists(
    st.one_of(
        st.sampled_from('aB中é  -*"():–\\\x1b\ud800~/!#+=@7d.>'),
        st.sampled_from(["OR", "AND", "NOT", "title:", "is:", "read", "tag:", "foo:", "arxiv:"]),
        st.sampled_from([" OR ", " NOT ", "few-shot", "'s", '"a b"', " ANDNOT ", " /a b/", "~2 "]),
        st.sampled_from(
            ["sort:", "day", " --any ", " #50 ", "limit:", "date:", "..", "upvotes:>="]
        ),
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


@pytest.mark.parametrize("text", ["a - b", "a b -", "- a b", "a -  - b"])
def test_a_dash_of_a_pasted_title_is_no_minus(text: str) -> None:
    assert Query.parse(text) == Query.parse("a b")
