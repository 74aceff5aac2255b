"""What a reader likes, as far as papers need to know: handed over by whoever keeps it.

`index` does not know where marks and settings are kept. Rules are queries with a consequence; they
are answered by the library like any other query.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from index.query.query import Query

OUTSIDE: Final = 0.1
"""Share of each day that comes from outside the reader's interests, if nothing else is said."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Papers that a reader always wants more or less of, or not at all."""

    query: Query
    """Which papers; its directives do not count."""

    weight: float = 0.0
    """What it adds to their scores."""

    mute: bool = False
    """Whether they are left out of every list in the order of scores."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What a reader said about the order, beside marking papers."""

    interests: tuple[str, ...] = ()
    """Tags that each name an interest, learnt from the papers that carry it."""

    rules: tuple[Rule, ...] = ()

    outside: float = OUTSIDE
    """Share of each day from outside the interests, from 0 to 0.5."""
