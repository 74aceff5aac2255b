from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from index.marktable import DISMISSED, LATER, READ, STARRED
from tests.tui.reading_cases import Shelf
from tui.reading.decision import attribute_of, checked_decision
from tui.reading.mark_view import MarkView
from tui.reading.marks import Marks

TODAY = date(2026, 3, 14)
SHELF = Shelf("a", ("b", "title:b"), "c", ("title:d", "d", "old:d"))
NAMES = ["a", "b", "title:b", "c", "d", "title:d", "old:d", "elsewhere"]

decisions = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("star", "unstar", "read", "dismiss", "restore", "tag:x", "untag:x", "unnote"),
                *("note:a", "note:b", "dismiss:weak", "dismiss:seen", "notlater", "view:q"),
                *("later:2026-03-14", "later:2026-03-15"),
            ]
        ),
        st.sampled_from(NAMES),
    ),
    max_size=30,
)


@given(decisions, st.integers(0, 30))
def test_a_table_kept_up_to_date_is_the_table_built_anew(
    run: list[tuple[str, str]], built_after: int
) -> None:
    marks = Marks()
    view = MarkView(marks, SHELF, TODAY)
    for number, (text, name) in enumerate(run):
        if number == built_after:
            view = MarkView(marks, SHELF, TODAY)
        verb, value = checked_decision(text)
        marks.decide(verb, name, f"{number:027}", value)
        view.update(attribute_of(verb), [name])
    again = MarkView(marks, SHELF, TODAY)
    assert view.table == again.table
    for name in NAMES:
        assert sorted(set(view.names(name))) == sorted(set(again.names(name)))


@given(decisions)
def test_the_latest_decision_under_any_name_is_in_the_table(run: list[tuple[str, str]]) -> None:
    marks = Marks()
    stars: dict[int, bool] = {}
    for number, (text, name) in enumerate(run):
        verb, value = checked_decision(text)
        marks.decide(verb, name, f"{number:027}", value)
        ordinal = SHELF.find(name)
        if ordinal is not None and attribute_of(verb) == "star":
            stars[ordinal] = verb == "star"
    table = MarkView(marks, SHELF, TODAY).table
    assert {n for n in range(len(SHELF)) if table.flags[n] & STARRED} == {
        ordinal for ordinal, has in stars.items() if has
    }


def test_flags_and_tags_stand_side_by_side() -> None:
    marks = Marks()
    for verb in ("read", "star", "dismiss", "tag:x", "tag:y"):
        marks.decide(verb, "c", "1")
    table = MarkView(marks, SHELF, TODAY).table
    assert list(table.flags) == [0, 0, READ | STARRED | DISMISSED, 0]
    assert table.tags == {"x": {2}, "y": {2}}


def test_the_table_stays_the_same_object_when_other_marks_come() -> None:
    view = MarkView(Marks({"star": {"a": "1"}, "tag:x": {"a": "1"}}), SHELF, TODAY)
    table = view.table
    view.reset(Marks({"read": {"title:b": "1"}}))
    assert view.table is table
    assert list(table.flags) == [0, READ, 0, 0]
    assert not table.tags


def test_a_paper_that_was_put_off_is_back_when_its_day_begins() -> None:
    marks = Marks()
    for paper_id, day in (("a", "2026-03-15"), ("d", "2026-03-16"), ("c", "2026-03-14")):
        marks.decide("later", paper_id, "1", day)
    view = MarkView(marks, SHELF, TODAY)
    assert list(view.table.flags) == [LATER, 0, 0, LATER]
    assert view.table.unread() == 2
    assert view.turn(TODAY) == set()
    assert view.turn(date(2026, 3, 15)) == {"a"}
    assert list(view.table.flags) == [0, 0, 0, LATER]
    assert view.table.later == {0: 20260315, 2: 20260314, 3: 20260316}
    assert view.turn(date(2026, 3, 13)) == {"a", "c"}


def test_texts_stand_by_ordinal_the_latest_under_any_name() -> None:
    marks = Marks()
    for paper_id, at, text in (("b", "1", "old"), ("title:b", "2", "new"), ("elsewhere", "3", "x")):
        marks.decide("note", paper_id, at, text)
        marks.decide("dismiss", paper_id, at, text)
    table = MarkView(marks, SHELF, TODAY).table
    assert table.notes == {1: "new"}
    assert table.reasons == {"new": {1}}
