"""What a keymap file may cost, whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.keymapfile import MAX_KEYS, MAX_PROBLEMS, KeymapFile

if TYPE_CHECKING:
    from pathlib import Path


def _read(folder: Path, text: str) -> KeymapFile:
    path = folder / "keys.toml"
    path.write_text(text, "utf-8")
    return KeymapFile.read(path)


@pytest.mark.parametrize("keys", ["a " * (MAX_KEYS + 1), "ab" * 400, "C-" * 700 + "x"])
def test_a_sequence_has_a_greatest_length(tmp_path: Path, keys: str) -> None:
    file = _read(tmp_path, f'[list]\n"{keys}" = "app.help"\n"z" = "app.quit"\n')
    assert [entry.action_id for entry in file.entries.values()] == ["app.quit"]
    assert [problem.message for problem in file.problems] == [
        f"more than {MAX_KEYS} keys, one after the other"
    ]


def test_a_file_of_mistakes_is_given_up(tmp_path: Path) -> None:
    lines = "\n".join(f'"f{number}" = "app.quit"' for number in range(100, 3_000))
    file = _read(tmp_path, f'[list]\n"z" = "app.quit"\n{lines}\n')
    assert len(file.problems) == MAX_PROBLEMS + 1
    assert file.problems[-1].message == "too many mistakes"
    assert len(file.entries) == 1


def test_a_name_is_short_and_steers_nothing(tmp_path: Path) -> None:
    assert _read(tmp_path, 'name = "my\\u009b2J\\u202e map"').name == "my2J map"
    assert len(_read(tmp_path, f'name = "{"x" * 900}"').name) == 40


def test_only_what_may_be_followed_can_begin_a_longer_sequence(tmp_path: Path) -> None:
    path = tmp_path / "keys.toml"
    lines = ('"y" = "paper.copy_link"', '"y t" = "paper.copy_title"')
    for order in (lines, lines[::-1]):
        path.write_text("\n".join(("[list]", *order)), "utf-8")
        file = KeymapFile.read(path)
        assert not file.problems
        assert len(file.entries) == 2
    path.write_text('[list]\n"s" = "paper.star"\n"s t" = "paper.copy_title"\n', "utf-8")
    assert "clashes" in str(KeymapFile.read(path).problems[0])
