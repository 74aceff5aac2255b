"""Reading a TOML file that a person edits: one mistake costs its line, not the file.

Called by `tui.config` and `tui.keymapfile`. The parser stops at the first mistake, so the line at
fault is told, blanked and the rest parsed again, within a bound on all that is parsed. A header at
fault is mended rather than blanked: what stands below it must not fall into the table above. An
absent file is an empty one.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from typing import TYPE_CHECKING

from index.errors import Problem
from index.files import open_plain
from tui.tomlextent import DEEPEST, TomlExtent, in_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from pathlib import Path

MAX_MISTAKES = 20
"""After so many the file is likely not TOML at all; what stands above the last is still used."""

MAX_BYTES = 128 << 10
"""Hand-written files are a few kilobytes; a larger one is some other file under this name."""

MAX_LINE = 2_000
"""Characters; nobody writes longer ones by hand."""

MAX_KEYS = 4_000
"""A keymap that binds every key in every pane has some hundred."""

MAX_PARSED = 4_000_000
"""Characters that the parser is given, all in all, to find the mistakes in one file: a second or
two. A hand-written file needs a tenth of it even when all of it is wrong."""

_LINE = re.compile(r" ?\(at (?:line (\d+), column \d+|end of document)\)$")
_WORD = re.compile(r"[\w-]+(?![\w.-])")
_MEND = "\0"
_WHICH = "is it the right file?"


class TomlFile:
    """The top level of one file, in its order, and what was wrong with it."""

    def __init__(self) -> None:
        self.entries: list[tuple[str, object]] = []
        """Name and value. A name stands twice when its table is declared twice."""
        self.problems: list[Problem] = []

    @classmethod
    def read(cls, path: Path, tables: Collection[str] = ()) -> TomlFile:
        """Read `path`; never raises for what is in it, nor when it is absent or unreadable.

        Args:
            path: the file.
            tables: names of the tables expected in it, by which a broken header is known.
        """
        result = cls()
        try:
            with open_plain(path) as stream:
                data = stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return result
        except OSError as error:
            reason = error.strerror or type(error).__name__
            result.problems.append(Problem(f"cannot be read: {reason}", where=str(path)))
            return result
        if len(data) > MAX_BYTES:
            message = f"larger than {MAX_BYTES >> 10} KiB, not read"
            result.problems.append(Problem(message, _WHICH, str(path)))
            return result
        result._take(_decode(data, path, result.problems), path, tables)
        return result

    def _take(self, text: str, path: Path, tables: Collection[str]) -> None:
        """Parse `text`, giving up a line for each mistake."""
        lines = text.split("\n")
        self._drop(lines, _long(lines), f"longer than {MAX_LINE:,} characters", path)
        extent = TomlExtent.of("\n".join(lines))
        if extent.keys > MAX_KEYS:
            message = f"more than {MAX_KEYS:,} keys, not read"
            self.problems.append(Problem(message, _WHICH, str(path)))
            return
        self._drop(lines, extent.deep, f"nested deeper than {DEEPEST} levels", path)
        parser = _Parser()
        table, mistake = parser.parse(lines)
        count = 0
        while mistake is not None:
            number, reason = parser.locate(lines, mistake)
            where = f"{path}, line {number}"
            count += 1
            if count > MAX_MISTAKES or parser.is_spent:
                self.problems.append(
                    Problem("too many mistakes", "all from here on is left out", where)
                )
                table, mistake = parser.parse(lines[: number - 1])
                break
            line = lines[number - 1]
            header = _header(line, tables)
            lines[number - 1] = f'["{header}\\u0000{number}"]' if header else ""
            hint = "" if header else "the line is left out"
            self.problems.append(Problem(f"{reason}: {quoted(line)}", hint, where))
            table, mistake = parser.parse(lines)
        self.entries = [(name.partition(_MEND)[0], value) for name, value in table.items()]

    def _drop(self, lines: list[str], numbers: Sequence[int], message: str, path: Path) -> None:
        """Give up lines, counted from 1, before the parser sees them."""
        for number in numbers:
            lines[number - 1] = ""
        self.problems += [
            Problem(message, "the line is left out", f"{path}, line {number}")
            for number in numbers[:MAX_MISTAKES]
        ]
        if (more := len(numbers) - MAX_MISTAKES) > 0:
            noun = "line" if more == 1 else "lines"
            self.problems.append(Problem(f"{more:,} more {noun} {message}", "left out", str(path)))


def _long(lines: list[str]) -> list[int]:
    return [number for number, line in enumerate(lines, 1) if len(line) > MAX_LINE]


class _Parser:
    """The standard library's parser, and a count of what it was given."""

    def __init__(self) -> None:
        self._left = MAX_PARSED

    @property
    def is_spent(self) -> bool:
        """Whether no more should be parsed than has to be."""
        return self._left < 0

    def parse(self, lines: list[str]) -> tuple[dict[str, object], Exception | None]:
        """The tables of `lines`, or the mistake that the parser stopped at."""
        import tomllib

        text = "\n".join(lines)
        self._left -= len(text)
        try:
            return tomllib.loads(text), None
        except (ValueError, RecursionError) as mistake:  # a number too long, arrays too deep
            return {}, mistake

    def locate(self, lines: list[str], mistake: Exception) -> tuple[int, str]:
        """Number (from 1) of the line at fault, and what is wrong with it.

        The parser notices a string or array left open only lines later, or at the end: the line
        at fault is the last of the shortest beginning that does not parse.
        """
        message = in_words(mistake)
        told = _LINE.search(message)
        last = int(told[1]) if told and told[1] else len(lines)
        if self.parse(lines[: last - 1])[1] is None:
            return last, _reason(mistake, message)
        low, high = 1, last - 1
        while low < high and not self.is_spent:
            middle = (low + high) // 2
            if self.parse(lines[:middle])[1] is None:
                low = middle + 1
            else:
                high = middle
        return low, "not TOML, left open"


