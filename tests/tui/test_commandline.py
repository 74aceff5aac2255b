"""What is written behind a colon: taken apart, completed, remembered."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CarrelError
from tui.actions import ACTIONS
from tui.commandline.arguments import Known
from tui.commandline.command import ALIASES, commands
from tui.commandline.completion import complete
from tui.commandline.history import LONGEST, MOST, CommandHistory
from tui.commandline.parsing import GO, MAX_COUNT, parse
from tui.verbnames import VERBS

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = commands(ACTIONS, VERBS)
KNOWN = Known(
    tags=("rl", "robots"),
    tags_of_paper=("old",),
    views=("All", "Unread", "My view"),
    reasons=("weak", "wrong-field"),
    themes=("nord",),
    orders=("title", "day"),
    formats=((".bib", "BibTeX"),),
)


def test_every_action_and_every_verb_can_be_written() -> None:
    done = {command.does for command in COMMANDS.values()}
    numbered = {f"view.{number}" for number in range(1, 10)}
    typing = {action.id for action in ACTIONS if action.scopes == ("search",)}
    assert {action.id for action in ACTIONS} - numbered - typing <= done
    assert all(verb in COMMANDS for verb in VERBS)
    assert all(alias not in COMMANDS for alias in ALIASES)
    assert all(name in COMMANDS for name in ALIASES.values())


def test_what_is_about_papers_has_the_short_name() -> None:
    does = {
        name: COMMANDS[name].does for name in ("star", "read", "open", "later", "down", "search")
    }
    assert does == {
        "star": "paper.star",
        "read": "paper.read",
        "open": "paper.open",
        "later": "paper.later",
        "down": "list.down",
        "search": "search.focus",
    }
    assert COMMANDS["focus.read"].does == "focus.read"


@pytest.mark.parametrize(
    ("line", "does", "times", "argument"),
    [
        ("star", "paper.star", 1, ""),
        (":star", "paper.star", 1, ""),
        ("5star", "paper.star", 5, ""),
        ("5 star ", "paper.star", 5, ""),
        ("tag rl -old", "paper.tag", 1, "rl -old"),
        ("note  two  words", "paper.note", 1, "two  words"),
        ("/diffusion -survey", "search.focus", 1, "diffusion -survey"),
        ("sea x", "search.focus", 1, "x"),
        ("q", "app.quit", 1, ""),
        ("w out.bib", "write", 1, "out.bib"),
        ("wq", "wq", 1, ""),
        ("paper.star", "paper.star", 1, ""),
        ("focus.keep", "focus.keep", 1, ""),
        ("doctor --repair", "carrel doctor", 1, "--repair"),
        ("12", GO.does, 12, ""),
        ("999999999 star", "paper.star", MAX_COUNT, ""),
    ],
)
def test_a_line_is_taken_apart(line: str, does: str, times: int, argument: str) -> None:
    parsed = parse(line, COMMANDS)
    assert parsed is not None
    assert (parsed.command.does, parsed.times, parsed.argument) == (does, times, argument)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("satr", "no command is called satr (did you mean star?)"),
        ("xyzzy", "no command is called xyzzy (Tab shows them all)"),
        ("cop", "cop could be copy, copy-link, copy-title, copy-bibtex"),
        ("star now", "star takes nothing behind it: now"),
        ("3 export", "export is done once"),
        ("\x1b[31m", "no command is called \ufffd[31m"),
    ],
)
def test_what_is_none_is_told_with_the_nearest(line: str, told: str) -> None:
    with pytest.raises(CarrelError) as caught:
        parse(line, COMMANDS)
    assert told in str(caught.value) or told.partition(" (")[0] in str(caught.value)


@given(st.text())
def test_any_line_is_a_command_or_told(line: str) -> None:
    parsed, told = None, ""
    try:
        parsed = parse(line, COMMANDS)
    except CarrelError as error:
        told = str(error)
    assert told.isprintable()
    assert parsed is None or parsed.times <= MAX_COUNT


@given(st.text() | st.sampled_from(sorted(COMMANDS)).map(lambda name: f"{name} "), st.data())
def test_whatever_is_offered_begins_as_the_line_does_and_is_offered_again(
    line: str, data: st.DataObject
) -> None:
    offered = complete(line, COMMANDS, KNOWN)
    assert offered.head + offered.typed == line
    assert (line + offered.rest == offered.line(0)) if offered.rest else True
    if offered.candidates:
        place = data.draw(st.integers(0, len(offered.candidates) - 1))
        again = complete(offered.line(place), COMMANDS, KNOWN)
        assert again.candidates[0].text == offered.candidates[place].text


@pytest.mark.parametrize(
    ("line", "first", "rest"),
    [
        ("sta", "star", "r"),
        ("tag r", "rl", "l"),
        ("tag rl -", "-old", "old"),
        ("view un", "Unread", ""),
        ("view my", "My view", ""),
        ("sort -t", "-title", "itle"),
        ("dismiss w", "weak", "eak"),
        ("later 3", "3d", "d"),
        ("export st", "starred.bib", "arred.bib"),
        ("theme no", "nord", "rd"),
        ("search x is:u", "is:unread", "nread"),
        ("w st", "starred.bib", "arred.bib"),
        ("open c", "code", "ode"),
    ],
)
def test_arguments_are_completed(line: str, first: str, rest: str) -> None:
    offered = complete(line, COMMANDS, KNOWN)
    assert offered.candidates[0].text == first
    assert offered.rest == rest


def test_what_holds_the_letters_follows_what_begins_with_them() -> None:
    texts = [one.text for one in complete("lin", COMMANDS, KNOWN).candidates]
    assert texts[0] == "links"
    assert "copy-link" in texts
    assert not complete("star ", COMMANDS, KNOWN).candidates


# History


def test_lines_are_kept_for_the_next_sitting_once_each_for_the_reader_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "commands.txt"
    history = CommandHistory(path)
    for line in ("star", "tag rl", "star", "x" * (LONGEST + 1), "", "note a\x1b[31mb\nc"):
        history.remember(line)
    assert CommandHistory(path).lines == ("tag rl", "star", "note a[31mb c")
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_the_newest_are_kept_and_what_another_reader_wrote_stays(tmp_path: Path) -> None:
    path = tmp_path / "commands.txt"
    one, other = CommandHistory(path), CommandHistory(path)
    other.remember("theirs")
    one.remember("mine")
    assert CommandHistory(path).lines == ("theirs", "mine")
    path.write_text("".join(f"star {number}\n" for number in range(MOST + 50)), "utf-8")
    history = CommandHistory(path)
    history.remember("last")
    assert len(history.lines) == MOST
    assert history.lines[-1] == "last"


def test_older_lines_that_begin_alike_come_back_and_then_what_was_typed(tmp_path: Path) -> None:
    history = CommandHistory(tmp_path / "commands.txt")
    for line in ("tag rl", "star", "tag robots"):
        history.remember(line)
    history.begin()
    assert history.recall(-1, "tag") == "tag robots"
    assert history.recall(-1, "tag robots") == "tag rl"
    assert history.recall(-1, "tag rl") == "tag rl"
    assert history.recall(1, "tag rl") == "tag robots"
    assert history.recall(1, "tag robots") == "tag"
    assert history.recall(1, "tag") == "tag"


def test_a_history_that_cannot_be_kept_is_told_and_stays_for_the_sitting(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("")
    history = CommandHistory(tmp_path / "state" / "commands.txt")
    with pytest.raises(CarrelError, match="cannot be kept"):
        history.remember("star")
    history.begin()
    assert history.recall(-1, "") == "star"
