"""Why papers are in a list, in sentences."""

from __future__ import annotations

from index.paper import Paper
from index.recommending.reasons import Reason
from tests.papers import ADDED, SHELF
from tui.advice.grounds import Grounds
from tui.detail import Detail, detail_lines

PAPER = Paper(id="title:00000000000000aa", title="Sails", abstract="Tides.", added=ADDED)
SHARED = Reason(("sail", "tide"), ("Ana García",), ("https://example.org/sails",))


def test_a_row_says_who_and_then_which_words() -> None:
    grounds = Grounds(like=3, reasons={4: SHARED, 5: Reason(("sail",))})
    assert grounds.in_short(4) == "Ana García · sail, tide"
    assert grounds.in_short(5) == "sail"
    assert grounds.in_short(6) == ""


def test_rows_of_other_lists_say_nothing() -> None:
    assert Grounds(outside=frozenset([4])).in_short(4) is None


def test_each_thing_that_is_shared_is_a_sentence() -> None:
    grounds = Grounds(like=3, reasons={4: SHARED})
    assert grounds.of(PAPER, 4) == (
        ("≈", "also speaks of sail, tide"),
        ("≈", "also by Ana García"),
        ("≈", "also links to https://example.org/sails"),
    )
    assert grounds.of(PAPER, 5) == ()


def test_a_paper_from_outside_says_so() -> None:
    grounds = Grounds(outside=frozenset([4]))
    assert grounds.of(PAPER, 4) == (("◇", "from outside your interests"),)
    assert grounds.of(PAPER, 5) == ()


def test_the_detail_pane_sets_sentences_in_behind_their_glyphs() -> None:
    long = "also speaks of " + ", ".join(["reinforcement"] * 6)
    detail = Detail(SHELF[0], 0, (), grounds=(("≈", long), ("◇", "evil\x1b[2J")))
    texts = ["".join(text for text, _ in line) for line in detail_lines(detail, 40)]
    first = next(n for n, text in enumerate(texts) if text.startswith("≈ also"))
    assert texts[first - 1] == ""
    assert texts[first + 1].startswith("  reinforcement")
    assert all(len(text) <= 40 and text.isprintable() for text in texts)
    assert any(text.startswith("◇ evil") for text in texts)
    bare = [
        "".join(text for text, _ in line) for line in detail_lines(detail._replace(grounds=()), 40)
    ]
    assert not [text for text in bare if text.startswith(("≈", "◇"))]
