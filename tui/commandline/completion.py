"""What a line could go on with: names of commands, then what their arguments may be.

What begins with what was typed comes before what only holds it; the first such beginning is the
grey rest behind the cursor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tui.commandline.arguments import SEVERAL, Candidate, candidates
from tui.commandline.command import ALIASES
from tui.commandline.parsing import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tui.commandline.arguments import Known
    from tui.commandline.command import Command


class Completion(NamedTuple):
    """What could stand in place of the last word of a line."""

    head: str
    """The line up to that word."""

    typed: str
    """That word as far as it is typed."""

    candidates: tuple[Candidate, ...]

    def line(self, place: int) -> str:
        """The line with one of the candidates in it."""
        return self.head + self.candidates[place].text

    @property
    def is_plain(self) -> bool:
        """Whether one candidate alone begins as is typed, or is all there is."""
        begun = [one for one in self.candidates if one.text.startswith(self.typed)]
        return len(self.candidates) == 1 or (bool(self.typed) and len(begun) == 1)

    @property
    def rest(self) -> str:
        """What the first candidate adds to what is typed; ``""`` where it is no beginning of it."""
        for candidate in self.candidates[:1]:
            if self.typed and candidate.text.startswith(self.typed):
                return candidate.text[len(self.typed) :]
        return ""


def complete(line: str, commands: Mapping[str, Command], known: Known) -> Completion:
    """What `line`, its cursor at the end, could go on with."""
    parts = parts_of(line)
    if not parts.gap:
        offered = [Candidate(one.name, one.help) for one in commands.values()]
        return Completion(
            line[: len(line) - len(parts.name)], parts.name, _best(offered, parts.name)
        )
    command = commands.get(ALIASES.get(parts.name, parts.name))
    kind = command.argument if command else ""
    word = parts.rest
    if kind in SEVERAL:
        word = parts.rest[max(parts.rest.rfind(" "), parts.rest.rfind("\t")) + 1 :]
    head = line[: len(line) - len(word)]
    return Completion(head, word, _best(candidates(kind, known), word))


def _best(offered: Iterable[Candidate], typed: str) -> tuple[Candidate, ...]:
    wanted = typed.casefold()
    offered = list(offered)
    begun = [one for one in offered if one.text.casefold().startswith(wanted)]
    within = [one for one in offered if wanted in one.text.casefold() and one not in begun]
    exact = [one for one in begun if one.text == typed]
    return (*exact, *(one for one in begun if one not in exact), *within)
