"""What every source of papers is given and gives, and the few steps all of them share.

A source is a format. `registry` asks each by content which one fits, `opening` hands over the
lines, and `library` takes the papers. A source makes one item of each record, in order: a
`Paper`, or a `Problem` that names the record; it never stops at a bad one, never holds more of
the input than its format forces it to, and opens nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.errors import CarrelError, Problem
from index.record import LONGEST_ABSTRACT, LONGEST_FIELD, LONGEST_TITLE
from index.tex.readable import readable
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.paper import Paper


@dataclass(frozen=True, slots=True)
class Origin:
    """Where records come from."""

    name: str
    """The page's or file's name, for listings: ``000_402e``."""

    where: str
    """The input as problems name it: a path as it was given, or ``standard input``."""

    year: int | None = None
    """The year of a page that does not give one, when the reader told it."""

    added: str = ""
    """The time of the import, for papers that do not bring their own: ``2026-03-14T09:26:53Z``."""

    day: str = ""
    """The day of the list, where whoever asked for it knows and the list may not say."""

    read: str = ""
    """When it was read from where it comes from, like `added`; what is counted is true of then."""

    skipped: int = 0
    """Records before the first one that is read, which went in another time."""

    @property
    def counted(self) -> str:
        """The day on which what is counted was read: ``2026-03-14``, or ``""``."""
        return (self.read or self.added)[:10]

    def problem(self, record: int, message: str, hint: str = "") -> Problem:
        """What is wrong with one record, counted from 1."""
        return Problem(message, hint, f"{self.where}, record {self.skipped + record}")


class CutLine(str):
    """The beginning of a line that was longer than its reader allows."""

    __slots__ = ()


class Source(Protocol):
    """One format that papers come in."""

    @property
    def name(self) -> str:
        """The format, for a person: ``conference records (JSON Lines)``."""
        ...

    @property
    def kind(self) -> str:
        """What its word weighs: one of `index.provenance.KINDS`."""
        ...

    @property
    def longest_line(self) -> int:
        """Bytes of one line that it wants to see; what is behind them is not handed over."""
        ...

    def detects(self, head: str) -> bool:
        """Whether an input that begins like this is of this format."""
        ...

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """The papers in `lines`, which come without their line ends.

        A line that was too long comes as a `CutLine`.
        """
        ...


def whole_text(lines: Iterator[str], most: int) -> tuple[str, bool]:
    """The text of the lines, up to about `most` characters, and whether it is all there."""
    parts: list[str] = []
    length = 0
    for line in lines:
        parts.append(line)
        length += len(line) + 1
        if length > most or isinstance(line, CutLine):
            return "\n".join(parts), False
    return "\n".join(parts), True


def papers_of_records(
    records: Iterable[tuple[int, object]],
    origin: Origin,
    paper_of: Callable[[dict[str, object], Origin], Paper],
) -> Iterator[Paper | Problem]:
    """One item for each record of JSON; an error in the place of one says why it is none."""
    for number, record in records:
        try:
            if isinstance(record, CarrelError):
                raise record
            if not isinstance(record, dict):
                raise CarrelError("a record is a JSON object")
            yield paper_of(record, origin)
        except CarrelError as error:
            yield origin.problem(number, error.problem.message, error.problem.hint)


def readable_text(raw: str, name: str, longest: int = LONGEST_FIELD) -> tuple[str, str]:
    """A text of a record, readable, and as its source wrote it where that differs, else ``""``.

    Even the source's own wording comes without control signs: they carry none of it.

    Raises:
        CarrelError: it is too long; the message says so of `name`.
    """
    if len(raw) > longest:
        raise CarrelError(f"{name} is longer than {longest:,} characters")
    shown = readable(raw)
    if shown == raw:
        return shown, ""
    kept = clean(raw)
    # A ligature or a composed letter may have become several.
    if max(len(shown), len(kept)) > longest:
        raise CarrelError(f"{name} is longer than {longest:,} characters")
    return shown, "" if kept == shown else kept


def fact(raw: str) -> str:
    """A text that is one of the lesser facts of a record, readable; ``""`` if it is too long."""
    try:
        return readable_text(raw, "")[0]
    except CarrelError:
        return ""


def readable_title(raw: str) -> tuple[str, str]:
    """Like `readable_text`; a paper without a title is refused as well."""
    title, kept = readable_text(raw, "title", LONGEST_TITLE)
    if not title:
        raise CarrelError("title is missing or empty")
    return title, kept


def readable_abstract(raw: str) -> tuple[str, str]:
    """Like `readable_text`."""
    return readable_text(raw, "abstract", LONGEST_ABSTRACT)
