"""What the filter pane holds: views, then the facets of the library, as plain entries.

Every entry is a query: choosing one edits the query string, so that the string always tells the
whole state and can be typed, saved or pasted instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.day import day_label
from index.facets import UNREAD_MUTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from index.query.query import Query
    from tui.daybook import DayProgress
    from tui.views.saved_view import SavedView

DAYS = "Days"

SECTIONS = (
    ("day", DAYS),
    ("source", "Sources"),
    ("year", "Years"),
    ("venue", "Venues"),
    ("tag", "Tags"),
)
"""Facet fields in the order they are shown, with their headings."""

BY_COUNT = frozenset(("source", "venue"))
"""Fields whose entries stand by how many papers they have; the others keep their own order."""

GAP = "gap"
"""The field of the line that says which days of feeds are missing; it leads to no papers."""

AMISS = "!~"
"""Signs of days of feeds that went wrong."""

DONE, UNTOUCHED, BEGUN = "✓", "○", "◐"
"""What stands before a day: nothing of it is left, it was never opened, neither."""

FOLDED = 8
"""Entries of a section that are shown before the rest is folded away."""

FOR_YOU = "for you"
"""What is unread, in the order of scores: a view that is not made by an ``is:`` value alone."""

VIEWS = (
    ("All", ""),
    ("Unread", "unread"),
    ("Starred", "starred"),
    ("For you", FOR_YOU),
    ("Dismissed", "dismissed"),
    ("Later", "later"),
    ("Late risers", "risen"),
    ("Muted", "muted"),
)
"""Built-in views: label, and the ``is:`` value that makes them (none: every paper)."""

_SELDOM = frozenset(("risen", "muted"))
"""Those that are shown only where there are such papers, and have no digit."""

_DIGITS = range(1, 10)
"""What a view can be shown by."""


class FilterEntry(NamedTuple):
    """One line of the pane that can be chosen."""

    label: str
    field: str
    """``is`` for a built-in view, ``view`` for a saved one, a facet's field, `GAP`, or ``more`` to
    unfold a section."""

    value: str
    """What the field is to have; of a saved view the whole query."""

    papers: int | None
    """Papers it would show, or None where that makes no sense or is not known yet."""

    chosen: bool = False
    digit: int | None = None
    """The digit that shows it, if it is a view."""
    sign: str = ""
    """What stands before the label: how far a day is."""

    left: int | None = None
    """How many of `papers` are left of a day that was begun."""

    days: str = ""
    """The signs of a feed's last days, oldest first; empty for what is no feed."""


class FilterSection(NamedTuple):
    """A heading and its entries."""

    title: str
    entries: tuple[FilterEntry, ...]


Count = tuple[str, str, int]
"""Field, value, papers."""


class Counts(NamedTuple):
    """What the pane's numbers are made of."""

    facets: tuple[Count, ...] = ()
    """How many papers each source, day, year and venue has. Of a field that is chosen: how many
    choosing each of its values instead would show."""

    any_state: Sequence[int] | None = None
    """The papers that the query would find in any state; None for the whole library. States and
    tags change with every mark, so they are counted when they are shown."""

    any_tag: Sequence[int] | None = None
    """Those that it would find with any tag or none."""


def view_section(
    total: int,
    counts: Iterable[Count],
    query: Query | None,
    saved: Sequence[SavedView] = (),
    saved_counts: Mapping[str, int] | None = None,
) -> FilterSection:
    """The built-in views, then the reader's own.

    Args:
        total: papers that the query would show in any state.
        counts: how many of them are in each state.
        query: what is shown now; None where that is no query's list.
        saved: the reader's views, in order.
        saved_counts: papers that each of their queries shows, as far as it is known.
    """
    text = None if query is None else str(query)
    is_saved = any(view.query == text for view in saved)
    current = None if query is None or is_saved else _view_of(query)
    by_state = {"": total} | {value: count for field, value, count in counts if field == "is"}
    by_state[FOR_YOU] = by_state.get("unread", 0) - by_state.get(UNREAD_MUTED, 0)
    builtin_digits, digits = _digits(saved)
    entries = [
        FilterEntry(label, "is", value, by_state.get(value, 0), value == current, digit)
        for (label, value), digit in zip(VIEWS, builtin_digits, strict=True)
        if value not in _SELDOM or value in by_state or value == current
    ]
    known = saved_counts or {}
    entries += [
        FilterEntry(view.name, "view", view.query, known.get(view.query), view.query == text, digit)
        for view, digit in zip(saved, digits, strict=True)
    ]
    return FilterSection("Views", tuple(entries))


