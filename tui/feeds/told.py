"""What a fetch beside the reader comes to, in a few words of the status line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tui.feeds.standing import FeedStanding

STALE = "stale"
"""`index.feeds.calendar.DayState.STALE`, as an outcome names it."""


def count(outcome: Mapping[str, object], name: str) -> int:
    """A number of an outcome (`Outcome.to_json`); 0 where it has none."""
    told = outcome.get(name)
    return told if isinstance(told, int) else 0


def trouble(problems: Sequence[str], where: str) -> str:
    """What went wrong, and where to read more; empty where nothing did.

    Args:
        problems: a line for each feed that did not come whole, its name first.
        where: what lists feeds: ``:feeds``.
    """
    if not problems:
        return ""
    if len(problems) == 1:
        return problems[0]
    return f"{len(problems)} feeds failed, see {where}: {problems[0]}"


def nothing_new(outcomes: Sequence[Mapping[str, object]]) -> str:
    """That no paper came, and which feeds still have the list of another day."""
    late = [str(one.get("feed")) for one in outcomes if STALE in _states(one)]
    told = f"; {', '.join(late)} still {'has' if len(late) == 1 else 'have'} an older list"
    return f"the feeds have nothing new{told if late else ''}"


def out_of_reach(standings: Sequence[FeedStanding], key: str) -> str:
    """Which days lie further back than feeds go, and how they are had; empty where none do.

    Args:
        standings: how feeds stand.
        key: what begins a command in the reader, or ``""``.
    """
    days = {day.label for one in standings for day in one.out_of_reach}
    if not days:
        return ""
    needed = max(one.days_needed for one in standings)
    many = "1 day is" if len(days) == 1 else f"{len(days)} days are"
    return f"{many} out of reach: {key or 'carrel '}fetch --days {needed} brings them"


def _states(outcome: Mapping[str, object]) -> list[object]:
    days = outcome.get("days")
    return list(days.values()) if isinstance(days, dict) else []
