"""What is to be decided before two papers are joined, so that nothing that either has is lost.

Marks stay under the ids under which they were made, and of two decisions about the same the later
one stands. That is right for one paper under two names, and wrong for two papers: a star that was
taken from one of them was none of the other's. So whatever either has and the later decision would
take away is given to the paper of that later decision as well; the same with two notes. What
follows is true of two papers still, so it may be written before they are joined.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.reading.decision import VIEW
from tui.reading.valued import MAX_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.reading.marks import Marks, Standing


class Given(NamedTuple):
    """A decision to be taken about one of the two."""

    place: int
    """Which: 0 or 1."""

    text: str
    """As `checked_decision` takes it: ``star``, ``note:The text``."""


def before_joining(marks: Marks, names: Sequence[Sequence[str]]) -> Iterator[Given]:
    """The decisions after which both together have what either has.

    Args:
        marks: every decision.
        names: of each of the two papers, the ids under which anything was decided.
    """
    for attribute in marks.attributes():
        pair = [(marks.decision(attribute, names[place]), place) for place in (0, 1)]
        (_, _), (later, place) = sorted(pair)
        given = [stands for stands, _ in sorted(pair) if stands.has]
        if attribute == VIEW or not given:
            continue
        value = given[-1].value or given[0].value
        if attribute == "note":
            value = _both_notes(given)
        if later.has and value == later.value:
            continue
        yield Given(place, f"{attribute}:{value}" if value else attribute)
        if attribute == "later":  # which would have the paper unread again
            for other in ("read", "dismiss"):
                if (stands := marks.decision(other, names[place])).has:
                    yield Given(place, f"{other}:{stands.value}" if stands.value else other)


def _both_notes(given: Sequence[Standing]) -> str:
    """The older note and below it the newer one; the newer alone, if both are too long for one."""
    older, newer = given[0].value, given[-1].value
    if older in newer:
        return newer
    if newer in older:
        return older
    both = f"{older}\n\n{newer}"
    return both if len(both.encode()) <= MAX_NOTE else newer
