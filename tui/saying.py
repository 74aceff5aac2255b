"""Decisions in words: for the status line, ``carrel log`` and ``carrel undo``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text import printable
from tui.reading.decision import VIEW, attribute_of
from tui.reading.valued import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.reading.action import Action, Change


def decided(change: Change) -> str:
    """A verb and what it gave: ``later 2026-12-01``; a note's lines on one, between quotes."""
    if not change.value:
        return change.verb
    if change.verb != "note":
        return f"{change.verb} {printable(change.value, None)}"
    return f"note “{printable(on_one_line(change.value), None)}”"


def step_words(action: Action) -> str:
    """A step in few words, without the text of a note: ``dismiss weak, 2 papers``."""
    about_views = [one for one in action.changes if attribute_of(one.verb) == VIEW]
    about_papers = [one for one in action.changes if attribute_of(one.verb) != VIEW]
    parts = []
    if about_papers:
        papers = _unique(paper_id for change in about_papers for paper_id in change.ids)
        verbs = _unique(one.verb if one.verb == "note" else decided(one) for one in about_papers)
        parts.append(f"{' '.join(verbs)}, {papers_in_words(len(papers))}")
    if about_views:
        parts.append("view " + ", ".join(_unique(one for each in about_views for one in each.ids)))
    return "; ".join(parts)


def papers_in_words(count: int) -> str:
    """``1 paper``, ``2 papers``."""
    return f"{count:,} paper{'' if count == 1 else 's'}"


def _unique(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
