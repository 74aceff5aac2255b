"""A real terminal for tests: a program, the keys it is given and the screen it paints.

Every wait is for a condition on the screen, never for a time: `wait_for` reads what the
program writes, redraws, and looks again until the condition holds or the deadline passes. All
bytes are kept in `raw`, so a test can also say what must never reach a terminal. POSIX only:
a test that imports this module is skipped on Windows.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Self

import pyte

from tests.pseudoterminal import PseudoTerminal, isolated

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

PATIENCE = 30.0
"""Seconds until a wait is given up; long, because a loaded machine must not fail a test."""

KEYS: dict[str, bytes] = {
    "enter": b"\r",
    "tab": b"\t",
    "shift+tab": b"\x1b[Z",
    "escape": b"\x1b",
    "space": b" ",
    "backspace": b"\x7f",
    "delete": b"\x1b[3~",
    "up": b"\x1b[A",
    "down": b"\x1b[B",
    "right": b"\x1b[C",
    "left": b"\x1b[D",
    "home": b"\x1b[H",
    "end": b"\x1b[F",
    "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~",
    **{f"ctrl+{letter}": bytes([ord(letter) & 31]) for letter in "abcdefghijklmnopqrstuvwxyz"},
}
"""What a terminal sends for the keys that are no character. After ``escape`` wait for its
effect before the next key, or the two are read as one."""

_UNKNOWN_TO_PYTE = re.compile(rb"\x1b\[[<=>][0-9;:]*[@-~]")
_UNFINISHED = re.compile(rb"\x1b(?:\[[<=>]?[0-9;:]*)?$")


class Terminal:
    """A program running in a terminal of its own, with nothing of the tester's home.

    Example:
        with Terminal([sys.executable, "-m", "tui"], tmp_path) as terminal:
            terminal.wait_for("Attention Is All You Need")
            terminal.press("down", "s")
            terminal.wait_for(lambda terminal: "★" in terminal.line_with("Adam"))
    """

    def __init__(
        self,
        command: Sequence[str],
        home: Path,
        *,
        columns: int = 120,
        rows: int = 40,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """Start `command` in a terminal of that size.

        Args:
            command: the program and its arguments.
            home: HOME of the program; its CARREL_HOME is ``home/carrel``.
            columns: width in cells.
            rows: height in cells.
            environment: variables set on top of the isolated ones.
        """
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._pending = b""
        self._open = True
        variables = isolated(home, TEXTUAL_ANIMATIONS="none") | dict(environment or {})
        self._program = PseudoTerminal(command, variables, columns=columns, rows=rows)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._program.close()

    @property
    def lines(self) -> list[str]:
        """The screen, line by line, without trailing spaces."""
        # Not pyte's `display`: it fails on what is left of a wide character half overwritten.
        return ["".join(row).rstrip() for row in self.cells]

    @property
    def cells(self) -> list[list[str]]:
        """The screen, row by row and cell by cell; ``""`` where a wide character ends."""
        columns, rows = (range(length) for length in self.size)
        return [[self._screen.buffer[row][column].data for column in columns] for row in rows]

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return self._screen.columns, self._screen.lines

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the terminal's cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    def background(self, column: int, row: int) -> str:
        """The background colour of a cell, as a name or as hexadecimal digits."""
        return str(self._screen.buffer[row][column].bg)

    def line_with(self, text: str) -> str:
        """The first line that holds `text`, or ``""``."""
        return next((line for line in self.lines if text in line), "")

    def type(self, text: str) -> None:
        """Type characters as they are."""
        self._program.send(text.encode())

    def press(self, *keys: str) -> None:
        """Press keys by name, or single characters."""
        self._program.send(b"".join(KEYS.get(key) or key.encode() for key in keys))

    def click(self, column: int, row: int) -> None:
        """Press and release the left mouse button on a cell, counted from 0."""
        at = f"0;{column + 1};{row + 1}"
        self._program.send(f"\x1b[<{at}M\x1b[<{at}m".encode())

    def wheel(self, column: int, row: int, notches: int) -> None:
        """Turn the wheel over a cell: down when `notches` is positive, else up."""
        button = 65 if notches > 0 else 64
        self._program.send(f"\x1b[<{button};{column + 1};{row + 1}M".encode() * abs(notches))

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(rows, columns)
        self._program.resize(columns, rows)

    def wait_for(
        self, condition: str | Callable[[Terminal], bool], timeout: float = PATIENCE
    ) -> None:
        """Read until the text is on the screen, or the condition holds.

        Raises:
            AssertionError: it never came; the message shows the screen.
        """

        def holds() -> bool:
            return condition in self.text if isinstance(condition, str) else condition(self)

        deadline = time.monotonic() + timeout
        while not holds():
            left = deadline - time.monotonic()
            if left <= 0 or not self._open:
                why = f"after {timeout:g} s" if self._open else "when the program ended"
                raise AssertionError(f"{condition!r} does not hold {why}:\n{self._picture()}")
            self._read(left)

    def wait_gone(self, text: str, timeout: float = PATIENCE) -> None:
        """Read until the text is no longer on the screen."""
        self.wait_for(lambda terminal: text not in terminal.text, timeout)

    def wait_exit(self, timeout: float = PATIENCE) -> int:
        """Read until the program has ended; its exit code, negative for a signal.

        Raises:
            AssertionError: it still runs; the message shows the screen.
        """
        deadline = time.monotonic() + timeout
        while not self._program.has_ended() or self._open:
            left = deadline - time.monotonic()
            if left <= 0:
                raise AssertionError(f"still running after {timeout:g} s:\n{self._picture()}")
            self._read(min(left, 0.02))
        assert self._program.exit_code is not None
        return self._program.exit_code

    def _read(self, timeout: float) -> None:
        data = self._program.read(timeout) if self._open else b""
        if data is None:
            self._open = False
        elif data:
            self.raw += data
            data = self._pending + data
            unfinished = _UNFINISHED.search(data)
            cut = unfinished.start() if unfinished else len(data)
            self._pending = data[cut:]
            self._stream.feed(_UNKNOWN_TO_PYTE.sub(b"", data[:cut]))

    def _picture(self) -> str:
        bar = "─" * self._screen.columns
        return "\n".join((bar, *self.lines, bar))
