"""What a question to the full-text index finds, and a store of recent findings."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from numpy.typing import NDArray

_LEAST_KEPT: Final = 1_500_000
_FINDINGS_KEPT: Final = 8
"""Hits in all findings together, each of sixteen bytes: so many, or so many times every paper."""


class Hits(NamedTuple):
    """Papers that match, ascending by ordinal, each once."""

    ordinals: NDArray[np.int64]
    scores: NDArray[np.float64]
    """Above 0."""


NO_HITS: Final = Hits(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float64))


class KeptHits:
    """The findings that were asked for last, by the question; for any thread.

    Args:
        papers: how many there are.
        least: how many hits are kept in any case.
    """

    def __init__(self, papers: int, least: int = _LEAST_KEPT) -> None:
        self._most = max(least, _FINDINGS_KEPT * papers)
        self._findings: OrderedDict[Hashable, Hits] = OrderedDict()
        self._count = 0
        self._lock = threading.Lock()

    def get(self, question: Hashable, find: Callable[[], Hits]) -> Hits:
        """The hits of a question, found if they are not at hand."""
        with self._lock:
            hits = self._findings.get(question)
            if hits is not None:
                self._findings.move_to_end(question)
                return hits
        hits = find()  # two threads may find the same; neither waits for the other
        with self._lock:
            if question not in self._findings:
                self._findings[question] = hits
                self._count += len(hits.ordinals)
            while self._count > self._most and len(self._findings) > 1:
                _, oldest = self._findings.popitem(last=False)
                self._count -= len(oldest.ordinals)
        return hits
