"""Killed at any write: what was committed is all there, and searched exactly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.query.query import Query
from tests.index.search_cases import Shelf, invented

PROGRAM = """
import os, shutil, signal, sys
from pathlib import Path
from index.fulltext import indexing, snapshot  # loaded once, for every child
from index.fulltext.store import Store
from index.library import Library

WRITES = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate"}
left = 0

def hook(event, arguments):
    global left
    if left and event in WRITES and (event != "open" or arguments[2] & (os.O_WRONLY | os.O_RDWR)):
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)

def catch_up(folder):
    library = Library(folder / "papers", folder / "cache")
    Store(folder / "fulltext", library.log, batch=4).catch_up(library.columns)

origin, copies = Path(sys.argv[1]), Path(sys.argv[2])
sys.addaudithook(hook)
for moment in range(1, 1000):
    copy = copies / f"{moment:03}"
    shutil.copytree(origin, copy)
    (copy / "fulltext.key").unlink()
    os.link(origin / "fulltext.key", copy / "fulltext.key")  # a copy of it is no key
    child = os.fork()
    if not child:
        left = moment
        catch_up(copy)
        os._exit(0)
    if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0:
        break  # there is no such write any more
"""
ASKED = ("plan", "the graph", '"neural network"', "t*", "plam~")


@pytest.mark.skipif(not hasattr(sys, "addaudithook") or sys.platform == "win32", reason="no fork")
def test_killed_at_any_write_nothing_is_lost_and_every_answer_is_exact(tmp_path: Path) -> None:
    origin = tmp_path / "origin"
    shelf = Shelf(origin, invented(6, seed=1), batch=4)
    shelf.append([*invented(5, seed=2, first=50), *invented(2, seed=3)])
    command = [sys.executable, "-c", PROGRAM, str(origin), str(tmp_path / "copies")]
    subprocess.run(command, cwd=Path(__file__).parents[2], check=True)
    copies = sorted((tmp_path / "copies").iterdir())
    assert len(copies) > 30
    for copy in copies:
        found = Shelf(copy, batch=4)
        found.reopen()
        before = found.store.snapshot()
        assert before is not None, copy
        assert len(before.ordinals) >= 6, copy
        found.catch_up()
        found.assert_whole()
        for text in ASKED:
            query = Query.parse(text)
            results = found.answer(query.with_match("all"))
            scores = dict(zip(results.ordinals, results.scores or (), strict=True))
            assert scores == pytest.approx(found.stock(query), abs=1e-6), (copy, text)
