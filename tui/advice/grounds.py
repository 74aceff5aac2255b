"""Why the papers of a list are in it, where neither their words nor their day say so.

Made on the search thread together with the list and carried by it, so that going back to a list
brings its reasons back as well.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.paper import Paper
    from index.recommending.reasons import Reason
    from index.recommending.unfamiliar import Familiarity

ALIKE_GLYPH = "≈"
OUTSIDE_GLYPH = "◇"
NEW_GLYPH = "+"
RISEN_GLYPH = "▲"

LIKENESS = "likeness"
"""The order of papers like one."""

Ground = tuple[str, str]
"""A glyph, and a sentence behind it."""


@dataclass(frozen=True, slots=True, eq=False)
class Grounds:
    """Why the papers of a list are in it, and in this order."""

    like: int | None = None
    """The ordinal of the paper whose neighbours they are."""

    reasons: Mapping[int, Reason] = field(default_factory=dict)
    """What each neighbour, by ordinal, shares with it."""

    outside: frozenset[int] = frozenset()
    """The ordinals of papers that were put in from outside the reader's interests."""

    familiarity: Familiarity | None = None
    """Tells which words of a paper are new to the reader, in the order of scores."""

    rises: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Upvotes then and now of papers, by ordinal, in a list of those that rose."""

    note: str = ""
    """What is to be said about the order, in plain words."""

    def in_short(self, ordinal: int) -> str | None:
        """What a row says of its paper: who and which words it shares; None where rows say none."""
        if ordinal in self.rises:
            before, now = self.rises[ordinal]
            return f"{RISEN_GLYPH} {before:,} → {now:,} upvotes"
        if self.like is None:
            return None
        reason = self.reasons.get(ordinal)
        if reason is None:
            return ""
        return " · ".join(", ".join(part) for part in (reason.authors, reason.words) if part)

    def of(self, paper: Paper, ordinal: int) -> tuple[Ground, ...]:
        """All there is to say of a paper, a sentence each.

        Args:
            paper: the paper, whole.
            ordinal: the same.
        """
        found: list[Ground] = []
        reason = self.reasons.get(ordinal)
        if reason is not None:
            for what, shared in (
                ("also speaks of", reason.words),
                ("also by", reason.authors),
                ("also links to", reason.links),
            ):
                found += [(ALIKE_GLYPH, f"{what} {', '.join(shared)}")] if shared else []
            found = found or [(ALIKE_GLYPH, "alike as a whole: no one word says why")]
        if ordinal in self.rises:
            before, now = self.rises[ordinal]
            found.append(
                (RISEN_GLYPH, f"rose from {before:,} to {now:,} upvotes since you left it")
            )
        if ordinal in self.outside:
            found.append((OUTSIDE_GLYPH, "from outside your interests"))
        new = self.familiarity.new_in(paper, ordinal) if self.familiarity else ()
        if new:
            found.append((NEW_GLYPH, f"new to you: {', '.join(new)}"))
        return tuple(found)
