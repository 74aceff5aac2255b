"""``carrel keys``."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from tui.actions import ACTIONS
from tui.config import KEYMAPS
from tui.verbs import keys

if TYPE_CHECKING:
    from tui.paths import Home


def _run(home: Home, *words: str) -> int:
    parser = argparse.ArgumentParser()
    keys.configure(parser)
    return keys.run(parser.parse_args(words), home)


@pytest.fixture
def configured(home: Home) -> Home:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "vim"\n')
    home.keys_file.write_text('[list]\n"日" = "paper.star"\n"s" = ""\n')
    return home


def test_the_table_says_where_each_key_comes_from(
    configured: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(configured, "--scope", "list") == 0
    header, *lines = capsys.readouterr().out.splitlines()
    assert header.split()[:3] == ["scope", "key", "action"]
    rows = {tuple(line.split()[1:3]): line.split()[-1] for line in lines}
    assert rows["日", "paper.star"] == "keys.toml"
    assert rows["gg", "list.top"] == "vim.toml"
    assert ("s", "paper.star") not in rows
    assert {line.split()[0] for line in lines} == {"list"}


def test_the_table_is_aligned_by_cells(
    configured: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(configured)
    lines = capsys.readouterr().out.splitlines()
    column = lines[0].index("action")
    for line in lines[1:]:
        wide = line.count("日")
        assert line[column - wide - 1] == " "
        assert line[column - wide] != " "


def test_json_holds_the_same(configured: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(configured, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["keymap"], found["counts"], found["problems"]) == ("vim", True, [])
    top = {"scope": "list", "key": "gg", "sequence": ["g", "g"], "action": "list.top"}
    assert top | {"help": "Go to the top.", "from": "vim.toml"} in found["keys"]


def test_problems_go_to_stderr(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    home.config.mkdir(parents=True)
    home.keys_file.write_text('[list]\n"x" = "paper.stra"\n')
    assert _run(home, "--json") == 1
    output = capsys.readouterr()
    (problem,) = json.loads(output.out)["problems"]
    assert problem["hint"] == 'did you mean "paper.star"?'
    assert output.err.startswith("carrel: ")
    assert '[list] "x"' in output.err


def test_a_mistake_in_the_config_is_told_here_too(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text('keymap = "vin"\n')
    assert _run(home) == 1
    assert '"vim"' in capsys.readouterr().err


def test_another_keymap_can_be_looked_at(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(home, "--keymap", "emacs", "--json") == 0
    assert json.loads(capsys.readouterr().out)["keymap"] == "emacs"


def test_the_page_is_the_same_on_every_machine(
    configured: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(configured, "--markdown") == 0
    page = capsys.readouterr().out
    assert page.splitlines() == keys.markdown_lines()
    assert "日" not in page


def test_the_page_is_a_table_with_every_action() -> None:
    head, rule, *rows = keys.markdown_lines()
    assert head == f"| | {' | '.join(KEYMAPS)} |"
    assert rule == "|---|---|---|---|"
    cells = [row.strip("| ").split(" | ") for row in rows]
    assert all(len(row) == 4 and all(row) for row in cells)
    phrases = {row[0] for row in cells}
    assert {action.help for action in ACTIONS if "Show view" not in action.help} < phrases
    (views,) = [row for row in cells if "view 1" in row[0]]
    assert views[1:] == ["`1` … `9`", "`'1` … `'9`", "`C-c 1` … `C-c 9`"]
