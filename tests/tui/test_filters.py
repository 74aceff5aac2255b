from __future__ import annotations

import pytest

from index.facets import UNREAD_MUTED
from index.query.query import Query
from tui.daybook import DayProgress
from tui.filters import (
    FOLDED,
    FOR_YOU,
    VIEWS,
    FilterEntry,
    choose,
    facet_sections,
    in_view,
    view_section,
)
from tui.views.saved_view import SavedView

NOTHING = frozenset[str]()


def test_views_come_with_their_counts_and_the_current_one_is_chosen() -> None:
    counts = [("is", "unread", 7), ("is", "starred", 2), ("is", "read", 1), ("tag", "rl", 5)]
    section = view_section(9, counts, Query.parse("is:starred diffusion"))
    assert [entry.label for entry in section.entries] == [label for label, _ in VIEWS[:-2]]
    assert [entry.papers for entry in section.entries] == [9, 7, 2, 7, 0, 0]
    assert [entry.label for entry in section.entries if entry.chosen] == ["Starred"]


SAVED = (SavedView("Robots", "tag:robots"), SavedView("Two", "x", 2), SavedView("Last", "y"))


def test_saved_views_come_behind_with_their_own_counts_and_digits() -> None:
    section = view_section(9, (), Query.parse("tag:robots"), SAVED, {"tag:robots": 4})
    assert [(one.label, one.digit, one.papers) for one in section.entries[-3:]] == [
        ("Robots", 7, 4),
        ("Two", 2, None),
        ("Last", 8, None),
    ]
    assert [one.digit for one in section.entries[:-3]] == [1, None, 3, 4, 5, 6]
    assert [one.label for one in section.entries if one.chosen] == ["Robots"]


def test_of_many_saved_views_some_have_no_digit() -> None:
    many = [SavedView(f"v{n}", f"x{n}") for n in range(6)]
    digits = [one.digit for one in view_section(0, (), Query(), many).entries[-6:]]
    assert digits == [7, 8, 9, None, None, None]


def test_choosing_a_saved_view_is_its_query_and_again_every_paper() -> None:
    section = view_section(9, (), Query.parse("diffusion"), SAVED)
    entry = section.entries[-3]
    assert str(choose(Query.parse("diffusion is:unread"), entry)) == "tag:robots"
    (chosen,) = [
        one for one in view_section(9, (), Query.parse("tag:robots"), SAVED).entries if one.chosen
    ]
    assert str(choose(Query.parse("tag:robots"), chosen)) == ""


def test_what_is_muted_has_a_view_and_is_not_for_you() -> None:
    counts = [("is", "unread", 7), ("is", "muted", 3), ("is", UNREAD_MUTED, 2)]
    entries = view_section(9, counts, Query()).entries
    assert {entry.label: entry.papers for entry in entries}["Muted"] == 3
    assert {entry.label: entry.papers for entry in entries}["For you"] == 5


@pytest.mark.parametrize("text", ["", "diffusion", "is:starred diffusion", "diffusion sort:title"])
def test_for_you_is_what_is_unread_by_score_and_leaving_it_leaves_both(text: str) -> None:
    query = Query.parse(text)
    there = in_view(query, FOR_YOU)
    assert (there.fact("is"), there.sort) == ("unread", "score")
    chosen = [entry for entry in view_section(9, [], there).entries if entry.chosen]
    assert [entry.label for entry in chosen] == ["For you"]
    assert choose(there, chosen[0]) == query.without_fact("is").with_sort("")
    assert in_view(there, "starred") == query.with_fact("is", "starred").with_sort("")


def test_a_list_of_no_query_is_in_no_view() -> None:
    assert not any(entry.chosen for entry in view_section(9, [], None).entries)


def test_sections_stand_in_a_fixed_order_and_empty_values_are_left_out() -> None:
    counts = [("venue", "ICML 2023", 3), ("source", "page-1", 2), ("venue", "ICLR 2024", 0)]
    sections = facet_sections(counts, Query(), NOTHING)
    assert [section.title for section in sections] == ["Sources", "Venues"]
    assert [entry.label for entry in sections[1].entries] == ["ICML 2023"]


def test_a_chosen_value_stays_though_it_has_no_papers() -> None:
    query = Query.parse('venue:"ICLR 2024"')
    (section,) = facet_sections([("venue", "ICLR 2024", 0)], query, NOTHING)
    assert section.entries[0].chosen


