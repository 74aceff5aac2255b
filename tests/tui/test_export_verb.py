from __future__ import annotations

import argparse
import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from index.errors import CarrelError
from index.fulltext.store import Store
from index.paperlog import PaperLog
from tests.tui.export_cases import CONFERENCE, JOURNAL, LISTED, ORDINARY, PREPRINT
from tui.export.registry import FORMATS, by_name
from tui.paths import Home
from tui.reading.reading import Reading
from tui.verbs import export

if TYPE_CHECKING:
    from pathlib import Path

LOADED = """
import argparse, sys
from pathlib import Path
from tui.paths import Home
from tui.verbs import export
light = sorted({name.split(".")[0] for name in sys.modules})
parser = argparse.ArgumentParser()
export.configure(parser)
code = export.run(parser.parse_args(sys.argv[2:]), Home.below(Path(sys.argv[1])))
found = sorted({name.split(".")[0] for name in sys.modules})
heavy = ("textual", "rich", "whoosh", "numpy", "filelock")
print(code, [name for name in heavy if name in light], [name for name in heavy if name in found])
"""


def now() -> datetime:
    return datetime(2026, 3, 14, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A library of four papers, of which two are starred."""
    home = Home.below(tmp_path / "home")
    PaperLog(home.papers).append(ORDINARY)
    reading = Reading.open(home.data, "test", now)
    reading.mark("star", [PREPRINT.id, CONFERENCE.id])
    reading.mark("tag:later", [JOURNAL.id])
    return home


def run(home: Home, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    export.configure(parser)
    return export.run(parser.parse_args(arguments), home)


def test_papers_with_only_some_of_the_words_stay(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home, "planning diffusion --any") == 0
    assert capsys.readouterr().err == "2 papers as BibTeX\n"
    assert run(home, "planning diffusion") == 0
    assert capsys.readouterr() == ("", "no papers match planning diffusion\n")


def test_the_starred_papers_go_to_standard_output_as_bibtex(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home) == 0
    told = capsys.readouterr()
    assert [line for line in told.out.splitlines() if line.startswith("@")] == [
        "@inproceedings{garcia2025planning,",
        "@misc{song2026diffusion,",
    ]
    assert told.err == "2 papers as BibTeX\n"


@pytest.mark.parametrize("name", [known.name for known in FORMATS])
def test_the_ending_of_the_file_says_the_format(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    ending = by_name(name).ending
    assert run(home, "-o", str(tmp_path / f"a{ending}")) == 0
    assert run(home, "--format", name, "-o", str(tmp_path / "b.other")) == 0
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / "b.other").read_bytes()
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"2 papers → {tmp_path / 'a'}{ending}\n")


def test_a_query_chooses_other_papers(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    run(home, "tag:later OR source:page", "--format", "jsonl")
    ids = {json.loads(line)["id"] for line in capsys.readouterr().out.splitlines()}
    assert ids == {JOURNAL.id, PREPRINT.id, LISTED.id}


def test_an_empty_query_is_every_paper(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    run(home, "", "--format", "csv")
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1 + len(ORDINARY)
    assert told.err == "4 papers as CSV\n"


def test_words_are_searched(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    run(home, "plan author:garcia", "--format", "jsonl")
    assert json.loads(capsys.readouterr().out)["id"] == CONFERENCE.id


def test_no_match_is_a_valid_empty_file_and_a_word(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.bib"
    path.write_text("old")
    assert run(home, "is:dismissed", "-o", str(path)) == 0
    assert path.read_text() == ""
    assert capsys.readouterr().err == "no papers match is:dismissed\n"


def test_a_library_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Home.below(tmp_path / "none"), "--format", "csl-json") == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == ("[]\n", "no papers match is:starred\n")


def test_trouble_is_an_error_that_says_where(home: Home, tmp_path: Path) -> None:
    with pytest.raises(CarrelError, match="there is no folder"):
        run(home, "-o", str(tmp_path / "missing" / "list.bib"))
    with pytest.raises(CarrelError, match="query, character"):
        run(home, "title:")
    with pytest.raises(SystemExit):
        run(home, "--format", "ris")


@pytest.mark.parametrize(
    ("query", "loaded"),
    [
        ("is:starred", []),
        ("(is:starred OR tag:later) -venue:iclr", []),
        ("planning", ["whoosh", "numpy", "filelock"]),
    ],
)
def test_what_is_loaded(home: Home, query: str, loaded: list[str]) -> None:
    folder = str(home.data.parent)
    ran = subprocess.run(
        [sys.executable, "-c", LOADED, folder, query, "-o", f"{folder}/x.bib"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stdout.strip() == f"0 [] {loaded}", ran.stderr


def test_an_export_that_would_lack_papers_is_refused(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Store, "patience", 0.0)
    path = tmp_path / "list.bib"
    path.write_text("old")
    with FileLock(home.cache / "fulltext.lock"):
        with pytest.raises(CarrelError, match="4 papers are not indexed yet"):
            run(home, "planning", "-o", str(path))
    assert path.read_text() == "old"
    assert run(home, "planning", "-o", str(path)) == 0
    assert path.read_text() != "old"
