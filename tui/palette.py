"""The command palette: every action of the registry, found by what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.legend import first_key
from tui.screens.deeds import MOTIONS
from tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from tui.actions import Action


class ActionCommands(Provider):
    """Offers the actions that make sense outside the search bar."""

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

    def _help(self, action: Action) -> str:
        reader = self._reader
        key = ""
        if reader is not None:
            keys = (first_key(reader.keymap, action.id, scope) for scope in action.scopes)
            key = next((found for found in keys if found), "")
        told = action.told(in_page=reader is not None and reader.in_page)
        return f"{told}  {key}".rstrip()

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        reader = self._reader
        if reader is None:
            return
        for action in self._offered():
            yield DiscoveryHit(_name(action), _perform(reader, action), help=self._help(action))

    async def search(self, query: str) -> Hits:
        """What matches the letters typed so far."""
        reader = self._reader
        if reader is None:
            return
        matcher = self.matcher(query)
        for action in self._offered():
            name = _name(action)
            score = max(matcher.match(name), matcher.match(action.help))
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(name),
                    _perform(reader, action),
                    help=self._help(action),
                )


def _is_motion(action: Action) -> bool:
    """Whether it only moves a pane that the palette covers."""
    return action.id.split(".")[1] in MOTIONS


def _name(action: Action) -> str:
    return action.label[0].upper() + action.label[1:]


def _perform(reader: ReaderScreen, action: Action) -> Callable[[], Awaitable[None]]:
    return lambda: reader.perform(action.id)
