from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from index.query.query import Query
from tui.daybook import DayProgress, DayTally
from tui.dayend import DayEnd, card, day_of, done_share, sentence, title

HALF = DayProgress("2025-03-14", total=41, left=12, is_opened=True)
DONE = DayProgress("--03-12", total=41, left=0, is_opened=True)
END = DayEnd(DONE, DayTally(read=6, starred=5, dismissed=30, later=0), 12, HALF, last=1)
KEYS = {"next": "n", "undo": "u", "back": "k"}


def _text(end: DayEnd, keys: dict[str, str] = KEYS) -> str:
    return "\n".join("".join(text for text, _ in line) for line in card(end, keys))


def test_a_day_says_how_much_of_it_is_left() -> None:
    assert title(HALF) == "Fri Mar 14 2025 · 12 of 41 left"
    assert title(DONE) == "Mar 12 · ✓ all 41 done"
    assert done_share(HALF) == pytest.approx(29 / 41)
    assert done_share(DONE) == 1


@pytest.mark.parametrize(
    ("query", "day"),
    [
        ('day:"Mar 12"', "Mar 12"),
        ("day:2025-03-14 is:unread sort:title", "2025-03-14"),
        ("day:2025-03-14 is:starred", None),
        ("day:2025-03-14 boats", None),
        ("day:2025-03-14 limit:5", None),
        ("-day:2025-03-14", None),
        ("is:unread", None),
        ("", None),
    ],
)
def test_a_list_is_that_of_a_day_if_nothing_else_is_asked(query: str, day: str | None) -> None:
    assert day_of(Query.parse(query)) == day


def test_the_end_says_what_became_of_the_day_and_what_comes_next() -> None:
    told = "✓ Mar 12 done: 6 read, 5 starred, 30 dismissed, 12 min   n Mar 14 2025, 12 left"
    assert sentence(END, "n", 200) == told
    later = replace(END, tally=END.tally._replace(later=5))
    assert "30 dismissed, 5 later, 12 min" in sentence(later, "n", 200)
    assert sentence(replace(END, onward=None), "n", 200).endswith("every day is done")
    left = replace(END, progress=HALF._replace(left=5))
    assert sentence(left, "n", 200).startswith("Mar 14 2025: 5 left: 6 read")


@pytest.mark.parametrize("room", range(38, 100, 7))
def test_the_end_fits_its_room_and_never_loses_the_way_on(room: int) -> None:
    told = sentence(END, "n", room)
    assert cell_len(told) <= room
    assert told.startswith("✓ Mar 12 done")
    assert told.endswith("n Mar 14 2025, 12 left")


@pytest.mark.parametrize("room", range(40, 130, 9))
def test_what_undo_will_do_is_told_before_all_else(room: int) -> None:
    told = sentence(END, "n", room, " · one u takes back all 60")
    assert cell_len(told) <= room
    assert "✓ Mar 12 done" in told
    assert "one u takes back all 60" in told


def test_the_card_has_the_figures_and_the_keys() -> None:
    text = _text(END)
    for told in ("Mar 12 is done", "41  papers", "6  read", "5  starred", "30  dismissed"):
        assert told in text
    assert "n  on to Fri Mar 14 2025, 12 left" in text
    assert "u  take the last decision back" in text
    assert "12  minutes" in text
    assert "k" not in text.replace("take", "").replace("back", "").replace("k ", "")


def test_the_card_of_a_day_with_papers_left_leads_back_to_them() -> None:
    text = _text(replace(END, progress=HALF._replace(left=5), last=30, minutes=0))
    assert "5 of 41 left" in text
    assert "k  back to the last paper" in text
    assert "u  take the last decision back from all 30 papers" in text
    assert "<1  minutes" in text


def test_what_has_no_key_is_not_told() -> None:
    assert "take the last decision back" not in _text(END, {"next": "n"})