def _digits(saved: Sequence[SavedView]) -> tuple[list[int | None], list[int | None]]:
    """The digits of the built-in views and of the saved ones.

    A saved view has the digit that its reader gave it, before a built-in one; the others get
    those that are left behind the built-in ones, in order.
    """
    taken = {view.digit for view in saved}
    own = len(VIEWS) - len(_SELDOM)
    builtin = [None if digit in taken else digit for digit in _DIGITS[:own]]
    free = (digit for digit in _DIGITS[own:] if digit not in taken)
    return [*builtin, *(None for _ in _SELDOM)], [view.digit or next(free, None) for view in saved]


def _view_of(query: Query) -> str:
    """The value of the built-in view that a query is within."""
    state = query.fact("is") or ""
    return FOR_YOU if state == "unread" and query.sort == "score" else state


def in_view(query: Query, value: str) -> Query:
    """The query within another built-in view; leaving For you leaves its order as well."""
    if _view_of(query) == FOR_YOU:
        query = query.with_sort("")
    if value == FOR_YOU:
        return query.with_fact("is", "unread").with_sort("score")
    return query.with_fact("is", value) if value else query.without_fact("is")


def facet_sections(
    counts: Iterable[Count],
    query: Query,
    unfolded: frozenset[str],
    progress: Callable[[str], DayProgress | None] = lambda _: None,
) -> list[FilterSection]:
    """Sources, days, years, venues and tags that have papers, long sections folded.

    Sources and venues stand by their counts, so that what is folded away is what has fewest;
    years from the newest on, if there is a choice of them. Days say how far they are, as far as
    `progress` knows; it is asked for those alone that are shown.
    """
    by_field: dict[str, list[FilterEntry]] = {}
    asked_for = {field: query.fact(field) for field, _ in SECTIONS}
    for field, value, count in counts:
        label = day_label(value, None) if field == "day" else value
        chosen = asked_for.get(field) in (value, label)
        if count or chosen:
            # A day without a year is asked for as it is read: ``day:"Mar 12"``.
            asked = label if value.startswith("--") else value
            by_field.setdefault(field, []).append(FilterEntry(label, field, asked, count, chosen))
    for field in BY_COUNT & by_field.keys():
        by_field[field].sort(key=lambda entry: -(entry.papers or 0))
    years = by_field.get("year", [])
    years.sort(key=lambda entry: entry.value, reverse=True)
    if len(years) == 1 and not years[0].chosen:
        del by_field["year"]
    sections = []
    for field, title in SECTIONS:
        if field in by_field:
            entries = folded(field, by_field[field], field in unfolded)
            if field == "day":
                entries = tuple(_with_progress(entry, progress(entry.value)) for entry in entries)
            sections.append(FilterSection(title, entries))
    return sections


def _with_progress(entry: FilterEntry, progress: DayProgress | None) -> FilterEntry:
    if progress is None:
        return entry
    if progress.is_done:
        return entry._replace(sign=DONE)
    # Within a search the count is not the day's, and what is left of the day says nothing of it.
    is_whole = entry.papers == progress.total != progress.left
    sign = BEGUN if progress.is_opened else UNTOUCHED
    return entry._replace(sign=sign, left=progress.left if is_whole else None)


def folded(field: str, entries: list[FilterEntry], unfolded: bool) -> tuple[FilterEntry, ...]:
    """The entries of a section, or the first of them and a line that unfolds the rest."""
    if unfolded or len(entries) <= FOLDED + 1:
        return tuple(entries)
    kept = [entry for index, entry in enumerate(entries) if index < FOLDED or entry.chosen]
    more = FilterEntry(f"{len(entries) - len(kept)} more", "more", field, None)
    return (*kept, more)


def choose(query: Query, entry: FilterEntry) -> Query:
    """The query after choosing an entry; choosing it again takes it back.

    Raises:
        QueryError: it is a view with a query that this version does not know.
    """
    if entry.field == "view":
        return query.parse("" if entry.chosen else entry.value)
    if entry.field == "is":
        return in_view(query, "" if entry.chosen else entry.value)
    if entry.chosen or not entry.value:
        return query.without_fact(entry.field)
    return query.with_fact(entry.field, entry.value)
