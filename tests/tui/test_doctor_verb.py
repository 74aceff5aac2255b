from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

import pytest

from tests.papers import SHELF, fill
from tui.paths import Home
from tui.reading.reading import Reading
from tui.verbs import doctor

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Four papers, one of them starred."""
    home = Home.below(tmp_path / "home")
    fill(home)
    assert Reading.open(home.journals, "testhost").mark("star", [SHELF[0].id])
    return home


def run(home: Home, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    doctor.configure(parser)
    return doctor.run(parser.parse_args(arguments), home)


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of everything below a folder."""
    found = (path for path in folder.rglob("*") if path.exists())
    return {
        str(path.relative_to(folder)): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in found
    }


def test_a_sound_library_is_told_in_aligned_lines(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(home) == 0
    told = capsys.readouterr()
    lines = told.out.splitlines()
    names = ("data", "cache", "config", "papers", "columns", "full-text", "flat", "marks", "keys")
    for name in names:
        assert any(line.startswith(f"✓ {name}") for line in lines), name
    assert {line[0] for line in lines} <= {"✓", " "}
    detail = lines[0].index(lines[0].split("  ")[-1].strip())
    assert all(line[detail - 2 : detail].strip() == "" for line in lines)
    assert "journal-testhost.toml" in told.out
    assert "1 starred" in told.out
    assert "whoosh 2.7.4" in told.out
    assert told.err == "all is sound\n"


def test_json_has_every_check(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(home, "--json") == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert told.err == ""
    assert found["sound"] is True
    assert {"name", "ok", "detail", "hint", "repair"} == set(found["checks"][0])


def test_an_empty_home_is_sound_and_stays_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(Home.below(tmp_path / "none")) == 0
    assert "all is sound" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_looking_changes_nothing(home: Home) -> None:
    (home.cache / "fulltext" / "junk.tmp").write_text("x")
    before = files(home.data.parent)
    run(home)
    assert files(home.data.parent) == before


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("config/config.toml", "dwel = 3\n", "did you mean"),
        ("config/keys.toml", '[list]\n"Z" = "paper.stra"\n', "paper.stra"),
        ("config/views.toml", '[[view]]\nname = "a"\nquery = "(x"\n', "is not closed"),
        ("data/reading.toml", "nonsense\n", "reading.toml"),
    ],
)
def test_what_needs_the_reader_is_told_with_what_to_do(
    home: Home, capsys: pytest.CaptureFixture[str], name: str, text: str, reason: str
) -> None:
    path = home.data.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    assert run(home) == 1
    told = capsys.readouterr()
    assert reason in told.out
    assert any(line.startswith("! ") for line in told.out.splitlines())
    assert told.err == "2 things need a look\n"


def test_a_damaged_index_is_told(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (home.cache / "fulltext").glob("MAIN_*"):
        path.write_bytes(path.read_bytes()[:-20])
    assert run(home) == 1
    assert "\n! " in capsys.readouterr().out


def test_nothing_in_a_path_steers_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(Home.below(tmp_path / "a\x1b[2J\nb"))
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert all(line.isprintable() for line in out.splitlines())
