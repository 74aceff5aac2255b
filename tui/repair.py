"""Putting right what a reader has besides papers: called by ``carrel doctor --repair``.

``reading.toml`` is saved from what journals, backup and its own sound lines hold, by the same
steps as when a reader is closed: under the lock, the damaged file kept beside it. Journals are only
ever appended to, so a damaged stretch of one stays where it is and is named by the check; half a
record at its end is set aside. What killed writes left half done is removed. What the reader
writes by hand, options and keys, is never touched.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from index.leftovers import leftovers, remove_leftovers
from index.repair import Repair, attempted
from tui.reading.host import host_name
from tui.reading.reading import Reading
from tui.reading.reading_folder import ReadingFolder
from tui.reading.torn import set_aside, torn_ends

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tui.paths import Home


def put_right(home: Home, environ: Mapping[str, str]) -> Iterator[Repair]:
    """Do what `tui.checkup` says would be done."""
    host = host_name(environ)
    if torn_ends(home.journals, host):
        yield from attempted("journal", lambda: _untorn(home, host))
    if marks_are_damaged(home, environ):
        yield from attempted("marks", lambda: _saved(home, environ))
    yield from attempted("leftovers", lambda: _cleared(home))
    yield from attempted("private", lambda: _closed(home))


def left_behind(home: Home) -> list[Path]:
    """What killed writes left half done, all over the home."""
    return [path for folder in _folders(home) for path in leftovers(folder)]


def open_to_others(home: Home) -> list[Path]:
    """The folders at the top of a home into which other accounts of this machine may look."""
    if os.name == "nt":
        return []
    places = (path for path in (home.data, home.cache, home.state) if path.is_dir())
    return [path for path in places if path.stat().st_mode & 0o077]


def _closed(home: Home) -> str:
    paths = open_to_others(home)
    for path in paths:
        path.chmod(path.stat().st_mode & 0o700)
    return f"closed to other accounts: {', '.join(map(str, paths))}" if paths else ""


def _folders(home: Home) -> tuple[Path, ...]:
    made = (home.cache / "fulltext", home.gates, home.feeds)
    return (home.data, home.papers, home.config, home.cache, *made, home.state)


def _cleared(home: Home) -> str:
    count = sum(map(remove_leftovers, _folders(home)))
    noun = "file" if count == 1 else "files"
    return f"{count} half-written {noun} of killed writes removed" if count else ""


def _untorn(home: Home, host: str) -> str:
    with ReadingFolder(home.journals, host).locked():
        kept = [set_aside(torn).name for torn in torn_ends(home.journals, host)]
    return f"half a record set aside in {', '.join(kept)}" if kept else ""


def marks_are_damaged(home: Home, environ: Mapping[str, str]) -> bool:
    """Whether a file of marks is damaged, gone or doubled in a way that saving puts right."""
    folder = ReadingFolder(home.journals, host_name(environ))
    folder.load()
    return folder.needs_repair


def _saved(home: Home, environ: Mapping[str, str]) -> str:
    reading = Reading.open(home.journals, host_name(environ))
    before = _kept(home)
    if not reading.save():
        return ""
    kept = ", ".join(sorted(path.name for path in _kept(home) - before))
    starred = f"{len(reading.starred()):,} starred"
    told = f"{home.reading.name} written anew from journals and backup, {starred}"
    return f"{told}; the file as it was is {kept}" if kept else told


def _kept(home: Home) -> set[Path]:
    return set(home.data.glob(f"{home.reading.name}.damaged-*"))
