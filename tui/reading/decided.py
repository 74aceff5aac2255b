"""When what stands was decided, as a snapshot that any thread may read.

Marks belong to one thread and change under its hands; whoever reckons with all of them beside it
takes a copy first. Copying costs a few milliseconds at 50,000 marks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Decided:
    """Moments of the decisions that give a state."""

    moments: Mapping[str, Mapping[str, str]]
    """``read``, ``star``, ``dismiss``, ``later`` → id of a paper → moment
    (`tui.reading.moment`)."""

    ordinals: Mapping[str, int]
    """The papers of those ids that the library has."""

    def of(self, attribute: str) -> Iterator[tuple[int, str]]:
        """Papers, by ordinal, with the moment at which the attribute was given.

        A paper that goes by several ids comes once for each; whether it still has the attribute is
        for the mark table to say.
        """
        known = self.ordinals
        for paper_id, at in self.moments.get(attribute, {}).items():
            if (ordinal := known.get(paper_id)) is not None:
                yield ordinal, at
