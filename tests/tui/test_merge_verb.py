from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.reading_cases import opened
from tui.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    from tui.paths import Home

A, B = "arxiv:2403.01234", "doi:10.1000/abc"


@pytest.fixture
def laptop(tmp_path: Path) -> Path:
    """The home of another machine."""
    reading = opened(tmp_path / "laptop" / "data", "laptop")
    reading.mark("star", [A])
    reading.mark("tag:x", [A, B])
    reading.save()
    return tmp_path / "laptop"


@pytest.mark.parametrize("below", ["", "data", "data/reading.toml", "data/journal-laptop.toml"])
def test_files_folders_and_homes_are_taken_in(
    home: Home, laptop: Path, below: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(laptop / below)
    assert main(["merge", "--dry-run", path]) == 0
    assert capsys.readouterr().out.startswith("would take in 2 actions from ")
    assert not home.data.exists()
    assert main(["merge", path]) == 0
    out = capsys.readouterr().out
    assert out.startswith("took in 2 actions from ")
    assert out.endswith("changed the marks of 2 papers\n")
    assert main(["merge", path, path]) == 0
    assert capsys.readouterr().out.startswith("nothing new in ")
    reading = opened(home.data)
    assert (reading.starred(), reading.tags(B)) == ((A,), ("x",))
    assert reading.undo() is None


def test_second_versions_in_a_folder_are_taken_in_too(home: Home, laptop: Path) -> None:
    path = laptop / "data" / "reading.toml"
    path.rename(path.with_name("reading (conflicted copy).toml"))
    (laptop / "data" / "journal-laptop.toml").unlink()
    assert main(["merge", str(laptop)]) == 0
    assert opened(home.data).starred() == (A,)


@pytest.mark.parametrize("wrong", ["none.toml", "empty", "papers.bib"])
def test_one_that_cannot_be_read_and_none_is_taken_in(
    home: Home, laptop: Path, tmp_path: Path, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "papers.bib").write_text("@misc{a, title = {x}}")
    assert main(["merge", str(laptop), str(tmp_path / wrong)]) == 1
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith("carrel: ")
    assert not home.data.exists()


def test_what_is_damaged_is_told_and_the_rest_counts(
    home: Home, laptop: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = laptop / "data" / "journal-laptop.toml"
    path.write_bytes(path.read_bytes().replace(A.encode(), b"arxiv:2403.01235", 1))
    assert main(["merge", str(path)]) == 0
    assert "record damaged" in capsys.readouterr().err
    assert opened(home.data).tags(A) == ("x",)
