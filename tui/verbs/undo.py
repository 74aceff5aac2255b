"""``carrel undo [N]``: take back the last things done on this machine, in the reader or by verbs.

``carrel redo`` (`tui.verbs.redo`) does them once more. Each line says what a step had done; marks,
tags, notes and views are taken back alike.
"""

from __future__ import annotations

import argparse
import os
from typing import TYPE_CHECKING

from index.library import Library
from tui.answering import tell
from tui.reading.host import host_name
from tui.reading.reading import Reading
from tui.saying import step_words
from tui.views.saved_views import SavedViews

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.paths import Home
    from tui.reading.action import Action

_MOST = 10_000


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "count", metavar="N", nargs="?", type=_count, default=1, help="how many steps (default: 1)"
    )


def run(args: argparse.Namespace, home: Home) -> int:
    """Take back so many steps; 1 if there was none."""
    return retrace(home, lambda reading: reading.undo(), args.count, "undone")


def retrace(home: Home, step: Callable[[Reading], Action | None], count: int, word: str) -> int:
    """Undo or redo so many steps, and say each; 1 if there was none."""
    library = Library(home.papers, home.cache)
    library.open_columns()
    reading = Reading.open(home.journals, host_name(os.environ))
    reading.table(library.columns)
    done = 0
    while done < count and (action := step(reading)) is not None:
        print(f"{word}: {step_words(action)}")
        done += 1
    if done:
        reading.sync()
        views = SavedViews.of(home, reading)
        views.follow()
        for problem in views.problems:
            tell(f"carrel: {problem}")
        if reading.save_due:
            reading.save()
    else:
        tell(f"nothing to be {word}")
    for problem in reading.problems:
        tell(f"carrel: {problem}")
    return 0 if done else 1


def _count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text[:9]) <= _MOST and len(text) < 6):
        raise argparse.ArgumentTypeError(f"not a number of steps: {text!r}")
    return int(text)
