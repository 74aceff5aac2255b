"""A paper as a JSON object and back: the shape of the paper log and of Carrel's own JSON Lines.

Empty fields are left out. ``"carrel": 1`` says that an object is a paper and which version of
this shape it has; a change that old readers would misread raises the number. Fields that are
not known here are passed over.

What comes back was written by anyone: every text is cleaned again, every type checked, every
length bounded, so that a `Paper` keeps its promises whatever file it came from.
"""

from __future__ import annotations

import re
from typing import Final, TypeGuard

from index.day import parse_day
from index.errors import CarrelError, LaterVersionError
from index.paper import Account, Link, Listing, Paper
from index.text import clean, web_address

VERSION: Final = 3
"""Of papers that others went into by hand: an older Carrel would show these beside them. Papers
that were parted are of version 2, since one older still would join them again; all others are of
version 1, and what an older Carrel does not know in them it passes over."""

LONGEST_TITLE: Final = 2_000
LONGEST_ABSTRACT: Final = 200_000
LONGEST_FIELD: Final = 4_000
"""Characters in any other text: a name, a venue, an address, a value of `extra`."""
MOST_ITEMS: Final = 10_000
"""Entries in any list; the longest author lists of physics have about 5,000."""

_ID: Final = re.compile(r"[a-z][a-z0-9]{0,19}:[^\s\"]{1,512}")
_ADDED: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_KINDS: Final = frozenset({"abs", "pdf", "code", "project"})


def to_record(paper: Paper) -> dict[str, object]:
    """The JSON object of a paper."""
    record: dict[str, object] = {
        "carrel": VERSION if paper.joined else 2 if paper.apart else 1,
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "year": paper.year,
        "venue": paper.venue,
        "keywords": list(paper.keywords),
        "links": [{"kind": link.kind, "url": link.url} for link in paper.links],
        "listings": [_listing_record(listing) for listing in paper.listings],
        "aliases": list(paper.aliases),
        "raw_title": paper.raw_title,
        "raw_abstract": paper.raw_abstract,
        "added": paper.added,
        "extra": dict(paper.extra),
    }
    record = {name: value for name, value in record.items() if value}
    if paper.accounts:
        record["accounts"] = [_account_record(account, record) for account in paper.accounts]
    if paper.apart:
        record["apart"] = list(paper.apart)
    if paper.joined:
        record["joined"] = list(paper.joined)
    return record


def _account_record(account: Account, shown: dict[str, object]) -> dict[str, object]:
    """An account; of what it says, only what is shown otherwise stands there in full."""
    record: dict[str, object] = {"kind": account.kind, "source": account.source}
    if account.read:
        record["read"] = account.read
    if account.paper is not None:
        said = to_record(account.paper)
        del said["carrel"]
        record["same"] = [name for name, value in said.items() if shown.get(name) == value]
        record["said"] = {name: value for name, value in said.items() if shown.get(name) != value}
    return record


def _listing_record(listing: Listing) -> dict[str, object]:
    record: dict[str, object] = {
        "source": listing.source,
        "rank": listing.rank,
        "day": listing.day,
        "curator": listing.curator,
    }
    return {name: value for name, value in record.items() if value or name == "source"}


def from_record(record: object) -> Paper:
    """The paper in a JSON object.

    Raises:
        CarrelError: the object is no paper; the message names the field that is wrong.
    """
    if not _is_object(record):
        raise CarrelError("a paper is a JSON object")
    _check_version(record.get("carrel"))
    title = _text(record, "title", LONGEST_TITLE)
    if not title:
        raise CarrelError("title is missing or empty")
    added = _text(record, "added")
    if added and not _ADDED.fullmatch(added):
        raise CarrelError("added is not a time like 2026-03-14T09:26:53Z")
    return Paper(
        id=_id(record.get("id"), "id"),
        title=title,
        abstract=_text(record, "abstract", LONGEST_ABSTRACT),
        authors=_texts(record, "authors"),
        year=_number(record, "year", "year", 9999),
        venue=_text(record, "venue"),
        keywords=_texts(record, "keywords"),
        links=tuple(_link(item, at) for item, at in _objects(record, "links")),
        listings=tuple(_listing(item, at) for item, at in _objects(record, "listings")),
        aliases=tuple(_id(item, "aliases") for item in _list(record, "aliases")),
        raw_title=_text(record, "raw_title", LONGEST_TITLE),
        raw_abstract=_text(record, "raw_abstract", LONGEST_ABSTRACT),
        added=added,
        extra=_extra(record),
        accounts=tuple(_account(item, at, record) for item, at in _objects(record, "accounts")),
        apart=tuple(_id(item, "apart") for item in _list(record, "apart")),
        joined=tuple(_id(item, "joined") for item in _list(record, "joined")),
    )


