"""Papers that mean harm, in a real terminal: none of their bytes steers it."""

from __future__ import annotations

import base64
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests import hostile
from tests.hostile import ALL, FILE, taken_in
from tests.reader import SMALL, WIDE, accept, answer, at, leave, of, opened, place, reader, search
from tui.advice.adviser import NEIGHBOURS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

MARKUP = "[@click=app.quit]x[/] no. 0"
"""The title of the first paper of all."""

TEXTUALS = re.compile(
    r"\x1b(?:"
    r"\[[0-9;]*m|"  # colours
    r"\[\d+;\d+H|"  # where to write
    r"\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026|2048)[hl]|"  # modes, on and off
    r"\[\?(?:2026|2048)\$p|"  # modes, asked about
    r"\[(?:>\d+|<)u|"  # keyboard protocol
    r"\]22;[a-z]*\x07|"  # the mouse's shape
    r"\]8;(?:id=[\w-]+;https?://[!-~]+|;)\x1b\\"  # where a link leads, and its end
    r")"
)
"""All that the toolkit itself sends; whatever is left has to be text."""

COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")

_READ = 24
"""Characters of a title that are looked for: as many as every row has room for."""

DISPUTED = ("Flags", "Skin", "Keycap", "ह", "ไ", "Spelt \U0001f44d", "Spelt क", "Spelt no.")
"""Beginnings of titles about whose width terminals, and the one of these tests, disagree."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HOME of a reader who took all of it in."""
    return taken_in(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of that HOME, to be changed."""
    return shutil.copytree(library, tmp_path / "own")


def assert_harmless(terminal: Terminal) -> None:
    """Nothing but text and the toolkit's own sequences went to the terminal."""
    rest = TEXTUALS.sub("", bytes(terminal.raw).decode("utf-8"))
    assert {sign for sign in rest if not sign.isprintable()} <= {"\r", "\n"}


def test_the_file_is_the_one_that_is_made() -> None:
    text = FILE.read_text("ascii")
    assert text == hostile.lines(), "run `python -m tests.hostile`"
    assert text.count("\n") == ALL


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_every_paper_is_walked_over(library: Path, size: tuple[int, int]) -> None:
    with reader(library, size=size) as terminal:
        opened(terminal, ALL)
        assert MARKUP in terminal.text
        displaced = set(displaced_rows(terminal))
        seen = set(terminal.lines)
        for number in range(2, ALL + 1):
            terminal.press("j")
            terminal.wait_for(at(number, ALL))
            displaced |= set(displaced_rows(terminal))
            seen |= set(terminal.lines)
        leave(terminal)
    assert_harmless(terminal)
    rows = "\n".join(seen)
    assert not [title for title in hostile.titles() if title[:_READ] not in rows]
    assert not [row for row in displaced if not row.split(maxsplit=1)[1].startswith(DISPUTED)]


def displaced_rows(terminal: Terminal) -> list[str]:
    """Rows of the list that do not end where its border is."""
    cells = terminal.cells
    heads = next(row for row in cells if "Papers" in "".join(row))
    middle = "".join(heads).index("Papers")
    left = max(column for column in range(middle) if heads[column] == "╭")
    right = heads.index("╮", middle)
    top = cells.index(heads) + 1
    bottom = next(row for row in range(top, len(cells)) if cells[row][left] == "╰")
    rows = cells[top:bottom]
    return ["".join(row[left + 1 :]) for row in rows if row[right] != "│"]


def test_huge_texts_are_read_to_their_end(library: Path) -> None:
    with reader(library, size=SMALL) as terminal:
        opened(terminal, ALL)
        terminal.press("end")
        terminal.wait_for(at(ALL, ALL))
        search(terminal, "WWWW*")
        terminal.wait_for(of(1))
        accept(terminal)
        terminal.press("enter")
        terminal.wait_gone("▌")
        terminal.press("end")
        terminal.wait_for("plain")
        leave(terminal)
    assert_harmless(terminal)


def test_searching_for_all_sorts_of_things(library: Path) -> None:
    with reader(library) as terminal:
        opened(terminal, ALL)
        for text in ("[/INST]", "evil", '"rm rf"', "深い", "is:starred -x", "(((", "}}@"):
            search(terminal, text)
            terminal.wait_for(text)
            terminal.press("escape")
            terminal.wait_for("▌")
            terminal.wait_for(at(1, ALL))
        leave(terminal)
    assert_harmless(terminal)


def test_filters_are_walked_over_and_chosen(library: Path) -> None:
    with reader(library) as terminal:
        opened(terminal, ALL)
        terminal.press("f")
        terminal.wait_for("▌▸ All")
        terminal.press("end", "enter")
        terminal.wait_gone(" more ")
        terminal.press("home", *["j"] * 110, "enter")
        terminal.wait_for(lambda terminal: place(terminal)[1] < ALL)
        terminal.press("q")
        terminal.wait_for("▌")
        leave(terminal)
    assert_harmless(terminal)


def test_text_pasted_into_the_bar_is_text(library: Path) -> None:
    with reader(library) as terminal:
        opened(terminal, ALL)
        search(terminal, "x")
        terminal.wait_for("x")
        terminal.type("\x1b[200~\x07\x9b2J\x08\u202e[/INST]\ufeff[@click=app.quit]y\x1b[201~")
        terminal.wait_for("[@click=app.quit]y")
        terminal.press("enter")
        terminal.wait_for("No paper matches.")
        leave(terminal)
    assert_harmless(terminal)


def test_acting_on_papers_says_so_in_plain_text(own: Path) -> None:
    with reader(own) as terminal:
        opened(terminal, ALL)
        terminal.press("s")
        terminal.wait_for(f"starred: “{MARKUP}”")
        terminal.press("x", "r", "u", "s", "t")
        answer(terminal, "Tags", "[@click=app.quit]")
        terminal.wait_for("cannot hold")
        terminal.press("o")
        terminal.wait_for("there is no browser here")
        row = next(n for n, line in enumerate(terminal.lines) if MARKUP in line)
        terminal.click(terminal.lines[row].index(MARKUP) + 3, row)
        terminal.wait_for(at(1, ALL))
        leave(terminal)
    copied = COPIED.findall(bytes(terminal.raw).decode("utf-8"))
    assert [base64.b64decode(one).isascii() for one in copied] == [True]
    terminal.raw[:] = COPIED.sub("", bytes(terminal.raw).decode("utf-8")).encode()
    assert_harmless(terminal)


def test_neighbours_and_reasons_are_plain_text(own: Path) -> None:
    with reader(own, size=SMALL) as terminal:
        opened(terminal, ALL)
        terminal.press("m")
        terminal.wait_for(f"─ Papers like: {MARKUP} ─")
        terminal.press(*["j"] * 12)
        terminal.wait_for(at(13, NEIGHBOURS))
        terminal.press("[")
        terminal.wait_for(at(1, ALL))
        for number in range(2, 5):
            terminal.press("s")
            terminal.wait_for(at(number, ALL))
        terminal.press("4")
        terminal.wait_for("─ For you ─")
        for _ in range(10):
            terminal.press("w")
            terminal.wait_for("─ Why ─")
            terminal.press("G", "w")
            terminal.wait_gone("─ Why ─")
            terminal.press("j")
        terminal.press("O")
        terminal.wait_for("─ Overview ─")
        terminal.press("escape")
        terminal.wait_gone("─ Overview ─")
        leave(terminal)
    assert_harmless(terminal)
