"""Every format papers can leave in: the list that verbs, the reader and their help share.

A format is a module with one function, ``render(entries) -> str``, and one line here. Its
module is imported when something is rendered, so that naming the formats costs nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from index.errors import CarrelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tui.export.entry import Entry


class Renderer(Protocol):
    """What a format's module provides."""

    def render(self, entries: Sequence[Entry]) -> str:
        """A whole file's text: entries in, every line ended."""
        ...


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write papers down."""

    name: str
    """As ``--format`` takes it."""

    ending: str
    """Of its files: ``.bib``."""

    label: str
    """As people call it: ``BibTeX``."""

    module: str
    """Where it is done: a `Renderer`."""

    def render(self, entries: Sequence[Entry]) -> str:
        """A whole file's text."""
        return cast("Renderer", import_module(self.module)).render(entries)


FORMATS = (
    Format("bibtex", ".bib", "BibTeX", "tui.export.bibtex"),
    Format("csl-json", ".json", "CSL-JSON", "tui.export.csl_json"),
    Format("markdown", ".md", "Markdown", "tui.export.markdown"),
    Format("csv", ".csv", "CSV", "tui.export.csv_table"),
    Format("jsonl", ".jsonl", "Carrel JSON Lines", "tui.export.carrel_jsonl"),
)
"""The first is what papers leave in when nothing else is asked for."""


def by_name(name: str) -> Format:
    """The format of that name.

    Raises:
        CarrelError: there is none.
    """
    for known in FORMATS:
        if known.name == name:
            return known
    names = ", ".join(known.name for known in FORMATS)
    raise CarrelError(f"no export format is called {name!r}", hint=f"formats: {names}")


def for_file(path: Path | None) -> Format:
    """The format that a file's ending asks for; BibTeX when it asks for none."""
    ending = path.suffix.casefold() if path else ""
    return next((known for known in FORMATS if known.ending == ending), FORMATS[0])
