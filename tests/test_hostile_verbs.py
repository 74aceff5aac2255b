"""Papers that mean harm, through every verb and every format: what is printed is text."""

from __future__ import annotations

import csv
import json
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest
from bibtexparser.entrypoint import parse_string

from tests import hostile
from tests.commandline import carrel, program
from tests.hostile import ALL, EVIL_NAME, MARKUP, taken_in
from tests.terminal import Terminal

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal

FIRST = f"{MARKUP[0]} no. 0"
"""The title of the first paper of all."""

STEERING = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
"""Categories of signs that are no text."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HOME of a reader who took all of it in."""
    return taken_in(tmp_path_factory.mktemp("hostile"))


@pytest.fixture
def own(library: Path, tmp_path: Path) -> Path:
    """A copy of that HOME, to be changed."""
    return shutil.copytree(library, tmp_path / "own")


def assert_text(data: bytes) -> None:
    """Nothing but signs, tabs and line ends; no control, nothing that turns or hides text."""
    text = data.decode("utf-8").replace("\r\n", "\n")
    odd = {sign for sign in text if unicodedata.category(sign) in STEERING}
    assert odd <= {"\n", "\t"}


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
    titles = {paper["title"] for paper in papers}
    assert titles >= {FIRST, "=cmd|' /C calc'!A0 no. 141"}
    assert titles >= set(hostile.titles())


@pytest.mark.parametrize(
    "query",
    [
        "transfromr",
        "atentoin",
        "difusin evil",
        "evil --any spelt",
        "reasonnnig",
        "/[[]b/ spelt",
        "!x",
    ],
)
def test_suggestions_and_papers_with_some_of_the_words_print_text(
    library: Path, query: str
) -> None:
    for options in ((), ("--json",)):
        outcome = carrel(library, "search", *options, "--", *query.split())
        assert outcome.code == 0
        assert_text(outcome.output)
        assert_text(outcome.talk)


@pytest.mark.parametrize("words", [("search", "--any", "evil clear"), ("search", "transfromr")])
def test_verbs_on_a_terminal_send_nothing_but_text(library: Path, words: tuple[str, ...]) -> None:
    with Terminal(program(*words), library) as terminal:
        assert terminal.wait_exit() == 0
    sent = bytes(terminal.raw).decode("utf-8").replace("\r\n", "\n")
    sent = re.sub(r"\r\x1b\[K[a-z ]*(?:\d+ %)?", "", sent)  # progress, the program's own
    assert {sign for sign in sent if not sign.isprintable()} <= {"\n"}


def test_the_other_verbs_print_text(own: Path) -> None:
    reading = own / "carrel" / "data"
    assert carrel(own, "mark", "star", "2501.00000").code == 0
    note = "\x1b]0;x\x07[/] \u202eevil\r\nforged \x9b2J {:type: book}"
    assert carrel(own, "note", "2501.00000", note).code == 0
    name = "\x1b[2J[@click=app.quit]x[/]\u202e"
    assert carrel(own, "views", "save", name, "evil", "OR", "\u202e[/]").code == 0
    [journal] = [one for one in reading.rglob("journal-*.toml") if "elsewhere" not in one.name]
    copy = own / "\x1b]0;x\x07 (conflicted copy).toml"
    copy.write_bytes(journal.read_bytes() + b'\n[[action]]\nverb = "\x9b2J\x1b[31m"\n')
    for words in (
        ("note", "2501.00000"),
        ("note", "\x1b[2J", "x"),
        ("views",),
        ("views", "list", "--json"),
        ("views", "remove", "\x1b[2J"),
        ("views", "save", "\x1b[2J\u202e", "(\x1b[2J"),
        ("mark", "dismiss:weak", "2501.00000"),
        ("export", "has:note", "--format", "csv"),
        ("export", "has:note"),
        ("export", "has:note", "--format", "markdown"),
        ("export", "has:note", "--format", "csl-json"),
        ("export", "has:note", "--format", "jsonl"),
        ("undo", "2"),
        ("redo",),
        ("log",),
        ("log", "2501.00000"),
        ("log", "\x1b[2J"),
        ("related", "2501.00000"),
        ("related", "2501.00000", "--json"),
        ("related", "\x1b[2J"),
        ("why", "2501.00000"),
        ("words",),
        ("stats",),
        ("stats", "--json"),
        ("rules", "test"),
        ("merge", str(copy)),
        ("doctor",),
        ("doctor", "--json"),
        ("keys", "--json"),
    ):
        outcome = carrel(own, *words)
        assert outcome.code in (0, 1), outcome
        assert_text(outcome.output)
        assert_text(outcome.talk)


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