def _check_version(version: object) -> None:
    if type(version) is not int:
        raise CarrelError('not one of Carrel\'s papers: "carrel" is missing')
    if version > VERSION:
        raise LaterVersionError(
            f"written by a later Carrel (version {str(version)[:20]})",
            hint="update this Carrel to read it",
        )
    if version < 1:
        raise CarrelError(f'"carrel" is {str(version)[:20]}; versions begin with 1')


def _is_object(value: object) -> TypeGuard[dict[str, object]]:
    # JSON objects have no other keys than strings.
    return isinstance(value, dict)


def _text(record: dict[str, object], name: str, longest: int = LONGEST_FIELD) -> str:
    value = record.get(name)
    return "" if value is None else _clean(value, name, longest)


def _clean(value: object, at: str, longest: int = LONGEST_FIELD) -> str:
    if not isinstance(value, str):
        raise CarrelError(f"{at} is not text")
    if len(value) > longest:
        raise CarrelError(f"{at} is longer than {longest:,} characters")
    return clean(value)


def _list(record: dict[str, object], name: str) -> list[object]:
    value = record.get(name, [])
    if not isinstance(value, list):
        raise CarrelError(f"{name} is not a list")
    if len(value) > MOST_ITEMS:
        raise CarrelError(f"{name} has more than {MOST_ITEMS:,} entries")
    return value


def _texts(record: dict[str, object], name: str) -> tuple[str, ...]:
    cleaned = (_clean(value, name) for value in _list(record, name))
    return tuple(text for text in cleaned if text)


def _objects(record: dict[str, object], name: str) -> list[tuple[dict[str, object], str]]:
    found = []
    for number, item in enumerate(_list(record, name), 1):
        at = f"{name}, entry {number}"
        if not _is_object(item):
            raise CarrelError(f"{at} is not a JSON object")
        found.append((item, at))
    return found


def _number(record: dict[str, object], name: str, at: str, most: int) -> int | None:
    value = record.get(name)
    if value is None:
        return None
    if type(value) is not int or not 0 < value <= most:
        raise CarrelError(f"{at} is not a whole number from 1 to {most}")
    return value


def _id(value: object, at: str) -> str:
    text = _clean(value, at)
    if not _ID.fullmatch(text):
        raise CarrelError(f"{at} is not an id like arxiv:2403.01234")
    return text


def _link(record: dict[str, object], at: str) -> Link:
    kind = _clean(record.get("kind"), f"kind of {at}")
    if kind not in _KINDS:
        raise CarrelError(f"kind of {at} is none of {', '.join(sorted(_KINDS))}")
    url = web_address(_clean(record.get("url"), f"url of {at}"))
    if not url:
        raise CarrelError(f"url of {at} is not a web address")
    return Link(kind, url)


def _listing(record: dict[str, object], at: str) -> Listing:
    written = _clean(record.get("day", ""), f"day of {at}")
    day = parse_day(written)
    if written and not day:
        raise CarrelError(f"day of {at} is not a day")
    return Listing(
        source=_clean(record.get("source"), f"source of {at}"),
        rank=_number(record, "rank", f"rank of {at}", 2**31 - 1),
        day=day,
        curator=_clean(record.get("curator", ""), f"curator of {at}"),
    )


def _account(item: dict[str, object], at: str, shown: dict[str, object]) -> Account:
    read = _clean(item.get("read", ""), f"read of {at}")
    if read != parse_day(read):
        raise CarrelError(f"read of {at} is not a day")
    said = item.get("said")
    paper = None
    if said is not None:
        if not _is_object(said):
            raise CarrelError(f"said of {at} is not a JSON object")
        same = _texts(item, "same")
        whole = {name: shown[name] for name in same if name in shown} | said
        paper = from_record(whole | {"carrel": 1, "accounts": [], "apart": [], "joined": []})
    return Account(
        _clean(item.get("kind", ""), f"kind of {at}"),
        _clean(item.get("source", ""), f"source of {at}"),
        read,
        paper,
    )


def _extra(record: dict[str, object]) -> tuple[tuple[str, str], ...]:
    value = record.get("extra", {})
    if not _is_object(value):
        raise CarrelError("extra is not a JSON object")
    if len(value) > MOST_ITEMS:
        raise CarrelError(f"extra has more than {MOST_ITEMS:,} entries")
    pairs = {
        _clean(key, "a key of extra"): _clean(text, "a value of extra")
        for key, text in value.items()
    }
    return tuple(sorted(pairs.items()))
