"""``carrel note``, ``undo``, ``redo`` and ``views``."""

from __future__ import annotations

import io
import json
import sys
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from index.paper import Paper
from tests.tui.reading_cases import opened
from tui.cli import main
from tui.reading.valued import MAX_NOTE

if TYPE_CHECKING:
    from pathlib import Path

    from tui.paths import Home
    from tui.reading.reading import Reading

A, B = "arxiv:2403.01234", "doi:10.1000/abc"

EDITOR = """
import pathlib, sys
path = pathlib.Path(sys.argv[-1])
path.write_text(path.read_text("utf-8").replace("good", "better") + "and more\\n", "utf-8")
"""


@pytest.fixture(autouse=True)
def _papers(home: Home) -> None:
    Library(home.papers, home.cache).log.append([Paper(A, "Marks"), Paper(B, "Journals")])


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "my editor.py"
    script.write_text(EDITOR, "utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} '{script}'")
    monkeypatch.delenv("VISUAL", raising=False)


def marks(home: Home) -> Reading:
    return opened(home.data, "testhost")


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    assert main(list(words)) == code
    return capsys.readouterr().out


def test_a_note_is_written_and_printed(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "note", "2403.01234") == ""
    assert said(capsys, "note", "2403.01234", "two", "words") == "noted\n"
    assert said(capsys, "note", A) == "two words\n"
    assert said(capsys, "note", A, "other") == "note changed\n"
    assert said(capsys, "note", A, "") == "note taken away\n"
    assert marks(home).note(A) == ""
    assert said(capsys, "note", "2403.99999", "x", code=1) == ""


def test_a_note_comes_from_standard_input(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("- one\n  - two\x1b[2J\n\n"))
    said(capsys, "note", A, "-")
    assert marks(home).note(A) == "- one\n  - two[2J"
    for size in (MAX_NOTE + 1, 10 * MAX_NOTE):
        monkeypatch.setattr("sys.stdin", io.StringIO("x" * size))
        said(capsys, "note", A, "-", code=1)
    assert marks(home).note(A) == "- one\n  - two[2J"


@pytest.mark.usefixtures("editor")
def test_a_note_is_edited(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "note", A, "--edit") == "noted\n"
    said(capsys, "note", A, "good")
    assert said(capsys, "note", A, "--edit") == "note changed\n"
    assert marks(home).note(A) == "better\nand more"
    assert main(["note", "--edit", A, "x"]) == 2


def test_what_was_written_in_an_editor_is_not_lost(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'w').write('x' * 70000)\n", "utf-8")
    monkeypatch.setenv("VISUAL", f"{sys.executable} {script}")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["note", A, "--edit"]) == 1
    talk = capsys.readouterr().err
    assert "64 KiB at most; what you wrote is kept" in talk
    (kept,) = tmp_path.glob("carrel-*/note.md")
    assert kept.stat().st_size == 70_000
    assert str(kept) in talk


@pytest.mark.parametrize(("editor", "told"), [("false", "ended with code 1"), ("/none", "start")])
def test_an_editor_that_fails_changes_nothing(
    home: Home,
    editor: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("VISUAL", editor)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert main(["note", A, "--edit"]) == 1
    assert told in capsys.readouterr().err
    assert not list(tmp_path.glob("carrel-*"))


def test_undo_and_redo_say_what_they_did(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (
        ("mark", "dismiss:weak", A, B),
        ("mark", "dismiss:seen", B),
        ("note", A, "x"),
        ("views", "save", "Stars", "is:starred"),
    ):
        said(capsys, *words)
    assert said(capsys, "undo", "3").splitlines() == [
        "undone: view Stars",
        "undone: note, 1 paper",
        "undone: dismiss seen, 1 paper",
    ]
    assert marks(home).reason(B) == "weak"
    assert "Stars" not in home.views_file.read_text("utf-8")
    assert said(capsys, "redo", "9").splitlines()[-1] == "redone: view Stars"
    assert "Stars" in home.views_file.read_text("utf-8")
    said(capsys, "undo", "9")
    assert main(["undo"]) == 1
    assert "nothing to be undone" in capsys.readouterr().err
    for wrong in ("0", "-1", "x", "1" * 5_000):
        with pytest.raises(SystemExit) as ended:
            main(["undo", wrong])
        assert ended.value.code == 2


def test_views_are_listed_saved_renamed_and_removed(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert said(capsys, "views") == ""
    assert said(capsys, "views", "save", "Stars", "is:starred", "--digit", "7") == "saved\n"
    assert said(capsys, "views", "save", "Mine", "tag:x", "OR", "tag:y") == "saved\n"
    assert said(capsys, "views", "rename", "Mine", "Ours") == "renamed\n"
    assert said(capsys, "views") == "Stars\tis:starred\t7\nOurs\ttag:x OR tag:y\n"
    assert json.loads(said(capsys, "views", "list", "--json")) == {
        "views": [
            {"name": "Stars", "query": "is:starred", "digit": 7},
            {"name": "Ours", "query": "tag:x OR tag:y", "digit": None},
        ]
    }
    assert said(capsys, "views", "remove", "Stars") == "removed\n"
    assert home.views_file.read_text("utf-8").count("[[view]]") == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("save", "X", "(a"), "this parenthesis is not closed, at character 1 of the query"),
        (("save", "X", ""), "a view needs a query"),
        (("save", " ", "x"), "a view needs a name"),
        (("save", "X", "x" * 901), "900 characters at most"),
        (("remove", "Strs"), "no view is called Strs (did you mean Stars?)"),
        (("rename", "Stars", "Stars"), "there is a view called Stars already"),
    ],
)
def test_a_view_that_cannot_be_is_told(
    words: tuple[str, ...], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "views", "save", "Stars", "is:starred")
    assert main(["views", *words]) == 1
    assert told in capsys.readouterr().err


def test_marks_that_carry_a_text(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (home.config).mkdir(parents=True)
    home.config_file.write_text('reasons = ["weak", "boring"]\n', "utf-8")
    assert said(capsys, "mark", "later:2030-12-01", A, B) == "2 put off until 2030-12-01\n"
    assert said(capsys, "mark", "later:2030-12-01", A) == "0 put off until 2030-12-01, 1 already\n"
    assert said(capsys, "mark", "notlater", A) == "1 no longer put off\n"
    assert said(capsys, "mark", "dismiss:boring", A, B) == "2 dismissed boring\n"
    assert said(capsys, "search", "reason:boring -is:unread").count("\n") == 2
    assert main(["mark", "dismiss:seen", A]) == 2
    assert "no such reason: seen (yours are weak, boring)" in capsys.readouterr().err
    lines = said(capsys, "log", A).splitlines()
    assert [line.split("\t")[2] for line in lines] == [
        "later 2030-12-01",
        "notlater",
        "dismiss boring",
    ]


@pytest.mark.parametrize(
    ("mark", "told"),
    [
        ("later:soon", "not a day to come back on: soon"),
        ("later:tomorow", "did you mean tomorrow?"),
        ("later", "write it as in later:3d"),
        ("note:x", "write carrel note ID TEXT"),
        ("unview", "write carrel views remove NAME"),
        ("dismiss:a b", "cannot hold ' '"),
    ],
)
def test_a_mark_that_cannot_be_is_wrong_usage(
    mark: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["mark", mark, A])
    assert ended.value.code == 2
    assert told in capsys.readouterr().err
