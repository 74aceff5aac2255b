"""An author's name, taken apart as far as a bibliography needs it.

Sources give names as plain text, mostly ``Given Family``. BibTeX and CSL ask where the family
name begins, and both would break an institution's name in two; so a name that is not clearly a
person's stays whole. Two people glued into one field by ``and`` are told apart again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.sources.personnames import is_east_asian
from index.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})

_PARTICLES = frozenset(
    "af al av bin da das de dei del della den der di do dos du el ibn la le ten ter van von y zu"
    " zum zur".split()
)
_ORGANISATION = frozenset(
    "agency association center centre collaboration committee community company consortium corp"
    " corporation council department foundation gmbh group inc initiative institute"
    " institution lab laboratories laboratory labs llc ltd ministry network of project research"
    " school society team the university working".split()
)
_AND = re.compile(r"(?:^|(?<=\s))(?:and|&)(?=\s|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts; without `given` it is whole: an institution, or a person's only name."""

    family: str
    given: str = ""
    suffix: str = ""
    """``Jr.``, ``III``."""

    inverted: bool = False
    """Whether the source wrote ``Family, Given``."""

    @property
    def whole(self) -> bool:
        """Whether the name must not be divided."""
        return not self.given

    @property
    def written(self) -> str:
        """The name as it is written in a line of text."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)


def names(authors: Iterable[str]) -> tuple[Name, ...]:
    """Every author, in the source's order; what holds no letter or digit is no name."""
    return tuple(split_name(text) for author in authors for text in _people(author))


def split_name(text: str) -> Name:
    """One cleaned name in parts."""
    words = text.split()
    is_whole = len(words) == 1 or is_east_asian(text)
    if is_whole or _is_organisation(words) or _AND.search(text):
        return Name(text)
    if "," in text:
        return _split_at_commas(text)
    suffix = ""
    if len(words) > 2 and _is_generation(words[-1]):
        suffix = words.pop()
    start = len(words) - 1
    while start > 1 and words[start - 1] in _PARTICLES:
        start -= 1
    return Name(" ".join(words[start:]), " ".join(words[:start]), suffix)


def _split_at_commas(text: str) -> Name:
    parts = [part.strip() for part in text.split(",")]
    if not all(parts):
        return Name(text)
    if len(parts) == 2 and _is_generation(parts[1]):
        name = split_name(parts[0])
        return Name(name.family, name.given, parts[1]) if name.given else Name(text)
    if len(parts) == 2:
        return Name(parts[0], parts[1], inverted=True)
    if len(parts) == 3 and _is_generation(parts[1]):
        return Name(parts[0], parts[2], parts[1], inverted=True)
    return Name(text)


def _people(author: str) -> Iterator[str]:
    """The names in one author field: more than one where two people were written together."""
    text = clean(author).strip(" ,;")
    parts = [part.strip(" ,;") for part in _AND.split(text)]
    parts = [part for part in parts if part]
    together = len(parts) > 1 and not all(_could_be_a_person(part.split()) for part in parts)
    for part in [text] if together else parts:
        if any(char.isalnum() for char in part):
            yield part


def _could_be_a_person(words: list[str]) -> bool:
    return len(words) > 1 and not _is_organisation(words)


def _is_organisation(words: list[str]) -> bool:
    return any(word.strip(".,()").casefold() in _ORGANISATION for word in words)


def _is_generation(word: str) -> bool:
    return word.rstrip(".").casefold() in _GENERATIONS
