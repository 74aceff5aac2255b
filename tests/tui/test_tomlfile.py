"""Reading hand-written TOML past its mistakes."""

from __future__ import annotations

import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.tomlfile import MAX_BYTES, MAX_KEYS, MAX_MISTAKES, TomlFile, nearest, quoted

GOOD = 'name = "x"\n[list]\n"j" = "down"\n"k" = "up"\n[detail]\n"q" = "close"\n'


def _read(folder: Path, text: str | bytes) -> TomlFile:
    path = folder / "some.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return TomlFile.read(path, ("list", "detail"))


def test_an_absent_file_is_an_empty_one(tmp_path: Path) -> None:
    file = TomlFile.read(tmp_path / "none.toml")
    assert (file.entries, file.problems) == ([], [])


def test_a_sound_file_is_what_tomllib_says(tmp_path: Path) -> None:
    file = _read(tmp_path, GOOD)
    assert dict(file.entries) == tomllib.loads(GOOD)
    assert not file.problems


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('"j" = "up"', "stands twice"),
        ('"n" = ', "not TOML"),
        ("what is this", "not TOML"),
        ('"n" = "open', "not TOML"),
        ('"n" = """', "left open"),
        ('"n" = [', "left open"),
        ("n = 1e999x", "not TOML"),
        ("n = " + "9" * 5000, "longer than 2,000 characters"),
        ("n = " + "[" * 1900, "nested deeper than 32 levels"),
        (".".join("a" * 900) + " = 1", "nested deeper than 32 levels"),
    ],
)
def test_a_mistake_costs_its_line_only(tmp_path: Path, line: str, told: str) -> None:
    lines = GOOD.splitlines()
    lines.insert(4, line)
    file = _read(tmp_path, "\n".join(lines))
    assert dict(file.entries) == tomllib.loads(GOOD)
    (problem,) = file.problems
    assert told in problem.message
    assert problem.where.endswith("some.toml, line 5")


@pytest.mark.parametrize(
    "header",
    [
        "[detail",
        '[detail] "a" = 1',
        "[detail]]",
        "[[detail]",
        "[detail] x",
        "x[detail]",
        '"[detail]',
    ],
)
def test_a_broken_header_keeps_its_lines_together(tmp_path: Path, header: str) -> None:
    file = _read(tmp_path, GOOD.replace("[detail]", header))
    assert dict(file.entries) == tomllib.loads(GOOD)
    (problem,) = file.problems
    assert problem.where.endswith("line 5")


def test_a_table_declared_twice_is_told_and_kept(tmp_path: Path) -> None:
    file = _read(tmp_path, GOOD + '[list]\n"g" = "top"\n')
    assert file.entries[-1] == ("list", {"g": "top"})
    assert [name for name, _ in file.entries] == ["name", "list", "detail", "list"]
    assert "stands twice" in file.problems[0].message


def test_many_mistakes_are_each_told(tmp_path: Path) -> None:
    file = _read(tmp_path, "a b\n" + GOOD + "c d\n")
    assert [problem.where[-6:] for problem in file.problems] == ["line 1", "line 8"]
    assert dict(file.entries) == tomllib.loads(GOOD)


def test_a_file_of_mistakes_is_given_up(tmp_path: Path) -> None:
    file = _read(tmp_path, GOOD + "no\n" * 500)
    assert len(file.problems) == MAX_MISTAKES + 1
    assert "too many" in file.problems[-1].message
    assert dict(file.entries) == tomllib.loads(GOOD)


def test_bytes_that_are_no_text_are_told_with_their_line(tmp_path: Path) -> None:
    file = _read(tmp_path, GOOD.encode().replace(b'"up"', b'"\xff"'))
    assert file.problems[0].where.endswith("line 4")
    assert "UTF-8" in file.problems[0].message
    assert dict(file.entries)["detail"] == {"q": "close"}


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    file = _read(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert dict(file.entries) == tomllib.loads(GOOD)
    assert not file.problems


def test_another_kind_of_file_is_not_read(tmp_path: Path) -> None:
    file = _read(tmp_path, b"#" * (MAX_BYTES + 1))
    assert "larger" in file.problems[0].message
    assert not file.entries


def test_a_file_in_which_every_mistake_is_left_open_is_given_up(tmp_path: Path) -> None:
    lines = [f"a{number} = [" if number % 9 == 0 else f"b{number} = 1" for number in range(3_900)]
    file = _read(tmp_path, "\n".join(lines))
    assert 0 < len(file.problems) <= 2 * (MAX_MISTAKES + 1)
    assert "too many" in file.problems[-1].message


def test_a_key_of_a_thousand_parts_is_not_parsed(tmp_path: Path) -> None:
    file = _read(tmp_path, GOOD + ".".join("a" * 5_000) + " = 1\n")
    assert [problem.message for problem in file.problems] == ["longer than 2,000 characters"]
    assert dict(file.entries) == tomllib.loads(GOOD)


def test_a_file_of_more_keys_than_anybody_needs_is_not_read(tmp_path: Path) -> None:
    file = _read(tmp_path, GOOD + "".join(f"k{number} = 1\n" for number in range(MAX_KEYS)))
    (problem,) = file.problems
    assert "more than 4,000 keys, not read" in problem.message
    assert problem.where == str(tmp_path / "some.toml")
    assert not file.entries


def test_keys_of_many_parts_keep_nobody_waiting(tmp_path: Path) -> None:
    deep = ".".join("a" * 990)
    lines = [f"[t{number}]\n{deep} = 1" for number in range(60)]
    file = _read(tmp_path, "\n".join(lines))
    assert [name for name, _ in file.entries] == [f"t{number}" for number in range(60)]
    assert len(file.problems) == MAX_MISTAKES + 1
    assert "40 more lines nested deeper" in file.problems[-1].message


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (problem,) = TomlFile.read(tmp_path).problems
    assert "cannot be read" in problem.message


@given(st.text(alphabet=st.sampled_from("[]\"=\n'a.{},#1 \\"), max_size=60))
def test_nothing_makes_it_fail(text: str) -> None:
    with TemporaryDirectory() as folder:
        file = _read(Path(folder), text)
    try:
        sound = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assert file.problems
    else:
        assert dict(file.entries) == sound


@given(st.text())
def test_what_is_quoted_is_safe_to_show(text: str) -> None:
    shown = quoted(text)
    assert shown.isprintable()
    assert len(shown) <= 62 * len("\\U00000000")


def test_the_nearest_name_is_named() -> None:
    assert nearest("dwel", ["dwell", "start"]) == 'did you mean "dwell"?'
    assert nearest("Theme", ["theme"]) == 'did you mean "theme"?'
    assert nearest("qqq", ["dwell", "start"]) == ""
