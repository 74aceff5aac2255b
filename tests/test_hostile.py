"""Papers that mean harm, in a real terminal and through every verb: their bytes reach neither."""

from __future__ import annotations

import base64
import csv
import json
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest
from bibtexparser.entrypoint import parse_string

from tests import hostile
from tests.commandline import added, carrel
from tests.hostile import FILE
from tests.reader import SMALL, WIDE, accept, answer, at, leave, of, opened, place, reader, search

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

ALL = 273
MARKUP = "[@click=app.quit]x[/] no. 0"
"""The title of the first paper of all."""

TEXTUALS = re.compile(
    r"\x1b(?:"
    r"\[[0-9;]*m|"  # colours
    r"\[\d+;\d+H|"  # where to write
    r"\[\?(?:7|25|1000|1003|1004|1006|1015|1049|2004|2026|2048)[hl]|"  # modes, on and off
    r"\[\?(?:2026|2048)\$p|"  # modes, asked about
    r"\[(?:>\d+|<)u|"  # keyboard protocol
    r"\]22;[a-z]*\x07"  # the mouse's shape
    r")"
)
"""All that the toolkit itself sends; whatever is left has to be text."""

COPIED = re.compile(r"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07")

STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of signs that are no text."""

DISPUTED = ("Flags", "Skin", "Keycap", "ह", "ไ")
"""Beginnings of titles about whose width terminals, and the one of these tests, disagree."""

EVIL_NAME = "\x1b]52;c;QUFB\x07\u202e[@click=app.quit]x[ꓸ].jsonl"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HOME of a reader who took all of it in, from a file whose name is part of it."""
    home = tmp_path_factory.mktemp("hostile")
    source = home / EVIL_NAME
    shutil.copy(FILE, source)
    added(home, source)
    assert carrel(home, "search", "word").code == 0
    return home


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of that HOME, to be changed."""
    return shutil.copytree(library, tmp_path / "own")


def assert_harmless(terminal: Terminal) -> None:
    """Nothing but text and the toolkit's own sequences went to the terminal."""
    rest = TEXTUALS.sub("", bytes(terminal.raw).decode("utf-8"))
    assert {sign for sign in rest if not sign.isprintable()} <= {"\r", "\n"}


def assert_text(data: bytes) -> None:
    """Nothing but signs, tabs and line ends; no control, nothing that turns or hides text."""
    text = data.decode("utf-8").replace("\r\n", "\n")
    odd = {sign for sign in text if unicodedata.category(sign) in STEERING}
    assert odd <= {"\n", "\t"}


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
        for number in range(2, ALL + 1):
            terminal.press("j")
            terminal.wait_for(at(number, ALL))
            displaced |= set(displaced_rows(terminal))
        leave(terminal)
    assert_harmless(terminal)
    assert not [row for row in displaced if not row.split()[1].startswith(DISPUTED)]


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
        terminal.wait_for("copied instead")
        row = next(n for n, line in enumerate(terminal.lines) if MARKUP in line)
        terminal.click(terminal.lines[row].index(MARKUP) + 3, row)
        terminal.wait_for(at(1, ALL))
        leave(terminal)
    copied = COPIED.findall(bytes(terminal.raw).decode("utf-8"))
    assert [base64.b64decode(one).isascii() for one in copied] == [True]
    terminal.raw[:] = COPIED.sub("", bytes(terminal.raw).decode("utf-8")).encode()
    assert_harmless(terminal)


def test_adding_and_searching_print_text(library: Path) -> None:
    again = carrel(library, "add", EVIL_NAME)
    assert again.code == 0
    assert b"\nunchanged" in again.output
    listed = carrel(library, "search", "")
    asked = carrel(library, "search", "[/INST] OR title:click OR \x1b]52 OR evil")
    found = carrel(library, "search", "--json")
    wrong = carrel(library, "search", "(\x1b]0;x\x07 \u202e[/]")
    assert (listed.code, asked.code, found.code, wrong.code) == (0, 0, 0, 1)
    for outcome in (again, listed, asked, found, wrong):
        assert_text(outcome.output)
        assert_text(outcome.talk)
    assert listed.out.count("\n") == ALL
    papers = json.loads(found.out)["papers"]
    assert {paper["title"] for paper in papers} >= {MARKUP, "=cmd|' /C calc'!A0 no. 141"}


@pytest.mark.parametrize("form", ["bibtex", "csl-json", "markdown", "csv", "jsonl"])
def test_every_format_carries_text(library: Path, form: str) -> None:
    outcome = carrel(library, "export", "", "--format", form)
    assert outcome.code == 0
    assert_text(outcome.output)
    assert_text(outcome.talk)
    check = {"bibtex": _bibtex, "csl-json": _json, "csv": _csv, "jsonl": _lines}.get(form)
    if check is not None:
        assert check(outcome.out) == ALL


def _bibtex(text: str) -> int:
    library = parse_string(text)
    assert not library.failed_blocks
    assert not any(entry.key == "owned" for entry in library.entries)
    return len(library.entries)


def _json(text: str) -> int:
    return len(json.loads(text))


def _lines(text: str) -> int:
    return len([json.loads(line) for line in text.splitlines()])


def _csv(text: str) -> int:
    rows = list(csv.reader(text.splitlines(keepends=True)))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "@", "+", "-"))]
    return len(rows) - 1


def test_what_was_exported_goes_into_another_library(library: Path, tmp_path: Path) -> None:
    exported = tmp_path / "all.jsonl"
    assert carrel(library, "export", "", "-o", str(exported)).code == 0
    taken = json.loads(carrel(tmp_path, "add", "--json", str(exported)).out)
    assert (taken["added"], taken["problems"]) == (ALL, [])


def test_marking_and_keys_print_text(own: Path) -> None:
    config = own / "carrel" / "config"
    config.mkdir()
    (config / "keys.toml").write_text('[list]\n"\\u001b]0;x\\u0007" = "\\u009b2J[/]"\n', "utf-8")
    outcomes = [
        carrel(own, "mark", "star", "2501.00000", "\x1b]0;x\x07[/]", "\u202eid"),
        carrel(own, "mark", "tag:\x1b[2J", "2501.00000"),
        carrel(own, "mark", "tag:[/INST]", "2501.00000"),
        carrel(own, "mark", "star", "--\x1b]0;x\x07"),
        carrel(own, "\x1b]0;x\x07"),
        carrel(own, "keys"),
        carrel(own, "export", "-o", "/no\x1b]0;x\x07/folder"),
    ]
    assert [outcome.code for outcome in outcomes] == [1, 2, 2, 2, 2, 1, 1]
    for outcome in outcomes:
        assert_text(outcome.output)
        assert_text(outcome.talk)
