"""What a paper is: plain values, frozen, without I/O.

Everything that reads, keeps, finds, shows or exports papers passes these values. Text in them
is already readable (Unicode, TeX resolved, no control characters); `raw_title` and
`raw_abstract` keep the source's own wording where it differs, for exports.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from operator import attrgetter
from typing import Final


@dataclass(frozen=True, slots=True)
class Link:
    """An address that belongs to a paper."""

    kind: str
    """``abs``, ``pdf``, ``code`` or ``project``."""

    url: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One appearance of a paper on a page, a feed or a list."""

    source: str
    """Name of the page, file or feed: ``000_402e``."""

    rank: int | None = None
    """Place on that page, from 1; None where order carries no meaning."""

    day: str = ""
    """The day it was listed, as `index.day` writes it: ``2025-03-12``, or ``--03-12`` when the
    page gives no year, or empty."""

    curator: str = ""
    """Who put it there: ``AK and the research community``."""


@dataclass(frozen=True, slots=True)
class Account:
    """What one source says of a paper."""

    kind: str
    """The kind of source, one of `index.provenance.KINDS`; empty where it is not known."""

    source: str
    """The page, file or feed, as listings call it."""

    read: str = ""
    """The day on which it was read: ``2026-03-14``."""

    paper: Paper | None = None
    """All that it says; None of a paper that has one account alone, which is what it says."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper, whole."""

    id: str
    """``arxiv:2403.01234`` (no version), ``doi:…``, ``openreview:…``, else ``title:…``."""

    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    """Where it was published, as a reader writes it: ``ICLR 2025``."""

    keywords: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    listings: tuple[Listing, ...] = ()
    aliases: tuple[str, ...] = ()
    """Other ids the same paper is known by; marks made under them follow it."""

    raw_title: str = ""
    """The title as its source wrote it; empty when `title` is the same."""

    raw_abstract: str = ""
    """The abstract as its source wrote it; empty when `abstract` is the same."""

    added: str = ""
    """When it first came in: UTC, ``2026-03-14T09:26:53Z``."""

    extra: tuple[tuple[str, str], ...] = ()
    """Facts of the source that nothing here models, as (key, value), sorted by key."""

    accounts: tuple[Account, ...] = ()
    """Who says what of it, in the order in which they came; `index.provenance` makes one paper
    of them. None of papers that came in before accounts were kept."""

    apart: tuple[str, ...] = ()
    """Ids of papers that were parted from this one by hand, and stay so."""

    joined: tuple[str, ...] = ()
    """Ids of papers that went into this one by hand; it goes by them as long as it has them."""

    def known_as(self, scheme: str) -> str:
        """The bare id under a scheme (``arxiv``, ``doi``, …) among id and aliases, or ``""``."""
        prefix = scheme + ":"
        for candidate in (self.id, *self.aliases):
            if candidate.startswith(prefix):
                return candidate[len(prefix) :]
        return ""

    def link(self, kind: str) -> str:
        """The first address of that kind, or ``""``."""
        return next((link.url for link in self.links if link.kind == kind), "")


def told_by(paper: Paper, account: Account) -> Paper:
    """A paper as one source alone tells of it."""
    # Every record of an import comes through here; `dataclasses.replace` takes twice as long.
    values = list(_VALUES(paper))
    values[_ACCOUNTS] = (account,)
    return Paper(*values)


_NAMES: Final = tuple(field.name for field in fields(Paper))
_VALUES: Final = attrgetter(*_NAMES)
_ACCOUNTS: Final = _NAMES.index("accounts")
