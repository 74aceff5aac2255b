"""One paper from what several sources say of it, and who said what.

A paper keeps an **account** of each source. What is shown of it follows from these alone, by one
rule a field, so that neither the order of imports nor adding again changes it:

- **title, abstract, authors**: from the best kind of source that gives them, in the order of
  `KINDS`: arXiv first, a feed of anybody's last; of equals, from the one that tells of the newest
  version, else from the one that came first;
- **venue and year**: from where papers appear first, conference lists and bibliographies;
- **counts**: those read on the latest day, all of them together; of one day the greatest, as they
  grow;
- **version**: the highest; other facts as title and abstract;
- **ids, links, keywords, listings**: those of all.

A source that is read again adds to its account. What it said before stays, unless it tells of a
newer version of the paper.
"""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Final

from index.identity import standing
from index.listings import joined_listings
from index.paper import Account
from index.text import fold
from index.versions import OF_VERSION, of_own_id, version_of, with_versions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.paper import Paper

KINDS: Final = (
    "arxiv", "conference", "huggingface", "page", "carrel", "bibliography", "feed", ""
)  # fmt: skip
"""Kinds of sources, the one whose texts are shown first; the last is not known."""

_PUBLISHED: Final = (
    "conference", "bibliography", "arxiv", "huggingface", "page", "carrel", "feed", ""
)  # fmt: skip
"""The same for where a paper appeared."""

COUNTED: Final = "counted"
"""The fact that says on which day the others were counted."""

_LONGEST_COUNT: Final = 12

_COUNTS: Final = frozenset({"upvotes", "comments", "stars", COUNTED})

MOST_ACCOUNTS: Final = 24
"""Accounts of one paper; what further ones say is added to the last."""

# What one paper can gain by merging. More than any has of anything; without an end, a file of
# records of one paper would make it grow until nothing can be kept of it.
_MOST_JOINED: Final = 1_000


def accounts_of(paper: Paper) -> tuple[Account, ...]:
    """Who says what of a paper, each account with all that it says."""
    alone = replace(paper, accounts=(), apart=(), joined=())
    known = paper.accounts or (_unknown(paper),)
    return tuple(replace(each, paper=each.paper or alone) for each in known)


def _unknown(paper: Paper) -> Account:
    """The account of a paper that came in before accounts were kept."""
    return Account("", paper.listings[0].source if paper.listings else "", paper.added[:10])


def merge(old: Paper, new: Paper) -> Paper:
    """One paper from two; merging the same again changes nothing."""
    known = list(accounts_of(old))
    for told in accounts_of(new):
        place = _place_of(told, known, is_kept=bool(old.accounts or new.accounts))
        if place is None:
            known.append(_told_again(told, told))  # once, whatever it says twice
        else:
            known[place] = _told_again(known[place], told)
    is_kept = bool(old.accounts or new.accounts) and (len(known) > 1 or known[0].kind != "")
    paper = shown(known) if is_kept else _paper_in(known[0])
    paper = with_versions(paper, old, new)
    apart = tuple(dict.fromkeys((*old.apart, *new.apart)))
    if not (apart or old.joined):
        return paper
    return _named(replace(paper, accounts=tuple(known), joined=old.joined), old, apart)


def united(one: Paper, other: Paper) -> Paper:
    """One paper of two that a person says are one, whatever they say themselves.

    Their accounts stay as they are, side by side, so that it can be parted again.

    Returns:
        The paper, by the better id of the two, and by that of `one` if they are as good.
    """
    kept, gone = sorted((one, other), key=lambda each: standing(each.id))
    accounts = tuple(dict.fromkeys((*accounts_of(kept), *accounts_of(gone))))
    paper = with_versions(shown(accounts), kept, gone)
    ids = {one.id, *one.aliases, other.id, *other.aliases}
    apart = tuple(each for each in dict.fromkeys((*one.apart, *other.apart)) if each not in ids)
    joined = tuple(dict.fromkeys((*kept.joined, *gone.joined, gone.id)))
    aliases = (*paper.aliases, gone.id, *gone.aliases)
    return _named(replace(paper, aliases=aliases, accounts=accounts, joined=joined), kept, apart)


def _place_of(told: Account, known: Sequence[Account], *, is_kept: bool) -> int | None:
    """Which account a source adds to; None for a new one."""
    places = {(each.kind, each.source): place for place, each in enumerate(known)}
    place = places.get((told.kind, told.source), places.get(("", told.source)))
    if place is None:
        return len(known) - 1 if not is_kept or len(known) >= MOST_ACCOUNTS else None
    if len(places) < len(known):  # a source that meant two papers, which were joined by hand
        name = known[place].kind, known[place].source
        same = (at for at, each in enumerate(known) if (each.kind, each.source) == name)
        return next((at for at in same if _is_same_paper(told, known[at])), place)
    return place


def _is_same_paper(told: Account, known: Account) -> bool:
    """Whether the id by which one account knows its paper is known to the other."""
    paper = _paper_in(known)
    return _paper_in(told).id in (paper.id, *paper.aliases)


def _named(paper: Paper, old: Paper, apart: tuple[str, ...]) -> Paper:
    """A paper that others were parted from, or went into: the ids that it had, none of theirs."""
    ids = dict.fromkeys((old.id, *old.aliases, paper.id, *paper.aliases))
    own = [one for one in ids if one not in apart]
    best = min(own, key=standing)
    own.remove(best)
    return replace(paper, id=best, aliases=tuple(own), apart=apart)


