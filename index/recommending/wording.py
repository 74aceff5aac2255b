"""Words as papers write them, for stems as ranking knows them.

A person reads ``planning``, not ``plan``, and ``LoRA``, not ``lora``: each stem is shown in the
form that the text at hand has most often, in small letters unless it has capitals inside.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from index.analysis import stem, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from index.paper import Paper


def wording(papers: Iterable[Paper], only: Collection[str] = ()) -> dict[str, str]:
    """Stem → the word that some papers write most often for it; of equals the shortest.

    Args:
        papers: those that are read.
        only: stems that are wanted, if not all: it takes a fraction of the time.
    """
    first = {each[:1] for each in only}  # no stem begins with another letter than its word
    forms: dict[str, Counter[str]] = {}
    for paper in papers:
        for text in (paper.title, paper.abstract):
            for word in words(text):
                if first and word.text[:1] not in first:
                    continue
                written = text[word.start : word.end]
                forms.setdefault(stem(word.text), Counter())[_small(written)] += 1
    return {
        each: min(found, key=lambda form: (-found[form], len(form), form))
        for each, found in forms.items()
    }


def _small(word: str) -> str:
    """A word without the capital that only begins a sentence or a title."""
    return word if word[1:] != word[1:].lower() else word.lower()
