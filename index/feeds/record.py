"""What is remembered of a feed between two fetches: a small JSON file each.

It holds the calendar and when the feed was asked. What was lost of it is asked for once more, so
one that is damaged, or of a later Carrel, is no trouble: papers are never in it.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Final

from index.feeds.calendar import Calendar, DayRecord, DayState, shortened
from index.fetching.answer import Validators
from index.files import make_private_folder, open_plain, replace_file

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from index.feeds.feed import Feed

VERSION: Final = 1
_LONGEST: Final = 4 << 20


@dataclass(slots=True)
class FeedRecord:
    """What was had of one feed."""

    about: str = ""
    """Kind and what of the feed it is about."""

    asked: str = ""
    """When it was asked for last: ``2026-03-07T04:00:00Z``."""

    succeeded: str = ""
    """When all that was asked for came, the last time that it did."""

    not_before: str = ""
    """Until when its host wants to be left alone."""

    problem: str = ""
    """Why the last fetch was not whole; empty where it was."""

    last_id: str = ""
    last_title: str = ""
    last_day: str = ""
    """The newest paper that came in, and the day it was listed on."""

    days: Calendar = field(default_factory=dict)

    def is_late(self, *, empty_too: bool) -> bool:
        """Whether the newest list was not up yet when it was asked for.

        Args:
            empty_too: whether one without papers may still be filled on the same day.
        """
        newest = self.days.get(max(self.days, default=""))
        late = (DayState.STALE, DayState.EMPTY) if empty_too else (DayState.STALE,)
        return newest is not None and newest.state in late


class FeedRecords:
    """The records of all feeds, in one folder; neither need exist yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, feed: Feed) -> FeedRecord:
        """What is remembered of a feed; nothing, where it was another one under that name."""
        about = _about(feed)
        record = _read(self._path(feed.name))
        return record if record is not None and record.about == about else FeedRecord(about)

    def version(self, feed: Feed) -> tuple[int, int]:
        """What is another once a feed's record is: that is replaced whole, by another file."""
        try:
            told = self._path(feed.name).stat()
        except OSError:
            return 0, 0
        return told.st_mtime_ns, told.st_ino

    def left_over(self, feeds: Collection[Feed]) -> dict[str, FeedRecord]:
        """What is remembered of feeds that are followed no more, by the names that they had."""
        names = {self._path(feed.name).name for feed in feeds}
        paths = (path for path in self.folder.glob("*.json") if path.name not in names)
        records = {path.stem: record for path in sorted(paths) if (record := _read(path))}
        return {name: record for name, record in records.items() if record.asked}

    def take_over(self, feeds: Collection[Feed]) -> None:
        """Let feeds that have new names go on where they were under the old ones.

        Raises:
            OSError: what is remembered cannot be renamed.
        """
        fresh = [feed for feed in feeds if not self._path(feed.name).exists()]
        if not fresh:
            return
        left = {record.about: name for name, record in self.left_over(feeds).items()}
        for feed in fresh:
            if name := left.pop(_about(feed), ""):
                self._path(name).replace(self._path(feed.name))

    def write(self, feed: Feed, record: FeedRecord) -> None:
        """Remember a feed.

        Raises:
            OSError: it cannot be written; what was remembered before is.
        """
        make_private_folder(self.folder)
        days = {label: asdict(day) for label, day in shortened(record.days).items()}
        told = {"carrel_feed": VERSION, **{name: getattr(record, name) for name in _TEXTS}}
        text = json.dumps({**told, "days": days}, ensure_ascii=False, indent=1)
        replace_file(self._path(feed.name), text.encode("utf-8", "replace"))

    def _path(self, name: str) -> Path:
        return self.folder / f"{name.casefold()}.json"


_TEXTS: Final = tuple(name for name in FeedRecord.__dataclass_fields__ if name != "days")


def _read(path: Path) -> FeedRecord | None:
    """What a file remembers; None where it is none, is damaged, or of a later Carrel."""
    try:
        with open_plain(path) as stream:
            told = json.loads(stream.read(_LONGEST))
        if told["carrel_feed"] != VERSION:
            return None
        texts = {name: _text(told.get(name, "")) for name in _TEXTS}
        days = {_text(label): _day(day) for label, day in told["days"].items()}
    except (OSError, ValueError, TypeError, LookupError, AttributeError):
        return None
    return FeedRecord(days=days, **texts)


def _about(feed: Feed) -> str:
    return f"{feed.kind} {feed.what}"


def _day(told: dict[str, object]) -> DayRecord:
    known = told["known"]
    papers = told["papers"]
    if not isinstance(known, dict) or not isinstance(papers, int):
        raise TypeError("not a day")
    return DayRecord(
        DayState(str(told["state"])),
        _text(told["asked"]),
        papers,
        _text(told["reason"]),
        Validators(_text(known["etag"]), _text(known["modified"])),
    )


def _text(value: object) -> str:
    """A value as a text that can be written again."""
    return str(value).encode("utf-8", "replace").decode()
