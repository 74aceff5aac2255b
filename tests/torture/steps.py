"""What a workload does, step by step: each on a real home, and on the model.

A step that returned 0 is *acknowledged*. Steps are verbs of the command line, in this process, or
what the reader does by key; both end at the same border, so an error is one line and an exit code.
"""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.errors import CarrelError, in_one_line
from index.fulltext.store import Store
from index.library import Library
from index.paper import Paper
from index.record import to_record
from tui import cli
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.torture.model import Model
    from tui.paths import Home

HOST = "testhost"
_OTHER = "elsewhere"
EXPORTED = "starred.jsonl"
WORDS = ("harbour", "kite", "bucket", "lantern", "willow")


def paper(number: int) -> Paper:
    """The paper of that number: one word of its own, some that others have too."""
    shared = " ".join(word for place, word in enumerate(WORDS, 2) if number % place == 0)
    return Paper(
        id=id_of(number),
        title=f"Paper zq{number}x {shared}".strip(),
        abstract=" ".join([f"Of {shared or 'nothing'} and more."] * (1 + number % 3)),
        authors=("Ana García", f"Bo Nr{number}"),
        added="2026-03-14T09:26:53Z",
    )


def id_of(number: int) -> str:
    """The id of that paper."""
    return f"arxiv:2401.{number:05}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a step ended."""

    code: int
    talk: str
    """Standard error."""

    said: str = ""
    """Standard output."""


class Step(Protocol):
    """One thing that is done."""

    def run(self, home: Home) -> Outcome:
        """Do it."""

    def apply(self, model: Model) -> Model:
        """What it comes to."""

    def partly(self, model: Model, found: Model) -> bool:
        """Whether what was found is an allowed part of it, beyond all and nothing."""


class _Whole:
    """A step that is done whole or not at all."""

    def partly(self, model: Model, found: Model) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Add:
    """``carrel add`` of some files."""

    files: tuple[tuple[int, ...], ...]

    def run(self, home: Home) -> Outcome:
        return verb(*self.words(home))

    def words(self, home: Home) -> list[str]:
        """The command line."""
        return ["add", *(str(given(home, numbers)) for numbers in self.files)]

    def apply(self, model: Model) -> Model:
        return model.adding(frozenset(number for numbers in self.files for number in numbers))

    def partly(self, model: Model, found: Model) -> bool:
        """Papers are whole each by itself, and come in order."""
        new = [model.one_for(number) for numbers in self.files for number in numbers]
        fresh = [number for number in dict.fromkeys(new) if number not in model.papers]
        return any(
            found.seen == model.adding(frozenset(fresh[:count])).seen
            for count in range(len(fresh) + 1)
        )


@dataclass(frozen=True, slots=True)
class Mark(_Whole):
    """``carrel mark``."""

    word: str
    papers: tuple[int, ...]

    def run(self, home: Home) -> Outcome:
        return verb(*self.words(home))

    def words(self, home: Home) -> list[str]:
        """The command line."""
        return ["mark", self.word, *map(id_of, self.papers)]

    def apply(self, model: Model) -> Model:
        return model.marking(self.word, self.papers)


@dataclass(frozen=True, slots=True)
class Note(_Whole):
    """The reader's key for a note."""

    text: str
    papers: tuple[int, ...]

    def run(self, home: Home) -> Outcome:
        papers = tuple(map(id_of, self.papers))
        return keyed(home, lambda reading: reading.mark(f"note:{self.text}", papers))

    def apply(self, model: Model) -> Model:
        return model.marking(f"note:{self.text}" if self.text else "unnote", self.papers)


@dataclass(frozen=True, slots=True)
class Undo(_Whole):
    """The reader's key for undo."""

    def run(self, home: Home) -> Outcome:
        return keyed(home, lambda reading: reading.undo())

    def apply(self, model: Model) -> Model:
        return model.undoing()


