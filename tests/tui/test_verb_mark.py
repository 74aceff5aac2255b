from __future__ import annotations

import io
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from index.marktable import READ, STARRED
from index.paper import Paper
from tests.tui.reading_cases import opened
from tui.cli import main

if TYPE_CHECKING:
    from tui.paths import Home
    from tui.reading.reading import Reading

A, B, C = "arxiv:2403.01234", "doi:10.1000/abc", "openreview:AbC123xyz_"


@pytest.fixture(autouse=True)
def _papers(home: Home) -> None:
    papers = [
        Paper(A, "Marks", aliases=("title:0123456789abcdef",)),
        Paper(B, "Journals"),
        Paper(C, "Tags"),
    ]
    Library(home.papers, home.cache).log.append(papers)


def marks(home: Home) -> Reading:
    return opened(home.data, "testhost")


def test_papers_are_marked_and_counted(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mark", "star", A]) == 0
    assert main(["mark", "star", A, B, B]) == 0
    assert main(["mark", "read", A]) == 0
    assert main(["mark", "tag:rl", B, C]) == 0
    assert main(["mark", "untag:rl", C, A]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 starred",
        "1 starred, 1 already",
        "1 marked read",
        "2 tagged rl",
        "1 untagged rl, 1 already",
    ]
    reading = marks(home)
    assert reading.state(A) == READ | STARRED
    assert reading.starred() == (A, B)
    assert reading.tags(B) == ("rl",)


@pytest.mark.parametrize(
    ("text", "paper_id"),
    [
        ("2403.01234", A),
        ("2403.01234v3", A),
        ("https://arxiv.org/pdf/2403.01234v2", A),
        ("title:0123456789abcdef", A),
        ("10.1000/ABC", B),
        ("https://doi.org/10.1000/abc", B),
        ("https://openreview.net/forum?id=AbC123xyz_", C),
    ],
)
def test_a_paper_is_known_by_any_of_its_names(home: Home, text: str, paper_id: str) -> None:
    assert main(["mark", "star", text]) == 0
    assert marks(home).starred() == (paper_id,)


def test_ids_come_from_standard_input_as_well(
    home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{A}  {B}\n\n2403.01234\n"))
    assert main(["mark", "star", "-", C]) == 0
    assert set(marks(home).starred()) == {A, B, C}
    assert capsys.readouterr().out == "3 starred\n"


def test_one_call_is_one_step_for_undo(home: Home) -> None:
    main(["mark", "star", A, B])
    undone = marks(home).undo()
    assert undone
    assert undone.ids == (A, B)


def test_unknown_papers_are_told_and_the_others_marked(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["mark", "star", "2499.99999", A, "\x1b[2J"]) == 1
    out, err = capsys.readouterr()
    assert out == "1 starred\n"
    assert "no such paper in the library: 2499.99999\n" in err
    assert "\x1b" not in err
    assert marks(home).starred() == (A,)


def test_nothing_is_written_when_no_paper_is_known(home: Home) -> None:
    assert main(["mark", "star", "2499.99999"]) == 1
    assert not (home.data / "journal-testhost.toml").exists()


@pytest.mark.parametrize("verb", ["love", "tag:", "tag:two words", "Star"])
def test_a_wrong_verb_is_wrong_usage(
    home: Home, verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["mark", verb, A])
    assert caught.value.code == 2
    assert "VERB" in capsys.readouterr().err
    assert marks(home).state(A) == 0


def test_damage_is_told_and_stops_nothing(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    (home.data / "reading.toml").write_text("[star")
    assert main(["mark", "star", A]) == 0
    assert "carrel: reading.toml: not valid TOML" in capsys.readouterr().err
    assert (home.data / "reading.toml").read_text() == "[star"
    assert marks(home).starred() == (A,)


def test_a_running_reader_sees_the_mark_and_can_undo_it(home: Home) -> None:
    reading = marks(home)
    table = reading.table(Library(home.papers, home.cache).columns)
    reading.mark("star", [B])
    main(["mark", "read", "2403.01234"])
    assert reading.poll() == {A}
    assert list(table.flags) == [READ, STARRED, 0]
    reading.undo()
    assert list(table.flags) == [0, STARRED, 0]


def test_marking_loads_no_screen_no_search_and_no_numbers(home: Home) -> None:
    code = (
        "import sys; from tui.cli import main; code = main(['mark', 'star', '2403.01234']);"
        "print(code, [m for m in ('textual', 'rich', 'whoosh', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1 starred\n0 []\n"
