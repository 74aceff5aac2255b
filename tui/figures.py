"""What was counted of a paper, which version it is, and what a machine made of it, in words.

A count says of which day it is, since it goes on growing; one that nobody counted is "–". What
was not written or chosen by a person says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.day import day_label

if TYPE_CHECKING:
    from index.paper import Link, Paper

MATCHED = "matched by a machine"
"""Below the address of code that nobody says is the authors' own."""

_COUNTS = (("upvotes", "upvote"), ("comments", "comment"), ("stars", "star"))
_SUMMARIES = (("ai_summary", "Summary by a machine: "), ("ai_keywords", "Keywords by a machine: "))


def figures_line(paper: Paper, read_at: str) -> str:
    """``12 upvotes, – comments, 9 stars on Mar 14 2026 · v3, read at v1``, as far as there is any.

    Args:
        paper: the paper.
        read_at: when it was read, or ``""``.
    """
    facts = dict(paper.extra)
    counts = [_counted(facts.get(name, ""), noun) for name, noun in _COUNTS]
    parts = []
    if any(name in facts for name, _ in _COUNTS):
        day = day_label(facts.get("counted", ""), None)
        parts.append(", ".join(counts) + (f" on {day}" if day else ""))
    if withdrawn := facts.get("withdrawn"):
        parts.append(f"withdrawn {day_label(withdrawn, None)}")
    if version := _version(paper, facts, read_at):
        parts.append(version)
    return " · ".join(parts)


def _counted(text: str, noun: str) -> str:
    return f"{text or '–'} {noun}{'' if text == '1' else 's'}"


def _version(paper: Paper, facts: dict[str, str], read_at: str) -> str:
    version = facts.get("version", "")
    if not version:
        return ""
    return newer_version(paper, read_at) or f"v{version}"


def newer_version(paper: Paper, read_at: str) -> str:
    """``v3, read at v1`` of a paper that was read at an older version, else ``""``."""
    facts = dict(paper.extra)
    if read_at and "versions" in facts:
        from index.versions import version_known_at

        known, version = version_known_at(paper, read_at), facts.get("version", "")
        if known is not None and str(known) != version:
            return f"v{version}, read at v{known}"
    return ""


def is_matched(paper: Paper, link: Link) -> bool:
    """Whether a link leads to code that was matched automatically."""
    return link.kind == "code" and ("code_matched", "automatically") in paper.extra


def machine_summary(paper: Paper) -> str:
    """What a machine says of the paper, labelled as that, or ``""``."""
    facts = dict(paper.extra)
    return " ".join(label + facts[name] for name, label in _SUMMARIES if facts.get(name))
