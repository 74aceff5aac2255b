"""Why two papers are alike: what a person sees when both lie on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from index.recommending.wording import wording
from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.paper import Paper
    from index.recommending.neighbours import Nearest
    from index.vectors.papervectors import PaperVectors

WORDS: Final = 6
"""Shared words that are worth naming."""


@dataclass(frozen=True, slots=True)
class Reason:
    """What two papers share."""

    words: tuple[str, ...] = ()
    """As the one paper writes them, those that tell most of what both are about first."""

    authors: tuple[str, ...] = ()
    """As the one paper writes them."""

    links: tuple[str, ...] = ()
    """Addresses of code or of a project that both give."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A paper that is like another one."""

    ordinal: int

    score: float
    """Between 0 and 1: 1 for what comes first by meaning and by words."""

    reason: Reason


def neighbours(
    vectors: PaperVectors, ordinal: int, found: Nearest, read: Callable[[int], Paper]
) -> list[Neighbour]:
    """The nearest papers of one, each with what they share.

    Args:
        vectors: of the library.
        ordinal: the one.
        found: its nearest.
        read: gives a paper, whole, by its ordinal.
    """
    paper = read(ordinal)
    written = wording((paper,))
    return [
        Neighbour(
            other,
            score,
            Reason(
                _shared_words(vectors, ordinal, other, written),
                _shared_authors(paper, (theirs := read(other))),
                _shared_links(paper, theirs),
            ),
        )
        for other, score in zip(found.ordinals.tolist(), found.scores.tolist(), strict=True)
    ]


def _shared_words(
    vectors: PaperVectors, one: int, other: int, written: Mapping[str, str]
) -> tuple[str, ...]:
    numbers, weights = vectors.weights.row(one)
    others, other_weights = vectors.weights.row(other)
    here = np.minimum(np.searchsorted(numbers, others), max(0, len(numbers) - 1))
    there = np.flatnonzero(numbers[here] == others) if len(numbers) else np.empty(0, np.int64)
    both, products = others[there], weights[here[there]] * other_weights[there]
    named = vectors.topical(both, products, WORDS)
    if not len(named):  # in a small library of one matter, where every word is everywhere
        named = both[np.argsort(-products, kind="stable")[:WORDS]]
    stems = [vectors.counts.text(number) for number in named.tolist()]
    return tuple(written.get(stem, stem) for stem in stems)


def _shared_authors(one: Paper, other: Paper) -> tuple[str, ...]:
    theirs = {fold(author) for author in other.authors}
    return tuple(author for author in one.authors if fold(author) in theirs)


def _shared_links(one: Paper, other: Paper) -> tuple[str, ...]:
    theirs = {_bare(link.url) for link in other.links}
    return tuple(dict.fromkeys(link.url for link in one.links if _bare(link.url) in theirs))


def _bare(url: str) -> str:
    """An address without what is written in many ways."""
    return url.partition("://")[2].removeprefix("www.").rstrip("/").lower() or url