@dataclass(frozen=True, slots=True)
class Redo(_Whole):
    """The reader's key for redo."""

    def run(self, home: Home) -> Outcome:
        return keyed(home, lambda reading: reading.redo())

    def apply(self, model: Model) -> Model:
        return model.redoing()


@dataclass(frozen=True, slots=True)
class Save(_Whole):
    """Leaving the reader: ``reading.toml`` takes in what the journals hold."""

    def run(self, home: Home) -> Outcome:
        return keyed(home, lambda reading: reading.save())

    def apply(self, model: Model) -> Model:
        return model


@dataclass(frozen=True, slots=True)
class Export(_Whole):
    """``carrel export`` of the starred papers."""

    def run(self, home: Home) -> Outcome:
        return verb(*self.words(home))

    def words(self, home: Home) -> list[str]:
        """The command line."""
        return ["export", "-o", str(exported(home))]

    def apply(self, model: Model) -> Model:
        return model.exporting()


@dataclass(frozen=True, slots=True)
class Merge(_Whole):
    """``carrel merge`` of the journal of another machine, which starred some papers."""

    papers: tuple[int, ...]

    def run(self, home: Home) -> Outcome:
        return verb("merge", str(_elsewhere(home) / f"journal-{_OTHER}.toml"))

    def apply(self, model: Model) -> Model:
        return model.merging("star", self.papers)

    def prepare(self, home: Home) -> None:
        """Make the journal."""
        Reading.open(_elsewhere(home), _OTHER).mark("star", map(id_of, self.papers))


@dataclass(frozen=True, slots=True)
class Index(_Whole):
    """Indexing in commits of so many papers."""

    batch: int

    def run(self, home: Home) -> Outcome:
        def catch_up() -> None:
            library = Library(home.papers, home.cache)
            store = Store(home.cache / "fulltext", library.log, self.batch)
            store.catch_up(library.columns)

        return at_the_border(catch_up)

    def apply(self, model: Model) -> Model:
        return model


def verb(*words: str) -> Outcome:
    """Run a verb in this process, with output of its own."""
    before = sys.stdout, sys.stderr
    output, talk = io.BytesIO(), io.BytesIO()
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, "utf-8") for each in (output, talk))
    try:
        code = cli.main(list(words))
        sys.stdout.flush()
        sys.stderr.flush()
        return Outcome(code, talk.getvalue().decode(), output.getvalue().decode())
    finally:
        sys.stdout, sys.stderr = before


def keyed(home: Home, do: Callable[[Reading], object]) -> Outcome:
    """Do something as the reader does by key, and wait until it is on the disk."""

    def go() -> None:
        reading = Reading.open(home.journals, HOST)
        reading.table(Library(home.papers, home.cache).columns)
        do(reading)
        reading.sync()

    return at_the_border(go)


def at_the_border(do: Callable[[], object]) -> Outcome:
    """What the command line makes of errors."""
    try:
        do()
    except (CarrelError, OSError) as error:
        return Outcome(1, f"carrel: {in_one_line(error)}\n")
    return Outcome(0, "")


def given(home: Home, numbers: tuple[int, ...]) -> Path:
    """The file with the records of some papers; beside the home, which no fault touches."""
    name = "-".join(map(str, numbers))
    return home.data.parent.parent / "given" / f"{name}.jsonl"


def _elsewhere(home: Home) -> Path:
    return home.data.parent.parent / "elsewhere"


def give(home: Home, step: Add) -> None:
    """Write the files that a step will add."""
    for numbers in step.files:
        path = given(home, numbers)
        path.parent.mkdir(exist_ok=True)
        records = (json.dumps(to_record(paper(number))) for number in numbers)
        path.write_text("".join(f"{record}\n" for record in records), "utf-8")


def exported(home: Home) -> Path:
    """Where an export goes, in a folder that was there before."""
    return home.data.parent / "out" / EXPORTED
