"""What entries of BibTeX have from others: the year and the book's title by ``crossref``.

The entry that is referred to may stand anywhere, usually behind all that refer to it. So what
refers to one that has not come yet is held back, with all behind it, until that comes, the file
ends, or too much would be held. Of a volume that others appeared in nothing else is theirs: with
its DOI they would all be one paper.
"""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from index.sources.bibtex_entries import BibtexEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.errors import CarrelError

_MOST_HELD: Final = 2_000
_MOST_CHARACTERS: Final = 16 * 1024**2
_MOST_PARENTS: Final = 10_000
_VOLUMES: Final = frozenset(
    "book collection mvbook mvcollection mvproceedings periodical proceedings".split()
)
_NO_PAPERS: Final = frozenset({"set", "xdata"})
_SHARED: Final = ("year", "date", "journal", "journaltitle")
"""Fields of a volume that are true of what appeared in it."""


def with_inherited(
    entries: Iterator[BibtexEntry | CarrelError],
) -> Iterator[BibtexEntry | CarrelError]:
    """The entries in their order, with what they inherit.

    What only lends its fields (``@xdata``), and a volume whose entries were read before it, is
    no paper and is left out.
    """
    family = _Family()
    for entry in entries:
        family.take(entry)
        yield from family.ready()
    yield from family.rest()


class _Family:
    """Entries that are held back, and those that others may refer to."""

    def __init__(self) -> None:
        self._held: deque[BibtexEntry | CarrelError] = deque()
        self._characters = 0
        self._wanted: set[str] = set()
        self._parents: dict[str, Mapping[str, str]] = {}

    def take(self, entry: BibtexEntry | CarrelError) -> None:
        if isinstance(entry, BibtexEntry):
            key = entry.key.lower()
            if entry.kind in _VOLUMES | _NO_PAPERS and len(self._parents) < _MOST_PARENTS:
                self._parents.setdefault(key, _lent(entry))
            if entry.kind in _NO_PAPERS or (entry.kind in _VOLUMES and key in self._wanted):
                return
            self._wanted.update(_references(entry))
        self._held.append(entry)
        self._characters += _length(entry)

    def ready(self) -> Iterator[BibtexEntry | CarrelError]:
        """Those that need not be held any longer."""
        while self._held and (self._is_too_much() or not self._lacks(self._held[0])):
            yield self._next()

    def rest(self) -> Iterator[BibtexEntry | CarrelError]:
        while self._held:
            yield self._next()

    def _is_too_much(self) -> bool:
        return len(self._held) > _MOST_HELD or self._characters > _MOST_CHARACTERS

    def _lacks(self, entry: BibtexEntry | CarrelError) -> bool:
        return any(key not in self._parents for key in _references(entry))

    def _next(self) -> BibtexEntry | CarrelError:
        entry = self._held.popleft()
        self._characters -= _length(entry)
        if not isinstance(entry, BibtexEntry):
            return entry
        fields = dict(entry.fields)
        for key in _references(entry):
            for name, value in self._parents.get(key, {}).items():
                if not fields.get(name, "").strip():
                    fields[name] = value
        return replace(entry, fields=fields)


def _references(entry: BibtexEntry | CarrelError) -> list[str]:
    """Keys of the entries that one refers to; of none if it refers to itself."""
    if not isinstance(entry, BibtexEntry):
        return []
    named = f"{entry.fields.get('xdata', '')},{entry.fields.get('crossref', '')}"
    keys = (key.strip().lower() for key in named.split(","))
    return [key for key in keys if key and key != entry.key.lower()]


def _lent(entry: BibtexEntry) -> Mapping[str, str]:
    if entry.kind == "xdata":
        return entry.fields
    lent = {name: entry.fields[name] for name in _SHARED if name in entry.fields}
    title = entry.fields.get("booktitle") or entry.fields.get("title", "")
    return {**lent, "booktitle": title}


def _length(entry: BibtexEntry | CarrelError) -> int:
    return sum(map(len, entry.fields.values())) if isinstance(entry, BibtexEntry) else 0
