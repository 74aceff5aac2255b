"""Names of people as bibliographies write them, turned as they are spoken.

BibTeX parts names by ``and`` and lets a comma say which part is the family's; biblatex may name
each part (``family=Berg, given=Tom, prefix=van den``); other formats give ``Berg, Tom``. Chinese,
Japanese and Korean names are spoken family first, with nothing between.
"""

from __future__ import annotations

import re
from typing import Final

_EAST_ASIAN: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]+")
_WRITTEN_EAST_ASIAN: Final = re.compile(rf"{_EAST_ASIAN.pattern}(?: {_EAST_ASIAN.pattern})*")
_NAMED_PARTS: Final = re.compile(r"\s{0,99}(?:family|given|prefix|suffix)(?:-i)?\s{0,99}=", re.I)
_PART: Final = re.compile(r'\s*([a-z-]{1,20})\s*=\s*("[^"]*"|[^,]*)', re.IGNORECASE)
_COMMA: Final = re.compile(r"\{[^{}]*\}|,")
# dblp tells people of one name apart by numbers.
_NAMESAKE: Final = re.compile(r"(?<=\w) 0\d{3}$")
_FEWEST_LISTED: Final = 3
"""Commas from which on they part people: ``Lévy, Jr, Ada`` has two."""

_AND_MORE: Final = frozenset({"others", "et al", "et al."})


def spoken(name: str) -> str:
    """``Lévy, Ada`` → ``Ada Lévy``; a suffix behind both stays there."""
    family, given, *suffix = [part.strip() for part in name.split(",")] + [""]
    return spoken_parts(given, family, *suffix)


def is_east_asian(name: str) -> bool:
    """Whether a name is written in Chinese, Japanese or Korean, so that its family comes first."""
    return _WRITTEN_EAST_ASIAN.fullmatch(name) is not None


def spoken_parts(given: str, family: str, *suffix: str) -> str:
    """A name of a given and a family name, which may hold its ``van der``."""
    if _EAST_ASIAN.fullmatch(given) and _EAST_ASIAN.fullmatch(family):
        return family + given
    return " ".join(filter(None, (given, family, *suffix)))


def bibtex_names(text: str) -> list[str]:
    """``Lévy, Ada and {The Pond}`` → the names as they are spoken, braces as they stand.

    What says that there are more (``and others``) is no name.
    """
    from bibtexparser.middlewares.names import split_multiple_persons_names

    people = split_multiple_persons_names(text)
    if len(people) == 1 and not _NAMED_PARTS.match(text):
        people = _listed(text) or people
    names = [_NAMESAKE.sub("", _bibtex_name(name)) for name in people]
    return [name for name in names if name.lower() not in _AND_MORE]


def _listed(text: str) -> list[str]:
    """People whom commas part, as many do who do not know BibTeX's ``and``."""
    commas = [match for match in _COMMA.finditer(text) if match[0] == ","]
    if len(commas) < _FEWEST_LISTED:
        return []
    starts = [0, *(comma.end() for comma in commas)]
    ends = [*(comma.start() for comma in commas), len(text)]
    parts = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [part for part in parts if part]


def _bibtex_name(name: str) -> str:
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    if _NAMED_PARTS.match(name):
        return _of_named_parts(name)
    parts = parse_single_name_into_parts(name, strict=False)
    family = " ".join((*parts.von, *parts.last))
    if "," not in name:
        return " ".join((*parts.first, *parts.von, *parts.last, *parts.jr))
    return spoken_parts(" ".join(parts.first), family, " ".join(parts.jr))


def _of_named_parts(name: str) -> str:
    parts = {match[1].lower(): match[2].strip(' \t\n"') for match in _PART.finditer(name)}
    family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
    return spoken_parts(parts.get("given", ""), family, parts.get("suffix", ""))
