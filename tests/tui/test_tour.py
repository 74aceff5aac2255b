"""The tour: five keys, in order or before their turn, as the live keymap has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tui.actions import BY_ID
from tui.config import KEYMAPS
from tui.keymap import Keymap
from tui.render import cells_of
from tui.tour import STEPS, Tour

if TYPE_CHECKING:
    from pathlib import Path


def told(tour: Tour, width: int = 80) -> str:
    left, right = tour.lines(width)
    return "".join(text for text, _ in [*left, *right])


@pytest.mark.parametrize("name", KEYMAPS)
@pytest.mark.parametrize("width", [60, 80, 160])
def test_every_step_fits_and_names_its_key(name: str, width: int) -> None:
    tour = Tour(Keymap.load(name)[0])
    assert tour.steps == STEPS
    for step in STEPS:
        left, right = tour.lines(width)
        assert cells_of(left) + cells_of(right) <= max(width, 70)
        assert step.purpose in told(tour, width)
        assert {step.action, step.beside} <= set(BY_ID)
        tour = tour.after(step.action)
    assert tour.step is None
    assert "That is most of it" in told(tour)


def test_keys_are_those_of_the_keymap(tmp_path: Path) -> None:
    own = tmp_path / "keys.toml"
    own.write_text('[list]\n"Z" = "list.down"\n"s" = ""\n')
    tour = Tour(Keymap.load("default", own)[0])
    assert "Z goes to the next paper" in told(tour)
    assert "paper.star" not in [step.action for step in tour.steps]
    assert told(tour).count("○") == 4


def test_what_was_tried_before_its_turn_is_passed_over() -> None:
    tour = Tour(Keymap.load("default")[0]).after("paper.star").after("list.open")
    assert told(tour).startswith(" ○●●○○")
    tour = tour.after("list.down")
    assert tour.step is STEPS[3]


def test_what_is_no_step_changes_nothing() -> None:
    tour = Tour(Keymap.load("default")[0])
    assert tour.after("list.page_down").step is tour.step


def test_the_other_key_is_told_where_there_is_room() -> None:
    tour = Tour(Keymap.load("default")[0])
    assert "k goes back" in told(tour, 80)
    assert "k goes back" not in told(tour, 50)
