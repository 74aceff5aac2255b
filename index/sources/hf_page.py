"""A Hugging Face Papers page, saved as text.

Two layouts exist. In one, header lines, titles and abstracts are paragraphs between blank lines,
and the header has a curator and a day; in the other every line is a paragraph, and the first
title is stuck to the word ``Subscribe``. Which one it is shows in the blank lines.

In either, titles and abstracts alternate. Only their length tells them apart, so it is looked at
where the order seems broken and nowhere else: a short paragraph before a title and its abstract
belongs to no paper, and a long one before them has lost its title. Either is a problem, and the
papers behind it are read as if it were not there.

The page gives no year; `Origin.year` does, if the reader knows it.
"""

from __future__ import annotations

import re
from collections import deque
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from index.day import parse_day
from index.errors import CarrelError
from index.identity import paper_id
from index.paper import Listing, Paper
from index.record import LONGEST_ABSTRACT
from index.sources.base import readable_abstract, readable_title
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.sources.base import Origin

_LONGEST_HEADER: Final = 120
_OFFER: Final = re.compile(
    r"(?:new\s*)?(?:get|receive|sign up|join|never miss|subscribe)\b.{0,80}"
    r"\b(?:e-?mail|inbox|newsletter)\b.{0,40}",
    re.IGNORECASE,
)
_CURATOR: Final = re.compile(r"by\s?(\S.{0,80} and the (?:research )?community)")
# Without "and the … community" a curator is told from a title by being one name, stuck to "by".
_LONE_CURATOR: Final = re.compile(r"by ?(@[\w.-]{1,38})|by([A-Z][\w.-]{0,38})")
_SUBSCRIBE: Final = "Subscribe"
_NAVIGATION: Final = re.compile(
    r"new|subscribe|(?:hugging face|daily|trending|weekly|monthly)(?: papers)?|papers|today"
    r"|previous|next|log ?in|sign ?up|company|tos|privacy|about|careers|website|models|datasets"
    r"|spaces|pricing|docs|(?:©|\(c\)) hugging face",
    re.IGNORECASE,
)

# Characters from which on a paragraph looks like an abstract; titles of papers are shorter.
_LONG: Final = 300
# Lines from which the layout is told.
_SAMPLE: Final = 40


class HuggingFacePage:
    """A page of Hugging Face Papers in either layout."""

    name: Final = "saved pages of Hugging Face Papers"
    kind: Final = "page"
    longest_line: Final = 1024**2

    def detects(self, head: str) -> bool:
        """Whether the first lines hold the page's offer, its button or its curator."""
        lines = [clean(line) for line in head[:4096].split("\n") if line.strip()]
        return any(_is_mark(line) or line == _SUBSCRIBE for line in lines[:12])

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each entry; its number is the paper's rank on the page."""
        return _Page(_paragraphs(lines), origin).items()


def _is_mark(line: str) -> bool:
    if len(line) > _LONGEST_HEADER:
        return False
    return bool(_OFFER.fullmatch(line) or _CURATOR.fullmatch(line))


def _is_header(line: str) -> bool:
    """Whether a line is part of the page, not of a paper, wherever it stands."""
    if len(line) > _LONGEST_HEADER:
        return False
    return _is_mark(line) or bool(_NAVIGATION.fullmatch(line) or parse_day(line))


def _paragraphs(lines: Iterator[str]) -> Iterator[str]:
    sample = list(islice(lines, _SAMPLE))
    together = (line.strip() for line in chain(sample, lines))
    return filter(None, together) if _is_line_by_line(sample) else _joined(together)


def _is_line_by_line(sample: list[str]) -> bool:
    """Whether blank lines part nothing; a few may stand among lines too long to be wrapped."""
    blank = sum(not line.strip() for line in sample)
    unwrapped = any(len(line) > _LONG for line in sample)
    return not blank or (unwrapped and blank * 3 < len(sample))


