"""The parser of the command line: argparse's, with complaints that may be printed.

A complaint repeats what was typed, and that may come from data: ids from a list, names of files.
Loaded by `tui.cli` when there is something to parse.
"""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn


class CommandParser(argparse.ArgumentParser):
    """An argument parser; the verbs below it get one of the same kind."""

    def error(self, message: str) -> NoReturn:
        """Tell what is wrong with the command, and how it goes; exit code 2."""
        if found := _UNKNOWN.match(message):
            message = _unknown(found["argument"], found["word"], found["known"])
        super().error(clean(message))


_VERB = "VERB"
"""What the word that comes first is called."""

_UNKNOWN = re.compile(
    r"argument (?P<argument>\S+): invalid choice: '?(?P<word>.*?)'? \(choose from (?P<known>.*)\)",
    re.DOTALL,
)
"""How argparse complains of a word that is none of those it knows, all of which it lists."""


def _unknown(argument: str, word: str, known: str) -> str:
    """The same with the nearest of them; a verb's name is not listed among twenty others."""
    import difflib

    names = [name.strip(" '") for name in known.split(",")]
    close = difflib.get_close_matches(word.casefold()[:80], names, n=1, cutoff=0.6)
    if close:
        hint = f"did you mean {close[0]}?"
    elif argument == _VERB:
        hint = "carrel --help lists them"
    else:
        hint = f"there is {', '.join(names)}"
    told = "no verb is called" if argument == _VERB else f"argument {argument}: there is no"
    return f"{told} {word} ({hint})"


def count_of(noun: str, largest: int) -> Callable[[str], int]:
    """The type of an argument that is a whole number of something, from 1."""

    def count(text: str) -> int:
        plain = text.isascii() and text.isdecimal() and len(text) <= len(str(largest))
        if not (plain and 1 <= int(text) <= largest):
            message = f"not a number of {noun} from 1 to {largest:,}: {text!r}"
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return count
