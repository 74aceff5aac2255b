"""What columns are to say of some papers, worked out the slow way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from index.columns.columns import Columns
from index.columns.columnsfile import NONE
from index.columns.draft import ColumnsDraft
from index.columns.entry import newest_listing, stamp_number
from index.paperlog import PaperLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.paper import Paper


class Model:
    """What the columns are to say, found by looking at every paper."""

    def __init__(self, lines: Iterable[Paper]) -> None:
        self.papers: list[Paper] = []
        for line in lines:
            home = self._home(line)
            if home is None:
                self.papers.append(line)
            else:
                self.papers[home] = line

    def _home(self, line: Paper) -> int | None:
        for ordinal in self.owners(line.id):
            if self.papers[ordinal].id == line.id or not line.id.startswith("title:"):
                return ordinal
        for alias in line.aliases:
            for ordinal, paper in enumerate(self.papers):
                if paper.id == alias:
                    return ordinal
        return None

    def owners(self, paper_id: str) -> tuple[int, ...]:
        owners = [
            (paper.id != paper_id, ordinal)
            for ordinal, paper in enumerate(self.papers)
            if paper_id in (paper.id, *paper.aliases)
        ]
        return tuple(ordinal for _, ordinal in sorted(owners))

    def order(self) -> list[int]:
        def place(ordinal: int) -> tuple[int, float, int]:
            listing, key = newest_listing(self.papers[ordinal])
            rank = listing.rank if listing and listing.rank is not None else float("inf")
            return -key, rank, ordinal

        return sorted(range(len(self.papers)), key=place)

    def added_order(self) -> list[int]:
        return sorted(range(len(self.papers)), key=lambda o: -stamp_number(self.papers[o].added))

    def facets(self) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], set[int]] = {}
        for ordinal, paper in enumerate(self.papers):
            for value in values_of(paper):
                found.setdefault(value, set()).add(ordinal)
        return {value: sorted(ordinals) for value, ordinals in found.items()}


def values_of(paper: Paper) -> set[tuple[str, str]]:
    """The facet values that a paper has, as (field, value)."""
    extra = dict(paper.extra)
    values = {("source", listing.source) for listing in paper.listings}
    values |= {("day", listing.day) for listing in paper.listings}
    values |= {("cat", cat) for cat in re.split("[ ,]+", extra.get("categories", ""))}
    values |= {("year", str(paper.year or "")), ("venue", paper.venue)}
    values |= {("org", extra.get("organization", "")), ("submitter", extra.get("submitter", ""))}
    return {value for value in values if value[1]}


def count_of(paper: Paper, name: str) -> int | None:
    """How many of something a paper says it has, None if it does not say."""
    written = re.fullmatch("v?([0-9,]+)", dict(paper.extra).get(name, ""))
    number = int(written[1].replace(",", "")) if written else NONE
    return None if number >= NONE else number


def has(paper: Paper, name: str) -> bool:
    """Whether a paper has an abstract, a link of some kind, an id of some kind or a summary."""
    ids = {paper_id.partition(":")[0] for paper_id in (paper.id, *paper.aliases)}
    kinds = {link.kind for link in paper.links}
    if name == "summary":
        extra = dict(paper.extra)
        return any(extra.get(key, "") for key in ("summary", "ai_summary", "tldr"))
    return name in ids | kinds | ({"abstract"} if paper.abstract else set())


def build(lines: Sequence[Paper], base: Columns | None = None, at: int = 0) -> Columns:
    """Columns of some lines after `base`; the line n stands at the byte 100 n of no log."""
    draft = ColumnsDraft(base or Columns.empty())
    for number, line in enumerate(lines, at):
        draft.place(draft.put(line), (100 * number, 100))
    return Columns(draft.build(draft.base.generation + 1, PaperLog(Path("nowhere"))))