def test_long_sections_fold_and_unfold() -> None:
    counts = [("source", f"page-{number}", 1) for number in range(FOLDED + 5)]
    (folded,) = facet_sections(counts, Query(), NOTHING)
    assert len(folded.entries) == FOLDED + 1
    assert folded.entries[-1] == FilterEntry("5 more", "more", "source", None)
    (whole,) = facet_sections(counts, Query(), frozenset(["source"]))
    assert len(whole.entries) == FOLDED + 5


def test_choosing_edits_the_query_and_choosing_again_takes_it_back() -> None:
    entry = FilterEntry("page-1", "source", "page-1", 3)
    narrowed = choose(Query.parse("diffusion"), entry)
    assert str(narrowed) == "diffusion source:page-1"
    chosen = FilterEntry("page-1", "source", "page-1", 3, chosen=True)
    assert str(choose(narrowed, chosen)) == "diffusion"


def test_the_view_of_everything_drops_the_state() -> None:
    entry = FilterEntry("All", "is", "", 3)
    assert str(choose(Query.parse("is:unread diffusion"), entry)) == "diffusion"


def test_what_has_most_papers_is_not_folded_away() -> None:
    counts = [("venue", f"VENUE {number:02}", number) for number in range(1, FOLDED + 9)]
    (section,) = facet_sections(counts, Query(), NOTHING)
    assert section.entries[0].label == f"VENUE {FOLDED + 8:02}"
    days = [("day", "--03-12", 1), ("day", "--03-11", 5)]
    (section,) = facet_sections(days, Query(), NOTHING)
    assert [entry.value for entry in section.entries] == ["Mar 12", "Mar 11"]


def test_years_stand_newest_first_if_there_is_a_choice() -> None:
    counts = [("year", "2019", 4), ("year", "2024", 1), ("year", "2023", 9)]
    (years,) = facet_sections(counts, Query(), NOTHING)
    assert years.title == "Years"
    assert [entry.value for entry in years.entries] == ["2024", "2023", "2019"]
    assert str(choose(Query.parse("kite"), years.entries[0])) == "kite year:2024"
    assert facet_sections(counts[:1], Query(), NOTHING) == []
    (chosen,) = facet_sections(counts[:1], Query.parse("year:2019"), NOTHING)
    assert chosen.entries[0].chosen


def test_a_day_without_a_year_is_asked_for_as_it_is_read() -> None:
    counts = [("day", "--03-12", 3), ("day", "2024-06-01", 1)]
    (days,) = facet_sections(counts, Query.parse('day:"Mar 12"'), NOTHING)
    assert [(entry.label, entry.value, entry.chosen) for entry in days.entries] == [
        ("Mar 12", "Mar 12", True),
        ("Jun 1 2024", "2024-06-01", False),
    ]


def test_days_that_are_shown_say_how_far_they_are_and_the_others_are_not_asked() -> None:
    progress = {
        "Mar 12": DayProgress("--03-12", total=3, left=0, is_opened=True),
        "2024-06-03": DayProgress("2024-06-03", total=9, left=4, is_opened=True),
        "2024-06-02": DayProgress("2024-06-02", total=5, left=4, is_opened=False),
        "2024-06-01": DayProgress("2024-06-01", total=5, left=5, is_opened=False),
    }
    counts = [("day", "--03-12", 3), ("day", "2024-06-03", 9), ("day", "2024-06-02", 5)]
    counts += [("day", "2024-06-01", 5), *[("day", f"2023-01-{31 - day}", 1) for day in range(20)]]
    asked: list[str] = []

    def ask(day: str) -> DayProgress | None:
        asked.append(day)
        return progress.get(day)

    (days,) = facet_sections(counts, Query(), NOTHING, ask)
    assert [(entry.sign, entry.left) for entry in days.entries[:5]] == [
        ("✓", None),
        ("◐", 4),
        ("○", 4),
        ("○", None),
        ("", None),
    ]
    assert len(asked) == FOLDED + 1


def test_within_a_search_a_day_does_not_say_what_is_left_of_it() -> None:
    progress = DayProgress("2024-06-03", total=9, left=4, is_opened=True)
    counts = [("day", "2024-06-03", 2)]
    (days,) = facet_sections(counts, Query.parse("kite"), NOTHING, lambda _: progress)
    assert [(entry.sign, entry.left, entry.papers) for entry in days.entries] == [("◐", None, 2)]
