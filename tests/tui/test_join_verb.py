"""``carrel join``: one paper of two, with what was decided about both."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from index.marktable import DISMISSED, GONE, READ, STARRED
from tests.papers import SHELF, fill
from tests.tui.reader_driver import BOATS, KITES, NOTE, WELLS, reader
from tests.tui.reading_cases import Shelf
from tui.cli import main
from tui.reading.decision import checked_decision
from tui.reading.host import host_name
from tui.reading.marks import Marks
from tui.reading.reading import Reading
from tui.reading.uniting import before_joining

if TYPE_CHECKING:
    from tui.paths import Home


@pytest.fixture
def shelf(home: Home) -> Home:
    fill(home, SHELF)
    return home


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(list(words)) == code
    return capsys.readouterr().out


def reading_of(home: Home) -> Reading:
    reading = Reading.open(home.journals, host_name(os.environ))
    reading.table(Library(home.papers, home.cache).columns)
    return reading


def test_it_says_what_stays_what_went_into_it_and_how_to_part_them(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = said(capsys, "join", BOATS, KITES).splitlines()
    assert [line.split()[:3] for line in lines[:2]] == [
        ["stays", BOATS, lines[0].split()[2]],
        ["in", "it", KITES],
    ]
    parting = re.search(r"neither was marked; carrel (split \S+ [\d ]+) parts them again", lines[2])
    assert parting is not None
    assert len(Library(shelf.papers, shelf.cache)) == len(SHELF) - 1
    assert said(capsys, "show", KITES) == said(capsys, "show", BOATS)
    said(capsys, *parting[1].split())
    library = Library(shelf.papers, shelf.cache)
    assert (len(library), library.find(KITES) != library.find(BOATS)) == (len(SHELF), True)


def test_the_marks_of_both_are_kept(shelf: Home, capsys: pytest.CaptureFixture[str]) -> None:
    """A star that was taken from one of them was none of the other's."""
    for words in (
        ("mark", "star", BOATS), ("mark", "tag:sea", BOATS), ("note", BOATS, "Of keels."),
        ("mark", "star", KITES), ("mark", "unstar", KITES), ("mark", "tag:air", KITES),
        ("mark", "read", KITES), ("note", KITES, "Of strings."),
    ):  # fmt: skip
        said(capsys, *words)
    told = said(capsys, "join", BOATS, KITES).splitlines()[2]
    assert told.strip().startswith("starred, read, tagged air sea, with a note; carrel split ")
    for name in (BOATS, KITES):
        reading = reading_of(shelf)
        assert reading.state(name) == READ | STARRED
        assert reading.tags(name) == ("air", "sea")
        assert reading.note(name) == "Of keels.\n\nOf strings."
    assert said(capsys, "search", "--json", "is:starred").count('"id"') == 1


def test_undo_takes_back_marks_and_not_what_joining_kept(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "mark", "star", BOATS)
    said(capsys, "mark", "star", KITES)
    said(capsys, "mark", "unstar", KITES)
    said(capsys, "mark", "read", NOTE)
    said(capsys, "join", BOATS, KITES)
    said(capsys, "undo")
    reading = reading_of(shelf)
    assert (reading.state(NOTE), reading.state(BOATS)) == (0, STARRED)


def test_parted_again_each_has_its_own_marks(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "mark", "star", BOATS)
    said(capsys, "mark", "dismiss", KITES)
    told = said(capsys, "join", BOATS, KITES)
    assert reading_of(shelf).state(KITES) == STARRED | DISMISSED
    parting = re.search(r"carrel (split \S+ [\d ]+) parts", told)
    assert parting is not None
    said(capsys, *parting[1].split())
    reading = reading_of(shelf)
    assert (reading.state(BOATS), reading.state(KITES)) == (STARRED, DISMISSED)


