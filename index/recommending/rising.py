"""Words of the field: what more papers speak of in the last weeks than in the months before.

A word rises if its share of papers does. How sure that is, is told by the log-likelihood ratio of
the two shares (Dunning 1993), which neither a word of two papers nor one of all papers wins. Only
words of matter are told: that more papers say “across” or “address” is no news of the field.
Papers count by the day of their newest listing; those whose day is not known do not count.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

import numpy as np

from index.recommending.wording import wording

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from index.library import Library
    from index.vectors.counts import TermCounts
    from index.vectors.papervectors import PaperVectors

RECENT: Final = timedelta(weeks=4)
BEFORE: Final = timedelta(weeks=26)
"""How far back the last weeks and the months before them reach."""

_FEWEST: Final = 3
"""Recent papers that must have a word."""

_READ: Final = 5
"""Papers that are read for the form in which a word is shown."""


@dataclass(frozen=True, slots=True)
class RisingWord:
    """A word that more papers have than before."""

    word: str
    """As papers write it; searching for it finds them."""

    recent: int
    """Papers of the last weeks that have it."""

    recent_papers: int
    """Of how many."""

    before: int
    """Papers of the months before that have it."""

    before_papers: int
    """Of how many."""


def rising(
    library: Library,
    vectors: PaperVectors,
    today: date,
    among: NDArray[np.bool_] | None,
    limit: int,
) -> list[RisingWord]:
    """The words that rise most surely, the surest first.

    Args:
        library: the papers.
        vectors: theirs.
        today: the last day that counts.
        among: which papers count, by ordinal; None for all.
        limit: how many words at most.
    """
    counts = vectors.counts
    days = np.frombuffer(library.columns.section("day_keys"), dtype=np.uint32)
    chosen = np.ones(len(days), dtype=np.bool_) if among is None else among[: len(days)]
    edges = [_key(day) for day in (today, today - RECENT, today - RECENT - BEFORE)]
    recent = np.flatnonzero(chosen & (days <= edges[0]) & (days > edges[1]))
    before = np.flatnonzero(chosen & (days <= edges[1]) & (days > edges[2]))
    if not len(recent) or not len(before):
        return []
    now, then = _frequencies(counts, recent), _frequencies(counts, before)
    sureness = _sureness(now, len(recent), then, len(before))
    sureness[now < _FEWEST] = 0
    surest = np.argsort(-sureness, kind="stable")[: np.count_nonzero(sureness > 0)]
    surest = surest[np.isin(surest, vectors.topical(surest, sureness[surest], len(surest)))]
    found: list[RisingWord] = []
    for term in surest[: 2 * limit].tolist():
        stem = counts.text(term)
        if stem.isdigit() or len(found) == limit:
            continue
        word = _written(library, counts, recent, term, stem)
        found.append(RisingWord(word, int(now[term]), len(recent), int(then[term]), len(before)))
    return found


def _key(day: date) -> int:
    return day.year * 10_000 + day.month * 100 + day.day


def _frequencies(counts: TermCounts, papers: NDArray[np.int64]) -> NDArray[np.int64]:
    return counts.chosen(papers).frequencies()


def _sureness(
    now: NDArray[np.int64], papers_now: int, then: NDArray[np.int64], papers_then: int
) -> NDArray[np.float64]:
    """The log-likelihood ratio of shares that rise; 0 where they do not."""
    share = (now + then) / (papers_now + papers_then)
    ratio = _likelihood(now, papers_now, now / papers_now) - _likelihood(now, papers_now, share)
    ratio += _likelihood(then, papers_then, then / papers_then)
    ratio -= _likelihood(then, papers_then, share)
    return np.where(now / papers_now > then / papers_then, 2 * ratio, 0.0)


def _likelihood(
    holding: NDArray[np.int64], papers: int, share: NDArray[np.float64]
) -> NDArray[np.float64]:
    """The logarithm of how likely it is that so many of some papers have a word."""
    with np.errstate(divide="ignore", invalid="ignore"):
        have = np.where(holding > 0, holding * np.log(share), 0.0)
        lack = np.where(holding < papers, (papers - holding) * np.log1p(-share), 0.0)
    total: NDArray[np.float64] = have + lack
    return total


def _written(
    library: Library, counts: TermCounts, papers: NDArray[np.int64], term: int, stem: str
) -> str:
    holders = (
        ordinal
        for ordinal in papers.tolist()
        if _has(counts.terms[counts.starts[ordinal] : counts.starts[ordinal + 1]], term)
    )
    return wording(map(library.paper, islice(holders, _READ))).get(stem, stem)


def _has(terms: NDArray[np.uint32], term: int) -> bool:
    place = int(np.searchsorted(terms, term))
    return place < len(terms) and int(terms[place]) == term
