"""Texts and JSON that strangers might write: what every part is fuzzed with."""

from __future__ import annotations

from hypothesis import strategies as st

from tests import hostile

PIECES = (
    *hostile.MARKUP,
    *hostile.STEERING,
    *hostile.HIDING,
    *hostile.WIDE,
    *hostile.BREAKING,
    *hostile.ADDRESSES[:-1],
)
"""What is known to do harm somewhere."""

_SIGNS = "$\\{}[]()<>&;:,.|/'\"`~^_*#%@=+-!? \t\n\r0aZé\u0301\u202e\u200d\ud800\udfff\x1b\x9b\x07"

SIGNS = st.text(st.sampled_from(_SIGNS), max_size=40)
"""Signs that mean something to somebody, in any order."""

ANY = st.text(st.characters(), max_size=60) | st.text(st.characters(categories=["Cs", "Mn", "Cf"]))
"""Any signs at all, lone surrogates among them."""

RUNS = st.builds(
    "{0}{1}{2}".format,
    SIGNS,
    st.builds(
        lambda text, times: text * times,
        st.text(st.sampled_from(_SIGNS), min_size=1, max_size=3)
        | st.sampled_from(["\\frac", "{\\bf ", "\u1161", "\U0001f3fb", "&#x41;", "a b ", "x^{"]),
        st.integers(100, 900),
    ),
    SIGNS,
)
"""The same over and over, which is what takes careless code too long."""

TEXTS = st.one_of(
    ANY,
    SIGNS,
    st.sampled_from(PIECES),
    st.lists(st.sampled_from(PIECES) | SIGNS, max_size=4).map("".join),
    RUNS,
)

_plain = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | TEXTS
    | st.sampled_from([10**400, -1, "2025", "٣", 1e400])
)
JSON = st.recursive(
    _plain,
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(TEXTS | st.just("title"), inner, max_size=4)
    ),
    max_leaves=8,
)
"""Any value that JSON can hold, and some that it cannot."""
