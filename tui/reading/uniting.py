"""What is to be decided about one paper of two, so that nothing is lost that either was given.

Marks stay under the ids under which they were made, and of two decisions about the same the later
one stands. That is right for one paper under two names, and wrong for two papers: a star that was
taken from one of them was none of the other's. So what either has, both have together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.decision import VIEW
from tui.reading.valued import MAX_NOTE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.reading.marks import Marks, Standing


def together(marks: Marks, one: Sequence[str], other: Sequence[str]) -> Iterator[str]:
    """The decisions, as `checked_decision` takes them, that give a paper what either has.

    Args:
        marks: every decision.
        one: the ids of a paper under which anything was decided.
        other: those of the paper that is the same.
    """
    for attribute in marks.attributes():
        pair = sorted(marks.decision(attribute, names) for names in (one, other))
        given = [stands for stands in pair if stands.has]
        if attribute == VIEW or not given:
            continue
        value = _both_notes(given) if attribute == "note" else given[-1].value
        yield f"{attribute}:{value}" if value else attribute


def _both_notes(given: Sequence[Standing]) -> str:
    """The older note and below it the newer one; the newer alone, if both are too long for one."""
    older, newer = given[0].value, given[-1].value
    if older in newer:
        return newer
    if newer in older:
        return older
    both = f"{older}\n\n{newer}"
    return both if len(both.encode()) <= MAX_NOTE else newer
