"""The parser of the command line: argparse's, with complaints that may be printed.

A complaint repeats what was typed, and that may come from data: ids from a list, names of files.
Loaded by `tui.cli` when there is something to parse.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.text import clean

if TYPE_CHECKING:
    from typing import NoReturn


class CommandParser(argparse.ArgumentParser):
    """An argument parser; the verbs below it get one of the same kind."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the command, and how it goes; exit code 2."""
        super().error(clean(message))