def shown(accounts: Sequence[Account]) -> Paper:
    """The paper that several accounts are about, as it is shown."""
    if len(accounts) == 1:
        return replace(_paper_in(accounts[0]), accounts=(replace(accounts[0], paper=None),))
    said = of_own_id([_paper_in(each) for each in accounts])
    kinds = [each.kind for each in accounts]
    texts, places = _by(KINDS, kinds, said), _by(_PUBLISHED, kinds, said)
    title = texts[0]
    abstract = next((one for one in texts if one.abstract), title)
    authors = next((one.authors for one in texts if one.authors), ())
    venue = next((one for one in places if one.venue), places[0])
    year = next((one.year for one in (venue, *places) if one.year is not None), None)
    joined = reduce(_joined, said)
    facts: dict[str, str] = {}
    for one in texts:
        facts = dict(_joined_extra(tuple(facts.items()), one.extra))
    versions = [one for one in texts if version_of(one) is not None]
    if versions:
        newest = max(versions, key=lambda one: version_of(one) or 0)
        facts |= {key: text for key, text in newest.extra if key in OF_VERSION}
    return replace(
        joined,
        title=title.title,
        raw_title=title.raw_title,
        abstract=abstract.abstract,
        raw_abstract=abstract.raw_abstract,
        authors=authors,
        venue=venue.venue,
        year=year,
        extra=tuple(sorted(facts.items())),
        accounts=tuple(accounts),
    )


def _by(order: Sequence[str], kinds: Sequence[str], said: Sequence[Paper]) -> list[Paper]:
    """What is said, from the best kind of source on; of one kind the newest version first."""
    places = {kind: place for place, kind in enumerate(order)}

    def place(number: int) -> tuple[int, int]:
        return places.get(kinds[number], len(places)), -(version_of(said[number]) or 0)

    return [said[number] for number in sorted(range(len(said)), key=place)]


def _paper_in(account: Account) -> Paper:
    if account.paper is None:
        msg = "an account without what it says"
        raise ValueError(msg)
    return account.paper


def _told_again(known: Account, told: Account) -> Account:
    """One account from two of the same source."""
    before, now = _paper_in(known), _paper_in(told)
    paper = _joined(before, now)
    if (version_of(now) or 0) > (version_of(before) or 0):
        paper = replace(
            paper,
            title=now.title,
            raw_title=now.raw_title,
            abstract=now.abstract or paper.abstract,
            raw_abstract=now.raw_abstract if now.abstract else paper.raw_abstract,
            authors=now.authors or paper.authors,
            venue=now.venue or paper.venue,
            extra=_joined_extra(now.extra, before.extra),
        )
    return known if paper == before else replace(known, paper=paper, read=told.read or known.read)


def _joined(old: Paper, new: Paper) -> Paper:
    """What `old` says, with what `new` adds: gaps filled, ids, links, keywords, listings joined.

    The best id of both becomes the id, the others aliases.
    """
    ids = list(dict.fromkeys((old.id, *old.aliases, new.id, *new.aliases)))
    best = min(ids, key=standing)
    ids.remove(best)
    del ids[max(_MOST_JOINED, len(old.aliases)) :]
    gap = not old.abstract
    return replace(
        old,
        id=best,
        aliases=tuple(ids),
        abstract=new.abstract if gap else old.abstract,
        raw_abstract=new.raw_abstract if gap else old.raw_abstract,
        authors=old.authors or new.authors,
        year=new.year if old.year is None else old.year,
        venue=old.venue or new.venue,
        keywords=_joined_keywords(old, new),
        links=tuple(dict.fromkeys(old.links + new.links))[: max(_MOST_JOINED, len(old.links))],
        listings=tuple(joined_listings(old.listings, new.listings))[
            : max(_MOST_JOINED, len(old.listings))
        ],
        added=min(filter(None, (old.added, new.added)), default=""),
        extra=_joined_extra(old.extra, new.extra),
    )


def _joined_keywords(old: Paper, new: Paper) -> tuple[str, ...]:
    joined: dict[str, str] = {}
    for word in (*old.keywords, *new.keywords):
        joined.setdefault(fold(word), word)
    return tuple(joined.values())[: max(_MOST_JOINED, len(old.keywords))]


def _joined_extra(
    old: tuple[tuple[str, str], ...], new: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    known, told = dict(old), dict(new)
    counted, again = known.get(COUNTED, ""), told.get(COUNTED, "")
    if again > counted:
        known = {key: text for key, text in known.items() if key not in _COUNTS}
    elif counted > again:
        told = {key: text for key, text in told.items() if key not in _COUNTS}
    elif counted:
        for key in _COUNTS & known.keys() & told.keys():
            known[key] = max(known[key], told[key], key=_number)
    gained = [(key, text) for key, text in told.items() if key not in known]
    return tuple(sorted((*known.items(), *gained[: max(0, _MOST_JOINED - len(known))])))


def _number(text: str) -> tuple[int, str]:
    """What counts are compared by; what is no number is less than any."""
    digits = text.replace(",", "")
    is_number = digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_COUNT
    return int(digits) if is_number else -1, text