def _joined(lines: Iterator[str]) -> Iterator[str]:
    """Paragraphs between blank lines; a header line is one even without a blank line behind it."""
    begun: list[str] = []
    length = 0
    for text in lines:
        if begun and not text:
            yield " ".join(begun)
            begun, length = [], 0
        elif not begun and _is_header(clean(text[: _LONGEST_HEADER + 1])):
            yield text
        elif text and length <= LONGEST_ABSTRACT:
            begun.append(text)
            length += len(text)
    if begun:
        yield " ".join(begun)


class _Page:
    """The entries of one page, paragraph by paragraph."""

    def __init__(self, paragraphs: Iterator[str], origin: Origin) -> None:
        self._paragraphs = paragraphs
        self._ahead: deque[str] = deque()
        self._origin = origin
        self._rank = 0
        self._day = ""
        self._curator = ""

    def items(self) -> Iterator[Paper | Problem]:
        while self._peek(0):
            if self._is_page_header() or self._is_unknown_header():
                self._ahead.popleft()
            else:
                yield self._entry()

    def _peek(self, place: int) -> str:
        """A paragraph ahead, or ``""`` behind the last."""
        while len(self._ahead) <= place:
            paragraph = next(self._paragraphs, None)
            if paragraph is None:
                return ""
            self._ahead.append(paragraph)
        return self._ahead[place]

    def _is_page_header(self) -> bool:
        """Whether a line of the page's own is next; takes in what it says."""
        line = clean(self._peek(0)[: _LONGEST_HEADER + 1])
        if curator := self._curator_in(line):
            self._curator = curator
        elif day := parse_day(line, self._origin.year):
            self._day = day
        elif not _is_header(line):
            if not self._rank:
                self._ahead[0] = self._ahead[0].removeprefix(_SUBSCRIBE).lstrip()
            return False
        return True

    def _curator_in(self, line: str) -> str:
        if match := _CURATOR.fullmatch(line):
            return match[1]
        if not self._rank and (match := _LONE_CURATOR.fullmatch(line)):
            return match[1] or match[2]
        return ""

    def _is_unknown_header(self) -> bool:
        """Whether a line that nobody knows stands in the header or right behind it."""
        within = _is_header(clean(self._peek(1)[: _LONGEST_HEADER + 1]))
        return not self._rank and (self._lacks_abstract() or (within and not self._long(0)))

    def _lacks_abstract(self) -> bool:
        """Whether three paragraphs begin short, short, long, where short, long is an entry."""
        return not self._long(0) and not self._long(1) and self._long(2) and not self._long(3)

    def _lacks_title(self) -> bool:
        return self._long(0) and not self._long(1) and self._long(2) and not self._long(3)

    def _long(self, place: int) -> bool:
        return len(self._peek(place)) > _LONG

    def _entry(self) -> Paper | Problem:
        """What the next one or two paragraphs are; takes them."""
        self._rank += 1
        if not self._peek(1):
            return self._problem("the last line has no abstract", self._ahead.popleft())
        if self._lacks_abstract() or self._lacks_title():
            missing = "title" if self._lacks_title() else "abstract"
            return self._problem(f"has no {missing}", self._ahead.popleft())
        return self._paper(self._ahead.popleft(), self._ahead.popleft())

    def _problem(self, message: str, text: str) -> Problem:
        shown = clean(text[:60])
        return self._origin.problem(self._rank, f"{message}: “{shown}{'…' * (len(text) > 60)}”")

    def _paper(self, raw_title: str, raw_abstract: str) -> Paper | Problem:
        try:
            title, kept_title = readable_title(raw_title)
            abstract, kept_abstract = readable_abstract(raw_abstract)
        except CarrelError as error:
            return self._origin.problem(self._rank, error.problem.message)
        best, aliases = paper_id(title=title)
        listing = Listing(self._origin.name, self._rank, self._day, self._curator)
        return Paper(
            id=best,
            title=title,
            abstract=abstract,
            listings=(listing,),
            aliases=aliases,
            raw_title=kept_title,
            raw_abstract=kept_abstract,
            added=self._origin.added,
        )
