"""Where and when a paper came out, as a bibliography states it: facts read off one `Paper`.

Nothing is guessed. A year comes from the venue, the source, the arXiv id or a listing's full
day, in that order; a day without a year gives neither year nor month. Ids are checked for their
shape before they are called an arXiv id or a DOI, and an address leaves only when it is http(s).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from index.text import clean, web_address

if TYPE_CHECKING:
    from index.paper import Paper

Kind = Literal["preprint", "conference", "journal"]

_ARXIV = re.compile(r"(\d\d)(0[1-9]|1[0-2])\.\d{4,5}", re.ASCII)
_OLD_ARXIV = re.compile(r"(?P<archive>[a-z-]+)(?:\.[A-Z]{2})?/(\d\d)(0[1-9]|1[0-2])\d{3}", re.ASCII)
_FIRST_ARXIV_YEAR = 91
_LONGEST_NAME = 3
"""Words of a venue that is called by its name and a year: ``SIGGRAPH Asia 2024``."""

_CLASS = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z-]+)?", re.ASCII)
_DOI = re.compile(r"10\.\d{4,9}/\S+", re.ASCII)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_FULL_DAY = re.compile(r"(\d{4})-(0[1-9]|1[0-2])-\d\d", re.ASCII)

_PREPRINT_SERVERS = frozenset({"arxiv", "arxiv preprint", "arxiv.org", "corr", "preprint"})
_NEVER_APPEARED = ("reject", "withdr", "desk")
_JOURNAL_WORDS = frozenset(
    "annals bulletin journal letters magazine review reviews transactions".split()
)
_JOURNALS = frozenset(
    "computational linguistics;ijcv;jair;jmlr;machine learning;nature;neural computation;neural"
    " networks;pnas;ra-l;science;science robotics;tacl;tmlr;tog;tpami;t-ro".split(";")
)
_PRIMARY_CLASS_KEYS = frozenset({"primary_category", "primary_class", "primaryclass"})
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"


@dataclass(frozen=True, slots=True)
class Publication:
    """One paper's bibliographic facts; what is not known is empty."""

    kind: Kind
    """``preprint`` also stands for a paper of which nobody says where it appeared."""

    venue: str
    """Without the year: ``ICLR``; empty for a preprint."""

    year: int | None
    month: int | None
    """1 to 12, of a preprint alone: the day a list showed it is not a conference's month."""

    arxiv: str
    primary_class: str
    """``cs.CL``."""

    doi: str
    url: str
    """An http or https address, percent-encoded ASCII."""


def publication(paper: Paper) -> Publication:
    """The facts of one paper."""
    venue, venue_year = _split_venue(clean(paper.venue))
    if venue.casefold() in _PREPRINT_SERVERS or _never_appeared(paper):
        venue, venue_year = "", None
    kind = _kind(venue)
    arxiv, archive, submitted = _arxiv(paper)
    dates = [date for date in (submitted, _first_day(paper)) if date is not None]
    year = venue_year or paper.year or next((year for year, _ in dates), None)
    month = next((month for dated, month in dates if dated == year), None)
    doi = paper.known_as("doi")
    doi = doi if _DOI.fullmatch(doi) else ""
    if not doi and arxiv and kind == "preprint":
        doi = f"10.48550/arXiv.{arxiv}"
    return Publication(
        kind=kind,
        venue=venue,
        year=year,
        month=month if kind == "preprint" else None,
        arxiv=arxiv,
        primary_class=archive or (_primary_class(paper) if arxiv else ""),
        doi=doi,
        url=_address(paper, arxiv, doi),
    )


def _split_venue(venue: str) -> tuple[str, int | None]:
    """``ICLR 2025`` → ``("ICLR", 2025)``; a year amid other words stays where it is."""
    years = list(_YEAR.finditer(venue))
    if not years:
        return venue, None
    found = years[-1]
    name = venue[: found.start()].strip(" ,;:-–'’(")
    is_name = len(name.split()) <= _LONGEST_NAME and not any(map(str.isdigit, name))
    if not is_name or venue[found.end() :].strip(" )"):
        name = venue
    return name, int(found.group())


def _kind(venue: str) -> Kind:
    if not venue:
        return "preprint"
    folded = venue.casefold()
    if folded in _JOURNALS or not _JOURNAL_WORDS.isdisjoint(folded.split()):
        return "journal"
    return "conference"


def _never_appeared(paper: Paper) -> bool:
    """Whether the source says that the venue turned the paper down or the authors took it back."""
    status = next((value for key, value in paper.extra if key == "status"), "")
    return status.casefold().startswith(_NEVER_APPEARED)


def _arxiv(paper: Paper) -> tuple[str, str, tuple[int, int] | None]:
    """The bare id, its archive when the id names one, and the year and month it was given out."""
    bare = paper.known_as("arxiv")
    if match := _ARXIV.fullmatch(bare):
        return bare, "", (2000 + int(match[1]), int(match[2]))
    if match := _OLD_ARXIV.fullmatch(bare):
        year = int(match[2])
        century = 1900 if year >= _FIRST_ARXIV_YEAR else 2000
        return bare, match["archive"], (century + year, int(match[3]))
    return "", "", None


def _primary_class(paper: Paper) -> str:
    for key, value in paper.extra:
        if key.casefold() in _PRIMARY_CLASS_KEYS and _CLASS.fullmatch(value):
            return value
    return ""


def _first_day(paper: Paper) -> tuple[int, int] | None:
    """Year and month of the first listing whose day is whole."""
    days = [match for item in paper.listings if (match := _FULL_DAY.fullmatch(item.day))]
    if not days:
        return None
    first = min(days, key=lambda match: match.group())
    return int(first[1]), int(first[2])


def _address(paper: Paper, arxiv: str, doi: str) -> str:
    candidates = [paper.link("abs")]
    if arxiv:
        candidates.append(f"https://arxiv.org/abs/{arxiv}")
    if doi:
        candidates.append(f"https://doi.org/{doi}")
    if forum := paper.known_as("openreview"):
        address = f"https://openreview.net/forum?id={quote(forum, safe='')}"
        # Without it nothing would say which paper this is.
        candidates.insert(len(candidates) if arxiv or doi else 0, address)
    candidates += [paper.link("pdf"), paper.link("project"), paper.link("code")]
    found = next((address for url in candidates if (address := web_address(url))), "")
    return quote(found, safe=_URL_SAFE)
