"""Whether what a reader has besides papers is sound: folders, marks, options, keys, versions.

Called by ``carrel doctor``, which puts it around what `Library.examine` says of papers and index.
Everything is read as at a start of the reader, and nothing is written, made or locked.
"""

from __future__ import annotations

import contextlib
import os
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from index.checkup import Check
from index.files import open_plain
from tui import VERSION
from tui.config import Config
from tui.keymap import Keymap
from tui.reading.host import host_name
from tui.reading.journal_format import TORN, parse
from tui.reading.reading import Reading
from tui.reading.snapshot import LARGEST
from tui.reading.torn import torn_ends
from tui.repair import left_behind, marks_are_damaged, open_to_others
from tui.views.views_file import ViewsFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from index.errors import Problem
    from tui.paths import Home

_LEFT = "left as it is: journals are only appended to; the marks before and after it count"
_FAULTS_TOLD = 10

_SET_ASIDE = "set half a record at the end of a journal aside"
_RESTORE = "write reading.toml anew from journals and backup, and keep the file as it was"

PACKAGES = ("textual", "whoosh", "numpy")
"""What is named beside Python: most of what can go wrong hangs on their versions."""


def folders(home: Home) -> list[Check]:
    """Where everything lies, and whether it can be kept there."""
    return [
        _folder("data", home.data, "marks and new papers cannot be kept"),
        _folder("cache", home.cache, "what is made of the papers is made anew at every start"),
        Check("config", True, str(home.config)),
        _folder("state", home.state, "how the screen looks is not remembered"),
    ]


def _folder(name: str, path: Path, otherwise: str) -> Check:
    nearest = next((folder for folder in (path, *path.parents) if folder.exists()), path)
    if os.access(nearest, os.W_OK | os.X_OK):
        return Check(name, True, str(path))
    return Check(name, False, f"{path} cannot be written to", otherwise)


def examine(home: Home, environ: Mapping[str, str]) -> list[Check]:
    """One check for each thing, and one for each problem with it."""
    config, problems = Config.load(home.config_file)
    if config.feeds is not None:
        from tui.feeds.settings import read_feeds

        problems += read_feeds(config.feeds, str(home.config_file))[1]
    keymap, key_problems = Keymap.load(config.keymap, home.keys_file)
    views = ViewsFile.read(home.views_file)
    return [
        *_marks(home, environ),
        *_left_behind(home),
        *_open_to_others(home),
        *_checked("options", _file(home.config_file, "every option has its default"), problems),
        *_checked(
            "keys", _file(home.keys_file, f"the {keymap.name} keymap as it is"), key_problems
        ),
        *_checked("views", _file(home.views_file, "no saved views"), views.problems),
        _versions(),
    ]


def _marks(home: Home, environ: Mapping[str, str]) -> list[Check]:
    reading = Reading.open(home.journals, host_name(environ))
    journals = sorted(path.name for path in home.journals.glob("journal-*.toml"))
    names = ", ".join(journals) or "no journal yet"
    found = f"{len(reading.starred()):,} starred, {names}"
    steps = [_SET_ASIDE] if torn_ends(home.journals, host_name(environ)) else []
    steps += [_RESTORE] if marks_are_damaged(home, environ) else []
    repair = ", then ".join(steps)
    return [*_checked("marks", found, reading.problems, repair), *_journals(home, journals)]


def _journals(home: Home, names: Iterable[str]) -> list[Check]:
    """The stretches of journals that cannot be read; they stay, and `reading.toml` knows better.

    Nothing is to be done about them, so this is sound: what still matters is told by the marks.
    """
    told = []
    for name in names:
        with contextlib.suppress(OSError):
            parsed = parse(_read(home.journals / name))
            torn = [(parsed.end, TORN)] if parsed.torn else []
            found = (*parsed.faults, *torn)
            told += [f"{name}, byte {place:,}: {reason}" for place, reason in found]
    more = [f"and {len(told) - _FAULTS_TOLD} more"] if len(told) > _FAULTS_TOLD else []
    return [Check("", True, line, _LEFT) for line in (*told[:_FAULTS_TOLD], *more)]


def _read(path: Path) -> bytes:
    with open_plain(path) as stream:
        return stream.read(LARGEST)


def _left_behind(home: Home) -> list[Check]:
    """Half-written files; whoever writes the same file next removes them, so this is sound."""
    found = left_behind(home)
    if not found:
        return []
    names = ", ".join(path.name for path in found[:_FAULTS_TOLD])
    detail = f"{len(found)} half-written by killed writes: {names}"
    return [Check("leftovers", True, detail, "nothing is lost with them", "remove them")]


def _open_to_others(home: Home) -> list[Check]:
    """Folders that a person, an archive or another tool made; Carrel makes private ones."""
    found = ", ".join(map(str, open_to_others(home)))
    if not found:
        return []
    detail = f"other accounts of this machine may look into {found}"
    return [Check("private", True, detail, repair="close them to all but their owner")]


def _file(path: Path, absent: str) -> str:
    return path.name if path.exists() else f"no {path.name}: {absent}"


def _checked(name: str, detail: str, problems: Iterable[Problem], repair: str = "") -> list[Check]:
    told = [
        Check("", False, f"{problem.where}: {problem.message}".removeprefix(": "), problem.hint)
        for problem in problems
    ]
    return [Check(name, not told, detail, repair=repair if told else ""), *told]


def _versions() -> Check:
    known = {name: _version(name) for name in PACKAGES}
    missing = [name for name, found in known.items() if not found]
    told = [f"{name} {found or 'missing'}" for name, found in known.items()]
    detail = " · ".join((f"carrel {VERSION}", f"python {platform.python_version()}", *told))
    hint = f"install {', '.join(missing)} beside Carrel" if missing else ""
    return Check("versions", not missing, detail, hint)


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
