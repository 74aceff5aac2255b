from __future__ import annotations

import pytest

from index.query.pattern import LONGEST_PATTERN, compiled, settled


@pytest.mark.parametrize(
    ("text", "title", "found"),
    [
        ("graph", "A GRAPH", True),
        ("Graph", "a graph", False),
        ("É", "é", False),
        ("é", "É", True),
        (r"\Wgraph", "A-GRAPH", True),
        (r"\pL\p{Lu}x", "aBX", True),
        (r"\x41b\x{42}", "aBb", True),
        ("(?P<Name>g)x", "GX", True),
        ("(?U)g+", "G", True),
        (r"\\A", r"\a", False),
    ],
)
def test_a_capital_letter_makes_case_count(text: str, title: str, found: bool) -> None:
    assert bool(compiled(settled(text)).search(title)) == found


def test_bytes_are_searched_as_they_are() -> None:
    assert compiled("é.b").search("aéxb".encode())


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" ", "empty"),
        ("a\\", "a backslash at the end"),
        ("(", "missing )"),
        ("(?=a)", "invalid perl operator"),
        ("(a{1000}){1000}", "invalid repetition size"),
        (r"\pL{100}", "too large"),
        ("(.?){400}" * 9, "too large"),
        ("a" * (LONGEST_PATTERN + 1), "longer than 500 characters"),
        ("\ud800", "no title can have"),
        (r"\C", "half a letter"),
    ],
    ids=range(11),
)
def test_what_cannot_be_searched_with_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason.replace(")", r"\)")):
        settled(text)


@pytest.mark.parametrize(
    "text", ["(a+)+$", "(x+x+)+y", "[^a]{400}", "(a|a)*b", "a" * LONGEST_PATTERN]
)
def test_what_explodes_elsewhere_is_searched_with(text: str) -> None:
    assert not compiled(settled(text)).search("a" * 400 + "!")
