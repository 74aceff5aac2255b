"""JSON records one by one: from lines of JSON, or from one array, which is read whole.

Both give the value of each record, or a `CarrelError` that says why it is none, so that one
broken record is one problem. Used by the sources whose formats are made of JSON.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.sources.base import CutLine

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE: Final = 8 * 1024**2
"""Bytes of one line of JSON Lines."""

LONGEST_ARRAY: Final = 256 * 1024**2
"""Bytes of one JSON array; it is in memory as text while its records are read."""

_BETWEEN: Final = re.compile(r"[\s,]*")
_OPENING: Final = re.compile(r"\s*\[?[\s,]*")
_REST: Final = "what stands behind it in the file could not be read"


def line_records(lines: Iterator[str]) -> Iterator[tuple[int, object]]:
    """Number and value of each line that is not empty; empty ones do not count."""
    written = (line for line in lines if line and not line.isspace())
    for number, line in enumerate(written, 1):
        yield number, _value(line)


def _value(line: str) -> object:
    if isinstance(line, CutLine):
        return CarrelError(f"the line is longer than {LONGEST_LINE // 1024**2} MiB")
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        reason = error.msg.removesuffix(" at")  # "Unterminated string starting at"
        return CarrelError(f"not valid JSON: {reason} at character {error.pos + 1:,}")
    except (ValueError, RecursionError) as error:
        return _refused(error)


def _refused(error: Exception, hint: str = "") -> CarrelError:
    if isinstance(error, RecursionError):
        return CarrelError("the JSON is nested too deeply", hint=hint)
    return CarrelError(f"not valid JSON: {error}", hint=hint)


def array_records(lines: Iterator[str]) -> Iterator[tuple[int, object]]:
    """Number and value of each element of an array, or of objects one behind the other.

    The records before a fault in the text are given, those behind it cannot be.
    """
    text, whole = _joined(lines)
    opening = _OPENING.match(text)
    at = opening.end() if opening else 0
    is_array = "[" in text[:at]
    decoder = json.JSONDecoder()
    number = 0
    while at < len(text) and text[at] != "]":
        number += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            yield number, _refused(error, _REST) if whole else _too_long()
            return
        yield number, value
        between = _BETWEEN.match(text, at)
        at = between.end() if between else at
    if not whole:
        yield number + 1, _too_long()
    elif is_array and at == len(text):
        yield number + 1, CarrelError("the JSON array has no end; the file may be cut short")


def _too_long() -> CarrelError:
    return CarrelError(
        f"the JSON array is longer than {LONGEST_ARRAY // 1024**2} MiB",
        hint="make it one record a line: jq -c '.[]'",
    )


def _joined(lines: Iterator[str]) -> tuple[str, bool]:
    """The text of the lines, and whether it is all there."""
    parts: list[str] = []
    length = 0
    for line in lines:
        parts.append(line)
        length += len(line) + 1
        if length > LONGEST_ARRAY or isinstance(line, CutLine):
            return "\n".join(parts), False
    return "\n".join(parts), True
