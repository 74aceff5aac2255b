"""The days of feeds in the reader: which are missing, what became of each, what rose since."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index.feeds.calendar import DayRecord, DayState
from index.feeds.counts import Counts
from index.feeds.feed import Feed
from index.feeds.record import FeedRecords
from index.paper import Paper
from tests.papers import fill
from tests.tui.reader_driver import BOATS, KITES, reader
from tui.cli import main
from tui.filters import GAP
from tui.reading.reading import Reading

if TYPE_CHECKING:
    import pytest

    from tui.paths import Home
from tests.tui.fetching_cases import follow, until


async def test_days_that_are_missing_are_shown(home: Home) -> None:
    follow(home, '[feeds.daily]\nkind = "hf-daily"\ndays = 3\n')
    records, feed = FeedRecords(home.feeds), Feed("daily", "hf-daily", "day", days=3)
    record = records.read(feed)
    record.asked = "2026-01-01T00:00:00Z"
    records.write(feed, record)
    async with reader(home) as driver:
        await until(driver, lambda: "! 2 days missing" in driver.text("filter"))
        assert "daily           ○○○    0 " in driver.text("filter")
        await driver.press("f")
        pane = driver.screen.filter
        while pane.entry is None or pane.entry.field != GAP:
            await driver.press("j")
        listed = driver.listed
        await driver.press("enter")
        assert "daily: " in driver.text("status")
        assert " not yet   F asks for them" in driver.text("status")
        assert driver.listed == listed
        while pane.entry.label != "daily":
            await driver.press("j")
        await driver.press("enter")
        assert "daily   never had whole, next at any time   " in driver.text("status")
        assert driver.listed == []


def count(home: Home, *upvotes: tuple[str, int]) -> None:
    """Take down what a paper was counted at, on days from now."""
    today = datetime.now(UTC).date()
    for at, (paper_id, number) in enumerate(upvotes):
        paper = Paper(paper_id, "x", extra=(("upvotes", str(number)),))
        Counts(home.feeds).add([paper], (today + timedelta(days=at)).isoformat())


async def test_late_risers_have_a_view(home: Home) -> None:
    for paper_id in (BOATS, KITES):
        count(home, (paper_id, 12), (paper_id, 87))
    reading = Reading.open(home.journals, "test")
    reading.mark("dismiss", [BOATS])
    async with reader(home) as driver:
        await until(driver, lambda: "Late risers" in driver.text("filter"))
        await driver.press("slash", *"is:risen", "enter")
        assert driver.listed == [BOATS]
        assert "▲ 12 → 87" in driver.text("list")
        assert "rose from 12 to 87" in driver.text("detail")
        await driver.press("s", "R")
        assert driver.listed == []


def test_late_risers_at_the_command_line(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    fill(home)
    count(home, (BOATS, 12), (BOATS, 87))
    Reading.open(home.journals, "test").mark("read", [BOATS, KITES])
    assert main(["search", "is:risen", "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)["papers"]
    assert (found["id"], found["rose"]) == (BOATS, {"from": 12, "to": 87})
    assert main(["search", "is:risen"]) == 0
    assert capsys.readouterr().out.endswith("\t12 → 87 upvotes\n")


async def test_every_state_of_a_day_is_seen_and_what_went_wrong_stands_out(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home, '[feeds.daily]\nkind = "hf-daily"\n')
    records, feed = FeedRecords(home.feeds), Feed("daily", "hf-daily", "day")
    record, today = records.read(feed), datetime.now(UTC).date()
    record.asked = f"{today}T00:00:00Z"
    had = (DayState.FETCHED, DayState.EMPTY, DayState.FAILED, DayState.STALE, DayState.NOT_YET)
    for back, state in zip(range(5, 0, -1), had, strict=True):
        day = (today - timedelta(days=back)).isoformat()
        record.days[day] = DayRecord(state, record.asked, reason="why" if state in had[2:4] else "")
    records.write(feed, record)
    async with reader(home) as driver:
        await until(driver, lambda: "●–!~○○" in driver.text("filter"))
        pane = driver.screen.filter
        runs = [run for index in range(pane.line_count()) for run in pane.line(index)]
        assert ("!~", "warning") in runs
    assert main(["feeds"]) == 0
    told = capsys.readouterr().out
    assert "●–!~○○" in told
    assert "failed: why" in told
    assert "stale: why" in told
