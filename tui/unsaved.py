"""Marks that are not on the disk, and why: what the screen tells of them and what is tried again.

A mark can fail in two places. The journal cannot be appended to: then nothing changed, the mark
is kept here and made once that works, so that a full disk costs room and not decisions. Or it was
appended and the disk does not confirm it: then it counts already, `Reading.unsaved` knows of it,
and only the asking is repeated. Pauses between tries grow, since a disk that is full at one
moment is likely full at the next.

`session` has one; screens drive it, and whoever opened the reader asks it last. Everything here
belongs to the thread that marks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.errors import CarrelError
    from tui.reading.reading import Reading

    Decision = tuple[str, tuple[str, ...]]
    """A verb, and the papers that it is about."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds until the disk is asked again, doubled at each failure."""

_UNKNOWN = "the disk has not confirmed it"


class Unsaved:
    """What of a sitting is not saved."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._refused: list[tuple[Decision, ...]] = []
        self._reason = ""
        self._pause = FIRST_PAUSE

    def __len__(self) -> int:
        """How many marks are not on the disk; those on their way to it are among them."""
        return len(self._refused) + self._reading.unsaved

    @property
    def told(self) -> str:
        """What the status line says as long as something failed; ``""`` when nothing did."""
        return f"not saved: {self._reason}; trying again" if self._reason else ""

    def keep(self, decisions: Sequence[Decision], error: CarrelError) -> None:
        """Keep a step of decisions that could not be written, if a second try may help."""
        if error.problem.where:  # disks and locks name their place; a tag that is none does not
            self._refused.append(tuple(decisions))
            self.failed(error)

    def drop_last(self) -> bool:
        """Forget the step that was kept last; whether there was one."""
        if not self._refused:
            return False
        del self._refused[-1]
        if not len(self):
            self._reason = ""
        return True

    def failed(self, error: CarrelError) -> None:
        """Note why the last try failed."""
        self._reason = error.problem.message

    def succeeded(self) -> None:
        """Note that the disk has confirmed all that was appended."""
        if not self._refused:
            self._reason, self._pause = "", FIRST_PAUSE

    def next_pause(self) -> float:
        """Seconds to wait before the next try."""
        pause = self._pause
        self._pause = min(2 * pause, LONGEST_PAUSE)
        return pause

    def write(self) -> bool:
        """Make the marks that were kept, in their order; whether there were any.

        Raises:
            CarrelError: the journal still cannot be written; what was not made is kept.
        """
        some = bool(self._refused)
        while self._refused:
            self._reading.mark_together(self._refused[0])
            del self._refused[0]
        return some

    def at_last(self) -> list[str]:
        """Try once more, for the reader is leaving; what is not saved, a line for each step."""
        from index.errors import CarrelError

        try:
            self.write()
            self._reading.sync()
        except CarrelError as error:
            self.failed(error)
        if not len(self):
            return []
        lost = [
            f"not saved: {verb} {', '.join(ids)}" for step in self._refused for verb, ids in step
        ]
        unsure = self._reading.unsaved
        if unsure:
            noun = "mark is" if unsure == 1 else "marks are"
            lost.append(f"{unsure} {noun} in the journal, not known to be safe on the disk")
        return [*lost, f"the reason: {self._reason or _UNKNOWN}"]
