"""One list that is asked for, in as many requests as it has pages."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.fetching.answer import JSON, Validators

if TYPE_CHECKING:
    from index.feeds.calendar import DayState, Span


@dataclass(frozen=True, slots=True)
class Errand:
    """What to ask for, and of which days the answer tells."""

    spans: tuple[Span, ...]
    """Oldest first."""

    url: str
    """The address of the first page."""

    form: str = JSON
    day: str = ""
    """The day of papers that do not tell theirs."""

    page_size: int = 0
    """Papers on a page; fewer, and it is the last. 0: there is one page."""

    page_name: str = ""
    """The parameter that asks for a page."""

    pages_by_papers: bool = False
    """Whether that parameter counts papers, as a page may have fewer of them than it could."""

    is_dated: bool = False
    """Whether its papers are of these days: all of another day, and the list is a stale one."""

    nothing: DayState | None = None
    """What its day is where no papers came; None: empty, once it is over."""

    in_order: bool = False
    """Whether papers come by their days, oldest first, so that what is had of it is whole."""

    known: Validators = field(default_factory=Validators)

    def page(self, number: int, papers: int = 0) -> str:
        """The address of a page.

        Args:
            number: of the page, counted from 0.
            papers: how many were on the pages before it.
        """
        if not number:
            return self.url
        return f"{self.url}&{self.page_name}={papers if self.pages_by_papers else number}"
