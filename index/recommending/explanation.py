"""Why a paper stands where it stands: the score taken apart into words and rules.

A score is a sum over the paper's words, by tf-idf and in the latent space, less what all papers
have in common there, plus what rules add. Nothing is estimated: the shares add up to the score.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from index.recommending.unfamiliar import unfamiliar
from index.recommending.wording import wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from index.marktable import MarkTable
    from index.paper import Paper
    from index.recommending.profile import Profile
    from index.recommending.standing import Standing
    from index.recommending.taste import Rule, Taste
    from index.vectors.papervectors import PaperVectors
    from index.vectors.sparse import SparseRows

_STARS: Final = 3
"""Papers that are named for a word, and for the score."""


@dataclass(frozen=True, slots=True)
class WordShare:
    """What a word of the paper adds to its score."""

    word: str
    """As the paper writes it."""

    share: float
    """Below 0 where it sinks the paper."""

    papers: tuple[int, ...]
    """Ordinals of the papers that the interest is learnt from and that have it, the most telling
    first."""


@dataclass(frozen=True, slots=True)
class RuleShare:
    """What a rule adds to the score."""

    rule: Rule
    share: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a paper stands where it stands."""

    score: float
    """What all shares and `common` add up to."""

    place: int
    """In the order of the whole library, from 1."""

    papers: int
    """How many there are in it."""

    interest: str
    """The tag that names the interest; ``""`` for stars that lie together."""

    learnt_from: tuple[tuple[int, float], ...]
    """The ordinals of liked papers that lift it most, each with what it alone adds."""

    words: tuple[WordShare, ...]
    """Of every word that adds anything, the greatest effect first, in either direction; what says
    nothing to a person, like “furthermore”, comes last whatever it adds."""

    common: float
    """What is taken off because all papers have it in common."""

    rules: tuple[RuleShare, ...]
    """The rules that match; one that mutes has a share of 0."""

    muted: bool
    outside: bool
    """Whether it was put in from outside the interests."""

    new: tuple[str, ...]
    """Telling words that no paper the reader starred or read has."""

    note: str
    """What is to be said about the order, in plain words."""


def explanation(
    paper: Paper,
    ordinal: int,
    vectors: PaperVectors | None,
    marks: MarkTable,
    taste: Taste,
    matches: Sequence[NDArray[np.int64]],
    standing: Standing,
) -> Explanation:
    """Why a paper stands where it stands.

    Args:
        paper: the paper, whole.
        ordinal: the same.
        vectors: of all papers, if there are any yet.
        marks: what the reader has marked.
        taste: what the reader said beside.
        matches: the ordinals that each rule of `taste` matches.
        standing: made of all this.
    """
    rules = tuple(
        RuleShare(rule, rule.weight)
        for rule, found in zip(taste.rules, matches, strict=True)
        if np.any(found == ordinal)
    )
    words: tuple[WordShare, ...] = ()
    learnt_from: tuple[tuple[int, float], ...] = ()
    common, interest = 0.0, ""
    if standing.profiles and vectors is not None:
        profile = standing.profiles[int(standing.profile_of[ordinal])]
        words, common = _shares(vectors, profile, paper, ordinal)
        learnt_from = _lifted_by(vectors, profile, ordinal)
        interest = profile.name
    score = sum(each.share for each in words) + common + sum(each.share for each in rules)
    return Explanation(
        score, int(standing.places[ordinal]) + 1, len(standing.places), interest, learnt_from,
        words, common, rules, bool(standing.muted[ordinal]), bool(standing.outside[ordinal]),
        unfamiliar(vectors, marks, paper, ordinal) if vectors is not None else (), standing.note,
    )  # fmt: skip


def _shares(
    vectors: PaperVectors, profile: Profile, paper: Paper, ordinal: int
) -> tuple[tuple[WordShare, ...], float]:
    """What each word adds, and what all papers have in common takes off."""
    terms, weights = vectors.weights.row(ordinal)
    shares = (weights * profile.words[terms]).astype(np.float64)
    basis, middle = vectors.space
    lines = basis[terms].astype(np.float64)
    raw = weights.astype(np.float64) @ lines
    length = float(np.linalg.norm(raw))
    common = 0.0
    if length > 0:
        off = float(np.linalg.norm(raw / length - middle))
        if off > 0:
            shares += weights * (lines @ profile.direction) / (length * off)
            common = -float(middle @ profile.direction) / off
    liked = _Liked.of(vectors, profile, ordinal)
    written = wording((paper,))
    effects = np.abs(shares)
    order = np.lexsort((-effects, -effects * vectors.telling(terms)))
    told = tuple(
        WordShare(
            written.get(stem := vectors.counts.text(int(terms[place])), stem),
            float(shares[place]),
            liked.holders(int(terms[place])),
        )
        for place in order.tolist()
        if shares[place]
    )
    return told, common


class _Liked(NamedTuple):
    """The words of liked papers."""

    papers: NDArray[np.int64]
    rows: SparseRows
    """A line a paper: its tf-idf vector times how much the paper counts."""

    @classmethod
    def of(cls, vectors: PaperVectors, profile: Profile, ordinal: int) -> _Liked:
        """Those of a profile, but for one paper: that it is like itself tells nothing."""
        others = np.flatnonzero(profile.liked != ordinal)
        papers = profile.liked[others]
        rows = vectors.weights.chosen(papers)
        portions = np.repeat(profile.portions[others], np.diff(rows.starts))
        return cls(papers, rows._replace(values=rows.values * portions))

    def holders(self, term: int) -> tuple[int, ...]:
        """The papers that have a stem, those first in which it weighs most."""
        found = np.flatnonzero(self.rows.columns == term)
        found = found[np.argsort(-self.rows.values[found], kind="stable")][:_STARS]
        places = np.searchsorted(self.rows.starts, found, "right") - 1
        return tuple(self.papers[places].tolist())


def _lifted_by(
    vectors: PaperVectors, profile: Profile, ordinal: int
) -> tuple[tuple[int, float], ...]:
    """The interest's own papers that add most to a score, each with what it adds by itself."""
    scale, latent_scale = profile.scales
    row = np.zeros(len(vectors.counts.stems), dtype=np.float32)
    terms, weights = vectors.weights.row(ordinal)
    row[terms] = weights
    by_words = vectors.weights.chosen(profile.papers).times(row)
    by_meaning = vectors.lying[profile.papers] @ vectors.lying[ordinal]
    portions = profile.portions[np.searchsorted(profile.liked, profile.papers)]
    lifts = (by_words * scale + by_meaning * latent_scale) * portions
    lifts[profile.papers == ordinal] = 0  # that it is like itself tells nothing
    order = [place for place in np.argsort(-lifts, kind="stable").tolist() if lifts[place] > 0]
    return tuple((int(profile.papers[place]), float(lifts[place])) for place in order[:_STARS])
