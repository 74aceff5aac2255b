"""How anything that goes wrong is said: what happened, where, and what to do.

A `Problem` is a value: it can be listed in a report, shown on a screen or printed. A
`CarrelError` carries one up to the border (a verb, the app) that shows it in a single line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Problem(NamedTuple):
    """One thing that went wrong, told to a person."""

    message: str
    """What happened, without a full stop: ``not valid JSON``."""

    hint: str = ""
    """What to do about it, if anything can be done."""

    where: str = ""
    """The file, and the record or line within it: ``papers.jsonl, record 7``."""

    def __str__(self) -> str:
        """One line: where, what, and what to do."""
        place = f"{self.where}: " if self.where else ""
        advice = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{advice}"


class CarrelError(Exception):
    """An operation could not be carried out; nothing was half-done."""

    def __init__(self, message: str, *, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.problem = Problem(message, hint, where)

    def __str__(self) -> str:
        return str(self.problem)


class LaterVersionError(CarrelError):
    """Something is whole, and written by a later Carrel: not to be read, nor to be mended."""


class UnknownFormatError(CarrelError):
    """An input is not of any format that papers can be read from."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint with the known name that is most like a wrong one; ``""`` when none is near."""
    from difflib import get_close_matches

    return next((f"did you mean {near}?" for near in get_close_matches(name, known, 1)), "")


def in_one_line(error: CarrelError | OSError) -> str:
    """What went wrong, for a person; of what the system refused, the file and the reason."""
    if isinstance(error, CarrelError):
        return str(error)
    place = f"{error.filename}: " if error.filename else ""
    return f"{place}{error.strerror or error}"
