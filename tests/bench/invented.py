"""Papers that nobody wrote, for machines without the collection of real ones.

As long, as repetitive and as varied in vocabulary as real ones, since that is what makes indexing
and searching cost what they cost: words follow Zipf's law over a vocabulary of pronounceable ones.
"""

from __future__ import annotations

import json
import random
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

VOCABULARY = 40_000
NAMES = 8_000
CONFERENCES = ("iclr", "icml", "nips", "cvpr", "acl", "emnlp", "aaai", "kdd")
KNOWN = (
    "the of a we to and in learning model for data on with that network is training method "
    "attention graph image language neural deep robust diffusion reinforcement planning"
).split()
"""Words that the measured queries ask for, the most frequent first."""


def invented_papers(papers: int) -> Iterator[str]:
    """That many records, one JSON line each; the same for every run."""
    chance = random.Random(1986)
    words = [*KNOWN, *_words(chance, VOCABULARY - len(KNOWN))]
    weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
    names = [name.capitalize() for name in _words(chance, NAMES)]

    def text(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=length))

    for number in range(papers):
        conference = f"{chance.choice(CONFERENCES)}{2015 + number % 10}"
        authors = (" ".join(chance.choices(names, k=2)) for _ in range(chance.randint(1, 7)))
        record = {
            "conference": conference,
            "title": text(chance.randint(5, 12)).capitalize(),
            "author": ";".join(authors),
            "abstract": ". ".join(text(20).capitalize() for _ in range(chance.randint(6, 11))),
            "keywords": ";".join(text(2) for _ in range(chance.randint(2, 5))),
            "site": f"https://openreview.net/forum?id=made-up-{number}",
        }
        yield json.dumps(record, ensure_ascii=False) + "\n"


def _words(chance: random.Random, count: int) -> list[str]:
    onsets = ["b", "br", "c", "d", "f", "g", "gr", "k", "l", "m", "n", "p", "r", "s", "st", "t"]
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = (
            chance.choice(onsets) + chance.choice("aeiou") for _ in range(chance.randint(2, 4))
        )
        found["".join(syllables)] = None
    return list(found)
