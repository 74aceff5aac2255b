"""The reader in a real terminal, as the end-to-end tests drive it: what to type, what to look for.

What a person can see is all these functions know: the place in the status line, the glyphs in
front of a title, the caret. They wait for it before they type, as a person does.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from tests.commandline import program
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

WIDE = (120, 34)
SMALL = (80, 24)

_SHOWN = 20
"""Characters of a typed line of which a person sees that they arrived."""

_PLACE = re.compile(
    r"([\d,]+) of ([\d,]+)(?: by \w+)?(?: · [\d,]+ more(?: with some of the words)?)? *$",
    re.MULTILINE,
)


def reader(
    home: Path,
    *words: str,
    size: tuple[int, int] = WIDE,
    under: str = "",
    environment: Mapping[str, str] | None = None,
) -> Terminal:
    """Open the reader of `home`; `words` are arguments such as ``--sample``.

    For `under` see `tests.commandline.program`, for `environment` `Terminal`.
    """
    command = program(*words, under=under)
    return Terminal(command, home, columns=size[0], rows=size[1], environment=environment)


def place(terminal: Terminal) -> tuple[int, int]:
    """The cursor's place and the length of the list; (0, 0) when neither is on the screen."""
    found = _PLACE.search(terminal.text)
    if found is None:
        return 0, 0
    number, total = (int(digits.replace(",", "")) for digits in found.groups())
    return number, total


def opened(terminal: Terminal, total: int) -> None:
    """Wait until that many papers are listed and keys are taken: help opens, and closes."""
    terminal.wait_for(at(1, total))
    terminal.press("?")
    terminal.wait_for("─ Keys ─")
    terminal.press("?")
    terminal.wait_for(_shows_whole_panes)


def _shows_whole_panes(terminal: Terminal) -> bool:
    text = terminal.text
    return "─ Papers ─" in text and "─ Keys ─" not in text and text.count("╭") == text.count("╰")


def at(number: int, total: int) -> Callable[[Terminal], bool]:
    """The condition that the cursor is on that row of that many."""

    def holds(terminal: Terminal) -> bool:
        return place(terminal) == (number, total)

    holds.__name__ = f"{number} of {total}"
    return holds


def of(total: int) -> Callable[[Terminal], bool]:
    """The condition that the list has that many rows."""

    def holds(terminal: Terminal) -> bool:
        return place(terminal)[1] == total

    holds.__name__ = f"any of {total}"
    return holds


def marks(terminal: Terminal, title: str) -> str | None:
    """The glyphs in front of a title in the list, ``"●★"`` for one; None if it is not there."""
    row = re.search(rf"[▌ ]([● ×]) ([★ ]) {re.escape(title)}", terminal.text)
    return "".join(row.groups()).replace(" ", "") if row else None


def marked(title: str, glyphs: str) -> Callable[[Terminal], bool]:
    """The condition that a title in the list has those glyphs."""

    def holds(terminal: Terminal) -> bool:
        return marks(terminal, title) == glyphs

    holds.__name__ = f"{glyphs!r} before {title!r}"
    return holds


def search(terminal: Terminal, text: str) -> None:
    """Type a query; the reader is left in the search bar."""
    terminal.press("/")
    terminal.wait_for(_in_search_bar)
    terminal.type(text)


def accept(terminal: Terminal) -> None:
    """Keep the query and go to the list, which shows its cursor again."""
    terminal.press("enter")
    terminal.wait_for("▌")


def _in_search_bar(terminal: Terminal) -> bool:
    """Whether a caret, the one cell of another colour, stands in the uppermost line."""
    columns = range(terminal.size[0])
    colours = Counter(terminal.background(column, 0) for column in columns)
    return sorted(colours.values()) == [1, len(columns) - 1]


def answer(terminal: Terminal, question: str, text: str, suggested: str = "") -> None:
    """Answer the question at the foot of the screen, in place of what is suggested there."""
    title = f"─ {question} ─"
    terminal.wait_for(title)
    if suggested:
        terminal.wait_for(suggested)
        terminal.press("ctrl+u")
        terminal.wait_gone(suggested)
    terminal.type(text)
    terminal.wait_for(text[-_SHOWN:])
    terminal.press("enter")
    terminal.wait_gone(title)


def leave(terminal: Terminal) -> None:
    """Quit; the program must end well."""
    terminal.press("ctrl+q")
    assert terminal.wait_exit() == 0, terminal.text
