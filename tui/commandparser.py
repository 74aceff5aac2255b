"""The parser of the command line: argparse's, with complaints that may be printed.

A complaint repeats what was typed, and that may come from data: ids from a list, names of files.
Loaded by `tui.cli` when there is something to parse.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


class CommandParser(argparse.ArgumentParser):
    """An argument parser; the verbs below it get one of the same kind."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the command, and how it goes; exit code 2."""
        super().error(clean(message))


def count_of(noun: str, largest: int) -> Callable[[str], int]:
    """The type of an argument that is a whole number of something, from 1."""

    def count(text: str) -> int:
        plain = text.isascii() and text.isdecimal() and len(text) <= len(str(largest))
        if not (plain and 1 <= int(text) <= largest):
            message = f"not a number of {noun} from 1 to {largest:,}: {text!r}"
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return count
