"""The command line: a verb, or no verb and the reader opens.

The one border of the program: whatever goes wrong below is told here in one line. Exit codes:
0 done; 1 something in the data, a file or the library was wrong; 2 the command was. Each verb is
a module of `tui.verbs`, loaded only when it is called, so that none pays for another.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from index.errors import CarrelError, in_one_line
from tui import VERSION
from tui.paths import Home
from tui.verbnames import VERBS

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

GREETING = "a sample library, to look around in: nothing you do here is kept"
"""What the status line says first when the sample is open."""

INTERRUPTED = 130
"""Exit code after Ctrl-C, as shells expect it."""


class Verb(Protocol):
    """What a module of `tui.verbs` offers."""

    def configure(self, parser: argparse.ArgumentParser) -> None:
        """Declare the verb's arguments."""

    def run(self, args: argparse.Namespace, home: Home) -> int:
        """Carry it out; returns the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run Carrel with the arguments of the command line."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = _run(words)
        sys.stdout.flush()
        return code
    except BrokenPipeError:
        return 1  # whoever read the output has seen enough
    except (CarrelError, OSError) as error:
        return _fail(in_one_line(error), 1)
    except KeyboardInterrupt:
        return _fail("interrupted; everything finished so far is kept", INTERRUPTED)
    finally:
        _let_go_of_output()


def _let_go_of_output() -> None:
    """Drop what could not be written: the interpreter would try again and complain at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(words: list[str]) -> int:
    if not words:
        return _open_reader(sample="never")
    args = _parser(words).parse_args(words)
    if args.verb is None:
        return _open_reader(sample=args.sample or "never")
    return _verb(args.verb).run(args, Home.find(os.environ))


def _fail(message: str, code: int) -> int:
    from index.text import clean

    # A message may hold what a file is called, or says.
    print(f"carrel: {clean(message)}", file=sys.stderr)
    return code


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    from tui.commandparser import CommandParser

    parser = CommandParser(
        prog="carrel",
        description="A terminal reader for triaging research papers. Without a verb, it opens.",
    )
    parser.add_argument("--version", action="version", version=f"carrel {VERSION}")
    sample = parser.add_mutually_exclusive_group()
    sample.add_argument(
        "--sample",
        dest="sample",
        action="store_const",
        const="always",
        help="open a sample library in a throw-away home",
    )
    sample.add_argument(
        "--or-sample",
        dest="sample",
        action="store_const",
        const="if-empty",
        help="open the sample library if your own is empty",
    )
    verbs = parser.add_subparsers(dest="verb", metavar="VERB", title="verbs")
    called = next((word for word in words if not word.startswith("-")), "")
    for name, purpose in VERBS.items():
        below = verbs.add_parser(name, help=purpose, description=purpose.capitalize() + ".")
        if name == called:
            _verb(name).configure(below)
    return parser


def _verb(name: str) -> Verb:
    return cast("Verb", import_module(f"tui.verbs.{name}"))


def _open_reader(*, sample: str) -> int:
    from tui.served import is_served

    streams = (sys.stdin, sys.stdout, sys.stderr)
    if not is_served(os.environ) and not all(stream.isatty() for stream in streams):
        return _fail("the reader needs a terminal; in a script use a verb: carrel --help", 2)
    # Thousands of objects that live for good are about to be made: looking through them again
    # and again for garbage takes a fifth of the start. The app turns collection on once it stands.
    gc.disable()
    from tui.ending import told_to_end
    from tui.opening import open_reader

    home = Home.find(os.environ)
    with told_to_end():  # so that terminal, child and sample are given up in order
        if sample == "always" or (sample == "if-empty" and not home.has_papers):
            from tui.sample import sample_home

            with sample_home() as throwaway:
                return open_reader(throwaway, os.environ, GREETING)
        return open_reader(home, os.environ)
