"""From three stars to papers for you, why, papers like one and back, in a real terminal."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from tests.reader import SMALL, WIDE, at, leave, marked, of, opened, place, reader

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

SAMPLE = 64
STARRED = ("The Platonic Representation", "KAN", "Mamba")
ALIKE = "─ Papers like: "


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_three_stars_order_the_library_and_say_why(tmp_path: Path, size: tuple[int, int]) -> None:
    with reader(tmp_path, "--sample", size=size) as terminal:
        opened(terminal, SAMPLE)
        for number, title in enumerate(STARRED, 1):
            terminal.press("s")
            terminal.wait_for(marked(title, "●★"))
            terminal.wait_for(at(number + 1, SAMPLE))
        compared(terminal)
        for_you(terminal)
        title = why(terminal)
        alike(terminal, title)
        terminal.press("[")
        terminal.wait_gone(ALIKE)
        terminal.wait_for("─ For you ─")
        terminal.wait_for(at(2, SAMPLE))
        leave(terminal)


def compared(terminal: Terminal) -> None:
    """Papers like one are shown as soon as they are known, and left again."""
    terminal.press("m")
    terminal.wait_for(ALIKE)
    terminal.press("escape")
    terminal.wait_gone(ALIKE)
    terminal.wait_for(at(len(STARRED) + 1, SAMPLE))


def for_you(terminal: Terminal) -> None:
    terminal.press("4")
    terminal.wait_for("─ For you ─")
    terminal.wait_for("by score")
    assert place(terminal) == (1, SAMPLE)
    terminal.press("j")
    terminal.wait_for(at(2, SAMPLE))


def why(terminal: Terminal) -> str:
    """Ask why; returns the beginning of the paper's title."""
    terminal.press("w")
    terminal.wait_for("─ Why ─")
    terminal.wait_for("in all")
    assert "place 2 of 64 · score +" in terminal.text
    assert "like " in terminal.text
    lines = [line.partition("│  ")[2] for line in terminal.lines]
    title = next(before for before, line in itertools.pairwise(lines) if "place 2" in line)
    terminal.press("w")
    terminal.wait_gone("─ Why ─")
    return title.split("│")[0].strip()


def alike(terminal: Terminal, title: str) -> None:
    terminal.press("m")
    terminal.wait_for(f"{ALIKE}{title[:30]}")
    terminal.wait_for("by likeness")
    terminal.wait_for("≈ also speaks of")
    assert of(50)(terminal)
