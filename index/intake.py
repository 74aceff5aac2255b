"""What becomes of each record of an import: a new paper, more about a known one, or nothing.

Called by `adding`, record by record, while nobody else adds. Which paper a record means is looked
up in a draft of the columns that holds every line of the log. What is new is held back and goes
to the log in batches, so that a paper is one line there however often the import names it.

A record means the paper that goes by one of its ids. For want of one it means a paper that goes
by its title, unless the two contradict each other (`identity.same_work`, or different ids under
one scheme); of those whose title very many have, it is compared with some. A record with a known id
but another title is suspect unless they share authors, as versions of a paper do: its listings,
links and other facts are taken, its text is not, and the report says so.

Papers that were parted by hand stay two: none takes an id of the other, and a record that one of
them has from its source before goes there, whatever ids it names. Papers that were joined by hand
stay one: it is meant wherever one of them would be. No record can say that papers are joined.

The log alone has to tell which line belongs to which paper, whoever reads it later. So a paper
never takes for an alias what is the id of another one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from index.errors import Problem
from index.identity import SCHEMES, author_words, fingerprint, same_work, standing
from index.provenance import accounts_of, merge
from index.report import ImportReport

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.columns.draft import ColumnsDraft
    from index.paper import Paper
    from index.paperlog import PaperLog

MOST_PROBLEMS = 1_000
"""Problems that a report lists; the rest are counted, as a file of rubbish has millions."""

_BATCH_PAPERS = 4_000
_BATCH_CHARACTERS = 32 << 20
_MOST_READ = 128
"""Papers of the log that are kept at hand: twice as many as share a title and are looked at."""

_SHOWN_TITLE = 60
_TITLE = "title:"


class Intake:
    """One import into a library.

    Args:
        log: where papers go.
        draft: columns of everything that is in the log.
        batch: how many papers are held back before they are written.
    """

    def __init__(self, log: PaperLog, draft: ColumnsDraft, batch: int = _BATCH_PAPERS) -> None:
        self._log = log
        self._draft = draft
        self._batch = batch
        self._waiting: dict[int, Paper] = {}
        self._characters = 0
        self._read: dict[int, Paper] = {}
        self._counts: Counter[str] = Counter()
        self._problems: list[Problem] = []
        self._untold = 0
        self._notes: list[str] = []
        self.batches = 0
        """How often something was written to the log."""

    def take(self, record: Paper, where: str) -> None:
        """Take in a record; `where` names it in problems: ``page.txt, record 7``."""
        self._counts["read"] += 1
        titles = _titles(record)
        keys = sorted(dict.fromkeys((record.id, *record.aliases, *titles)), key=standing)
        owners = {key: self._draft.owners(key) for key in keys}
        home = self._home(record, owners)
        apart = () if home is None else self._paper(home).apart
        own = [key for key in keys if key not in apart]
        own = [key for key in own if not self._is_id_of_another(key, owners[key], home)]
        if own != [record.id, *record.aliases] or record.joined:
            record = replace(record, id=own[0], aliases=tuple(own[1:]), joined=())
        if home is None:
            self._put(record)
            self._counts["added"] += 1
        else:
            self._counts[self._merge(home, record, where)] += 1

    def refuse(self, problem: Problem) -> None:
        """Note a record of which no paper could be made."""
        self._counts["read"] += 1
        self._counts["skipped"] += 1
        self.note(problem)

    def note(self, problem: Problem) -> None:
        """Note what is wrong with a whole file, or with the library itself."""
        if len(self._problems) < MOST_PROBLEMS:
            self._problems.append(problem)
        else:
            self._untold += 1

    def pass_over(self, records: int) -> None:
        """Count records that went in another time, and need not be looked at again."""
        self._counts["read"] += records
        self._counts["unchanged"] += records

    def say(self, line: str) -> None:
        """Note what is no problem."""
        self._notes.append(line)

    def finish(self) -> ImportReport:
        """Write what is held back; what became of all records."""
        self.write()
        counts = self._counts
        return ImportReport(
            counts["read"],
            counts["added"],
            counts["merged"],
            counts["unchanged"],
            counts["skipped"],
            tuple(self._problems),
            self._untold,
            tuple(self._notes),
        )

    def write(self) -> None:
        """Write what is held back to the log.

        Raises:
            CarrelError: it cannot be written; the batches before are.
        """
        spans = self._log.append(self._waiting.values())
        self.batches += bool(spans)
        for ordinal, span in zip(self._waiting, spans, strict=True):
            self._draft.place(ordinal, span)
        self._read.clear()
        self._waiting.clear()
        self._characters = 0

    def _home(self, record: Paper, owners: Mapping[str, Sequence[int]]) -> int | None:
        """The ordinal of the paper that a record means, or None for a new one.

        Args:
            record: the record.
            owners: the papers that go by each of its ids, the best id first.
        """
        home = self._found(record, owners)
        apart = () if home is None else self._paper(home).apart
        if home is None or not apart or _is_word_of(self._paper(home), record):
            return home
        for other in apart:
            ordinal = self._draft.find(other)
            if ordinal is None or ordinal == home:
                continue
            if _is_word_of(self._paper(ordinal), record):
                return ordinal
        return home

    def _found(self, record: Paper, owners: Mapping[str, Sequence[int]]) -> int | None:
        for key, ordinals in owners.items():
            is_title = key.startswith(_TITLE)
            for ordinal in ordinals:
                if not is_title or _is_meant(self._paper(ordinal), record):
                    return ordinal
        return None

    def _is_id_of_another(self, key: str, owners: Sequence[int], home: int | None) -> bool:
        """Whether a paper other than `home` has this for its id, not for an alias."""
        return bool(owners) and owners[0] != home and self._draft.has_id(owners[0], key)

    def _paper(self, ordinal: int) -> Paper:
        if ordinal in self._waiting:
            return self._waiting[ordinal]
        if ordinal not in self._read:  # asked for several times by a record, and by the next
            if len(self._read) >= _MOST_READ:
                self._read.clear()
            self._read[ordinal] = self._log.read_at(*self._draft.locate(ordinal))
        return self._read[ordinal]

    def _merge(self, home: int, record: Paper, where: str) -> str:
        """Add what a record says to a paper; how the record counts."""
        known = self._paper(home)
        suspect = not (_has_same_title(known, record) or _shares_authors(known, record))
        if suspect:
            self.note(_suspicion(known, record, where))
            aliases = tuple(one for one in record.aliases if not one.startswith(_TITLE))
            record = replace(
                record,
                title=known.title,
                raw_title=known.raw_title,
                aliases=aliases,
                abstract="",
                raw_abstract="",
                authors=() if known.authors else record.authors,
            )
        merged = merge(known, record)
        if merged != known:
            self._put(merged)
        if suspect:
            return "skipped"
        return "unchanged" if merged == known else "merged"

    def _put(self, paper: Paper) -> None:
        self._waiting[self._draft.put(paper)] = paper
        self._characters += _length(paper)
        if len(self._waiting) >= self._batch or self._characters >= _BATCH_CHARACTERS:
            self.write()


def _length(paper: Paper) -> int:
    """About how many characters are held of a paper."""
    texts = (paper.title, paper.raw_title, paper.abstract, paper.raw_abstract)
    facts = chain.from_iterable(paper.extra)
    return sum(map(len, chain(texts, paper.authors, paper.keywords, facts)))


def _titles(paper: Paper) -> list[str]:
    """The titles that a paper goes by, as ids; its own, if it names none."""
    named = [key for key in (paper.id, *paper.aliases) if key.startswith(_TITLE)]
    return named or [_TITLE + fingerprint(paper.title)]


def _has_same_title(known: Paper, record: Paper) -> bool:
    if known.title == record.title or not set(_titles(known)).isdisjoint(_titles(record)):
        return True
    return fingerprint(known.title) == fingerprint(record.title)


def _shares_authors(known: Paper, record: Paper) -> bool:
    """Whether papers of one id and two titles are one that was renamed, not a wrong id."""
    return not author_words(known).isdisjoint(author_words(record))


def _is_word_of(paper: Paper, record: Paper) -> bool:
    """Whether a source said of a paper what it says now, or may have."""
    told = {(each.kind, each.source) for each in record.accounts}
    return any(
        (each.kind, each.source) in told
        and each.paper is not None
        and record.id in (each.paper.id, *each.paper.aliases)
        for each in accounts_of(paper)
    )


def _is_meant(known: Paper, record: Paper) -> bool:
    """Whether a record that shares a title with a paper is about it, or about what it took in."""
    if _is_same_work(known, record):
        return True
    said = [each.paper for each in accounts_of(known)] if known.joined else []
    return any(paper is not None and _is_same_work(paper, record) for paper in said)


def _is_same_work(known: Paper, record: Paper) -> bool:
    if known.id == record.id:
        return True
    for scheme in SCHEMES[:-1]:
        ours, theirs = known.known_as(scheme), record.known_as(scheme)
        if ours and theirs and ours != theirs:
            return False
    return same_work(known, record)


def _suspicion(known: Paper, record: Paper, where: str) -> Problem:
    title = record.title
    shown = title if len(title) <= _SHOWN_TITLE else f"{title[: _SHOWN_TITLE - 1]}…"
    shared = next(key for key in (record.id, *record.aliases) if key in (known.id, *known.aliases))
    return Problem(
        f"{shared} has another title in the library, not “{shown}”",
        hint="title and abstract were left as they are; only listings and links were added",
        where=where,
    )
