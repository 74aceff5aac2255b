"""``carrel show`` and ``carrel split``: who says what of a paper, and two papers of one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from tests.index.feed_samples import ARXIV_RSS, HF_DAY, arxiv_entry, arxiv_feed
from tests.index.source_samples import SHARED
from tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tui.paths import Home

REPLACED = ARXIV_RSS.replace("2503.02130v1", "2503.02130v3").replace(">new<", ">replace<", 1)
BIB = "@misc{b, title={Sorting Sets}, author={L{\\'e}vy, Ada}, doi={10.1000/sets}, year=2020}"


@pytest.fixture
def folder(tmp_path: Path, home: Home) -> Path:
    """One paper from Hugging Face, arXiv and a bibliography, read when it was at version 1."""
    place = tmp_path / "in"
    place.mkdir()
    (place / "hf.json").write_text(HF_DAY)
    more = "<arxiv:doi>10.1000/SETS</arxiv:doi>"
    first = arxiv_feed(arxiv_entry("2503.02130v1", "Sorting $\\ell_2$ Sets", more))
    (place / "arxiv.xml").write_text(first)
    (place / "refs.bib").write_text(BIB)
    assert main(["add", str(place)]) == 0
    return place


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(words)) == code
    return capsys.readouterr().out


def test_a_paper_of_three_sources_is_shown_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = said(capsys, "show", "2503.02130")
    assert text.startswith("Sorting ℓ₂ Sets\nAda Lévy, Bo Sort\n")
    assert "0 upvotes, 1 comment, 9 stars on " in text
    assert "Summary by a machine: Sets, sorted by a machine." in text
    assert "https://github.com/ada/sets\n         matched by a machine\n" in text
    assert "● unread" in text
    other = said(capsys, "show", "2503.00001")
    assert "upvotes" not in other


def test_what_nobody_counted_is_a_dash(
    tmp_path: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "hf.json").write_text(HF_DAY.replace('"numComments": 1, ', ""))
    assert main(["add", str(tmp_path / "hf.json")]) == 0
    assert "0 upvotes, – comments, 9 stars on " in said(capsys, "show", "2503.02130")


def test_sources_say_who_says_what(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = said(capsys, "show", "doi:10.1000/sets", "--sources").splitlines()
    start = lines.index(next(line for line in lines if line.startswith(" 1  ")))
    assert [line.split(" · ")[:2] for line in lines[start : start + 3]] == [
        [" 1  arxiv", "arxiv"],
        [" 2  huggingface", "hf"],
        [" 3  bibliography", "refs"],
    ]
    titles = [line.split(maxsplit=1) for line in lines if "Sorting" in line][1:]
    assert titles[0][1].split(maxsplit=1) == ["1,2", "Sorting ℓ₂ Sets"]
    assert titles[1] == ["3", "Sorting Sets"]


def test_json_has_it_all(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shown = json.loads(said(capsys, "show", "2503.02130", "--json"))
    assert shown["paper"]["id"] == "arxiv:2503.02130"
    assert [each["kind"] for each in shown["sources"]] == ["arxiv", "huggingface", "bibliography"]
    assert shown["fields"]["year"] == {
        "value": "2020",
        "sources": [3],
        "others": [{"source": 1, "value": "2025"}, {"source": 2, "value": "2025"}],
    }


def test_a_new_version_is_quiet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", "read", "2503.02130"]) == 0
    assert "v1\n✓ read" in said(capsys, "show", "2503.02130")
    (folder / "rss.xml").write_text(REPLACED)
    assert main(["add", str(folder / "rss.xml")]) == 0
    text = said(capsys, "show", "2503.02130")
    assert "v3, read at v1\n✓ read" in text
    assert said(capsys, "search", "is:unread id:2503.02130") == ""


def test_what_was_marked_stays_with_the_paper_that_keeps_its_id(
    folder: Path, home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mark", "star", "2503.02130"]) == 0
    text = said(capsys, "split", "2503.02130", "3")
    words = [line.split(maxsplit=2) for line in text.splitlines()]
    assert [word[0] for word in words] == ["stays", "new"]
    assert "★ starred" in said(capsys, "show", words[0][1])
    assert "starred" not in said(capsys, "show", words[1][1])
    assert main(["add", str(folder)]) == 0
    assert len(Library(home.papers, home.cache)) == 3


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("show", "2503.99999"), "no paper in the library is called 2503.99999"),
        (("split", "2503.99999", "1"), "no paper in the library is called 2503.99999"),
        (("split", "2503.02130", "9"), "some sources have to stay and some to go"),
        (("split", "2503.00001", "1"), "only one source speaks of this paper"),
    ],
)
def test_what_cannot_be_shown_or_parted_is_told_in_one_line(
    folder: Path, words: tuple[str, ...], problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert main(list(words)) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"carrel: {problem}")
    assert told.count("\n") == 1


@pytest.mark.shared
def test_saved_pages_and_what_the_api_says_are_one_paper_each_and_marks_stay(
    tmp_path: Path, home: Home, seeds: list[Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert SHARED in seeds[0].parents
    assert main(["add", *map(str, seeds)]) == 0
    library = Library(home.papers, home.cache)
    count = len(library)
    titles = [library.columns.title(ordinal) for ordinal in range(0, count, 25)]
    ids = [library.columns.id(ordinal) for ordinal in range(0, count, 25)]
    assert main(["mark", "star", *ids]) == 0
    rows = [
        {
            "paper": {
                "id": f"2503.{number:04}0",
                "title": title,
                "summary": "What the answer says.",
                "authors": [{"name": f"Author {number}"}],
                "submittedOnDailyAt": "2025-03-12T00:00:00.000Z",
                "upvotes": number,
            }
        }
        for number, title in enumerate(titles, 1)
    ]
    (tmp_path / "day.json").write_text(json.dumps(rows))
    assert main(["add", str(tmp_path / "day.json")]) == 0
    library = Library(home.papers, home.cache)
    assert len(library) == count
    for number in range(1, len(titles) + 1):
        assert library.find(f"arxiv:2503.{number:04}0") is not None
        assert "★ starred" in said(capsys, "show", f"2503.{number:04}0")
    assert main(["add", *map(str, seeds), str(tmp_path / "day.json")]) == 0
    assert len(Library(home.papers, home.cache)) == count
