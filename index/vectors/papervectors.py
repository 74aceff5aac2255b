"""The vectors of a library's papers, by ordinal: tf-idf, and the space they were laid into.

A pure value: where it is kept is `vectorfile`, when it is made is `store`. How much words tell
and which belong together stays as it was fitted; papers may be added to it, and lie where they
would lie had they been there before.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from index.vectors import latent, weighting
from index.vectors.latent import LatentSpace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from index.paper import Paper
    from index.vectors.counts import TermCounts
    from index.vectors.sparse import SparseRows


_TOPICAL = 0.5
"""Topicality from which a stem is one of matter; connectives lie below a tenth."""

_RARE = 3.0
"""How much a stem tells that one in an eighth of all papers has."""

_KEPT = 16
"""Answers of `likeness` that are kept; more than a reader has interests."""


class PaperVectors:
    """What papers are compared by.

    Args:
        counts: of every paper.
        idf: how much each stem tells.
        space: the latent space.
        lying: where each paper lies in it, if that is known.
    """

    def __init__(
        self,
        counts: TermCounts,
        idf: NDArray[np.float32],
        space: LatentSpace,
        lying: NDArray[np.float32] | None = None,
    ) -> None:
        self.counts = counts
        self.idf = idf
        self.space = space
        self._lying = lying
        self._likeness: dict[bytes, NDArray[np.float32]] = {}

    @classmethod
    def fitted(
        cls, counts: TermCounts, on_share: Callable[[float], None] = lambda _: None
    ) -> PaperVectors:
        """Weights and space made of these papers.

        Args:
            counts: of their words.
            on_share: told now and then which share of it is done, up to 1.
        """
        idf = weighting.rarities(counts.frequencies(), counts.papers)
        rows = weighting.tf_idf(counts, idf)
        chosen = rows.chosen(latent.sample(counts.papers))
        size = latent.dimensions(counts.papers)
        vectors = cls(counts, idf, LatentSpace.fitted(chosen, len(counts.stems), size, on_share))
        vectors.__dict__["weights"] = rows
        return vectors

    def __len__(self) -> int:
        return self.counts.papers

    @cached_property
    def weights(self) -> SparseRows:
        """The tf-idf vector of each paper, of length 1."""
        return weighting.tf_idf(self.counts, self.idf)

    @cached_property
    def lying(self) -> NDArray[np.float32]:
        """Where each paper lies in the latent space: a line of length 1, or 0, for each."""
        if self._lying is not None:
            return self._lying
        return self.space.folded(self.weights)

    @cached_property
    def mean(self) -> NDArray[np.float32]:
        """The mean of all tf-idf vectors."""
        sums = self.weights.column_sums(len(self.counts.stems))
        return (sums / max(1, len(self))).astype(np.float32)

    @cached_property
    def commonness(self) -> NDArray[np.float32]:
        """How like the mean of all papers each paper is, by tf-idf."""
        return self.weights.times(self.mean)

    def likeness(self, papers: NDArray[np.int64]) -> NDArray[np.float32]:
        """How like the mean of some papers each paper is, by tf-idf.

        The last answers are kept: of a reader's interests, one star changes one.
        """
        key = papers.tobytes()
        known = self._likeness.get(key)
        if known is None:
            while len(self._likeness) >= _KEPT:
                self._likeness.pop(next(iter(self._likeness)))
            known = self._likeness[key] = self.weights.times(self.mean_of(papers))
        return known

    def mean_of(self, papers: NDArray[np.int64]) -> NDArray[np.float32]:
        """The mean of the tf-idf vectors of some papers."""
        sums = self.weights.chosen(papers).column_sums(len(self.counts.stems))
        return (sums / max(1, len(papers))).astype(np.float32)

    @cached_property
    def topicality(self) -> NDArray[np.float64]:
        """By how much each stem tells matter from manner; see `weighting.topicality`."""
        return weighting.topicality(self.counts)

    def telling(self, stems: NDArray[np.integer]) -> NDArray[np.float64]:
        """How much stems say to a person, from 0 to 1: those of matter all, and rare ones."""
        bunched = np.clip(self.topicality[stems] / _TOPICAL, 0, 1)
        return np.where(self.idf[stems] >= _RARE, 1.0, bunched)

    def topical(
        self, stems: NDArray[np.integer], worth: NDArray[np.floating], most: int
    ) -> NDArray[np.integer]:
        """The stems that are worth naming to a person, the most telling first.

        Those of matter, or where there is none, rare ones: no one wants to hear that two papers
        share “furthermore”. There may be none of either.

        Args:
            stems: by number.
            worth: how much each is worth besides.
            most: how many at most.
        """
        topicality = self.topicality[stems]
        bunched = np.flatnonzero(topicality >= _TOPICAL)
        if not len(bunched):
            rare = np.flatnonzero(self.idf[stems] >= _RARE)
            return stems[rare[np.argsort(-worth[rare], kind="stable")[:most]]]
        order = np.argsort(-(worth * topicality)[bunched], kind="stable")
        return stems[bunched[order[:most]]]

    @cached_property
    def mean_length(self) -> float:
        """Words of a paper on average, as the counts have them; 1 where there are none."""
        return float(np.sum(self.counts.counts, dtype=np.int64)) / max(1, len(self)) or 1.0

    def extended(self, papers: Mapping[int, Paper], size: int) -> PaperVectors:
        """With some papers folded in, or in place of their older selves.

        Args:
            papers: by ordinal; those beyond `size` do not count.
            size: how many papers there are then; fewer leave the last ones out.
        """
        papers = {ordinal: paper for ordinal, paper in papers.items() if ordinal < size}
        if not papers and size == len(self):
            return self
        longer = PaperVectors(self.counts.with_papers(papers, size), self.idf, self.space)
        if self._lying is None and "lying" not in self.__dict__:
            return longer
        lying = np.zeros((size, self.space.dimensions), dtype=np.float32)
        known = min(size, len(self))
        lying[:known] = self.lying[:known]
        if papers:
            ordinals = np.array(sorted(papers), dtype=np.int64)
            new = longer.counts.chosen(ordinals)
            lying[ordinals] = self.space.folded(weighting.tf_idf(new, self.idf))
        longer._lying = lying
        return longer
