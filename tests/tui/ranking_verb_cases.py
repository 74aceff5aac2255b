"""A home with papers and stars, and verbs called on it."""

from __future__ import annotations

import argparse
import io
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.paperlog import PaperLog
from tests.index.vector_cases import made_up
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from types import ModuleType

    import pytest

    from tui.paths import Home

PAPERS = made_up(40)
STARS = [PAPERS[number].id for number in (1, 5, 9)]

RULES = """
outside = 0

[[rule]]
query = 'author:"Writer 6"'
weight = 50

[[rule]]
query = "title:oven"
mute = true
"""


def furnished(home: Home) -> Home:
    """A home with forty papers on four matters, and three stars on one."""
    PaperLog(home.papers).append(PAPERS)
    star(home, *STARS)
    return home


def star(home: Home, *ids: str) -> None:
    """Star papers."""
    reading = Reading.open(home.data, "test", lambda: datetime(2026, 3, 14, tzinfo=UTC))
    reading.mark("star", ids)


def options(home: Home, text: str) -> None:
    """Write the reader's settings."""
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(text, encoding="utf-8")


def run(verb: ModuleType, home: Home, *arguments: str) -> int:
    """Call a verb as the command line does."""
    parser = argparse.ArgumentParser()
    verb.configure(parser)
    code: int = verb.run(parser.parse_args(arguments), home)
    return code


class Terminal(io.TextIOWrapper):
    """Standard output as it is on a terminal."""

    def isatty(self) -> bool:
        return True


def on_terminal(
    verb: ModuleType, home: Home, monkeypatch: pytest.MonkeyPatch, *arguments: str, width: int = 80
) -> list[str]:
    """The lines that a verb writes to a terminal of some width."""
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", Terminal(written, encoding="utf-8"))
    monkeypatch.setenv("COLUMNS", str(width))
    assert run(verb, home, *arguments) == 0
    return written.getvalue().decode().splitlines()
