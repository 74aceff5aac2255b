"""A day's papers in a real terminal, from the first key to the marks on the disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.record import to_record
from tests.commandline import added, carrel
from tests.day import DECIDED
from tests.day import PAPERS as LAMPS
from tests.reader import at, leave, opened, reader

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.terminal


def _count(home: Path, query: str) -> int:
    return int(json.loads(carrel(home, "search", query, "--json").out)["total"])


@pytest.fixture
def lamps(tmp_path: Path) -> Path:
    """HOME of a reader with two days of papers."""
    page = tmp_path / "lamps.jsonl"
    page.write_text("".join(json.dumps(to_record(paper)) + "\n" for paper in LAMPS), "utf-8")
    added(tmp_path / "home", page)
    return tmp_path / "home"


@pytest.mark.parametrize("size", [(80, 24), (160, 50)], ids=["small", "wide"])
def test_a_whole_day(lamps: Path, size: tuple[int, int]) -> None:
    with reader(lamps, size=size) as terminal:
        opened(terminal, len(LAMPS))
        terminal.press("d")
        terminal.wait_for("Sat Mar 14 2026 · 40 of 40 left")
        terminal.press("z")
        terminal.wait_for("z to the list")
        terminal.type(DECIDED)
        terminal.wait_for("✓ Sat Mar 14 2026 is done")
        for told in ("40  papers", "5  starred", "30  dismissed", "5  later"):
            terminal.wait_for(told)
        terminal.press("n")
        terminal.wait_for("Mar 12 · 3 of 3 left")
        terminal.press("z")
        terminal.wait_for(at(1, 3))
        leave(terminal)
    counts = [_count(lamps, f"is:{state}") for state in ("starred", "dismissed", "later", "unread")]
    assert counts == [5, 30, 5, 3]
    with reader(lamps, size=size) as terminal:
        opened(terminal, len(LAMPS))
        terminal.press("f")
        terminal.press("G")
        terminal.wait_for("✓ Mar 14 2026")
        terminal.press("j")
        terminal.wait_for("○ Mar 12")
        leave(terminal)


def test_many_at_once_and_one_step_back(lamps: Path) -> None:
    with reader(lamps, size=(80, 24)) as terminal:
        opened(terminal, len(LAMPS))
        terminal.press("V")
        terminal.press("end")
        terminal.wait_for("◆ 43 selected")
        terminal.press("s")
        terminal.wait_for("starred 43 papers")
        assert _count(lamps, "is:starred") == 43
        terminal.press("u")
        terminal.wait_for("undone: star, 43 papers")
        leave(terminal)
    assert _count(lamps, "is:starred") == 0
