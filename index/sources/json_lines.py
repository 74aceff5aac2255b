"""JSON records one by one: from lines of JSON, or from one array, whose text is read whole.

Both give the value of each record, or a `CarrelError` that says why it is none, so that one
broken record is one problem. Used by the sources whose formats are made of JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.sources.base import CutLine, whole_text

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE: Final = 8 * 1024**2
"""Bytes of one line of JSON Lines, and characters of one record of an array: what a record
becomes takes up to thirty times that in memory."""

LONGEST_ARRAY: Final = 256 * 1024**2
"""Bytes of one JSON array; it is in memory as text while its records are read."""

_BETWEEN: Final = re.compile(r"[\s,]*")
_OPENING: Final = re.compile(r"\s*\[?[\s,]*")
# Characters of what cannot be told from an error when it is cut: ``false``, an escape.
_LONGEST_TOKEN: Final = 16
_REST: Final = "what stands behind it in the file could not be read"


def line_records(lines: Iterator[str]) -> Iterator[tuple[int, object]]:
    """Number and value of each line that is not empty; empty ones do not count."""
    written = (line for line in lines if line and not line.isspace())
    for number, line in enumerate(written, 1):
        yield number, value_of(line)


def value_of(line: str) -> object:
    """The value that a text of JSON is, or a `CarrelError` that says why it is none."""
    if isinstance(line, CutLine):
        return CarrelError(f"the line is longer than {LONGEST_LINE // 1024**2} MiB")
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        return _refused(error)


def _refused(error: Exception, start: int = 0, hint: str = "") -> CarrelError:
    """What is wrong with a record in text that begins at an offset of the whole."""
    if isinstance(error, RecursionError):
        return CarrelError("the JSON is nested too deeply", hint=hint)
    if isinstance(error, json.JSONDecodeError):
        reason = error.msg.removesuffix(" at")  # "Unterminated string starting at"
        place = start + error.pos + 1
        return CarrelError(f"not valid JSON: {reason} at character {place:,}", hint=hint)
    # All that is left for Python to refuse, in words that are for who writes Python.
    return CarrelError("the JSON has a number with too many digits", hint=hint)


def array_records(lines: Iterator[str]) -> Iterator[tuple[int, object]]:
    """Number and value of each element of an array, or of objects one behind the other.

    The records before a fault in the text are given, those behind it cannot be.
    """
    text, whole = whole_text(lines, LONGEST_ARRAY)
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    is_array = "[" in text[:at]
    records = _Records(text)
    number = 0
    while at < len(text) and text[at] != "]":
        number += 1
        try:
            value, at = records.decode(at)
        except CarrelError as error:
            yield number, error if whole else _too_long()
            return
        yield number, value
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    if not whole:
        yield number + 1, _too_long()
    elif is_array and at == len(text):
        yield number + 1, CarrelError("the JSON array has no end; the file may be cut short")


class _Records:
    """The records of a long text, of which the decoder sees only so much as one may take."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder()
        self._start = 0
        self._part = text[: 2 * LONGEST_LINE]

    def decode(self, at: int) -> tuple[object, int]:
        """The record that begins at an offset of the text, and the offset behind it.

        Raises:
            CarrelError: it is no JSON, too deep or too long.
        """
        end = self._start + len(self._part)
        if end <= at + LONGEST_LINE and end < len(self._text):
            self._start, self._part = at, self._text[at : at + 2 * LONGEST_LINE]
            end = at + len(self._part)
        try:
            value, behind = self._decoder.raw_decode(self._part, at - self._start)
        except (ValueError, RecursionError) as error:
            if end < len(self._text) and self._ran_out(error):
                raise _record_too_long() from None
            raise _refused(error, self._start, _REST) from None
        if self._start + behind - at > LONGEST_LINE:
            raise _record_too_long()
        return value, self._start + behind

    def _ran_out(self, error: Exception) -> bool:
        """Whether an error is that of a record whose end is behind the part."""
        return isinstance(error, json.JSONDecodeError) and (
            error.msg.startswith("Unterminated") or error.pos > len(self._part) - _LONGEST_TOKEN
        )


def _record_too_long() -> CarrelError:
    return CarrelError(f"the record is longer than {LONGEST_LINE // 1024**2} MiB", hint=_REST)


def _too_long() -> CarrelError:
    return CarrelError(
        f"the JSON array is longer than {LONGEST_ARRAY // 1024**2} MiB",
        hint="make it one record a line: jq -c '.[]'",
    )
