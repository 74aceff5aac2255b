"""Status line and footer: what was said last, what goes on meanwhile, the place, and the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.captions import list_place, selected_words
from tui.legend import footer_line
from tui.render import cells_of, shown
from tui.wrapping import wrap

if TYPE_CHECKING:
    from tui.render import Line, Run
    from tui.screens.reader import ReaderScreen

SEPARATOR = "   "
"""Between two notices."""

NEW = "new"
"""The notice that papers came; it stands before the others, which may be cut short."""

ORDER = "order"
"""The notice that the order of the list has news; another list has none."""

PENDING = "◌ "
"""Before the place in the list, while the disk has not confirmed a mark for a while."""


class Telling:
    """What the two last lines of a screen show."""

    def __init__(self, screen: ReaderScreen, said: str) -> None:
        self._screen = screen
        self._said = (said, "warning")
        self._is_fresh = True
        """Whether no key was pressed since something was said."""
        self._rest = ""
        """What of a sentence did not fit the status line; it has the footer until the next key."""
        self._notices: dict[str, Run] = {}
        self._begun: Line = []
        """How a sequence of keys that has begun may go on."""
        self._offered: Line = []
        """How what was just carried out may go on."""
        self._is_pending = False

    def say(self, text: str, role: str = "meta") -> None:
        """Put a sentence into the status line; ``warning`` as role for what went wrong."""
        self._said, self._is_fresh = (shown(text), role), True
        self.status()

    def hush(self) -> None:
        """A key was pressed: what was said of the one before is over. A warning stays."""
        self._begun = self._offered = []
        self._is_fresh = False
        self._take_footer("")
        if self._said[1] != "warning":
            self._said = ("", "meta")

    def begun(self, line: Line) -> None:
        """Show how a sequence may go on, whatever else there is to say, until the next key."""
        self._begun = line
        self.status()

    def offer(self, line: Line) -> None:
        """Show, behind what is said, how what was carried out may go on; until it may not."""
        if line != self._offered:
            self._offered = line
            self.status()

    def notice(self, kind: str, text: str, role: str = "meta") -> None:
        """Keep a sentence in the status line, below what is said, until ``""`` takes it back."""
        self._notices.pop(kind, None)
        if text:
            self._notices[kind] = shown(text), role
        self.status()

    def tells(self, kind: str) -> bool:
        """Whether a notice is kept in the status line."""
        return kind in self._notices

    def pending(self, is_pending: bool) -> None:
        """Show, or no longer, that a mark is not known to be on the disk yet."""
        self._is_pending = is_pending
        self.status()

    def status(self) -> None:
        """Paint the status line: what was said last, and the place in the list.

        What is not saved goes before all else, for as long as it is not.
        """
        screen, finding = self._screen, self._screen.finding
        if self._begun:
            screen.status.show(self._begun)
            return
        text, role = self._said
        if trouble := shown(screen.session.unsaved.told):
            text = f"{trouble}{SEPARATOR}{text}" if role == "warning" and text else trouble
            role = "warning"
        if not text:
            role = "meta"
        width = screen.size.width
        if role != "warning" and screen.session.day and (ended := screen.days.told(width - 2)):
            text, role = ended, "done"
        picked = self._selected(alone=not (text or self._notices))
        rest = ""
        is_fresh = self._is_fresh and bool(text) and role != "done"
        if is_fresh:
            text, rest = _parted(text, width - 2 - cells_of(picked))
        self._take_footer(rest)
        told = [(text, role)] if text else self._kept()
        taken = cells_of(picked) + cells_of(told)
        place = list_place(screen.session.view, finding.missing, width - taken - 4)
        goes_first = is_fresh or role in ("warning", "done")
        alone = goes_first and taken + len(place) + 4 > width
        pending = [(PENDING, "faint")] if self._is_pending else []
        right = [*self._offered, *([] if alone else [*pending, (f"  {place} ", "meta")])]
        screen.status.show([*picked, (" ", role), *told], right)

    def keys(self, scope: str = "") -> None:
        """Paint the keys of the pane that has them, or is about to; or the rest of a sentence."""
        screen, rest = self._screen, self._rest
        scope, width = scope or screen.scope, screen.size.width
        keys = footer_line(screen.keymap, scope, width, in_page=screen.in_page)
        screen.footer.show([(f" {rest}", self._said[1])] if rest else keys)

    def _take_footer(self, rest: str) -> None:
        """Put what did not fit the status line where keys are told, or the keys back there."""
        if rest != self._rest:
            self._rest = rest
            self.keys()

    def _kept(self) -> Line:
        """The notices, side by side."""
        line: Line = []
        for kind in sorted(self._notices, key=lambda kind: kind != NEW):
            line += [(SEPARATOR, "")] if line else []
            line.append(self._notices[kind])
        return line

    def _selected(self, *, alone: bool) -> Line:
        if self._screen.scope == "focus":  # where every key is about the one paper
            return []
        keys = [self._screen.key_of(action) for action in ("view.leave", "app.undo")]
        return selected_words(len(self._screen.session.selection), *keys, alone=alone)


def _parted(text: str, room: int) -> tuple[str, str]:
    """What of a sentence fits in `room` cells, broken at a word, and the rest of it."""
    lines = wrap(text, room)
    return (text, "") if len(lines) < 2 else (text[slice(*lines[0])], text[lines[1][0] :])
