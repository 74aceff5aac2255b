"""One entry of a feed: what `feedparser` made of it, as plain text and in plain types.

A name that two dialects write differently is asked for by all of its names, first come first
served. What is there in another type than expected counts as missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.day import parse_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_LONGEST_DATE = 64


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What one entry says, by the names that feedparser gives."""

    values: Mapping[str, object]

    def text(self, *names: str) -> str:
        """The first of these that is there and not empty, or ``""``."""
        for name in names:
            value = self.values.get(name)
            if isinstance(value, str) and value.strip():
                return value
        return ""

    def names(self) -> list[str]:
        """The authors, each as one text."""
        return [name for name in self._each("authors", "name") if name.strip()]

    def categories(self) -> list[str]:
        """The terms that it is filed under."""
        primary = self.values.get("arxiv_primary_category")
        first = primary.get("term") if hasattr(primary, "get") else None
        terms = [first, *self._each("tags", "term")]
        return [term for term in dict.fromkeys(terms) if isinstance(term, str) and term.strip()]

    def addresses(self) -> list[str]:
        """Where it leads to, its main address first."""
        return list(dict.fromkeys((self.text("link"), *self._each("links", "href"))))

    def content(self) -> str:
        """The longest text that it carries; in RSS a summary may be only its beginning."""
        texts = [self.text("summary"), *self._each("content", "value")]
        return max(texts, key=len)

    def day(self, *names: str) -> str:
        """The day in the first of these dates, as it stands there: no clock is turned."""
        return written_day(self.text(*names))

    def _each(self, name: str, key: str) -> Iterator[str]:
        values = self.values.get(name)
        members: Iterable[object] = values if isinstance(values, list) else ()
        for member in members:
            value = member.get(key) if hasattr(member, "get") else None
            if isinstance(value, str):
                yield value


def written_day(text: str) -> str:
    """The day in a date of RFC 822 or ISO 8601, or ``""``: ``Fri, 14 Mar 2025 00:00:00 -0400``."""
    text = text.strip()
    if not text or len(text) > _LONGEST_DATE:
        return ""
    if text[:4].isdecimal():
        return parse_day(text[:10])
    from email.utils import parsedate_to_datetime  # 18 ms, and only RSS needs it

    try:
        return f"{parsedate_to_datetime(text):%Y-%m-%d}"
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
