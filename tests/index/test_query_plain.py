from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.query.lexer import lexemes
from index.query.parser import grammatical
from index.query.plain import ends_plain, plain_query
from index.query.query import Query, QueryError, Word
from tests.index.query_strategies import TEXTS

_PIECES = st.one_of(
    st.text(st.sampled_from("abzAZ019"), min_size=1, max_size=70),
    st.sampled_from(["--any", "--all", "OR", "NOT", "or", "-x", "x*", '"a b"', '"', "(", "é", "ﬁ"]),
    st.sampled_from(["/a", "b/", "title:", "x:y", "!a", "~x", "limit:3", "\x1c", "--anyx"]),
    TEXTS,
)
_BLANKS = st.sampled_from([" ", "  ", "\t", "\n", "\u3000"])
WRITTEN = st.lists(st.tuples(_PIECES, _BLANKS), max_size=8).map(
    lambda parts: "".join(piece + blank for piece, blank in parts)
) | st.lists(_PIECES, max_size=8).map(" ".join)


@pytest.mark.parametrize(
    "text",
    [
        *("deep", "Deep learning", "a1 2b", " deep ", "--any deep nets"),
        *('"deep nets"', 'a "deep  nets" b "c" --all', '"a b" "c d"', ' "a" '),
    ],
)
def test_plain_words_are_read_without_the_grammar(text: str) -> None:
    assert plain_query(text) == grammatical(text)
    assert plain_query(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "--all", "a OR b", "few-shot", "é", "x" * 65, "a:b", "x*", "a " * 300),
        *('"a"b', 'a"b"', '"a', '"a"*', '"a b"~', '"a""b"', '"OR x"', '""', '"--all" x', 'x "-y"'),
    ],
)
def test_all_else_is_left_to_the_grammar(text: str) -> None:
    assert plain_query(text) is None


@given(WRITTEN)
@example("--all x --any")
@example("x" * 64)
@example("a\x1fb")
@example('"a b" c "d" --any')
@example('"a""b" c')
@example('"--all" x')
def test_both_ways_read_alike(text: str) -> None:
    short = plain_query(text)
    if short is not None:
        assert short == grammatical(text)
        assert str(short) == str(grammatical(text))


@given(WRITTEN)
@example('"a" b')
@example("/a b/ c")
@example("title: b")
@example("- b")
def test_what_surely_ends_plain_ends_in_a_word(text: str) -> None:
    try:
        Query.parse(text)
    except QueryError:
        return
    if ends_plain(text):
        *_, last = lexemes(text)
        assert isinstance(last.leaf, Word)
        assert text.endswith(last.leaf.text)
