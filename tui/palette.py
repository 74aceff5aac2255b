"""The command palette: every action of the registry, found by what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from tui.cells import cell_len
from tui.legend import first_key
from tui.screens.deeds import MOTIONS
from tui.screens.reader import ReaderScreen
from tui.wrapping import fit, fit_right

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

    from tui.actions import Action


WIDTH = 96
"""Cells of the palette, as the stylesheet has it; all there are on a narrower screen."""

AROUND = 6
"""Cells of its frame, and of the blank to either side of a line."""


class ActionCommands(Provider):
    """Offers the actions that make sense outside the search bar, a line each."""

    @property
    def _reader(self) -> ReaderScreen | None:
        return self.screen if isinstance(self.screen, ReaderScreen) else None

    def _offered(self) -> list[Action]:
        reader = self._reader
        actions = reader.keymap.actions if reader is not None else ()
        return [
            action
            for action in actions
            if {"app", "list"} & set(action.scopes) and not _is_motion(action)
        ]

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        reader = self._reader
        if reader is None:
            return
        offered = self._offered()
        line = _PaletteLine.over(reader, offered)
        for action in offered:
            shown = line.of(action, Content(_name(action)))
            yield DiscoveryHit(shown, _perform(reader, action), text=_name(action))

    async def search(self, query: str) -> Hits:
        """What matches the letters typed so far."""
        reader = self._reader
        if reader is None:
            return
        matcher, offered = self.matcher(query), self._offered()
        line = _PaletteLine.over(reader, offered)
        for action in offered:
            name = _name(action)
            score = max(matcher.match(name), matcher.match(action.help))
            if score > 0:
                shown = line.of(action, matcher.highlight(name))
                yield Hit(score, shown, _perform(reader, action), text=name)


@dataclass(frozen=True, slots=True)
class _PaletteLine:
    """How a line of the palette is divided: name, what it does, key."""

    keys: Mapping[str, str]
    name: int
    help: int
    key: int
    in_page: bool

    @classmethod
    def over(cls, reader: ReaderScreen, offered: Sequence[Action]) -> _PaletteLine:
        """The widths that all of these have in common on the screen as it is."""
        keys = {action.id: _key(reader, action) for action in offered}
        name = max(cell_len(action.label) for action in offered)
        key = max(map(cell_len, keys.values()))
        room = min(WIDTH, reader.app.size.width) - AROUND
        return cls(keys, name, room - name - key - 4, key, reader.in_page)

    def of(self, action: Action, name: Content) -> Content:
        """The line of an action; its name may have letters that stand out."""
        help_text = action.told(in_page=self.in_page).removesuffix(".")
        told = fit(help_text, self.help) if self.help > 0 else ""
        blank = " " * (self.name - name.cell_length + 2)
        return Content.assemble(
            name,
            (f"{blank}{told}  ", "$muted not bold"),
            (fit_right(self.keys[action.id], self.key), "$primary not bold"),
        )


def _key(reader: ReaderScreen, action: Action) -> str:
    keys = (first_key(reader.keymap, action.id, scope) for scope in action.scopes)
    return next((found for found in keys if found), "")


def _is_motion(action: Action) -> bool:
    """Whether it only moves a pane that the palette covers."""
    return action.id.split(".")[1] in MOTIONS


def _name(action: Action) -> str:
    return action.label[0].upper() + action.label[1:]


def _perform(reader: ReaderScreen, action: Action) -> Callable[[], Awaitable[None]]:
    return lambda: reader.perform(action.id)
