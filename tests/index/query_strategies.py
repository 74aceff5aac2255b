"""Queries as hypothesis makes them: every kind of node, in every shape, with every sign."""

from __future__ import annotations

from hypothesis import strategies as st

from index.query.query import (
    DAY_FIELDS,
    FACT_FIELDS,
    HAS_VALUES,
    MATCHES,
    NUMBER_FIELDS,
    OPERATORS,
    SORTS,
    STATES,
    TEXT_FIELDS,
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


def _is_pattern(text: str) -> bool:
    try:
        Pattern(text)
    except ValueError:
        return False
    return True


_signs = st.text(st.sampled_from('ab é-*:"()\\– ORß中~/!#+=@27d'), max_size=6)
TEXTS = st.one_of(
    st.builds("{}x{}".format, _signs, _signs),
    st.sampled_from([*OPERATORS, "OR else", "few-shot", "-dash", 'say "no"', "title:x", "GPT-4"]),
    st.sampled_from(["+unread", "@7d", "#50", "=feed", "~feed", "!re", "/re/", "x~2", "--any"]),
    st.sampled_from(["sort:day", "limit:5", "newer:3d", "c++", "//x", "a/b"]),
)
_one_word = st.builds(
    "{}x{}".format,
    st.text(st.sampled_from('*:"()\\–~/!#+=@-'), max_size=3),
    st.text(st.sampled_from('*:"()\\–~/!#+=@-'), max_size=3),
)
_patterns = st.one_of(
    st.text(st.sampled_from('ab/\\ "():-~*+?.|[]é\n'), min_size=1, max_size=8),
    st.sampled_from([r"a\/b", "a/b", r"\Qa/b", r"a\\", "(a|b)+$", "OR", "--any", "A b"]),
).filter(_is_pattern)
_fields = st.one_of(st.none(), st.sampled_from(TEXT_FIELDS))
_numbers = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["", ">", ">=", "<", "<="]), st.integers(0, 99)),
    st.builds("{}..{}".format, st.integers(0, 99), st.one_of(st.just(""), st.integers(0, 99))),
)
_days = st.sampled_from(["7d", "2w", "3m", "1y", "mon", "today", "2026", "2026-08", "2026-08-01"])
_ranges = st.one_of(
    _days,
    st.builds("{}..{}".format, _days, _days),
    _days.map("{}..".format),
    _days.map("..{}".format),
)
NAMES = tuple(
    field for field in FACT_FIELDS if field not in {"is", "has", *NUMBER_FIELDS, *DAY_FIELDS}
)
_leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Word, TEXTS, _fields),
    st.builds(Phrase, TEXTS, _fields),
    st.builds(Prefix, TEXTS.map(lambda text: "".join(text.split())), _fields),
    st.builds(Fuzzy, _one_word, _fields, st.sampled_from((1, 2))),
    st.builds(Pattern, _patterns),
    st.builds(Fact, st.just("is"), st.sampled_from(STATES)),
    st.builds(Fact, st.just("has"), st.sampled_from(HAS_VALUES)),
    st.builds(Fact, st.sampled_from(NUMBER_FIELDS), _numbers),
    st.builds(Fact, st.sampled_from(DAY_FIELDS), _ranges),
    st.builds(Fact, st.sampled_from(NAMES), TEXTS),
)


def _groups(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    some = st.lists(children, min_size=1, max_size=4).map(tuple)
    return st.one_of(st.builds(Not, children), st.builds(And, some), st.builds(Or, some))


TREES = st.recursive(_leaves, _groups, max_leaves=12)


_sorts = st.sampled_from(["", *SORTS, *(f"-{sort}" for sort in SORTS)])
_limits = st.one_of(st.none(), st.integers(1, 999_999_999))
QUERIES = st.builds(
    Query,
    st.one_of(st.just(Everything()), TREES),
    _sorts,
    _limits,
    st.sampled_from(["", *MATCHES]),
)
