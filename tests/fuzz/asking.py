"""What is typed and shown: queries, regular expressions, cleaning, TeX, and every pattern."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st
from rich.cells import cell_len

from index.analysis import terms, words
from index.day import parse_day
from index.highlight import spans
from index.query.query import Pattern, Query, QueryError
from index.tex.readable import readable
from index.text import clean, fold, printable, web_address
from tests.fuzz.target import Target, target
from tests.fuzz.texts import PIECES, TEXTS
from tests.index.query_strategies import TEXTS as QUERY_TEXTS
from tests.patterns import Attack, attacks, withstands
from tui.external import may_open
from tui.render import shown

_QUERIES = st.lists(
    QUERY_TEXTS
    | TEXTS
    | st.sampled_from(["(", ")", "OR", "-", "!", "/", "/a", '"', "title:", "year:", "date:", "~2"])
    | st.sampled_from(["(" * 500, "-(" * 300, "a OR " * 200, "/(a+)+$/", "/\\pL{1,999}/", "x~2 "]),
    max_size=6,
).map(" ".join)
_PATTERNS = st.one_of(
    TEXTS,
    st.text(st.sampled_from("()[]{}*+?|\\^$.-,:=!<>PabwWdDsSzZ019é/ "), max_size=30),
    st.sampled_from(
        ["(a+)+$", "(?i)x", "\\pL{1000}", "a{1000}{1000}", "(?P<n>x)", "\\C", "[[:x:]]"]
    ),
)
_ABSTRACT = "Planning with (a+)+$ and $x_i$ \u0301 深い 1999 [/INST] " * 3


def _query(text: str) -> None:
    """A query is refused in one line, with a place in it, or reads back as itself."""
    refused = None
    try:
        query = Query.parse(text)
    except QueryError as error:
        refused = error
    if refused is not None:
        assert 0 <= refused.start <= refused.end <= len(text)
        assert "\n" not in clean(str(refused))
        return
    assert Query.parse(str(query)) == query
    if query.needs_text:
        for name in ("title", "abstract"):
            spans(_ABSTRACT, query, name)


def _pattern(text: str) -> None:
    try:
        pattern = Pattern(text)
    except ValueError:
        return
    query = Query.parse(str(Query(pattern)))
    assert query == Query(pattern)


def _clean(text: str) -> None:
    """Twice is once; nothing steers, and no cell holds a crowd."""
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    once.encode("utf-8")
    assert shown(text).isprintable()
    assert printable(text, None).isprintable()
    for sign in once:
        assert unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Zl", "Zp")
    assert not [cell for cell in _cells(once) if len(cell) > 9]
    fold(text)
    terms(text)
    assert all(0 <= word.start < word.end <= len(text) for word in words(text))
    parse_day(text)
    address = web_address(text)
    assert not may_open(text) or address == text


def _cells(text: str) -> list[str]:
    """Runs of signs that take no room after one that does."""
    cells = [""]
    for sign in text:
        if cell_len(sign) and not unicodedata.category(sign).startswith("M"):
            cells.append(sign)
        else:
            cells[-1] += sign
    return cells


def _tex(text: str) -> None:
    once = readable(text)
    assert clean(once) == once


def _withstands(attack: Attack) -> None:
    assert withstands(attack, 2_000)


_MATHS = st.lists(
    TEXTS
    | st.sampled_from(PIECES)
    | st.sampled_from(
        [r"$\frac{a}{b}$", r"\hat", r"\left(", "$$", r"\(", r"\]", "^{", "_", r"\not", r"{\em "]
    ),
    max_size=5,
).map("".join)

TARGETS: tuple[Target, ...] = (
    target("queries", _QUERIES, _query),
    target("regular expressions", _PATTERNS, _pattern),
    target("cleaning", TEXTS, _clean),
    target("TeX", _MATHS, _tex),
    target("our own patterns", attacks(), _withstands),
)
