"""What folder tools and git leave where two machines changed one file.

A folder tool keeps both files and gives one of them a name of its own (`is_copy`); git keeps one
file and sets both versions into it, between markers (`sides`). Either way nothing was lost yet,
and everything in both versions counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

MERGED = "+merged"
"""Ends the name of the journal that holds what came from files of elsewhere. No host has a ``+``
in its name."""

_COPY = re.compile(
    r"(?:reading|journal-.+?)"
    r"(?: ?\(.*\)"  # Dropbox, Nextcloud, Google Drive: (conflicted copy 2026-03-01), (1)
    r"| \d{1,3}"  # iCloud: reading 2.toml
    r"|\.sync-conflict-.+"  # Syncthing
    r"|[._]conflict.*)"  # ownCloud, Resilio
    r"\.toml",
    re.IGNORECASE,
)
_JOURNAL = re.compile(r"journal-(?P<host>[a-z0-9_-]+?)(?:_conflict.*)?(?:[^a-z0-9_-].*)?")
_MARKER = re.compile(rb"(<{7}|\|{7}|={7}|>{7})(?: .*)?\r?\n?")


def is_copy(name: str) -> bool:
    """Whether a file is called as a folder tool calls a second version of one of ours."""
    return _COPY.fullmatch(name) is not None


def is_journal(name: str) -> bool:
    """Whether a file is called like a journal, and not like a second version of one."""
    return name.startswith("journal-") and name.endswith(".toml") and not is_copy(name)


def host_of(name: str) -> str:
    """The machine whose journal has this name, or ``""`` where the name does not say."""
    match = _JOURNAL.fullmatch(name.removesuffix(".toml"))
    return "" if match is None or MERGED in name else match["host"]


def own_names(host: str) -> tuple[str, str]:
    """The journals that a machine appends to: what was done there, and what it took in."""
    return f"journal-{host}.toml", f"journal-{host}{MERGED}.toml"


class Sides(NamedTuple):
    """Both versions of a file into which git has set its markers."""

    ours: bytes
    theirs: bytes
    end: int
    """Where the last marker ends."""


def sides(data: bytes) -> Sides | None:
    """Both versions up to the last marker; None where there is none, or one has no end.

    What stands outside of markers is in both. The common ancestor, which git puts in between
    when asked to, is in neither.
    """
    if b"<<<<<<<" not in data:
        return None
    ours: list[bytes] = []
    theirs: list[bytes] = []
    targets = {b"<": (ours,), b"|": (), b"=": (theirs,), b">": (ours, theirs)}
    after = {b"": b"<", b"<": b"|=", b"|": b"=", b"=": b">", b">": b"<"}
    state, place = b"", 0
    end = sizes = None
    for line in data.splitlines(keepends=True):
        place += len(line)
        match = _MARKER.fullmatch(line)
        if match is not None and match[1][:1] in after[state]:
            state = match[1][:1]
            if state == b">":
                end, sizes = place, (len(ours), len(theirs))
            continue
        for target in targets.get(state, (ours, theirs)):
            target.append(line)
    if end is None or sizes is None or state != b">":
        return None
    return Sides(b"".join(ours[: sizes[0]]), b"".join(theirs[: sizes[1]]), end)
