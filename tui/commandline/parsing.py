"""A line behind ``:`` taken apart: how often, which command, with what."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, NamedTuple

from index.errors import CarrelError
from index.text import printable
from tui.commandline.command import ALIASES, Command

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST = 4_096
"""Characters of a line."""

MAX_COUNT = 99_999

_LINE = re.compile(
    r"[\s:]*(?P<count>[0-9]{0,9})\s*(?P<name>\S*)(?P<gap>\s*)(?P<rest>.*)", re.DOTALL
)

GO = Command("", "Go to a paper by its place in the list.", "go", counted=True)
"""A number alone."""


class Parsed(NamedTuple):
    """What was written."""

    command: Command
    times: int
    argument: str


class Parts(NamedTuple):
    """A line in its parts, whatever they mean."""

    digits: str
    name: str
    gap: str
    """The blanks behind the name; ``""`` while it is being typed."""

    rest: str


def parts_of(line: str) -> Parts:
    """A line in its parts: ``5 star``, ``tag rl -old``, ``/diffusion`` for a search."""
    found = _LINE.fullmatch(line[:LONGEST])
    if found is None:
        return Parts("", "", "", "")
    count, name, gap, rest = found["count"], found["name"], found["gap"], found["rest"]
    if name.startswith("/"):
        return Parts(count, "search", " ", name[1:] + gap + rest)
    return Parts(count, name, gap, rest)


def parse(line: str, known: Mapping[str, Command]) -> Parsed | None:
    """What a line asks for; None where there is nothing in it.

    Args:
        line: as it was typed, with or without the colon.
        known: every command by its name.

    Raises:
        CarrelError: there is no such command, or it takes no argument or no number.
    """
    parts = parts_of(line)
    count = min(int(parts.digits or "1"), MAX_COUNT)
    argument = parts.rest.strip()
    if not parts.name:
        return Parsed(GO, count, "") if parts.digits else None
    command = _found(parts.name, known)
    if argument and not command.argument:
        raise CarrelError(f"{command.name} takes nothing behind it: {printable(argument)}")
    if parts.digits and not command.counted:
        raise CarrelError(f"{command.name} is done once: it takes no number before it")
    return Parsed(command, count, argument)


def _found(name: str, known: Mapping[str, Command]) -> Command:
    called = ALIASES.get(name, name)
    if called in known:
        return known[called]
    whole = next((command for command in known.values() if command.does == called), None)
    if whole is not None:
        return whole
    begun = [command for other, command in known.items() if other.startswith(called)]
    if len(begun) == 1:
        return begun[0]
    if begun:
        could = ", ".join(command.name for command in begun[:4])
        more = " …" if len(begun) > 4 else ""
        raise CarrelError(f"{printable(name)} could be {could}{more}")
    close = difflib.get_close_matches(called.casefold()[:80], known, n=1, cutoff=0.5)
    hint = f"did you mean {close[0]}?" if close else "Tab shows them all"
    raise CarrelError(f"no command is called {printable(name)}", hint=hint)
