"""The reader's own editor, on a text of a few lines.

What was written is never lost: the file goes only once whoever asked has made use of the text, and
where that fails, the message says where the file is. No shell is involved.
"""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FALLBACKS = ("sensible-editor", "nano", "vim", "vi", "notepad")
_LARGEST = 1024 * 1024
"""Bytes that are read back: far more than any text that is kept."""


def editor_command(environ: Mapping[str, str]) -> tuple[str, ...] | None:
    """The words of ``VISUAL`` or ``EDITOR``, else an editor that is there, or None."""
    import shlex

    for name in ("VISUAL", "EDITOR"):
        with contextlib.suppress(ValueError):  # a quote that is not closed
            if words := shlex.split(environ.get(name, "")):
                return tuple(words)
    return next(((name,) for name in _FALLBACKS if shutil.which(name)), None)


@contextlib.contextmanager
def edited(text: str, name: str, environ: Mapping[str, str]) -> Iterator[str]:
    """What the reader made of a text, to be kept within the ``with`` statement.

    Args:
        text: what to begin with.
        name: what the file is called, but for its ending.
        environ: says which editor.

    Raises:
        CarrelError: there is no editor, or it failed; or, with the place of the file in it, what
            was raised within the statement.
    """
    command = editor_command(environ)
    if command is None:
        raise CarrelError("no editor was found", hint="set EDITOR to the one you like")
    folder = Path(tempfile.mkdtemp(prefix="carrel-"))  # for the owner alone
    path = folder / f"{name}.md"
    try:
        path.write_text(f"{text}\n" if text else "", "utf-8", newline="\n")
        _run(command, path)
        yield _read(path)
    except CarrelError as error:
        if path.exists() and path.read_bytes().decode("utf-8", "replace").rstrip("\n") != text:
            told = f"{error.problem.message}; what you wrote is kept"
            raise CarrelError(told, hint=error.problem.hint, where=str(path)) from error
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _run(command: tuple[str, ...], path: Path) -> None:
    try:
        done = subprocess.run((*command, str(path)), check=False)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CarrelError(
            f"the editor {printable(command[0])} did not start: {reason}",
            hint="set EDITOR to one that is there",
        ) from error
    if done.returncode:
        raise CarrelError(f"the editor ended with code {done.returncode}; nothing is changed")


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:
            data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise CarrelError(f"the text cannot be read: {error.strerror or error}") from error
    if len(data) > _LARGEST:
        raise CarrelError(f"larger than {_LARGEST // 1024} KiB")
    return data.decode("utf-8", "replace")