def test_what_is_joined_is_told_with_the_sources(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    said(capsys, "join", BOATS, KITES)
    assert f"joined by hand with {KITES}" in said(capsys, "show", BOATS, "--sources")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("join", BOATS, "2503.99999"), "no paper in the library is called 2503.99999"),
        (("join", BOATS, BOATS), "they are one paper already"),
    ],
)
def test_what_cannot_be_joined_is_told_in_a_line(
    shelf: Home, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], problem: str
) -> None:
    assert main(list(words)) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    assert problem in told.err


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([("a", "star"), ("b", "unstar")], [(1, "star")]),
        ([("b", "unstar"), ("a", "star")], []),
        ([("a", "star"), ("b", "read")], []),
        ([("a", "note:One"), ("b", "note:One")], []),
        ([("b", "note:One"), ("a", "note:One and two")], []),
        ([("b", "note:One"), ("a", "note:Two")], [(0, "note:One\n\nTwo")]),
        ([("b", "note:One"), ("a", "unnote")], [(0, "note:One")]),
        ([("a", "note:One"), ("b", "note:x"), ("b", "unnote")], [(1, "note:One")]),
        ([("a", f"note:{'x' * 40_000}"), ("b", f"note:{'y' * 40_000}")], []),
        ([("a", "dismiss:weak"), ("b", "dismiss")], [(1, "dismiss:weak")]),
        ([("a", "dismiss"), ("b", "dismiss:weak")], []),
        ([("a", "dismiss:weak"), ("b", "dismiss"), ("b", "restore")], [(1, "dismiss:weak")]),
        (
            [("a", "later:2026-12-01"), ("b", "notlater"), ("b", "read")],
            [(1, "later:2026-12-01"), (1, "read")],
        ),
        ([("a", "unread"), ("b", "untag:x")], []),
        ([("a", "view:is:unread")], []),
    ],
)
def test_what_either_has_both_have(
    decisions: list[tuple[str, str]], expected: list[tuple[int, str]]
) -> None:
    marks = Marks()
    for number, (name, text) in enumerate(decisions):
        verb, value = checked_decision(text)
        marks.decide(verb, name, f"{number:027}", value)
    assert list(before_joining(marks, [["a"], ["b"]])) == expected


decisions = st.lists(
    st.tuples(
        st.sampled_from([BOATS, KITES]),
        st.sampled_from(
            [
                *("star", "unstar", "read", "unread", "dismiss", "restore", "tag:x", "untag:x"),
                *("dismiss:weak", "note:One", "note:Two", "unnote", "later:2030-01-02", "notlater"),
            ]
        ),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(decisions)
def test_nothing_is_lost_whatever_was_decided(
    tmp_path_factory: pytest.TempPathFactory, run: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("marks")
    reading = Reading.open(folder, "desk")
    reading.table(Shelf(BOATS, KITES))
    for paper_id, text in run:
        reading.mark(text, [paper_id])
    before = [standing(reading, one) for one in (BOATS, KITES)]
    reading.mark_together(reading.before_joining([BOATS, KITES]), is_step=False)
    assert before[0] <= standing(reading, BOATS)
    assert before[1] <= standing(reading, KITES)
    reading.table(Shelf((BOATS, KITES)))
    assert standing(reading, KITES) == before[0] | before[1]
    reading.mark_together(reading.before_joining([BOATS, KITES]), is_step=False)
    assert standing(reading, BOATS) == before[0] | before[1]


def standing(reading: Reading, paper_id: str) -> frozenset[str]:
    """All that a paper has, of the notes each line."""
    state = reading.state(paper_id)
    flags = {str(flag) for flag in (READ, STARRED, DISMISSED) if state & flag}
    later = {"later"} if reading.later(paper_id) else set()
    return frozenset({*flags, *reading.tags(paper_id), *reading.note(paper_id).split(), *later})


async def test_a_reader_that_is_open_follows(home: Home) -> None:
    async with reader(home) as driver:
        while driver.current != KITES:
            await driver.press("j")
        place = driver.screen.session.view.ordinal
        assert place is not None
        await driver.press("s", "k")
        assert driver.current == KITES
        other = Library(home.papers, home.cache)
        other.join(other.find(WELLS) or 0, place)
        driver.screen.growth.look_around()
        assert driver.screen.session.table.flags[place] == GONE
        assert "★" in driver.text("list")  # the star that both have now
        assert driver.current == KITES  # the list under the cursor does not move
        paper = driver.screen.session.paper()
        assert paper is not None
        assert paper.id == WELLS
        await driver.press("s")
        assert driver.flags(WELLS) & STARRED
        await driver.press("R")
        assert KITES not in driver.listed
        assert len(driver.listed) == len(SHELF) - 1
        assert "★" in driver.text("list")
