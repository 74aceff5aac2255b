"""Of each field of a paper: which sources say what is shown, and what the others say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.provenance import accounts_of
from index.versions import VERSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.paper import Paper

_FIELDS: Final = ("title", "authors", "abstract", "venue", "year", "keywords")
_SCHEMES: Final = ("arxiv", "doi", "openreview")
_KINDS: Final = ("abs", "pdf", "code", "project")


@dataclass(frozen=True, slots=True)
class Testimony:
    """What is said of one field."""

    field: str
    """``title``, ``link code``, ``id doi`` or the name of a fact: ``upvotes``."""

    value: str
    """What is shown."""

    sources: tuple[int, ...]
    """The places of the accounts that say so, from 0; none of what is joined from several."""

    others: tuple[tuple[int, str], ...]
    """The places of the accounts that say something else, and what."""


def testimonies(paper: Paper) -> list[Testimony]:
    """Every field of a paper that is not empty, the texts first, then ids, links and facts."""
    said = [dict(_said(each.paper)) for each in accounts_of(paper) if each.paper is not None]
    found = []
    for field, value in _said(paper):
        given = [(place, each[field]) for place, each in enumerate(said) if field in each]
        agree = tuple(place for place, text in given if text == value)
        others = tuple((place, text) for place, text in given if text != value)
        found.append(Testimony(field, value, agree, others))
    return found


def _said(paper: Paper) -> Iterator[tuple[str, str]]:
    """What a paper says, field by field, as text."""
    for name in _FIELDS:
        value = getattr(paper, name)
        text = "; ".join(value) if isinstance(value, tuple) else str(value or "")
        if text:
            yield name, text
    for scheme in _SCHEMES:
        if bare := paper.known_as(scheme):
            yield f"id {scheme}", bare
    for kind in _KINDS:
        if address := paper.link(kind):
            yield f"link {kind}", address
    yield from (fact for fact in paper.extra if fact[0] != VERSIONS)
