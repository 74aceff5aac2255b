"""Which words papers use, and how often: what the questions that depend on it are taken from.

Only every tenth paper is looked at. That takes a second, is the same in every run on the same
corpus, and keeps words of real papers out of this repository.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.paper import Paper

STEP = 10
SHORTEST_RARE = 6
SHORTEST_ACCENTED = 4
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class WordCount:
    """In how many papers of a sample each lower-case word stands."""

    words: Counter[str]
    surnames: Counter[str]

    @classmethod
    def of(cls, papers: Iterable[Paper]) -> WordCount:
        """Count in titles, abstracts and authors."""
        words: Counter[str] = Counter()
        surnames: Counter[str] = Counter()
        for paper in papers:
            text = " ".join((paper.title, paper.abstract, *paper.authors))
            words.update(set(_LETTERS.findall(text.lower())))
            last = {author.lower().split()[-1] for author in paper.authors if author.strip()}
            surnames.update(name for name in last if name.isascii() and name.isalpha())
        return cls(words, surnames)

    def rare(self, count: int) -> list[str]:
        """Words of one paper of the sample, spread over the alphabet."""
        once = sorted(
            word
            for word, papers in self.words.items()
            if papers == 1 and word.isascii() and len(word) >= SHORTEST_RARE
        )
        step = max(1, len(once) // (count + 1))
        return once[step::step][:count]

    def accented(self, count: int) -> list[str]:
        """The most frequent words that are not ASCII but for their accents."""
        return _first(
            (
                word
                for word, _ in _by_frequency(self.words)
                if not word.isascii() and len(word) >= SHORTEST_ACCENTED and fold(word).isascii()
            ),
            count,
        )

    def names(self, count: int) -> list[str]:
        """The most frequent surnames."""
        return _first((name for name, _ in _by_frequency(self.surnames)), count)

    def prefixes(self, length: int, count: int) -> list[str]:
        """The beginnings that most occurrences of words share."""
        found: Counter[str] = Counter()
        for word, papers in self.words.items():
            if word.isascii() and len(word) >= length:
                found[word[:length]] += papers
        return _first((prefix for prefix, _ in _by_frequency(found)), count)


def _by_frequency(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _first(words: Iterator[str], count: int) -> list[str]:
    return [word for _, word in zip(range(count), words, strict=False)]
