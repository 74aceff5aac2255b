"""Made-up papers of a few matters, and ranking as the textbook has it: dense, slow and plain."""

from __future__ import annotations

import math
import random
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from index.analysis import terms
from index.library import Library
from index.marktable import MarkTable
from index.paper import Listing, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

MATTERS = {
    "boats": "harbour keel mast sail tide anchor rudder crew lantern rope".split(),
    "bread": "oven dough yeast crust flour baker salt knead rye loaf".split(),
    "bees": "hive honey comb queen swarm pollen nectar keeper smoke wing".split(),
    "glass": "furnace lens blower sand mould prism pane lead kiln frit".split(),
}
COMMON = "we show that the method of our paper is new and works well for many tasks".split()


def made_up(papers: int, seed: int = 1) -> list[Paper]:
    """Papers, each on one of `MATTERS` in turn, with some words of others."""
    dice = random.Random(seed)
    names = list(MATTERS)
    every = [word for words in MATTERS.values() for word in words]
    found = []
    for number in range(papers):
        name = names[number % len(names)]
        own = dice.choices(MATTERS[name], k=12) + dice.choices(every, k=4)
        words = own + dice.choices(COMMON, k=14)
        dice.shuffle(words)
        title = " ".join(dice.choices(MATTERS[name], k=3)).title()
        found.append(
            Paper(
                id=f"arxiv:2401.{number:05}",
                title=f"{title} No{number}",
                abstract=" ".join(words).capitalize() + ".",
                authors=(f"Author {number % 7}", f"Writer {number}"),
                listings=(Listing("page", number + 1, f"2026-03-{1 + number % 5:02}"),),
                added="2026-03-14T09:26:53Z",
            )
        )
    return found


def matter(ordinal: int) -> int:
    """Which of `MATTERS` a made-up paper is on."""
    return ordinal % len(MATTERS)


def shelved(folder: Path, papers: Iterable[Paper], *, compared: bool = True) -> Library:
    """A library of some papers, indexed, and compared if wanted."""
    library = Library(folder / "papers", folder / "cache")
    library.log.append(papers)
    library.open_columns()
    library.catch_up()
    if compared:
        library.recommender.catch_up()
    return library


def marks(library: Library, *, starred: Iterable[int] = (), flags: int = 2) -> MarkTable:
    """Marks with some papers starred, or whatever `flags` says."""
    table = MarkTable.empty(len(library))
    for ordinal in starred:
        table.flags[ordinal] |= flags
    return table


def plain_counts(papers: Sequence[Paper]) -> tuple[list[str], list[Counter[str]]]:
    """The stems of at least two papers, and how often each paper has them; titles twice."""
    counters = [Counter(terms(paper.title) * 2 + terms(paper.abstract)) for paper in papers]
    frequencies = Counter(stem for counter in counters for stem in counter)
    stems = sorted((stem for stem in frequencies if frequencies[stem] > 1), key=str.encode)
    return stems, counters


def plain_tf_idf(papers: Sequence[Paper]) -> NDArray[np.float64]:
    """The tf-idf vector of each paper, dense."""
    stems, counters = plain_counts(papers)
    lines = np.zeros((len(papers), len(stems)))
    for column, stem in enumerate(stems):
        holding = sum(stem in counter for counter in counters)
        idf = math.log((1 + len(papers)) / (1 + holding)) + 1
        for line, counter in enumerate(counters):
            if counter[stem]:
                lines[line, column] = (1 + math.log(counter[stem])) * idf
    return unit(lines)


def plain_lying(rows: NDArray[np.float64], dimensions: int) -> NDArray[np.float64]:
    """Where each paper lies in the latent space of all of them, by an exact decomposition."""
    basis = np.linalg.svd(rows, full_matrices=False)[2][:dimensions].T
    lying = unit(rows @ basis)
    return unit(lying - lying.mean(axis=0))


def plain_bm25(papers: Sequence[Paper], query: int, k1: float, b: float) -> list[float]:
    """What each paper scores for the words of one."""
    stems, counters = plain_counts(papers)
    known = set(stems)
    lengths = [sum(counter[stem] for stem in counter if stem in known) for counter in counters]
    mean = sum(lengths) / len(lengths)
    scores = []
    for counter, length in zip(counters, lengths, strict=True):
        score = 0.0
        for stem in known & counters[query].keys() & counter.keys():
            holding = sum(stem in each for each in counters)
            idf = math.log((1 + len(papers)) / (1 + holding)) + 1
            norm = k1 * (1 - b + b * length / mean)
            wanted = (1 + math.log(counters[query][stem])) * idf
            score += wanted * counter[stem] * (k1 + 1) / (counter[stem] + norm)
        scores.append(score)
    return scores


def unit(lines: NDArray[np.float64]) -> NDArray[np.float64]:
    """The lines at length 1; what is 0 stays 0."""
    lengths = np.linalg.norm(lines, axis=1, keepdims=True)
    result: NDArray[np.float64] = np.where(lengths > 0, lines / np.where(lengths, lengths, 1), 0)
    return result