def _reason(mistake: Exception, message: str) -> str:
    reason = _LINE.sub("", message)
    if "overwrite" in reason or "twice" in reason or "mutate" in reason:
        return "stands twice"
    if "digits" in reason:
        return f"a number with {reason}"
    return (
        f"not TOML, {reason[:1].lower()}{reason[1:]}" if isinstance(mistake, ValueError) else reason
    )


def quoted(text: str) -> str:
    """`text` fit to be shown: in quotes, short, with nothing that a terminal would obey."""
    text = text.strip()
    if len(text) > 60:
        text = text[:59] + "…"
    if not text.isprintable():
        text = "".join(
            char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
            for char in text
        )
    return f'"{text}"' if '"' not in text else f"‘{text}’"


def shown_value(value: object) -> str:
    """`value` as it may stand in a message: TOML's own words where they differ from Python's."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        return "a table"
    return quoted(str(value)) if not isinstance(value, int | float) else str(value)[:40]


def nearest(name: str, known: Iterable[str]) -> str:
    """A hint naming the known name most like `name`; empty when none is near."""
    import difflib

    by_folded = {other.casefold(): other for other in known}
    close = difflib.get_close_matches(name.casefold()[:80], by_folded, n=1, cutoff=0.6)
    return f"did you mean {quoted(by_folded[close[0]])}?" if close else ""


def _decode(data: bytes, path: Path, problems: list[Problem]) -> str:
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem("not UTF-8 text", "save it as UTF-8", f"{path}, line {number}"))
        text = data.decode("utf-8", errors="replace")
    return text.replace("\r\n", "\n")


def _header(line: str, tables: Collection[str]) -> str:
    """The table that the broken `line` was to begin; ``""`` if it is no header at all."""
    head, equals, _ = line.partition("=")
    head = head.strip()
    whole = head.startswith("[") and "]" in head
    if (equals and not whole) or not ("[" in head or "]" in head):
        return ""
    words: list[str] = _WORD.findall(head)
    known = [word for word in words if word in tables]
    bracketed = head.startswith("[") or head.endswith("]")
    return next(iter(known or (words if bracketed else ())), "")
