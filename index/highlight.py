"""Where a query's words stand in a text, for the eye.

Called for what is on the screen: a title or an abstract at a time. It looks for what search
looks for, through the same `index.analysis`, but never asks the index, so it also works on text
that is not indexed yet. What the query excludes is not marked. Facts are not in the text, and
what is looked for in keywords alone is marked nowhere, because they are not shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index import analysis
from index.edit_distance import within
from index.query.query import Fuzzy, Prefix

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.query.pattern import CompiledPattern
    from index.query.query import Query, Text


@dataclass(frozen=True, slots=True)
class HighlightPlan:
    """What to mark for one query in one field, worked out once for many texts."""

    stems: frozenset[str]
    prefixes: tuple[str, ...]
    phrases: Mapping[str, tuple[tuple[str, ...], ...]]
    """The stems of each phrase, by its first."""

    fuzzy: tuple[tuple[str, int], ...] = ()
    """Words that may be misspelt, and by how many slips."""

    patterns: tuple[CompiledPattern, ...] = ()

    @classmethod
    def of(cls, query: Query, field: str) -> HighlightPlan:
        """The plan for what `query` looks for in `field`, be it there or in any field."""
        stems: set[str] = set()
        prefixes: set[str] = set()
        phrases: dict[str, tuple[tuple[str, ...], ...]] = {}
        fuzzy: set[tuple[str, int]] = set()
        for leaf in _looked_for(query, field):
            terms = leaf.terms()
            if isinstance(leaf, Fuzzy):
                fuzzy.add((terms[0], leaf.distance))
            elif isinstance(leaf, Prefix):
                stems.update(terms[:-1])
                prefixes.add(terms[-1])
            elif len(terms) == 1:
                stems.update(terms)
            else:
                phrases[terms[0]] = (*phrases.get(terms[0], ()), terms)
        patterns = query.patterns() if field == "title" else ()
        return cls(
            frozenset(stems),
            tuple(sorted(prefixes)),
            phrases,
            tuple(sorted(fuzzy)),
            tuple(pattern.compiled() for pattern in patterns),
        )

    @property
    def is_empty(self) -> bool:
        """Nothing would be marked in any text."""
        return not (self._has_words or self.patterns)

    @property
    def _has_words(self) -> bool:
        return bool(self.stems or self.prefixes or self.phrases or self.fuzzy)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """What to mark in `text`: offsets, in order, apart from each other.

        A phrase is one span from its first word to its last, and only where all of it stands. A
        pattern may begin and end within words.
        """
        found = self._word_spans(text) if self._has_words else []
        if self.patterns:
            for pattern in self.patterns:
                found += (match.span() for match in pattern.finditer(text))
            found.sort()
        return _merged(found)

    def _word_spans(self, text: str) -> list[tuple[int, int]]:
        words = list(analysis.words(text))
        stems = [analysis.stem(word.text) for word in words]
        wanted = self._stems_in(words, stems) if self.fuzzy else self.stems
        found: list[tuple[int, int]] = []
        for place, (word, stem) in enumerate(zip(words, stems, strict=True)):
            end = 0
            if stem in wanted or self._begins(word.text, stem):
                end = word.end
            for phrase in self.phrases.get(stem, ()):
                last = place + len(phrase)
                if tuple(stems[place:last]) == phrase:
                    end = max(end, words[last - 1].end)
            if end:
                found.append((word.start, end))
        return found

    def _stems_in(self, words: list[analysis.WordSpan], stems: list[str]) -> set[str]:
        """The stems looked for, with those of the words that a fuzzy one stands for."""
        wanted = set(self.stems)
        for written, stem in {(word.text, stem) for word, stem in zip(words, stems, strict=True)}:
            # The stem too: where it is a word of its own, search found it, and all its forms.
            if stem not in wanted and (self._is_near(written) or self._is_near(stem)):
                wanted.add(stem)
        return wanted

    def _is_near(self, word: str) -> bool:
        return any(within(word, other, distance) for other, distance in self.fuzzy)

    def _begins(self, word: str, stem: str) -> bool:
        # The stem too, because search takes a prefix for every form of the words it begins:
        # happi* finds "happy" by way of "happiness".
        return word.startswith(self.prefixes) or stem.startswith(self.prefixes)


def _looked_for(query: Query, field: str) -> Iterator[Text]:
    return (leaf for leaf in query.terms() if leaf.field in (None, field))


def spans(text: str, query: Query, field: str) -> list[tuple[int, int]]:
    """What to mark in `text` for one query; `HighlightPlan` is for asking more than once."""
    return HighlightPlan.of(query, field).spans(text)


def _merged(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if start == end:
            continue  # a pattern that may be empty
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged
