"""Commands of the reader's own: how they are read, and what a paper's texts cannot do in them."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CarrelError
from tui.config import Config
from tui.keymap import Keymap
from tui.keys import display
from tui.owncommands.own_command import OwnCommand
from tui.owncommands.programs import NOT_STARTED, run_beside
from tui.owncommands.reading import MAX_COMMANDS, read_commands

if TYPE_CHECKING:
    from pathlib import Path

WHERE = "config.toml"


def read(**table: object) -> OwnCommand:
    commands, problems = read_commands({"x": table}, WHERE)
    assert not problems
    return commands[0]


def test_a_command_is_a_program_with_places_for_what_a_paper_has() -> None:
    command = read(key="K", run=["send", "--to={{me}}", "{id}", "t={title}"], help="Send it.")
    assert command.words([{"id": "arxiv:1", "title": "A; rm -rf $(x) `y`"}.__getitem__]) == [
        "send",
        "--to={me}",
        "arxiv:1",
        "t=A; rm -rf $(x) `y`",
    ]
    assert command.action.id == "command.x"
    assert command.action.help == "Send it."


def test_several_papers_share_a_run_where_it_says_so() -> None:
    command = read(run=["send", "--", "{ids}", "{urls}"])
    papers = [{"id": "a", "url": "u"}.__getitem__, {"id": "-b", "url": "v"}.__getitem__]
    assert command.once
    assert command.words(papers) == ["send", "--", "a", "-b", "u", "v"]
    assert read(run=["send", "{file}"], once=True).once


@given(st.text())
def test_a_text_is_one_word_and_never_an_option(title: str) -> None:
    command = OwnCommand("x", ("send", "{title}", "--name={title}"))
    try:
        words = command.words([lambda _: title])
    except CarrelError:
        assert title.startswith("-") or not title.replace("\0", "")
    else:
        kept = title.replace("\0", "")
        assert words == ["send", kept, f"--name={kept}"]
        assert not words[1].startswith("-")


def test_behind_two_dashes_nothing_is_an_option() -> None:
    command = read(run=["send", "--", "{title}"])
    assert command.words([lambda _: "-rf"]) == ["send", "--", "-rf"]
    with pytest.raises(CarrelError, match="would be an option of send"):
        read(run=["send", "{title}", "--"]).words([lambda _: "-rf"])


def test_what_a_paper_lacks_is_told_unless_it_may() -> None:
    with pytest.raises(CarrelError, match="it has no pdf"):
        read(run=["send", "{pdf}"]).words([lambda _: ""])
    assert read(run=["send", "{note}"]).words([lambda _: ""]) == ["send", ""]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ({"run": ["x", "{titel}"]}, '"{titel}" is no placeholder (did you mean {title}?)'),
        ({"run": ["x", "{qqq}"]}, "there are {id} {title}"),
        ({"run": ["x", "{"]}, "a brace without its other"),
        ({"run": "x {title}"}, "must be a list of words, since no shell takes it apart"),
        ({"run": []}, "names no program"),
        ({}, "must be a list of words"),
        ({"run": ["{title}"]}, "the program itself cannot be a placeholder"),
        ({"run": ["x"], "kee": "K"}, '"kee" is nothing a command has (did you mean "key"?)'),
        ({"run": ["x"], "terminal": 1}, "terminal must be true or false, not 1"),
        ({"run": ["x"], "key": 1}, "key must be a short text in quotes"),
        ({"run": ["x", "a{ids}"]}, "nothing else can stand in its own"),
        ({"run": ["x", "{ids}", "{title}"]}, "{title} is of one paper"),
        ({"run": ["sh", "-c", "echo {title}"]}, "sh would read a paper's text as code"),
        ({"run": ["/bin/bash", "-lc", "echo {title}"]}, "bash would read"),
        ({"run": ["env", "A=1", "sh", "-c", "{title}"]}, "sh would read"),
        ({"run": ["python3", "-c", "print('{title}')"]}, "python3 would read"),
        ({"run": ["ssh", "host", "open", "{url}"]}, "ssh would read"),
        (3, "a command is a table"),
    ],
)
def test_every_mistake_is_told_and_costs_its_command_alone(table: object, told: str) -> None:
    commands, problems = read_commands({"bad": table, "good": {"run": ["x"]}}, WHERE)
    assert [command.name for command in commands] == ["good"]
    (problem,) = problems
    assert told in str(problem)
    assert "config.toml, [commands.bad]" in str(problem)


def test_a_shell_may_get_a_text_as_an_argument() -> None:
    assert read(run=["sh", "-c", 'echo "$1"', "sh", "{title}"])


@given(
    st.dictionaries(
        st.text(max_size=8),
        st.dictionaries(
            st.sampled_from(["run", "key", "help", "once", "x"]),
            st.lists(st.text(max_size=8) | st.integers(), max_size=4) | st.text(max_size=8),
            max_size=3,
        ),
        max_size=4,
    )
)
def test_any_table_gives_commands_or_problems(value: dict[str, object]) -> None:
    commands, problems = read_commands(value, WHERE)
    assert len(commands) + len(problems) == len(value)


def test_there_is_a_bound() -> None:
    many = {f"c{number}": {"run": ["x"]} for number in range(MAX_COMMANDS + 1)}
    commands, problems = read_commands(many, WHERE)
    assert len(commands) == MAX_COMMANDS
    assert len(problems) == 1


def loaded(folder: Path, text: str, keys: str = "") -> tuple[Keymap, list[str]]:
    (folder / "config.toml").write_text(text, "utf-8")
    (folder / "keys.toml").write_text(keys, "utf-8")
    config, problems = Config.load(folder / "config.toml")
    commands = [(command.action, command.key) for command in config.commands]
    keymap, more = Keymap.load("default", folder / "keys.toml", commands=commands)
    return keymap, [str(problem) for problem in (*problems, *more)]


def test_its_key_leads_to_it_where_there_is_a_paper(tmp_path: Path) -> None:
    keymap, problems = loaded(tmp_path, '[commands.send]\nkey = "K"\nrun = ["x"]\n')
    assert not problems
    for scope in ("list", "detail", "focus"):
        assert [display(keys) for keys in keymap.keys_for("command.send", scope)] == ["K"]
    assert not keymap.keys_for("command.send", "filter")
    assert keymap.action("command.send").label == "send"


def test_a_key_that_is_taken_stays_what_it_is_until_it_is_unbound(tmp_path: Path) -> None:
    text = '[commands.send]\nkey = "e"\nrun = ["x"]\n'
    keymap, problems = loaded(tmp_path, text)
    assert '"e" leads to app.export already' in problems[0]
    assert not keymap.keys_for("command.send", "list")
    keymap, problems = loaded(tmp_path, text, '[app]\n"e" = ""\n')
    assert not problems
    assert keymap.keys_for("command.send", "list")


def test_keys_toml_can_bind_it_too(tmp_path: Path) -> None:
    text = '[commands.send]\nrun = ["x"]\n'
    keymap, problems = loaded(tmp_path, text, '[list]\n"Q" = "command.send"\n')
    assert not problems
    assert [display(keys) for keys in keymap.keys_for("command.send", "list")] == ["Q"]


@pytest.mark.skipif(sys.platform == "win32", reason="uses a POSIX shell")
def test_how_a_program_ended_is_told() -> None:
    assert run_beside(["sh", "-c", "echo out; exit 0"]).said == "out\n"
    failed = run_beside(["sh", "-c", "echo; echo 'no \033[31mway' >&2; exit 3"])
    assert failed.told == "exit code 3: no [31mway"
    assert run_beside(["sh", "-c", "sleep 60 & exit 0"]).code == 0
    missing = run_beside(["/no/such/program"])
    assert (missing.code, missing.told) == (
        NOT_STARTED,
        "it could not be started: No such file or directory",
    )
