"""The figures of the overview, drawn: heat maps, bars, the backlog."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.overview.activity import Activity
from tui.overview.backlog import backlog_lines, scale
from tui.overview.bars import DONE, LEFT, group_lines, length
from tui.overview.figure_lines import figure_sections, outlook
from tui.overview.figures import Figures, Group, Share
from tui.overview.heatmap import bounds, heat_lines, step_of
from tui.overview.lines import overview_lines, plain
from tui.render import cells_of

COUNTS = st.lists(st.integers(0, 2_000), min_size=1, max_size=400)
WIDTHS = st.integers(20, 200)
MONDAY = date(2026, 3, 2)


def activity(left: list[int], decided: list[int] | None = None) -> Activity:
    nothing = (0,) * len(left)
    done = nothing if decided is None else tuple(decided)
    return Activity(MONDAY, nothing, done, done, nothing, tuple(left))


def figures(of_days: Activity, groups: tuple[Group, ...] = ()) -> Figures:
    states = (("left", "is:unread", 7), ("read", "is:read", 12_345), ("later", "is:later", 0))
    return Figures(12_352, states, of_days, groups)


@given(COUNTS)
def test_steps_rise_and_whatever_was_done_shows(counts: list[int]) -> None:
    steps = bounds(counts)
    assert list(steps) == sorted(set(steps))
    assert len(steps) <= 4
    for count in counts:
        assert (step_of(count, steps) > 0) == (count > 0)
    in_order = [step_of(count, steps) for count in sorted(counts)]
    assert in_order == sorted(in_order)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), COUNTS, WIDTHS)
def test_a_heat_map_is_as_wide_as_it_may_be(first: date, counts: list[int], width: int) -> None:
    lines = heat_lines(first, counts, width)
    assert len(lines) == 9
    assert max(map(cells_of, lines)) <= max(width, 30)
    assert len({cells_of(line) for line in lines[1:8]}) == 1


def test_each_day_stands_at_its_weekday_and_week() -> None:
    counts = [0] * 21
    counts[8] = 5  # the Tuesday of the second week
    counts[20] = 1  # the last Sunday
    lines = [plain(line) for line in heat_lines(MONDAY, counts, 40)]
    assert lines[0] == "    Mar"
    assert lines[1] == "Mon · · ·"
    assert lines[2] == "Tue · ██·"
    assert lines[7] == "Sun · · ░░"
    assert lines[8] == "    · none   ░ 1–4   █ 5"


def test_days_that_do_not_fit_are_the_oldest() -> None:
    counts = [9] * 70 + [1] * 7
    lines = [plain(line) for line in heat_lines(MONDAY, counts, 8)]
    assert lines[1] == "Mon ██░░"


def test_days_without_a_count_are_blank() -> None:
    lines = [plain(line) for line in heat_lines(MONDAY + timedelta(days=2), [3, 3], 40)]
    assert lines[1:7] == ["Mon", "Tue", "Wed ██", "Thu ██", "Fri", "Sat"]


def test_months_stand_where_they_begin() -> None:
    months = plain(heat_lines(date(2026, 1, 28), [1] * 70, 80)[0])
    assert months == "    Feb     Mar       Apr"


@given(st.lists(st.integers(0, 100_000), min_size=1, max_size=400), WIDTHS)
def test_a_backlog_fits_and_is_drawn_within_its_axes(left: list[int], width: int) -> None:
    lines = backlog_lines(activity(left), width)
    low, high = scale(left)
    assert low <= min(left) <= max(left) <= high
    assert low < high
    for line in lines:
        assert cells_of(line) <= width
    if lines:
        assert plain(lines[0]).lstrip().startswith(f"{high:,} ┤")
        drawn = [line[2][0] for line in lines[:6]]
        columns = zip_longest(*drawn, fillvalue=" ")
        assert all("".join(column).strip() for column in columns), "a day is left out"


def test_the_highest_day_of_a_backlog_is_at_the_top_and_an_even_one_is_a_line() -> None:
    even = [line[2][0] for line in backlog_lines(activity([64] * 182), 60)[:6]]
    assert even[0].strip()
    assert not "".join(even[1:]).strip()
    last = [line[2][0] for line in backlog_lines(activity([0] * 181 + [533]), 60)[:6]]
    assert all(row[-1] != " " for row in last), "from the bottom to the top"


def test_a_backlog_goes_where_it_went() -> None:
    rising = [plain(line) for line in backlog_lines(activity(list(range(60))), 40)]
    falling = [plain(line) for line in backlog_lines(activity(list(range(60))[::-1]), 40)]
    assert len(rising[0]) > len(rising[5].rstrip())
    assert len(falling[0].rstrip()) < len(falling[5])


def test_a_small_change_of_a_large_backlog_is_seen() -> None:
    assert scale([7_000, 7_150]) == (7_000, 7_200)
    assert scale([100, 7_150]) == (0, 7_150)
    assert scale([5, 5]) == (0, 5)
    assert scale([0, 0]) == (0, 1)


@given(st.integers(0, 10_000), st.integers(1, 10_000), st.integers(0, 100))
def test_a_bar_shows_anything_and_never_too_much(count: int, most: int, room: int) -> None:
    cells = length(count, max(count, most), room)
    assert 0 <= cells <= room
    assert (cells > 0) == (count > 0 and room > 0)


SHARES = st.integers(1, 90_000).flatmap(
    lambda papers: st.builds(
        Share,
        st.text(min_size=1, max_size=40),
        st.just("source:x"),
        st.just(papers),
        st.integers(0, papers),
    )
)


@given(st.lists(SHARES, min_size=1, max_size=8), st.integers(40, 200))
def test_bars_fit_and_tell_what_is_left(shares: list[Share], width: int) -> None:
    shares.sort(key=lambda share: -share.papers)
    lines = group_lines(Group("source", tuple(shares), 2), width)
    assert plain(lines[-1].runs).strip() == "and 2 more"
    for share, line in zip(shares, lines, strict=False):
        text = plain(line.runs)
        assert cells_of(list(line.runs)) <= max(width, 52)
        assert text.endswith(f"{share.left:,} of {share.papers:,} left")
        assert line.query == share.query
        bar = "".join(run for run, _ in line.runs[1:-1]).strip()
        if bar:
            assert set(bar) <= {DONE, LEFT}
            assert bar.endswith(LEFT) == bool(share.left)


@pytest.mark.parametrize("width", [48, 78, 124])
def test_sections_fit_and_lead_to_what_they_count(width: int) -> None:
    days = activity([90] * 100 + [7] * 82, [1] * 182)
    group = Group("venue", (Share("深い井戸", 'venue:"深い井戸"', 40, 4),), 0)
    lines = overview_lines(figure_sections(figures(days, (group,)), width))
    assert max(cells_of(list(line.runs)) for line in lines) <= width
    queries = [line.query for line in lines if line.query]
    assert queries == ["is:unread", "is:read", 'venue:"深い井戸"']
    text = "\n".join(plain(line.runs) for line in lines)
    assert "12,352 papers" in text
    assert "nothing was starred in these 182 days" in text


def test_read_and_starred_stand_beside_each_other_where_there_is_room() -> None:
    ones = (1,) * 182
    days = Activity(MONDAY, ones, ones, ones, ones, ones)
    titles = [section.title.split("  ")[0] for section in figure_sections(figures(days), 124)]
    assert titles.count("Read by day") == 1
    assert "Starred by day" not in titles
    narrow = [section.title for section in figure_sections(figures(days), 78)]
    assert {"Read by day", "Starred by day"} <= set(narrow)


@pytest.mark.parametrize(
    ("left", "added", "decided", "words"),
    [
        (0, 1, 1, "nothing is left"),
        (9, 1, 0, "nothing was decided in the last 28 days"),
        (9, 2, 1, "more came in than was decided in the last 28 days: 9 are left"),
        (9, 1, 4, "at the pace of the last 28 days the 9 left are through in 3 days"),
        (3, 1, 4, "at the pace of the last 28 days the 3 left are through in a day"),
        (60, 0, 2, "at the pace of the last 28 days the 60 left are through in 4 weeks"),
        (9_000, 0, 2, "at the pace of the last 28 days the 9,000 left are through in 12 years"),
    ],
)
def test_where_the_pace_leads(left: int, added: int, decided: int, words: str) -> None:
    many = (left,) * 40
    days = Activity(MONDAY, (added,) * 40, (decided,) * 40, (0,) * 40, (0,) * 40, many)
    assert outlook(days) == words


def test_an_empty_library_says_so() -> None:
    empty = Figures(0, (("left", "is:unread", 0),), activity([0] * 182), ())
    (section,) = figure_sections(empty, 78)
    assert "there are no papers yet" in plain(section.lines[0].runs)
