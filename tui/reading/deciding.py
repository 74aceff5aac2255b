"""From what is asked for to what is decided: the changes that a step makes to the marks.

What stands already is no part of a step, so that undo takes back what was done and no more. A
paper that is put off is to come back unread: what was decided against that goes with it, in the
same step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from tui.reading.action import Change
from tui.reading.decision import (
    VIEW,
    Decision,
    attribute_of,
    checked_decision,
    checked_id,
    is_positive,
)
from tui.reading.valued import checked_view_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui.reading.history import Names
    from tui.reading.marks import Marks, Standing

Asked: TypeAlias = "Mapping[tuple[str, str], Decision]"
"""By attribute and paper."""

_COMES_WITH = {"later": ("unread", "restore")}
"""Verb → what else is decided about the paper, unless that is asked for as well."""


def asked(decisions: Iterable[tuple[str, Iterable[str]]]) -> Asked:
    """What decisions ask for; of two about the same the later counts.

    Raises:
        CarrelError: no such decision, or an id that cannot be kept.
    """
    found: dict[tuple[str, str], Decision] = {}
    for text, ids in decisions:
        decision = checked_decision(text)
        attribute = attribute_of(decision.verb)
        for paper_id in ids:
            one = checked_view_name(paper_id) if attribute == VIEW else checked_id(paper_id)
            found[attribute, one] = decision
    for (_, paper_id), decision in list(found.items()):
        for verb in _COMES_WITH.get(decision.verb, ()):
            found.setdefault((attribute_of(verb), paper_id), Decision(verb))
    return found


def changes_of(wanted: Asked, marks: Marks, names: Names) -> list[Change]:
    """What of it changes anything, papers with the same decision put together."""
    found: dict[tuple[Decision, bool], dict[str, str]] = {}
    for (attribute, paper_id), decision in wanted.items():
        stands = marks.decision(attribute, names(attribute, paper_id))
        if _changes(decision, stands):
            found.setdefault((decision, stands.has), {})[paper_id] = stands.value
    return [
        Change(decision.verb, tuple(was), decision.value, _told(decision.verb, had, was))
        for (decision, had), was in found.items()
    ]


def _changes(decision: Decision, stands: Standing) -> bool:
    """A dismissal without a reason leaves the reason of one that stands."""
    if not is_positive(decision.verb):
        return stands.has
    return not stands.has or decision.value not in ("", stands.value)


def _told(verb: str, had: bool, was: Mapping[str, str]) -> tuple[str, ...]:
    """What stood before, as `Change.was` has it."""
    texts = tuple(was.values())
    return texts if had and (is_positive(verb) or any(texts)) else ()


def taken_back(changes: Iterable[Change]) -> list[Change]:
    """The changes that take these back."""
    return [back for change in changes for back in change.inverse()]
