"""What stands about single papers, whatever ids they are known by, and about the saved views.

The part of `Reading` that only answers. A paper that the library knows under several ids is one
paper; without a library (no `MarkView` yet) an id stands for itself alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.decision import FLAGS, VIEW, tag_attribute
from tui.reading.valued import is_view_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.reading.decided import Decided
    from tui.reading.mark_view import MarkView
    from tui.reading.marks import Marks


class StandingMarks:
    """Marks, and which ids mean the same paper."""

    def __init__(self, marks: Marks) -> None:
        self._marks = marks
        self._view: MarkView | None = None

    @property
    def is_blank(self) -> bool:
        """Whether nothing was ever decided, or taken back."""
        return not any(self._marks.tables.values())

    def state(self, paper_id: str) -> int:
        """READ | STARRED | DISMISSED of `index.marktable`, as far as they are set."""
        names = self._names("", paper_id)
        return sum(flag for name, flag in FLAGS.items() if self._marks.has(name, names))

    def tags(self, paper_id: str) -> tuple[str, ...]:
        """The tags of a paper, sorted."""
        names = self._names("", paper_id)
        tags = (tag for tag, _ in self._marks.tags())
        return tuple(tag for tag in tags if self._marks.has(tag_attribute(tag), names))

    def note(self, paper_id: str) -> str:
        r"""The note on a paper, its lines ended by ``\n``, or ``""``."""
        return self._text("note", paper_id)

    def later(self, paper_id: str) -> str:
        """The day until which a paper is, or was, put off (``2026-12-01``), or ``""``."""
        return self._text("later", paper_id)

    def reason(self, paper_id: str) -> str:
        """Why a paper was dismissed, or ``""`` if it was not, or for no reason given."""
        return self._text("dismiss", paper_id)

    def read_at(self, paper_id: str) -> str:
        """When a paper was read (``2026-03-14T09:26:53.123456Z``), or ``""`` if it was not."""
        stands = self._marks.decision("read", self._names("read", paper_id))
        return stands.at if stands.has else ""

    def let_go(self, paper_id: str) -> str:
        """When a paper was last read or dismissed, or ``""`` if it was not, or is starred."""
        names = self._names("", paper_id)
        if self._marks.has("star", names):
            return ""
        decisions = (self._marks.decision(attribute, names) for attribute in ("read", "dismiss"))
        return max((decision.at for decision in decisions if decision.has), default="")

    def before_joining(self, ids: Sequence[str]) -> list[tuple[str, list[str]]]:
        """What is to be decided before two papers are joined, as `Reading.mark_together` takes it.

        Args:
            ids: of the two.
        """
        from tui.reading.uniting import before_joining

        names = [self._names("", paper_id) for paper_id in ids]
        return [(text, [ids[place]]) for place, text in before_joining(self._marks, names)]

    def views(self) -> dict[str, str]:
        """The saved views that stand: name → text, as `tui.views.saved_view` reads it.

        One whose name cannot be shown as it is, from a journal that something else wrote, is none.
        """
        views = self._marks.texts.get(VIEW, {})
        return {name: text for name, text in views.items() if is_view_name(name)}

    def decided(self) -> Decided:
        """When the states that stand were given, as a copy that any thread may read."""
        from tui.reading.decided import Decided

        tables = self._marks.tables
        moments = {name: dict(tables.get(name, {})) for name in (*FLAGS, "later")}
        return Decided(moments, {} if self._view is None else self._view.ordinals())

    def _names(self, attribute: str, paper_id: str) -> tuple[str, ...]:
        if self._view is None or attribute == VIEW:
            return (paper_id,)
        return self._view.names(paper_id)

    def _text(self, attribute: str, paper_id: str) -> str:
        return self._marks.decision(attribute, self._names(attribute, paper_id)).value
