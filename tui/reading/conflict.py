"""How our files are called, also where a folder tool keeps two of one that two machines changed.

It gives one of them a name of its own (`is_copy`); nothing was lost, and everything in both counts.
What git does instead is read in `gitsides`.
"""

from __future__ import annotations

import re

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
