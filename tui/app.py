"""The app: theme, palette, the reader's screen, and nothing else.

Start here to read the screen side: `screens/reader.py` is what the reader sees, `session.py` what
they do, `actions/` and `screens/deeds.py` the two ends of every key.
"""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.color import Color
from textual.filter import Monochrome
from textual.reactive import Reactive

from index.errors import Problem
from tui.looks import OWN_THEMES
from tui.screens.reader import ReaderScreen
from tui.session import Session
from tui.theme import COLOURLESS, DARK, OWN, TERMINAL, greys, known_theme
from tui.tomlfile import nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.command import Provider
    from textual.filter import LineFilter
    from textual.screen import Screen
    from textual.theme import Theme

    from index.library import Library
    from tui.config import Config
    from tui.keymap import Keymap
    from tui.looksfile import LooksFile
    from tui.paths import Home
    from tui.reading.reading import Reading
    from tui.views.saved_views import SavedViews


def _action_commands() -> type[Provider]:
    from tui.palette import ActionCommands

    return ActionCommands


@runtime_checkable
class _TakesKeys(Protocol):
    """A screen that carries a key out before the next one is looked at."""

    async def take_key(self, event: events.Key) -> bool:
        """Carry it out; False where it is none for this screen."""
        ...


@runtime_checkable
class _TakesPastes(Protocol):
    """A screen that takes what is pasted before the next key is looked at."""

    def take_paste(self, text: str) -> None:
        """Put it where it belongs, if anywhere."""


class CarrelApp(App[None], inherit_bindings=False):
    """Carrel on the screen."""

    TITLE = "Carrel"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_action_commands}
    COMMAND_PALETTE_BINDING = ""

    theme: Reactive[str] = Reactive(DARK.name)
    """The start's own theme; another one costs the start one more pass over all CSS."""

    def __init__(
        self,
        library: Library,
        reading: Reading,
        views: SavedViews,
        config: Config,
        keymap: Keymap,
        home: Home,
        looks: LooksFile,
        problems: Sequence[Problem] = (),
        *,
        greeting: str = "",
        plain: bool = False,
    ) -> None:
        # NO_COLOR is only true when the terminal's own colours are asked for at construction.
        super().__init__(ansi_color=True if plain else None)
        self.no_color = plain  # Textual takes an empty NO_COLOR for a wish
        self.library, self.reading = library, reading
        self._config, self._keys = config, keymap
        self._home, self._greeting = home, greeting
        self._looks, self._plain = looks, plain
        self.session = Session(library, reading, views, config.later)
        self._problems = [*problems, *self._dress()]

    def _dress(self) -> list[Problem]:
        """Take the theme that is wanted; what is wrong with how it is called in the options."""
        problems = []
        named = self._config.theme
        if named and not known_theme(named, self.available_themes):
            hint = nearest(named, [*OWN_THEMES, *self.available_themes])
            where = str(self._home.config_file)
            problems.append(Problem(f"theme {quoted(named)} is not known", hint, where))
        theme = known_theme(self._looks.looks.theme, self.available_themes)
        has_few = self.console.color_system not in ("truecolor", "256")
        if self._plain or (not theme and has_few):
            theme = TERMINAL.name
        if theme and theme != self.theme:
            self.theme = theme
        return problems

    def get_line_filters(self) -> Sequence[LineFilter]:
        """No colour where none is wanted; Textual's own way of that leaves grey ones."""
        if self._plain:
            return (COLOURLESS,)
        filters = super().get_line_filters()
        return [one for one in filters if not isinstance(one, Monochrome)]

    async def on_event(self, event: events.Event) -> None:
        """Give keys, and what is pasted, to the screen first, one after the other.

        Textual forwards a key to whatever has the focus when it arrives, though the key before may
        just be moving the focus. A slow line delivers ``/diff`` in one piece, and its letters
        would be taken for keys of the list; a second ``?`` would close help that is closed already.
        """
        if isinstance(event, events.Key) and not event.is_forwarded:
            if letter := self._typed_after_escape(event):
                await self.on_event(events.Key("escape", "\x1b"))
                await self.on_event(events.Key(letter, letter))
                return
            screen = self.screen
            if isinstance(screen, _TakesKeys) and await screen.take_key(event):
                return
        elif isinstance(event, events.Paste) and not event.is_forwarded:
            screen = self.screen
            if isinstance(screen, _TakesPastes):
                screen.take_paste(event.text)
                return
        await super().on_event(event)

    def _typed_after_escape(self, event: events.Key) -> str:
        """The letter of a key that arrives as Alt and a letter and is Escape and that letter.

        Only the older protocol writes both alike, and then the key has a character; tmux keeps an
        Escape back for half a second, so that whoever types on sends both at once.
        """
        letter = event.character or ""
        is_both = event.key.startswith("alt+") and letter.isalnum()
        return letter if is_both and not self._keys.uses(event.key) else ""

    def copy_to_clipboard(self, text: str) -> None:
        """Have the terminal copy; Textual's own way does not get out of tmux or screen."""
        from tui.clipboard import sequences

        self._clipboard = text
        if self._driver is not None:
            for sequence in sequences(text, os.environ):
                self._driver.write(sequence)

    @cached_property
    def available_themes(self) -> dict[str, Theme]:
        """Textual's themes and Carrel's own, known before the first stylesheet is read.

        Every widget asks for them, several times, and no more are ever registered.
        """
        return super().available_themes | {theme.name: theme for theme in OWN}

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The greys that the stylesheet names, for whatever theme is on."""
        theme = self.current_theme
        foreground = Color.parse(theme.foreground or ("#e0e0e0" if theme.dark else "#202020"))
        background = Color.parse(theme.background or ("#121212" if theme.dark else "#efefef"))
        return {name: grey.css for name, grey in greys(foreground, background).items()}

    def get_default_screen(self) -> Screen[None]:
        """The reader's screen, with the library as it lies on disk."""
        screen = ReaderScreen(
            self.session, self._config, self._keys, self._home, self._problems, self._looks
        )
        if self._greeting and not self._problems:
            screen.say(self._greeting)
        return screen
