"""Opening the reader: from a home on disk to the running app.

What the first frame needs is read here: columns, marks, config and keys. The full-text index and
numpy load beside the screen, once the first frame stands.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.library import Library
from tui.config import Config
from tui.keymap import Keymap
from tui.looksfile import LooksFile
from tui.reading.host import host_name
from tui.reading.moment import utc_now
from tui.reading.reading import Reading
from tui.views.saved_views import SavedViews

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tui.app import CarrelApp
    from tui.paths import Home
    from tui.reading.moment import Clock


def make_app(
    home: Home, environ: Mapping[str, str], greeting: str = "", *, clock: Clock = utc_now
) -> CarrelApp:
    """The app over a home, ready to run; the greeting stands in the status line at first."""
    from tui.app import CarrelApp

    library = Library(home.papers, home.cache)
    library.open_columns()
    reading = Reading.open(home.journals, host_name(environ), clock)
    config, problems = Config.load(home.config_file)
    looks = LooksFile.open(home.looks_file, config)
    keymap, key_problems = Keymap.load(
        config.keymap,
        home.keys_file,
        commands=[(command.action, command.key) for command in config.commands],
    )
    views = SavedViews.of(home, reading)
    views.follow()
    found = (
        library.problems,
        reading.problems,
        problems,
        looks.problems,
        key_problems,
        views.problems,
    )
    return CarrelApp(
        library,
        reading,
        views,
        config,
        keymap,
        home,
        looks,
        [problem for some in found for problem in some],
        greeting=greeting,
        plain=bool(environ.get("NO_COLOR")),
    )


FRAMES = 120
"""Frames a second, at most. What a key asks a search for comes a frame after the query itself; at
Textual's 60 that frame alone would wait longer than the search takes."""


def open_reader(home: Home, environ: Mapping[str, str], greeting: str = "") -> int:
    """Run the app over a home until the reader quits; returns the exit code."""
    os.environ.setdefault("TEXTUAL_FPS", str(FRAMES))
    app = make_app(home, environ, greeting)
    app.run()
    return (app.return_code or 0) if _left_in_order(app) else 1


def _left_in_order(app: CarrelApp) -> bool:
    """Whether everything is saved, now that the reader has left; what is not, is told."""
    from tui.answering import tell

    lost = app.session.unsaved.at_last()
    for line in lost:
        tell(f"carrel: {line}")
    try:
        app.reading.save()
    except CarrelError as error:
        if not lost:  # no mark depends on it
            tell(f"carrel: reading.toml is not brought up to date, the journals are: {error}")
    return not lost
