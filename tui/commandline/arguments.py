"""What may follow a command, by the kind of its argument."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

SEVERAL = frozenset(("TAGS", "QUERY"))
"""Kinds of which there may be several, parted by blanks; the last one is completed."""

DAYS = (
    ("1d", "tomorrow"),
    ("3d", "in three days"),
    ("1w", "in a week"),
    ("2w", "in two weeks"),
    ("1m", "in a month"),
    ("mon", "next Monday"),
    ("fri", "next Friday"),
)

COPIED = (("link", "its address"), ("title", "its title"), ("bibtex", "its BibTeX entry"))

OPENED = (
    ("page", "its page"),
    ("pdf", "its PDF"),
    ("code", "its code"),
    ("project", "its project page"),
    ("links", "the list of all"),
)

ASKED = (
    ("is:unread", "neither read, dismissed nor put off"),
    ("is:starred", "with a star"),
    ("is:later", "put off"),
    ("has:code", "with code"),
    ("title:", "with a word in the title"),
    ("author:", "by somebody"),
    ("venue:", "from a venue"),
    ("tag:", "with a tag of yours"),
    ("date:7d", "listed in the last week"),
    ("note:", "with a word in your note"),
    ("sort:score", "most to your liking first"),
    ("sort:upvotes", "most upvotes first"),
)


class Candidate(NamedTuple):
    """Something that could be written next."""

    text: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """The reader's own names, to be completed."""

    tags: tuple[str, ...] = ()
    tags_of_paper: tuple[str, ...] = ()
    views: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    formats: tuple[tuple[str, str], ...] = ()
    """Ending and label of each."""


def candidates(kind: str, known: Known) -> list[Candidate]:
    """Everything that is known to be an argument of a kind."""
    names = {"TAGS": known.tags, "VIEW": known.views, "REASON": known.reasons}
    names |= {"THEME": known.themes, "ORDER": known.orders}
    told = {"DAY": DAYS, "COPY": COPIED, "LINK": OPENED, "QUERY": ASKED}
    plain = [Candidate(name) for name in names.get(kind, ())]
    match kind:
        case "TAGS":
            plain += [Candidate(f"-{tag}", "take it off") for tag in known.tags_of_paper]
        case "ORDER":
            plain += [Candidate(f"-{order}", "the other way") for order in known.orders]
        case "FILE":
            plain += [Candidate(f"starred{ending}", label) for ending, label in known.formats]
    return plain or [Candidate(text, help_text) for text, help_text in told.get(kind, ())]
