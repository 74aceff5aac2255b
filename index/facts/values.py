"""Facts that are a text: source, day, venue, category, organisation, submitter.

Case and accents never count. How a value is compared depends on the field:

- ``source:000``, ``cat:cs``: the value is that, or begins with it (``000_402e``, ``cs.LG``);
- ``venue:iclr``, ``org:deepmind``, ``submitter:ann``: each of its words begins a word of the value,
  as in ``ICLR 2025`` and ``Google DeepMind``;
- ``day:2025-03``: the day is that, begins with it, or is shown as it (``day:"Mar 12"``).

A value written exactly as one the library has means that one alone, so that what the filter
pane counts is what it shows.
"""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Final

from index.analysis import words
from index.day import day_label, parse_day
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from index.columns.facets import FacetTable


def papers_with(field: str, wanted: str, table: FacetTable) -> Iterable[int]:
    """The papers that have a value which a fact means, some of them more than once.

    Args:
        field: one of `COMPARED`.
        wanted: the value as it was asked for.
        table: the values that there are.
    """
    compare = COMPARED[field]
    span = table.span(field)
    chosen = [number for number in span if table.label(number) == wanted]
    if not chosen:
        chosen = [number for number in span if compare(table.label(number), wanted)]
    return chain.from_iterable(map(table.papers, chosen))


def _begins(value: str, wanted: str) -> bool:
    return fold(value).startswith(fold(wanted))


def _has_words(value: str, wanted: str) -> bool:
    names = [word.text for word in words(value)]
    starts = [word.text for word in words(wanted)]
    return bool(starts) and all(any(map(str.startswith, names, repeat(start))) for start in starts)


def _is_day(day: str, wanted: str) -> bool:
    shown = fold(day_label(day, None)) == fold(wanted)
    return shown or day == parse_day(wanted) or day.startswith(f"{wanted}-")


COMPARED: Final[dict[str, Callable[[str, str], bool]]] = {
    "source": _begins,
    "cat": _begins,
    "venue": _has_words,
    "org": _has_words,
    "submitter": _has_words,
    "day": _is_day,
}
"""How a value that papers have is compared with one that was asked for, by field."""
