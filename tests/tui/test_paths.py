"""Where a home lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.paths import Home


def test_carrel_home_holds_everything(tmp_path: Path) -> None:
    home = Home.find({"CARREL_HOME": str(tmp_path)})
    assert home == Home(*(tmp_path / name for name in ("data", "cache", "config", "state")))
    files = (
        home.papers,
        home.reading,
        home.journals,
        home.config_file,
        home.keys_file,
        home.tour_file,
        home.commands_file,
        home.looks_file,
    )
    assert all(path.is_relative_to(tmp_path) for path in files)


def test_a_relative_home_outlives_a_change_of_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert Home.find({"CARREL_HOME": "desk"}).data == tmp_path / "desk" / "data"


def test_a_tilde_is_the_readers_folder() -> None:
    assert Home.find({"CARREL_HOME": "~/desk"}).data == Path.home() / "desk" / "data"


@pytest.mark.parametrize("environ", [{}, {"CARREL_HOME": ""}])
def test_without_it_the_system_decides(environ: dict[str, str]) -> None:
    home = Home.find(environ)
    assert "carrel" in home.data.parts
    assert "carrel" in home.cache.parts
    assert "carrel" in home.config.parts
    assert "carrel" in home.state.parts
    assert home.data != home.cache


def test_finding_a_home_creates_nothing(tmp_path: Path) -> None:
    home = Home.below(tmp_path / "desk")
    assert not home.has_papers
    assert not (tmp_path / "desk").exists()


def test_a_home_has_papers_once_something_was_added(tmp_path: Path) -> None:
    home = Home.below(tmp_path)
    home.papers.mkdir(parents=True)
    log = home.papers / "papers.jsonl"
    log.touch()
    assert not home.has_papers
    log.write_text("{}\n")
    assert home.has_papers
