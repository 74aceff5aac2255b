"""Notes under the reader's hands: in a line at the foot of the screen, or in an editor.

The editor gets the terminal, and the screen waits. Whatever comes of it is kept: the note in the
journal, or, where that cannot be, the file that was written (`tui.editing`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported

from index.errors import CarrelError
from tui.editing import edited
from tui.reading.valued import checked_note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.screens.reader import ReaderScreen


class Noting:
    """Everything that changes a note."""

    def __init__(self, desk: ReaderScreen, environ: Mapping[str, str]) -> None:
        self._desk = desk
        self._environ = environ

    def note(self) -> str:
        """The note on the paper under the cursor."""
        paper = self._desk.session.paper()
        return "" if paper is None else self._desk.session.reading.note(paper.id)

    def write(self, ordinal: int, text: str) -> None:
        """Make this the note on a paper; an empty one takes it away."""
        desk = self._desk
        done = desk.marking.tried(lambda: desk.session.mark(f"note:{text}", [ordinal]))
        if done is not None:
            said = ("note changed" if done.was else "noted") if done.value else "note taken away"
            undo = desk.key_of("app.undo")
            desk.say(f"{said}   {undo} undoes" if undo else said)

    def edit(self) -> None:
        """Open the note on the paper under the cursor in the reader's editor."""
        desk = self._desk
        ordinal = desk.session.view.ordinal
        if ordinal is None:
            desk.say("there is no paper under the cursor")
            return
        before = self.note()
        try:
            with desk.app.suspend(), edited(before, "note", self._environ) as text:
                after = checked_note(text)
        except SuspendNotSupported:
            desk.say("an editor needs a terminal of its own, and here is none", "warning")
        except CarrelError as error:
            desk.say(str(error), "warning")
        else:
            if after == before:
                desk.say("the note is as it was")
            else:
                self.write(ordinal, after)
