"""The standard day in tmux, from `carrel` to the finish line and what is kept of it."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from index.record import to_record
from tests.commandline import added, program
from tests.day import DECIDED, MOST, PAPERS, SCRIPT, TOTAL, ids
from tests.tmux import Tmux

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.terminal


def test_a_whole_day(tool: Callable[[str], str], tmp_path: Path) -> None:
    home = tmp_path / "home"
    page = tmp_path / "lamps.jsonl"
    page.write_text("".join(json.dumps(to_record(paper)) + "\n" for paper in PAPERS), "utf-8")
    added(home, page)
    with Tmux(tool("tmux"), program(), home) as session:
        session.wait_for(f"1 of {len(PAPERS)}")
        start, fill, *decided = SCRIPT
        session.press(start)
        session.wait_for(f"Sat Mar 14 2026 · {TOTAL} of {TOTAL} left")
        session.press(fill)
        session.wait_for("z to the list")
        session.press(*decided)
        session.wait_for("✓ Sat Mar 14 2026 is done")
        for told in ("40  papers", "5  starred", "30  dismissed", "5  later"):
            session.wait_for(told)
        session.wait_for("n  on to Mar 12, 3 left")
        session.press("n")
        session.wait_for("Mar 12 · 3 of 3 left")
        session.press("C-q")
        assert session.wait_exit() == 0
    kept = tomllib.loads((home / "carrel/data/reading.toml").read_text("utf-8"))
    marks = {name: sorted(kept[name]) for name in kept if name not in ("version", "folded")}
    assert marks == {
        "star": ids("s"),
        "read": ids("s"),
        "dismiss": ids("x"),
        "later": ids("l"),
    }
    assert len(DECIDED) == TOTAL
    assert len(SCRIPT) <= MOST * TOTAL
