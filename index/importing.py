"""One import while it runs: from inputs to records, and what is kept of how far it has come.

Called by `adding`, which holds the lock. Whatever cannot be read is told and stops nothing else.
Memory has a bound, however long an input is: once many papers are new, columns are written and
the draft goes on upon those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError, Problem, UnknownFormatError
from index.resuming import Place, Resuming
from index.sources.archive import is_archive, members, nothing_within, open_member
from index.sources.base import Origin
from index.sources.opening import Opening
from index.sources.registry import RESUMED, detect, papers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.adding import Input
    from index.columns.draft import ColumnsDraft
    from index.intake import Intake
    from index.paper import Paper
    from index.paperlog import PaperLog
    from index.sources.base import Source

_AT_ONCE: Final = 50_000
"""Papers up to which a library is written in one go; that fits, and is quicker."""

_MOST_PENDING: Final = 20_000
_SHARE: Final = 10
"""Papers that are new before columns are written: so many, or this part of the library."""


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What of folders was not looked at."""

    hidden: int = 0
    links: int = 0
    """To folders, and to nothing."""


class ImportRun:
    """An import into one library.

    Args:
        log: where papers go.
        cache: where columns stand.
        draft: the columns in the making.
        intake: what takes the records.
    """

    def __init__(self, log: PaperLog, cache: Path, draft: ColumnsDraft, intake: Intake) -> None:
        self._log = log
        self._cache = cache
        self._draft = draft
        self._intake = intake
        self._resuming = Resuming(cache, log)
        self._now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._foreign = 0

    def take_in(
        self, given: Input, on_bytes: Callable[[int], None] | None, *, within: bool = False
    ) -> None:
        """Take in what an input holds.

        Args:
            given: the input.
            on_bytes: told how many bytes of it have been read.
            within: whether it is a file of a folder, which may hold anything.
        """
        if given.records is not None:
            self._take_read(given.source, given.records)
            return
        try:
            if given.path is not None and is_archive(given.path):
                self._take_archive(given, given.path, on_bytes)
                return
            with Opening(given.path, on_bytes=on_bytes) as opening:
                self._take_opened(given, opening)
        except UnknownFormatError as error:
            if within:
                self._foreign += 1
            else:
                self._intake.note(error.problem)
        except CarrelError as error:
            self._intake.note(error.problem)

    def tell(self, passed_over: PassedOver) -> None:
        """Say how much of the folders was passed over, if anything was."""
        said = []
        for count, one, more in (
            (self._foreign, "file holds no papers", "files hold no papers"),
            (passed_over.hidden, "hidden one was left out", "hidden ones were left out"),
            (passed_over.links, "link was not followed", "links were not followed"),
        ):
            if count:
                said.append(f"{count:,} {one if count == 1 else more}")
        if said:
            self._intake.say(", ".join(said))

    def _take_read(self, name: str, records: Sequence[Paper | Problem]) -> None:
        """Take in what came over the net and was read already."""
        for number, item in enumerate(records, 1):
            if isinstance(item, Problem):
                self._intake.refuse(item)
            else:
                self._intake.take(item, f"{name}, record {number}")

    def _take_archive(
        self, given: Input, path: Path, on_bytes: Callable[[int], None] | None
    ) -> None:
        """Take in the files of a zip archive; of those without papers it says how many."""
        foreign, known = 0, False
        for member in members(path):
            if isinstance(member, CarrelError):
                self._intake.note(member.problem)
                known = True
                continue
            try:
                with open_member(path, member, on_bytes) as opening:
                    self._take_opened(replace(given, member=member.name), opening)
                known = True
            except UnknownFormatError:
                foreign += 1
            except CarrelError as error:
                self._intake.note(error.problem)
                known = True
        if not known:
            raise nothing_within(path)
        self._foreign += foreign

    def _take_opened(self, given: Input, opening: Opening) -> None:
        source = detect(opening.head, opening.where)
        told = f"{given.member}\n{given.source}\n{given.year}"
        key = self._resuming.key(given.path, told) if isinstance(source, RESUMED) else ""
        place = self._resuming.place(key) if key else Place()
        if place.records:
            self._intake.pass_over(place.records)
            self._intake.say(f"{opening.where}: {place.records:,} records went in another time")
        if place.whole:
            return
        if place.offset:
            opening.skip(place.offset)
        origin = Origin(
            given.source,
            opening.where,
            given.year,
            self._now,
            read=_read(given.path, self._now),
            skipped=place.records,
        )
        self._take_all(opening, origin, source, key)

    def _take_all(self, opening: Opening, origin: Origin, source: Source, key: str) -> None:
        of_record = f"{opening.where}, record "
        number, batches = origin.skipped, self._intake.batches
        for item in papers(opening, origin, source):
            if not isinstance(item, Problem):
                number += 1
                self._intake.take(item, f"{of_record}{number}")
            elif item.where.startswith(of_record):
                number += 1
                self._intake.refuse(item)
            else:
                self._intake.note(item)
            self._settle()
            if key and self._intake.batches != batches:
                batches = self._intake.batches
                self._resuming.keep(key, Place(opening.passed, number))
        if key and not opening.problems:
            self._intake.write()
            self._resuming.keep(key, Place(opening.passed, number, whole=True))

    def _settle(self) -> None:
        """Write columns, if much is held for them."""
        papers = len(self._draft)
        if papers > _AT_ONCE and self._draft.pending >= max(_MOST_PENDING, papers // _SHARE):
            self._intake.write()
            self._draft.settle(self._cache, self._log)


def _read(path: Path | None, now: str) -> str:
    """When an input was read from where it comes from: a file then, when it was written."""
    if path is None:
        return now
    try:
        written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return now
    return min(f"{written:%Y-%m-%dT%H:%M:%SZ}", now)
