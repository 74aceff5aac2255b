"""Versions of a paper: which one it has, and which was the newest known here at some moment."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.paper import Paper

VERSIONS: Final = "versions"
"""The fact that says until when older versions were the newest known: ``1<2026-03-14T09:26:53Z``,
with blanks between them."""

OF_VERSION: Final = frozenset({"version", "updated"})
"""The facts that are of the newest version."""

_LONGEST_HISTORY: Final = 2_000


def version_of(paper: Paper) -> int | None:
    """Which version a paper says it has."""
    text = dict(paper.extra).get("version", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else None


def with_versions(paper: Paper, old: Paper, new: Paper) -> Paper:
    """The paper with a note of when a newer version of it became known here, if one did."""
    facts, before = dict(paper.extra), dict(old.extra)
    known = before.get(VERSIONS, "") or facts.get(VERSIONS, "")
    last, now = version_of(old), version_of(paper)
    if last is not None and now is not None and now > last and new.added:
        known = f"{known} {last}<{new.added}".strip()[-_LONGEST_HISTORY:]
    if known == facts.get(VERSIONS, ""):
        return paper
    return replace(paper, extra=tuple(sorted((facts | {VERSIONS: known}).items())))


def version_known_at(paper: Paper, moment: str) -> int | None:
    """The version of a paper that was the newest known here at a moment (UTC), if any was.

    Args:
        paper: the paper.
        moment: like ``2026-03-14T09:26:53Z``; fractions of a second may follow the seconds.
    """
    for step in dict(paper.extra).get(VERSIONS, "").split():
        version, _, until = step.partition("<")
        if version.isdecimal() and moment[:19] <= until[:19]:
            return int(version)
    return version_of(paper)


def of_own_id(said: list[Paper]) -> list[Paper]:
    """What is said of a paper, with the versions of its own arXiv id alone.

    Where two papers were joined that have one each, versions of the other id say nothing of it.
    """
    ids = [one.known_as("arxiv") for one in said]
    own = next(filter(None, ids), "")
    return [
        one if arxiv in ("", own) else _without_version(one)
        for one, arxiv in zip(said, ids, strict=True)
    ]


def _without_version(paper: Paper) -> Paper:
    return replace(paper, extra=tuple(fact for fact in paper.extra if fact[0] not in OF_VERSION))
