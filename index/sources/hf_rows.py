"""Rows of Hugging Face Papers, as its API gives them and its pages carry them inside.

A row of a day's list wraps the paper: most facts are within, the number of comments is outside. A
search gives such rows or flat ones, and the address of one paper gives what is within alone.

- **Days.** `submittedOnDailyAt` within is the day of the list. The outer `publishedAt` is not: it
  has been local time labelled as UTC, or another day altogether, and is never looked at.
- **Ranks** are places in one day's list: rows of several days have none, nor has one paper alone.
- **Counts** that are missing are missing, and none is a zero. They are true of the day on which
  they were read, which stands beside them.
- **Summaries and keywords of a machine** stay under names that say so, and code that was matched
  automatically, which may be a stranger's, is told from code the authors named.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from index.day import parse_day
from index.errors import CarrelError
from index.identity import normal_arxiv, paper_id
from index.paper import Link, Listing, Paper
from index.record import MOST_ITEMS
from index.sources.base import fact, readable_abstract, readable_text, readable_title
from index.text import web_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.errors import Problem
    from index.sources.base import Origin

_PAGE: Final = "https://huggingface.co/papers/"
_MOST_COUNT: Final = 10**9
_MOST_KEYWORDS: Final = 50
_DATE: Final = 10
_LONGEST_PAGE: Final = 100
"""Rows in one answer at most; a longer file is many answers put together."""


def papers_of_rows(
    rows: Iterable[tuple[int, object]], origin: Origin, *, is_list: bool = True
) -> Iterator[Paper | Problem]:
    """One item for each row, given with its number.

    Args:
        rows: as they stand in an answer or a page.
        origin: where they come from.
        is_list: whether they may be a day's list, and not what was searched for.
    """
    ahead = iter(rows)
    first = list(islice(ahead, _LONGEST_PAGE))
    days = {_day(row, origin) for _, row in first} - {""}
    ranked = is_list and len(days) == 1 and any(map(_is_wrapped, first))
    for number, row in chain(first, ahead):
        try:
            if isinstance(row, CarrelError):
                raise row
            yield _paper(row, number if ranked and _day(row, origin) else None, origin)
        except CarrelError as error:
            yield origin.problem(number, error.problem.message, error.problem.hint)


def _paper(row: object, rank: int | None, origin: Origin) -> Paper:
    inner = _inner(row)
    outer = row if isinstance(row, dict) else {}
    if not inner:
        raise CarrelError("a row is a JSON object with a paper in it")
    title, raw_title = readable_title(_text(inner, "title") or _text(outer, "title"))
    abstract, raw_abstract = readable_abstract(_text(inner, "summary") or _text(outer, "summary"))
    number = _text(inner, "id")
    best, aliases = paper_id(arxiv=number, title=title)
    submitted = parse_day(_text(inner, "publishedAt")[:_DATE])
    listing = Listing(origin.name, rank, _day(row, origin), _curator(inner, outer))
    return Paper(
        id=best,
        title=title,
        abstract=abstract,
        authors=_authors(inner),
        year=int(submitted[:4]) if submitted[:1].isdecimal() else None,
        links=_links(inner, normal_arxiv(number)),
        listings=(listing,),
        aliases=aliases,
        raw_title=raw_title,
        raw_abstract=raw_abstract,
        added=origin.added,
        extra=tuple(sorted((_facts(inner, outer) | _counts(inner, outer, origin)).items())),
    )


def _is_wrapped(numbered: tuple[int, object]) -> bool:
    """Whether a row is one of a list; an answer about one paper is not."""
    row = numbered[1]
    return isinstance(row, dict) and "paper" in row


def _inner(row: object) -> dict[str, object]:
    """What a row says of the paper itself: all of it, in a flat row."""
    if not isinstance(row, dict):
        return {}
    inner = row.get("paper", row)
    return inner if isinstance(inner, dict) else {}


def _text(record: dict[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        # Of an id that became a number, the last zeros are gone.
        raise CarrelError(f"{name} is not text")
    return value


def _day(row: object, origin: Origin) -> str:
    written = _inner(row).get("submittedOnDailyAt")
    day = parse_day(written[:_DATE]) if isinstance(written, str) else ""
    return day or origin.day


def _authors(inner: dict[str, object]) -> tuple[str, ...]:
    authors = inner.get("authors") or []
    if not isinstance(authors, list):
        raise CarrelError("authors is not a list")
    if len(authors) > MOST_ITEMS:
        raise CarrelError(f"authors has more than {MOST_ITEMS:,} entries")
    given = (_named(author, "name") for author in authors)
    return tuple(name for name in (readable_text(one, "an author")[0] for one in given) if name)


def _named(value: object, *keys: str) -> str:
    """The first text under one of the keys of a JSON object; ``""`` for anything else."""
    found = (value.get(key) for key in keys) if isinstance(value, dict) else ()
    return next((text for text in found if isinstance(text, str) and text.strip()), "")


def _curator(inner: dict[str, object], outer: dict[str, object]) -> str:
    by = inner.get("submittedOnDailyBy") or outer.get("submittedBy")
    return fact(_named(by, "fullname", "user", "name"))


def _links(inner: dict[str, object], number: str) -> tuple[Link, ...]:
    links = [
        Link("abs", f"https://arxiv.org/abs/{number}" if number else ""),
        Link("abs", f"{_PAGE}{number}" if number else ""),
        Link("pdf", f"https://arxiv.org/pdf/{number}" if number else ""),
        Link("code", web_address(fact(_named(inner, "githubRepo")))),
        Link("project", web_address(fact(_named(inner, "projectPage")))),
    ]
    return tuple(dict.fromkeys(link for link in links if link.url))


def _facts(inner: dict[str, object], outer: dict[str, object]) -> dict[str, str]:
    by = inner.get("submittedOnDailyBy") or outer.get("submittedBy")
    organization = inner.get("organization") or outer.get("organization")
    keywords = inner.get("ai_keywords")
    words = keywords[:_MOST_KEYWORDS] if isinstance(keywords, list) else []
    matched = _named(inner, "githubRepo") and _named(inner, "githubRepoAddedBy") == "auto"
    facts = {
        "ai_keywords": fact("; ".join(word for word in words if isinstance(word, str))),
        "ai_summary": fact(_named(inner, "ai_summary")),
        "code_matched": "automatically" if matched else "",
        "organization": fact(_named(organization, "fullname", "name")),
        "submitted": parse_day(_named(inner, "publishedAt")[:_DATE]),
        "submitter": fact(_named(by, "user", "name")),
        "withdrawn": parse_day(_named(inner, "withdrawnAt")[:_DATE]),
    }
    return {key: text for key, text in facts.items() if text}


def _counts(inner: dict[str, object], outer: dict[str, object], origin: Origin) -> dict[str, str]:
    """What was counted, and on which day."""
    found = {
        "upvotes": inner.get("upvotes"),
        "comments": outer.get("numComments", inner.get("numComments")),
        "stars": inner.get("githubStars"),
    }
    counts = {
        name: str(value)
        for name, value in found.items()
        if type(value) is int and 0 <= value <= _MOST_COUNT
    }
    return counts | {"counted": origin.counted} if counts and origin.counted else counts
