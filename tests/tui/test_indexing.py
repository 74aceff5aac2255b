"""The child that indexes: what is heard of it, however it ends."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from index.library import Library
from tests.papers import SHELF, fill
from tui import child, indexing
from tui.indexing import COMPARING, Indexing

if TYPE_CHECKING:
    from pathlib import Path

    from index.errors import Problem
    from tui.paths import Home

LONGEST = 60.0


class Ear:
    """Hears an `Indexing`."""

    def __init__(self, home: Home, module: str = "") -> None:
        self.told: list[tuple[int, int]] = []
        self.problems: list[Problem | None] = []
        self._ended = threading.Event()
        self.indexing = Indexing(home, lambda *told: self.told.append(told), self._end, module)

    def _end(self, problem: Problem | None) -> None:
        self.problems.append(problem)
        self._ended.set()

    def run(self) -> Problem | None:
        """Start it and wait for the end."""
        self.indexing.start()
        assert self._ended.wait(LONGEST)
        self._ended.clear()
        return self.problems[-1]


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program to be run in place of the real child."""
    path = tmp_path / "standin.py"
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(indexing, "_MODULE", "standin")
    return path


def test_the_papers_are_indexed_and_the_way_is_told(home: Home) -> None:
    fill(home, indexed=False)
    ear = Ear(home)
    assert ear.run() is None
    done, total = ear.told[-1]
    assert done == total > 0
    assert Library(home.papers, home.cache).is_indexed


def test_papers_are_compared_by_a_child_that_tells_how_far_it_is(home: Home) -> None:
    library = fill(home)
    assert not library.recommender.is_ready
    ear = Ear(home, COMPARING)
    assert ear.run() is None
    assert (ear.told[0], ear.told[-1]) == ((0, 100), (100, 100))
    assert library.recommender.is_ready
    assert library.recommender.related(0) is not None


def test_papers_that_cannot_be_compared_are_told_as_such(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(home.data / "missing"))
    problem = Ear(home, COMPARING).run()
    assert problem is not None
    assert problem.message.startswith("the papers could not be compared: ")


def test_a_file_of_the_same_name_where_the_reader_stands_is_not_run(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(home, SHELF[:1], indexed=False)
    (tmp_path / "index.py").write_text("raise SystemExit('not Carrel')")
    (tmp_path / "json.py").write_text("raise SystemExit('not Python')")
    monkeypatch.chdir(tmp_path)
    assert Ear(home).run() is None


def test_an_index_that_another_process_keeps_is_told(home: Home) -> None:
    fill(home, indexed=False)
    with FileLock(home.cache / "fulltext.lock"):
        problem = Ear(home).run()
    assert problem is not None
    assert "another Carrel is indexing" in problem.message


def test_talk_beyond_what_a_pipe_holds_stops_nothing(home: Home, module: Path) -> None:
    module.write_text(
        "import sys\n"
        "for _ in range(4000): print('warning ' * 10, file=sys.stderr)\n"
        'print(\'{"done": 1, "total": 2}\', flush=True)\n'
        "print('{\"done\": null}', flush=True)\n"
    )
    ear = Ear(home)
    assert ear.run() is None
    assert ear.told == [(1, 2)]


def test_the_last_words_of_a_child_that_failed_are_told(home: Home, module: Path) -> None:
    module.write_text("raise OSError('no \\x1b[2J room')\n")
    problem = Ear(home).run()
    assert problem is not None
    assert problem.message == "the papers could not be indexed: OSError: no [2J room"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_child_that_was_killed_is_told(home: Home, module: Path) -> None:
    module.write_text("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)\n")
    problem = Ear(home).run()
    assert problem is not None
    assert problem.message.endswith("it ended with code -9")


def test_a_program_that_cannot_be_started_is_told(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(home.data / "missing"))
    problem = Ear(home).run()
    assert problem is not None
    assert "No such file" in problem.message


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
def test_a_child_is_stopped_even_if_it_will_not_end_and_nothing_is_told(
    home: Home, module: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    module.write_text(
        "import signal, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        'print(\'{"done": 1, "total": 2}\', flush=True)\n'
        "time.sleep(600)\n"
    )
    monkeypatch.setattr(child, "_PATIENCE", 0.2)
    ear = Ear(home)
    begun = threading.Event()
    ear.indexing = Indexing(home, lambda *_: begun.set(), ear.problems.append)
    ear.indexing.start()
    ear.indexing.start()  # is at work already
    assert begun.wait(LONGEST)
    ear.indexing.stop()
    ear.indexing.stop()
    assert ear.problems == []
