"""Which papers went into others by hand, while a draft of the columns is put together.

A line of the log says which papers its own takes in (`Paper.joined`). Their ordinals stay, with
nothing in them, for as long as that paper goes by their ids. If a later line of it no longer does,
because it was parted again, they are free: a line with such an id fills the ordinal anew, and
without one the paper is back as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.columns.columns import Columns


class Joins:
    """The papers that are gone, and those that came back.

    Args:
        base: the generation before.
    """

    def __init__(self, base: Columns) -> None:
        self.gone: set[int] = set(base.gone)
        """The ordinals of papers that are in others now."""
        self.freed: set[int] = set()
        """Those of papers that no longer are, and of which no line came yet."""
        self.slots: dict[bytes, int] = {}
        """The ordinal of each paper that went into another one, by the id that it had then."""
        self.moved: dict[int, int] = {}
        """Where in the log it is said of a paper that it went, or that it is back."""
        self._into: dict[int, dict[bytes, int]] = {}
        self._waiting: dict[int, list[int]] = {}
        for ordinal, offset in zip(base.section("moved"), base.section("moved_at"), strict=True):
            self.moved[ordinal] = offset
            if ordinal in self.gone:
                key = base.key(ordinal)
                self.slots[key] = ordinal
                self._into.setdefault(base.heir(ordinal), {})[key] = ordinal

    def take(self, ordinal: int, into: int, key: bytes) -> None:
        """Let a paper go into another one, with those in it; `place` has to follow."""
        within = self._into.pop(ordinal, {})
        for others in self._into.values():
            others.pop(key, None)
        taken = self._into.setdefault(into, {})
        taken |= {key: ordinal, **within}
        self.slots[key] = ordinal
        self.gone.add(ordinal)
        self.freed.discard(ordinal)
        self._waiting.setdefault(into, []).extend((ordinal, *within.values()))

    def is_in(self, key: bytes, into: int) -> bool:
        """Whether the paper that had this id is in that one already."""
        return key in self._into.get(into, {})

    def enter(self, ordinal: int, keys: Collection[bytes]) -> None:
        """Note that a paper goes by these ids from now on: others may be free again."""
        self.gone.discard(ordinal)
        self.freed.discard(ordinal)
        for key, other in list(self._into.get(ordinal, {}).items()):
            if key not in keys:
                del self._into[ordinal][key]
                self.gone.discard(other)
                self.freed.add(other)
                self._waiting.setdefault(ordinal, []).append(other)

    def place(self, ordinal: int, offset: int) -> None:
        """Say where in the log the line of a paper stands that took others in, or let them go."""
        for other in self._waiting.pop(ordinal, ()):
            self.moved[other] = offset
