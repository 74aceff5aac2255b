"""What undo would take back and redo would do once more, replayed from a journal's records.

There is nothing beside the journal: an undo is a record that says which action it undoes, so
undo works across restarts, and in a reader for what ``carrel mark`` did. An action is one step,
however many papers it changed. A new action drops what could be redone.

The end of a journal is replayed first, since it nearly always holds the next step and a long
journal takes time: `ends_redo` says whether what came before could matter to redo. Undo asks for
more only when it finds no step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tui.reading.deciding import taken_back
from tui.reading.decision import attribute_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from tui.reading.action import Change
    from tui.reading.journal_format import Record
    from tui.reading.marks import Marks


Names: TypeAlias = "Callable[[str, str], tuple[str, ...]]"
"""Gives, for an attribute and an id, every id of the same paper; of a view, its name alone."""


@dataclass(frozen=True, slots=True)
class Step:
    """An action that can be undone or redone."""

    at: str
    """The action's own moment, which names it."""

    changes: tuple[Change, ...]
    """What the action did, also while it is undone."""


class History:
    """The steps of one journal, the next one last."""

    def __init__(self, records: Iterable[Record], whole: bool) -> None:
        """Replay records: the whole journal, or its end."""
        self.done: list[Step] = []
        self.undone: list[Step] = []
        self.moments: set[str] = set()
        """Of every record replayed. A decision of another moment was taken elsewhere."""
        self.whole = whole
        self._acted = False
        for record in records:
            self.take(record)

    @property
    def ends_redo(self) -> bool:
        """Whether nothing before the records replayed can be redone next."""
        return self.whole or self._acted or bool(self.undone)

    def take(self, record: Record) -> None:
        """Go on with the next record; one that was taken already is passed over."""
        if record.at in self.moments:
            return
        self.moments.add(record.at)
        if record.undoes:
            _drop(self.done, record.undoes)
            self.undone.append(Step(record.undoes, tuple(taken_back(record.changes))))
        elif record.redoes:
            _drop(self.undone, record.redoes)
            self.done.append(Step(record.redoes, record.changes))
        else:
            self.done.append(Step(record.at, record.changes))
            self.undone.clear()
            self._acted = True

    def to_undo(self, marks: Marks, names: Names) -> Step | None:
        """The last step of which anything stands, with the papers that undoing it would change.

        A paper about which another machine, or a hand in ``reading.toml``, decided since is not
        changed, nor one whose text is another by now.
        """
        return self._next(self.done, True, marks, names)

    def to_redo(self, marks: Marks, names: Names) -> Step | None:
        """The step to be redone next, with the papers that redoing it would change."""
        return self._next(self.undone, False, marks, names)

    def _next(
        self, steps: Sequence[Step], standing: bool, marks: Marks, names: Names
    ) -> Step | None:
        def may_change(change: Change, place: int) -> bool:
            attribute = attribute_of(change.verb)
            known_as = names(attribute, change.ids[place])
            at, *stands = marks.decision(attribute, known_as)
            expected = change.after if standing else change.before(place)
            return tuple(stands) == expected and at in self.moments

        for step in reversed(steps):
            changes = [
                change.among(places)
                for change in step.changes
                if (places := [one for one in range(len(change.ids)) if may_change(change, one)])
            ]
            if changes:
                return Step(step.at, tuple(changes))
        return None


def _drop(steps: list[Step], at: str) -> None:
    """Take a step out: the last one, or one below those that no longer mean anything."""
    if steps and steps[-1].at == at:
        steps.pop()
    else:
        steps[:] = [step for step in steps if step.at != at]
