"""New papers on the screen: feeds are fetched by a child process, and the reader goes on reading.

What it brings goes into the library, where `growth` notices it: the list stays as it is until it is
refreshed. Refreshing asks feeds for more where that is due and nothing is waiting to be shown.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tui.advice.risers import Risers
from tui.child import Child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.feeds.feed import Feed
    from index.feeds.record import FeedRecord
    from tui.advice.adviser import Adviser
    from tui.screens.reader import ReaderScreen
    from tui.searching import Then

NOTICE = "feeds"
"""The notice that says how far fetching is."""

PAUSE = 600.0
"""Seconds after which a feed that failed, or was cut off, is asked again by a refresh."""

_MODULE = "tui.fetching_process"


class Fetching:
    """The feeds that the reader follows."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        later = screen.call_later  # from the thread that listens, to the screen's own
        self._child = Child(
            _MODULE, lambda line: later(self._heard, line), lambda code: later(self._ended, code)
        )
        self._feeds: Sequence[Feed] = ()
        self._outcomes: list[dict[str, object]] = []
        self._said = ""

    @property
    def is_fetching(self) -> bool:
        """Whether feeds are being fetched."""
        return self._child.is_running

    def begin(self) -> None:
        """Read which feeds the reader follows; say what is wrong with any."""
        self.find_risers()
        config = self._screen.config
        if config.feeds is None:
            return
        from tui.feedsettings import read_feeds

        self._feeds, wrong = read_feeds(config.feeds, str(self._screen.home.config_file))
        if wrong:
            from tui.captions import troubles

            self._screen.say(troubles([*self._screen.problems, *wrong]), "warning")
        self._show_gaps()

    def find_risers(self) -> None:
        """Find out which papers rose since they were let go, for the number beside their view."""
        session = self._screen.session
        if not Risers(self._screen.home.feeds, session.reading).has_counts:
            return
        table = session.table

        def errand(adviser: Adviser) -> Then:
            adviser.note_risers(table)
            return self._screen.painting.filters

        self._screen.finding.searching.run("risers", errand)

    def fetch(self) -> None:
        """Ask the feeds now, those too that were asked a short while ago."""
        if not self._feeds:
            self._screen.say("no feeds are followed yet: `carrel feeds` writes an example")
        elif self.is_fetching:
            self._screen.say("feeds are being fetched")
        else:
            self._start("--again")

    def fetch_due(self) -> None:
        """Ask the feeds that may be asked now, if there are any."""
        if self._feeds and not self.is_fetching and self._is_due():
            self._start()

    def close(self) -> None:
        """End the child; what arrived is kept."""
        self._child.stop()

    def _heard(self, line: str) -> None:
        """Take what the child says."""
        try:
            told = json.loads(line)
            if "outcome" in told:
                self._outcomes.append(told["outcome"])
                return
            text = f"fetching {told['feed']}: {told['done']} of {told['total']}"
            note = told["note"]
        except (ValueError, TypeError, LookupError):
            self._said = line.strip()
            return
        self._screen.painting.notice(NOTICE, f"{text} · {note}" if note else text)

    def _ended(self, code: int) -> None:
        """Say what came of it; papers that came are told by `growth`."""
        problems = [str(one["problem"]) for one in self._outcomes if one.get("problem")]
        if code and not problems:
            problems = [self._said or f"fetching ended with code {code}"]
        added = sum(int(str(one.get("added", 0))) for one in self._outcomes)
        self._screen.painting.notice(NOTICE, "")
        if problems:
            more = f" (and {len(problems) - 1} more: carrel feeds)" if problems[1:] else ""
            self._screen.say(f"{problems[0]}{more}", "warning")
        elif not added:
            self._screen.say("the feeds have nothing new")
        self._outcomes, self._said = [], ""
        self._screen.growth.look_around()
        self._show_gaps()

    def _start(self, *options: str) -> None:
        home = self._screen.home
        places = (str(place) for place in (home.data, home.cache, home.config, home.state))
        try:
            self._child.start([*places, *options])
        except OSError as error:
            self._screen.say(f"feeds cannot be fetched: {error.strerror or error}", "warning")
            return
        self._screen.say("")  # a warning from before would hide how far it is
        self._screen.painting.notice(NOTICE, "fetching feeds")

    def _records(self) -> list[tuple[Feed, FeedRecord]]:
        from index.feeds.record import FeedRecords

        records = FeedRecords(self._screen.home.feeds)
        return [(feed, records.read(feed)) for feed in self._feeds]

    def _is_due(self) -> bool:
        from index.feeds.fetch import next_allowed
        from index.fetching.clock import Clock, moment_of

        now = Clock().now()
        return any(
            max(next_allowed(feed, record, now), moment_of(record.asked) + PAUSE) <= now
            for feed, record in self._records()
        )

    def _show_gaps(self) -> None:
        """Tell the filter pane which listing days are missing."""
        from index.feeds.fetch import missing_days
        from index.fetching.clock import Clock

        today = Clock().today
        missing: dict[str, list[str]] = {}
        for feed, record in self._records():
            for label in missing_days(feed, record, today) if record.asked else ():
                missing.setdefault(label, []).append(feed.name)
        self._screen.painting.gaps(missing)
