"""The sentences around the list: the place in it, its rule, and what stands there while empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from tui.cells import cell_len
from tui.listlines import SOME
from tui.render import SELECTED_GLYPH, cells_of, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.errors import Problem
    from index.query.query import Query
    from tui.render import Line
    from tui.viewstate import ViewState

MANY = 50
"""Papers above which a slip is dear, so that the way back is told in full."""

MISSING_CELLS = 40
"""How much of a query without papers the status line repeats."""


def list_place(view: ViewState, missing: str, room: int) -> str:
    """Where the cursor is, of how many papers, and in which order they are.

    It stands in the status line: a pane's border would be painted anew, whole, at every key. In
    less than `room` cells where that can be said in fewer words.
    """
    if missing:
        return f"none match “{_end(shown(missing))}” yet"
    if not view.ordinals:
        return "no papers"
    turned = " reversed" if view.order.startswith("-") else ""
    order = f" by {view.order.removeprefix('-')}{turned}" if view.order else ""
    below = view.cursor - view.matches
    if below >= 0:
        place, more = f"{below + 1:,} of {view.others:,}{order}", f" with {SOME}"
        return place + more if cell_len(place + more) <= room else f"{place} more"
    place = f"{view.cursor + 1:,} of {view.matches:,}{order}"
    if view.others:
        place += f" · {view.others:,} more"
        place += f" with {SOME}" if cell_len(place) + len(f" with {SOME}") <= room else ""
    return place


def list_title(view: ViewState, like: str) -> str:
    """What the frame of the list says it is.

    Args:
        view: the list.
        like: the title of the paper whose neighbours it has, if it is such a list.
    """
    if view.grounds.like is not None:
        return f"Papers like: {shown(like)}"
    if view.order != "score":
        return "Papers"
    title = "For you" if view.query.fact("is") == "unread" else "Papers by score"
    return f"{title} · {view.grounds.note}" if view.grounds.note else title


def _end(text: str) -> str:
    """The end of a long query: what was typed last is what nothing matches."""
    over = cell_len(text) - MISSING_CELLS
    return text if over <= 0 else "…" + set_cell_size(text[::-1], MISSING_CELLS - 1)[::-1]


def rule_words(view: ViewState, key: str, room: int) -> Line:
    """What the rule between the papers that match and the others says.

    Args:
        view: the list.
        key: what takes the spelling that is suggested, or ``""``.
        room: cells; the longest that fits in them is said, else the shortest.
    """
    if view.matches:
        return [(SOME, "meta")]
    if view.suggestion is None:
        long, short = "no paper has every word; these have some", f"none has all, {SOME}"
        return [(long if len(long) <= room else short, "meta")]
    meant = _meant(view.suggestion, key)
    why = _absent(view.query, view.suggestion)
    whole: Line = [(f"{why[0].lower()}{why[1:]}  ", "meta"), *meant]
    return whole if cells_of(whole) <= room else meant


def selected_words(count: int, drop: str, undo: str, *, alone: bool) -> Line:
    """How many papers are selected, and, where nothing else is to be said, what that means.

    Args:
        count: of them; none gives no words.
        drop: the key that selects nothing, or ``""``.
        undo: the one that takes back, or ``""``.
        alone: whether nothing else stands in the line.
    """
    if not count:
        return []
    words: Line = [(f" {SELECTED_GLYPH} {count:,} selected ", "selected")]
    if alone and count > MANY and undo:
        words.append((f" marks go to all, one {undo} undoes ", "meta"))
    if alone and drop:
        words.append((f" {drop} drops them", "meta"))
    return words


def empty_library(fetch: str, *, follows: bool) -> tuple[Line, ...]:
    """What to do first.

    Args:
        fetch: the key that fetches, or ``""``.
        follows: whether any feed is followed.
    """
    how = "brings the papers of your feeds" if follows else "says how new papers come every day"
    ways = (
        (fetch or "carrel fetch", "key" if fetch else "meta", how),
        ("carrel add FILE…", "meta", "brings in saved pages and bibliographies"),
        ("carrel --sample", "meta", "lets you look around first"),
    )
    width = max(len(way) for way, _, _ in ways) + 2
    told: list[Line] = [[(f"{way:<{width}}", role), (what, "meta")] for way, role, what in ways]
    return [("Your library is empty.", "heading")], *told


def empty_list(view: ViewState, correct: str, clear: str) -> tuple[Line, ...]:
    """Why no paper is shown, and the keys that show some."""
    out = f"{clear} shows every paper again." if clear else "Clear the query to see them all."
    way_out: Line = [(out, "meta")]
    if view.suggestion is None:
        return [("No paper matches.", "heading")], [(shown(str(view.query)), "meta")], way_out
    why: Line = [(_absent(view.query, view.suggestion), "heading")]
    return why, _meant(view.suggestion, correct), way_out


def _absent(query: Query, suggestion: Query) -> str:
    """Which words no paper has: those that the suggestion puts others in place of."""
    kept = {text.text for text in suggestion.terms()}
    words = [f"“{shown(text.text)}”" for text in query.terms() if text.text not in kept]
    return f"No paper has {' or '.join(words)}." if words else "No paper matches."


def _meant(suggestion: Query, key: str) -> Line:
    line: Line = [("Did you mean  ", "meta"), (shown(str(suggestion)), "chosen"), (" ?", "meta")]
    return [*line, ("   ", ""), (key, "key"), (" takes it", "meta")] if key else line


def troubles(problems: Sequence[Problem]) -> str:
    """Problems met at the start, as one sentence: the first, and how many more there are."""
    if not problems:
        return ""
    more = f"   (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    return f"{problems[0]}{more}"
