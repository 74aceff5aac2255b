"""Why a paper is dismissed, in one more key; and until which day it is put off, in a line.

Plain dismissal stays one key. Asking for a reason changes nothing until the letter comes: a key
that is none of the letters drops the question whole, as it would a sequence of keys.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.day import day_label, day_title
from index.errors import CarrelError
from tui.cells import cell_len
from tui.letters import lettered
from tui.reading.typed import later_day
from tui.render import shown
from tui.saying import papers_in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from textual import events
    from textual.widget import AwaitMount

    from tui.render import Line
    from tui.screens.reader import ReaderScreen

WITHOUT = "enter"
"""The key that dismisses without a reason after all."""


class Reasoning:
    """Decisions that carry a reason or a day of their own."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk
        self._letters: dict[str, str] = {}
        self._count = 1

    # Why

    def ask_reason(self, count: int) -> None:
        """Ask why the paper, or all selected, are dismissed; the next key is the answer."""
        self._letters = lettered(self._desk.config.reasons)
        self._count = count
        if not self._targets(count):
            self._desk.say("there is no paper under the cursor")
        elif not self._letters:
            self._desk.say("there is no reason to choose from: set reasons in config.toml")
        else:
            self._desk.keying.ask(self)

    def paint(self) -> None:
        """Ask in the status line, and give the letters where keys are told."""
        targets = self._targets(self._count)
        of = f" {papers_in_words(len(targets))}" if len(targets) > 1 else ""
        question = f" Why dismiss{of}? "
        ways: Line = [("Enter", "key"), (" for no reason   ", "label"), ("Esc", "key")]
        self._desk.painting.begun([(question, "warning"), *ways, (" not at all", "label")])
        self._desk.footer.show(letters_line(self._letters, self._desk.size.width))

    def take_key(self, event: events.Key) -> None:
        """Carry out the answer."""
        character = event.character or ""
        reason = self._letters.get(character) or self._letters.get(character.lower())
        if event.key == WITHOUT or reason:
            self.dismiss(reason or "", self._count)
        else:
            key = "" if event.key == "escape" else f": no reason has the letter {shown(character)}"
            self._desk.say(f"not dismissed{key if character.strip() else ''}")

    def dismiss(self, reason: str, count: int = 1) -> None:
        """Dismiss what is meant for a reason, or for none, and move on."""
        verb = f"dismiss:{reason}" if reason else "dismiss"
        self._decide(verb, count, f"dismissed as {reason}" if reason else "dismissed")

    # Until when

    def ask_day(self) -> AwaitMount | None:
        """Ask until when the paper, or all selected, are put off."""
        targets = self._targets(1)
        if not targets:
            self._desk.say("there is no paper under the cursor")
            return None
        of = f"{papers_in_words(len(targets))} · " if len(targets) > 1 else ""
        hint = f"{of}3 or 3d days · 2w · mon · tomorrow · 2026-12-01 · nothing: {self._usual()}"
        return self._desk.asking.ask(
            "Later, until", hint, self._put_off, may_be_empty=True, told=self.told_day
        )

    def told_day(self, text: str) -> str:
        """The day that is typed, in full.

        Raises:
            CarrelError: it is none.
        """
        return day_title(self.day(text))

    def day(self, text: str) -> str:
        """The day that is typed: ``3``, ``3d``, ``mon``, ``2026-12-01``; none is the usual one.

        Raises:
            CarrelError: it is no day to come back on.
        """
        text = text.strip()
        if not text:
            return self._usual()
        return later_day(f"{text}d" if text.isdecimal() and len(text) < 4 else text, self._today)

    def put_off(self, text: str, count: int = 1) -> None:
        """Put off what is meant until the day that is typed, and move on."""
        try:
            day = self.day(text)
        except CarrelError as error:
            self._desk.say(str(error), "warning")
            return
        self._decide(f"later:{day}", count, f"put off until {day_label(day, None)}")

    def _put_off(self, text: str | None) -> None:
        if text is not None:
            self.put_off(text)

    # Both

    @property
    def _today(self) -> date:
        return self._desk.session.reading.today

    def _usual(self) -> str:
        return self._desk.session.put_off().removeprefix("later:")

    def _targets(self, count: int) -> Sequence[int]:
        session = self._desk.session
        if self._desk.scope == "focus" or count == 1:
            return self._desk.marking.targets()
        return session.selection.members() or session.reach(count)

    def _decide(self, verb: str, count: int, said: str) -> None:
        desk = self._desk
        if desk.scope == "focus":
            desk.focusing.decide_on(verb, said)
        else:
            desk.marking.apply(verb, count, said)


def letters_line(letters: dict[str, str], width: int) -> Line:
    """Each letter with the reason it stands for, as many as fit in `width` cells."""
    line: Line = [(" ", "")]
    room = width - 2
    for place, (letter, name) in enumerate(letters.items()):
        cells = cell_len(name) + 5
        if cells > room - (0 if place == len(letters) - 1 else 2):
            return [*line, ("…", "label")]
        line += [(letter, "key"), (f" {shown(name)}", "label"), ("   ", "")]
        room -= cells
    return line
