"""Where a query's words stand in a text, for the eye.

Called for what is on the screen: a title or an abstract at a time. It looks for what search
looks for, through the same `index.analysis`, but never asks the index, so it also works on text
that is not indexed yet. What the query excludes is not marked. Facts are not in the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import analysis
from index.query.query import Prefix

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.query.query import Query


@dataclass(frozen=True, slots=True)
class HighlightPlan:
    """What to mark for one query in one field, worked out once for many texts."""

    stems: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    """The stems of each phrase, by its first."""

    @classmethod
    def of(cls, query: Query, field: str) -> HighlightPlan:
        """The plan for what `query` looks for in `field`, be it there or in any field."""
        stems: set[str] = set()
        prefixes: set[str] = set()
        phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        for leaf in query.terms():
            if leaf.field not in (None, field):
                continue
            terms = leaf.terms()
            if isinstance(leaf, Prefix):
                stems.update(terms[:-1])
                prefixes.add(terms[-1])
            elif len(terms) == 1:
                stems.update(terms)
            else:
                phrases[terms[0]] = (*phrases.get(terms[0], ()), terms)
        return cls(frozenset(stems), tuple(sorted(prefixes)), phrases)

    @property
    def is_empty(self) -> bool:
        """Nothing would be marked in any text."""
        return not (self.stems or self.prefixes or self.phrases)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """What to mark in `text`: offsets, in order, apart from each other.

        A phrase is one span from its first word to its last, and only where all of it stands.
        """
        if self.is_empty:
            return []
        words = list(analysis.words(text))
        stems = [analysis.stem(word.text) for word in words]
        found: list[tuple[int, int]] = []
        for place, (word, stem) in enumerate(zip(words, stems, strict=True)):
            end = 0
            if stem in self.stems or self._begins(word.text, stem):
                end = word.end
            for phrase in self.phrases.get(stem, ()):
                last = place + len(phrase)
                if tuple(stems[place:last]) == phrase:
                    end = max(end, words[last - 1].end)
            if end:
                found.append((word.start, end))
        return _merged(found)

    def _begins(self, word: str, stem: str) -> bool:
        # The stem too, because search takes a prefix for every form of the words it begins:
        # happi* finds "happy" by way of "happiness".
        return word.startswith(self.prefixes) or stem.startswith(self.prefixes)


def spans(text: str, query: Query, field: str) -> list[tuple[int, int]]:
    """What to mark in `text` for one query; `HighlightPlan` is for asking more than once."""
    return HighlightPlan.of(query, field).spans(text)


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
