"""A saved view: a query under a name, and the digit that shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.errors import CarrelError
from index.query.query import Query
from tui.reading.valued import checked_view_name

DIGITS = range(1, 10)
"""What a view can be shown by."""

_TEXT = re.compile(r"(?:([1-9]): )?(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SavedView:
    """One view."""

    name: str
    query: str
    """In its canonical text, which never begins as a digit is written before it."""

    digit: int | None = None
    """One of `DIGITS`, or None: the next one that is free, in the order of the file."""

    @classmethod
    def checked(cls, name: str, query: str, digit: int | None = None) -> SavedView:
        """A view, if it can be one.

        Raises:
            CarrelError: the name, the digit, or the query (a `QueryError`) cannot be.
        """
        if digit is not None and digit not in DIGITS:
            raise CarrelError(f"a view's digit is 1 to 9, not {digit}")
        return cls(checked_view_name(name), str(Query.parse(query)), digit)

    @classmethod
    def of(cls, name: str, text: str) -> SavedView:
        """The view that a decision keeps as `text`; without being looked at, it is taken as is."""
        match = _TEXT.fullmatch(text)
        assert match is not None
        return cls(name, match[2], int(match[1]) if match[1] else None)

    @property
    def text(self) -> str:
        """The view without its name, as decisions keep it: ``5: tag:rl is:unread``."""
        return f"{self.digit}: {self.query}" if self.digit else self.query
