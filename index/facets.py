"""Facet counts: how many papers each state, source, day, year, venue and tag has.

Called by `library`, for the filter pane. The counts of the whole library stand ready, the values'
in the columns and the marks' in their table, and cost no pass and no numpy: the first screen must
not wait for it. Within a search, every count comes out of one pass over the papers found: few
papers are asked for their values, many are marked in a mask that the members of all values are
looked up in.

Marks change with every key, so theirs can be counted alone (`count_marks`). Every value is
counted, those that no paper has among them, so that whoever shows them can keep them in place.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, TypeAlias

from index.marktable import ALL_FLAGS, DISMISSED, LATER, NOT_UNREAD, READ, STARRED

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from index.columns.columns import Columns
    from index.columns.facets import FacetTable
    from index.marktable import MarkTable

Facet: TypeAlias = tuple[str, str, int]
"""Field, value (a day as `index.day` writes it), and how many papers have it."""

UNREAD_MUTED: Final = "unread muted"
"""What is unread and muted is counted as, beside the states that can be asked for."""

COUNTED: Final = ("source", "day", "year", "venue")
"""The fields of the columns that are counted, in the order in which they are shown."""

_STATES: Final = (
    ("unread", NOT_UNREAD, 0),
    ("starred", STARRED, STARRED),
    ("read", READ, READ),
    ("dismissed", DISMISSED, DISMISSED),
    ("later", LATER, LATER),
)
"""A paper is in a state if its flags, masked by the first number, are the second."""

_FEW: Final = 8
"""Below one paper in so many, asking papers for their values takes less time than the mask."""

_SLOWER: Final = 4
"""So many times longer takes a paper found to be put into a set than one tagged into an array."""


def count(columns: Columns, marks: MarkTable, ordinals: Sequence[int] | None = None) -> list[Facet]:
    """How many papers each state, value and tag has.

    Args:
        columns: the papers.
        marks: what the reader has marked; may change while this runs.
        ordinals: the papers to count, each once; None counts all, without numpy.

    Returns:
        States first, then `COUNTED` in its order, each field's values as `FacetTable` has them,
        then tags by name.
    """
    table = columns.facets
    if ordinals is None or len(ordinals) == columns.papers:
        states, tags = _marks_of_all(marks, len(columns))
        edges = table.starts.tolist()
        sizes = [end - start for start, end in pairwise(edges)]
    else:
        chosen = _array(ordinals)
        mask = _mask(marks, chosen, len(columns))
        states, tags = _marks_within(marks, chosen, mask)
        sizes = _sizes_within(table, chosen, mask[: len(columns)])
    found = states
    for field in COUNTED:
        span = table.span(field)
        part = slice(span.start, span.stop)
        found.extend(zip((field,) * len(span), table.labels[part], sizes[part], strict=True))
    return found + tags


def count_marks(marks: MarkTable, ordinals: Sequence[int] | None = None) -> list[Facet]:
    """How many papers each state and tag has: what changes with a mark, counted alone.

    Args:
        marks: what the reader has marked; may change while this runs.
        ordinals: the papers to count, each once; None counts all that `marks` knows of.
    """
    if ordinals is None:
        states, tags = _marks_of_all(marks, len(marks.flags))
    else:
        chosen = _array(ordinals)
        states, tags = _marks_within(marks, chosen, _mask(marks, chosen))
    return states + tags


def count_muted(marks: MarkTable, ordinals: Sequence[int] | None = None) -> list[Facet]:
    """How many papers rules mute, and how many of these are unread; nothing where none do.

    Args:
        marks: what the reader has marked; may change while this runs.
        ordinals: the papers to count, each once; None counts all that `marks` knows of.
    """
    flags, muted = bytes(marks.flags), marks.muted
    if not any(muted):
        return []
    unread = bytes(not flag & NOT_UNREAD for flag in range(256))
    if ordinals is None:
        # As long numbers, whose bits are counted without numpy: a byte of either is 0 or 1.
        both = int.from_bytes(muted, "little") & int.from_bytes(flags.translate(unread), "little")
        count, count_unread = muted.count(1), both.bit_count()
    else:
        import numpy as np

        chosen = _array(ordinals)
        chosen = chosen[chosen < min(len(muted), len(flags))]
        chosen = chosen[np.frombuffer(muted, dtype=np.bool_)[chosen]]
        count = len(chosen)
        count_unread = sum(map(unread.__getitem__, map(flags.__getitem__, chosen.tolist())))
    return [("is", "muted", count), ("is", UNREAD_MUTED, count_unread)]


def count_risen(marks: MarkTable, ordinals: Sequence[int] | None = None) -> list[Facet]:
    """How many papers rose since they were let go; nothing where none did.

    Args:
        marks: what the reader has marked; may change while this runs.
        ordinals: the papers to count, each once; None counts all that `marks` knows of.
    """
    rises = set(marks.rises)
    found = len(rises if ordinals is None else rises.intersection(ordinals))
    return [("is", "risen", found)] if rises else []


def count_everything_marked(
    marks: MarkTable, any_state: Sequence[int] | None, any_tag: Sequence[int] | None
) -> list[Facet]:
    """How many papers are in each state, those that come and go among them, and have each tag.

    Args:
        marks: what the reader has marked.
        any_state: the papers among which states are counted; None for all.
        any_tag: those among which tags are.
    """
    states = count_marks(marks, any_state)
    tags = states if any_tag is any_state else count_marks(marks, any_tag)
    return [
        *(facet for facet in states if facet[0] == "is"),
        *count_muted(marks, any_state),
        *count_risen(marks, any_state),
        *(facet for facet in tags if facet[0] == "tag"),
    ]


def _states(sizes: Sequence[int]) -> list[Facet]:
    """The states of papers, from how many there are of each combination of flags."""
    return [
        ("is", state, sum(size for flag, size in enumerate(sizes) if flag & mask == value))
        for state, mask, value in _STATES
    ]


def _tags(marks: MarkTable) -> list[tuple[str, set[int]]]:
    return sorted(marks.tags.items())


def _marks_of_all(marks: MarkTable, papers: int) -> tuple[list[Facet], list[Facet]]:
    flags = bytes(marks.flags[:papers]).ljust(papers, b"\0")
    sizes = []
    for flag in range(ALL_FLAGS + 1):
        others = flags.translate(None, bytes((flag,)))
        sizes.append(len(flags) - len(others))
        flags = others
    known = len(marks.flags) <= papers
    tags = [
        ("tag", tag, len(tagged) if known else sum(ordinal < papers for ordinal in list(tagged)))
        for tag, tagged in _tags(marks)
    ]
    return _states(sizes), tags


def _marks_within(
    marks: MarkTable, chosen: NDArray[np.intp], mask: NDArray[np.uint8]
) -> tuple[list[Facet], list[Facet]]:
    import numpy as np

    papers = len(mask)
    flags = np.frombuffer(bytes(marks.flags).ljust(papers, b"\0"), dtype=np.uint8)
    within = flags[mask.view(np.bool_)]
    sizes = [int(np.count_nonzero(within == flag)) for flag in range(ALL_FLAGS + 1)]
    tags = [(tag, tagged.copy()) for tag, tagged in _tags(marks)]  # a key may tag another paper
    carried = sum(len(tagged) for _, tagged in tags)
    if len(chosen) * _SLOWER < carried:
        among = frozenset(chosen.tolist())
        return _states(sizes), [("tag", tag, len(among & tagged)) for tag, tagged in tags]
    found = []
    for tag, tagged in tags:
        ordinals = np.fromiter(tagged, dtype=np.intp, count=len(tagged))
        found.append(("tag", tag, int(mask[ordinals[ordinals < papers]].sum())))
    return _states(sizes), found


def _sizes_within(
    table: FacetTable, chosen: NDArray[np.intp], mask: NDArray[np.uint8]
) -> list[int]:
    """How many of the chosen papers have each value of the fields that are counted."""
    import numpy as np

    papers = len(mask)
    values = table.span(COUNTED[-1]).stop
    if not values:
        return []
    starts = np.frombuffer(table.starts, dtype=np.uint32)[: values + 1]
    if len(chosen) * _FEW < papers:
        return _sizes(table, chosen, values).tolist()  # type: ignore[no-any-return]
    if (papers - len(chosen)) * _FEW < papers:
        left_out = np.flatnonzero(mask == 0)
        return (np.diff(starts) - _sizes(table, left_out, values)).tolist()  # type: ignore[no-any-return]
    members = np.frombuffer(table.ordinals, dtype=np.uint32)[: starts[-1]]
    # No value is without papers, which `reduceat` would count wrongly.
    return np.add.reduceat(mask[members], starts[:-1], dtype=np.uint32).tolist()  # type: ignore[no-any-return]


def _sizes(table: FacetTable, chosen: NDArray[np.intp], values: int) -> NDArray[np.intp]:
    """How many of a few papers have each value, asked one paper after the other."""
    import numpy as np

    return np.bincount(_values_of(table, chosen), minlength=values)[:values]


def _values_of(table: FacetTable, chosen: NDArray[np.intp]) -> NDArray[np.uint32]:
    """The values of each of the chosen papers, one paper after the other."""
    import numpy as np

    starts = np.frombuffer(table.paper_starts, dtype=np.uint32)
    firsts = starts[chosen].astype(np.intp)
    lengths = starts[chosen + 1] - firsts
    ends = lengths.cumsum()
    places = np.repeat(firsts - ends + lengths, lengths) + np.arange(lengths.sum())
    values: NDArray[np.uint32] = np.frombuffer(table.paper_values, dtype=np.uint32)[places]
    return values


def _mask(marks: MarkTable, chosen: NDArray[np.intp], papers: int = 0) -> NDArray[np.uint8]:
    """1 for each paper that is chosen, as far as marks, papers or chosen ones go."""
    import numpy as np

    size = max(papers, len(marks.flags), int(chosen.max(initial=-1)) + 1)
    mask = np.zeros(size, dtype=np.uint8)
    mask[chosen] = 1
    return mask


def _array(ordinals: Sequence[int]) -> NDArray[np.intp]:
    import numpy as np

    return np.asarray(ordinals).astype(np.intp, copy=False)
