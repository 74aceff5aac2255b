"""What an answer says of the days it was asked about."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from index.day import day_label
from index.feeds.calendar import Calendar, DayRecord, DayState, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from index.feeds.errand import Errand
    from index.fetching.answer import Validators


def settled(
    errand: Errand, days: Sequence[str], today: date, stamp: str, known: Validators
) -> Calendar:
    """The days of an errand that was answered whole.

    Args:
        errand: what was asked for.
        days: the day of each paper that came, ``""`` where it has none.
        today: the day it is.
        stamp: when it came.
        known: what the host called this version.
    """
    if errand.in_order:
        counts = Counter(days)
        return {
            span.label: _counted(counts[span.label], span, today, stamp) for span in errand.spans
        }
    span = errand.spans[-1]
    told = {day for day in days if day}
    if errand.is_dated and told and not any(_within(day, span) for day in told):
        reason = f"tells of {day_label(max(told), None)}"
        stale = DayRecord(DayState.STALE, stamp, len(days), reason)
        # The list is that day's, and is had now; what was known of it stays otherwise.
        return {span.label: stale}
    record = _counted(len(days), span, today, stamp)
    if not days and errand.nothing is not None:
        record = DayRecord(errand.nothing, stamp)
    return {span.label: replace(record, known=known)}


def begun(days: Sequence[str], errand: Errand, today: date, stamp: str) -> Calendar:
    """The days that are whole of an answer that comes in order and was cut off."""
    latest = max(filter(None, days), default="")
    counts = Counter(days)
    return {
        span.label: _counted(counts[span.label], span, today, stamp)
        for span in errand.spans
        if span.label < latest
    }


def unchanged(errand: Errand, before: Mapping[str, DayRecord], today: date, stamp: str) -> Calendar:
    """The days of an errand of which the host has nothing newer."""
    span = errand.spans[-1]
    record = before.get(span.label)
    if record is None or record.state in (DayState.FAILED, DayState.STALE):
        # The version that is here is of another day.
        record = DayRecord(DayState.FETCHED, stamp, 0, known=errand.known)
    elif record.state is not DayState.FETCHED:  # what had nothing has nothing
        record = replace(_counted(0, span, today, stamp), known=errand.known)
    return {span.label: replace(record, asked=stamp)}


def failed(
    spans: Iterable[Span], before: Mapping[str, DayRecord], stamp: str, reason: str
) -> Calendar:
    """Days that were asked for and did not come; what was had of them before stays."""
    had = (DayState.FETCHED, DayState.EMPTY)
    return {
        span.label: DayRecord(DayState.FAILED, stamp, reason=reason)
        for span in spans
        if before.get(span.label, DayRecord()).state not in had
    }


def not_open(errand: Errand, stamp: str) -> Calendar:
    """A day whose list is not open yet."""
    return {span.label: DayRecord(DayState.NOT_YET, stamp) for span in errand.spans}


def may_open(errand: Errand, today: date) -> bool:
    """Whether a list that was refused may be one that opens later."""
    return errand.spans[-1].last >= today - timedelta(days=1)


def _counted(papers: int, span: Span, today: date, stamp: str) -> DayRecord:
    if papers:
        return DayRecord(DayState.FETCHED, stamp, papers)
    return DayRecord(DayState.EMPTY if span.last < today else DayState.NOT_YET, stamp)


def _within(day: str, span: Span) -> bool:
    return span.first.isoformat() <= day <= span.last.isoformat()
