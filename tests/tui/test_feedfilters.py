"""Feeds among the filters: before the other sources, each with its days."""

from __future__ import annotations

from dataclasses import replace

from index.feeds.calendar import DayState
from index.query.query import Query
from tui.feeds.filters import FEEDS, gaps_told, with_feeds
from tui.feeds.standing import SIGNS, FeedDay, FeedStanding
from tui.filters import FOLDED, GAP, FilterEntry, FilterSection

NOTHING = frozenset[str]()
SECTIONS = (
    FilterSection("Days", (FilterEntry("Mar 6", "day", "2026-03-06", 3),)),
    FilterSection("Years", (FilterEntry("2026", "year", "2026", 3),)),
)


def day(number: int, state: DayState) -> FeedDay:
    return FeedDay(f"2026-03-{number:02}", state, SIGNS[state])


def feed(name: str, *states: DayState) -> FeedStanding:
    days = tuple(day(number, state) for number, state in enumerate(states, 1))
    had = (DayState.FETCHED, DayState.EMPTY)
    missing = tuple(one for one in days if one.state not in had)
    return FeedStanding(name, days, missing, (), 0, 1.0, 0.0, is_asked=True)


WHOLE = feed("daily", DayState.FETCHED, DayState.EMPTY)
TORN = feed("lg", DayState.FAILED, DayState.STALE, DayState.FETCHED)
COUNTS = [("source", "daily", 40), ("source", "page.html", 9)]


def titles(sections: list[FilterSection]) -> list[str]:
    return [section.title for section in sections]


def test_without_feeds_nothing_is_added() -> None:
    assert with_feeds(SECTIONS, (), COUNTS, Query(), NOTHING) == list(SECTIONS)


def test_feeds_stand_behind_the_days_in_the_order_of_the_options() -> None:
    sections = with_feeds(SECTIONS, (TORN, WHOLE), COUNTS, Query(), NOTHING)
    assert titles(sections) == ["Days", FEEDS, "Years"]
    assert [(one.label, one.papers, one.days.strip()) for one in sections[1].entries] == [
        ("lg", 0, "!~●"),
        ("daily", 40, "●–"),
    ]


def test_a_feed_is_the_source_of_its_papers() -> None:
    query = Query.parse("source:daily")
    (entry,) = with_feeds((), (WHOLE,), COUNTS, query, NOTHING)[0].entries
    assert (entry.field, entry.value, entry.chosen) == ("source", "daily", True)


def test_missing_days_stand_above_the_days_and_say_whose_they_are() -> None:
    sections = with_feeds(SECTIONS, (WHOLE, TORN), COUNTS, Query(), NOTHING)
    gap, known = sections[0].entries
    assert (gap.label, gap.field, known.label) == ("2 days missing", GAP, "Mar 6")
    assert gaps_told((WHOLE, TORN)) == "lg: Mar 1 failed, Mar 2 stale"


def test_one_missing_day_is_named_also_where_there_are_no_papers() -> None:
    one = feed("lg", DayState.FAILED, DayState.FETCHED)
    (section, _) = with_feeds((), (one,), (), Query(), NOTHING)
    assert [entry.label for entry in section.entries] == ["Mar 1 missing"]


def test_a_feed_that_was_never_asked_misses_nothing_yet() -> None:
    fresh = replace(TORN, is_asked=False)
    assert titles(with_feeds(SECTIONS, (fresh,), (), Query(), NOTHING))[0] == "Days"
    assert gaps_told((fresh,)) == ""


def test_many_feeds_are_folded() -> None:
    many = [feed(f"f{number}", DayState.FETCHED) for number in range(FOLDED + 3)]
    assert with_feeds((), many, (), Query(), NOTHING)[0].entries[-1].label == "3 more"
    unfolded = with_feeds((), many, (), Query(), frozenset((FEEDS,)))
    assert len(unfolded[0].entries) == FOLDED + 3
