from __future__ import annotations

import pytest

from tests.papers import SHELF
from tui.detail import MEASURE, Detail
from tui.focus import focus_lines
from tui.render import Line, cells_of

DETAIL = Detail(SHELF[3], 0, ("wells",))


def _text(lines: list[Line]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@pytest.mark.parametrize("width", [20, 60, MEASURE, 158])
def test_no_line_is_wider_than_the_screen_and_the_column_stands_in_its_middle(width: int) -> None:
    lines = focus_lines(DETAIL, width, 40, "Space", revealed=True)
    assert all(cells_of(line) <= width for line in lines)
    starts = {len(line) - len(line.lstrip()) for line in _text(lines) if line.strip()}
    assert starts == {max(0, (width - MEASURE) // 2)}


def test_the_head_keeps_its_place_when_the_abstract_comes() -> None:
    hidden = _text(focus_lines(DETAIL, 100, 40, "Space", revealed=False))
    shown = _text(focus_lines(DETAIL, 100, 40, "Space", revealed=True))
    assert hidden[-1].strip() == "Space abstract"
    assert shown[: len(hidden) - 1] == hidden[:-1]
    assert any("Buckets learn depth" in line for line in shown)
    assert not any("Buckets learn depth" in line for line in hidden)


def test_without_a_key_for_it_the_abstract_is_not_promised() -> None:
    hidden = _text(focus_lines(DETAIL, 100, 40, "", revealed=False))
    assert not hidden[-1].strip()
