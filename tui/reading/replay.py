"""The history of what was done on this machine, replayed only as far back as it is asked for.

The end of the journal nearly always holds the next step; a long journal as a whole takes time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.history import History

if TYPE_CHECKING:
    from collections.abc import Collection

    from tui.reading.history import Names, Step
    from tui.reading.journal import Journal
    from tui.reading.journal_format import Record
    from tui.reading.marks import Marks

_RECENT = 64 * 1024
"""Bytes at the end of the journal that are replayed first."""


class Replay:
    """The steps of this machine's journal."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._history = History(*journal.recent(_RECENT))

    @property
    def moments(self) -> Collection[str]:
        """Those of every record there is."""
        return self._whole().moments

    def to_undo(self, marks: Marks, names: Names) -> Step | None:
        """The step that undo takes back next, as `History.to_undo` has it."""
        found = self._history.to_undo(marks, names)
        if found is None and not self._history.whole:
            found = self._whole().to_undo(marks, names)
        return found

    def to_redo(self, marks: Marks, names: Names) -> Step | None:
        """The step that redo does once more, as `History.to_redo` has it."""
        history = self._history if self._history.ends_redo else self._whole()
        return history.to_redo(marks, names)

    def take(self, record: Record) -> None:
        """Go on with a record that was appended."""
        self._history.take(record)

    def _whole(self) -> History:
        if not self._history.whole:
            self._history = History(*self._journal.recent(None))
        return self._history
