from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.marktable import DISMISSED, READ, STARRED
from tests.tui.reading_cases import Shelf
from tui.reading.decision import attribute_of
from tui.reading.mark_view import MarkView
from tui.reading.marks import Marks

SHELF = Shelf("a", ("b", "title:b"), "c", ("title:d", "d", "old:d"))
NAMES = ["a", "b", "title:b", "c", "d", "title:d", "old:d", "elsewhere"]

decisions = st.lists(
    st.tuples(
        st.sampled_from(["star", "unstar", "read", "dismiss", "restore", "tag:x", "untag:x"]),
        st.sampled_from(NAMES),
    ),
    max_size=30,
)


@given(decisions, st.integers(0, 30))
def test_a_table_kept_up_to_date_is_the_table_built_anew(
    run: list[tuple[str, str]], built_after: int
) -> None:
    marks = Marks()
    view = MarkView(marks, SHELF)
    for number, (verb, name) in enumerate(run):
        if number == built_after:
            view = MarkView(marks, SHELF)
        marks.decide(verb, name, f"{number:027}")
        view.update(attribute_of(verb), [name])
    again = MarkView(marks, SHELF)
    assert view.table == again.table
    for name in NAMES:
        assert sorted(set(view.names(name))) == sorted(set(again.names(name)))


@given(decisions)
def test_the_latest_decision_under_any_name_is_in_the_table(run: list[tuple[str, str]]) -> None:
    marks = Marks()
    stars: dict[int, bool] = {}
    for number, (verb, name) in enumerate(run):
        marks.decide(verb, name, f"{number:027}")
        ordinal = SHELF.find(name)
        if ordinal is not None and attribute_of(verb) == "star":
            stars[ordinal] = verb == "star"
    table = MarkView(marks, SHELF).table
    assert {n for n in range(len(SHELF)) if table.flags[n] & STARRED} == {
        ordinal for ordinal, has in stars.items() if has
    }


def test_flags_and_tags_stand_side_by_side() -> None:
    marks = Marks()
    for verb in ("read", "star", "dismiss", "tag:x", "tag:y"):
        marks.decide(verb, "c", "1")
    table = MarkView(marks, SHELF).table
    assert list(table.flags) == [0, 0, READ | STARRED | DISMISSED, 0]
    assert table.tags == {"x": {2}, "y": {2}}


def test_the_table_stays_the_same_object_when_other_marks_come() -> None:
    view = MarkView(Marks({"star": {"a": "1"}, "tag:x": {"a": "1"}}), SHELF)
    table = view.table
    view.reset(Marks({"read": {"title:b": "1"}}))
    assert view.table is table
    assert list(table.flags) == [0, READ, 0, 0]
    assert not table.tags
