"""What a text of TOML would ask of the parser, told without parsing it."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.tomlextent import DEEPEST, TomlExtent, in_words


def test_keys_are_counted_in_tables_and_out_of_them() -> None:
    text = "a = 1\n[b]\nc.d = {e = 1, f = \"x = [ # y\"}\n# g = 1\nh = '= = ='\n"
    assert TomlExtent.of(text) == TomlExtent(5, ())


@pytest.mark.parametrize(
    "text",
    [
        "a = " + "[" * DEEPEST + "]" * DEEPEST,
        "a = [\n" * (DEEPEST // 2) + "]\n" * (DEEPEST // 2),
        ".".join("a" * (DEEPEST + 1)) + " = 1",
        f"a = [{', '.join(['1.5'] * 99)}]",
        'a = "' + "[" * 99 + '"',
        'a = """\n' + "[{.\n" * 99 + '"""',
        "# " + "[." * 99,
        "a = 1.5\n" * 99,
    ],
)
def test_what_people_write_is_not_too_deep(text: str) -> None:
    assert TomlExtent.of(text).deep == ()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("b = 1\na = " + "[" * (DEEPEST + 1), (2,)),
        ("b = 1\n\n[" + ".".join("a" * (DEEPEST + 1)) + "]", (3,)),
        (".".join("a" * (DEEPEST + 2)) + " = 1\nb = 1\n" + "{" * 99, (1, 3)),
        ("a = [\n" * (DEEPEST + 2), (DEEPEST + 1, DEEPEST + 2)),
        ('x = """\n\n"""\n' + "[" * 99, (4,)),
    ],
)
def test_the_lines_that_are_too_deep_are_named(text: str, lines: tuple[int, ...]) -> None:
    assert TomlExtent.of(text).deep == lines


@given(st.text(st.sampled_from("[]{}.,=\\\n\"'#a"), max_size=200))
def test_whatever_it_is_given_it_comes_back(text: str) -> None:
    extent = TomlExtent.of(text)
    assert extent.keys <= text.count("=")
    assert all(1 <= line <= text.count("\n") + 1 for line in extent.deep)


@pytest.mark.parametrize(
    ("text", "told"),
    [("a = " + "9" * 5_000, "too many digits"), ("a = " + "[" * 9_000, "nested too deep")],
)
def test_what_python_refuses_is_told_in_plain_words(text: str, told: str) -> None:
    with pytest.raises((ValueError, RecursionError)) as caught:
        tomllib.loads(text)
    assert in_words(caught.value) == told
