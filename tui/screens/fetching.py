"""New papers on the screen: feeds are fetched by a child process, and the reader goes on reading.

What it brings goes into the library, where `growth` notices it: the list stays as it is until it is
refreshed. Refreshing asks feeds for more where that is due and nothing is waiting to be shown.
"""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING

from index.fetching.clock import Clock, moment_of
from tui.advice.risers import Risers
from tui.captions import troubles
from tui.child import Child
from tui.feeds import told

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from index.errors import Problem
    from index.feeds.feed import Feed
    from tui.advice.adviser import Adviser
    from tui.feeds.standing import FeedStanding
    from tui.screens.reader import ReaderScreen
    from tui.searching import Then

NOTICE = "feeds"
"""The notice that says how far fetching is."""

TROUBLE = "feed trouble"
"""The notice that says what went wrong with the last fetch."""

PAUSE = 600.0
"""Seconds after which a feed that failed, or was cut off, is asked again by a refresh."""

_MODULE = "tui.feeds.process"


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
        self._standings: Sequence[FeedStanding] = ()
        self._shown: tuple[int, date] | None = None
        self._known: dict[tuple[Feed, tuple[int, int], date], FeedStanding] = {}
        self._said = ""
        """The last line that was for a person."""
        self._elsewhere = ""
        self._wrong: Sequence[Problem] = ()
        """What was wrong with the options when feeds were asked for by their key."""

    @property
    def is_fetching(self) -> bool:
        """Whether feeds are being fetched."""
        return self._child.is_running

    def begin(self) -> None:
        """Read which feeds the reader follows; say what is wrong with any."""
        self.find_risers()
        config = self._screen.config
        if config.feeds is not None and (wrong := self._read(config.feeds)):
            self._screen.say(troubles([*self._screen.problems, *wrong]), "warning")

    def write_example(self) -> None:
        """Put the example where options are; without it the reader is no worse off."""
        from tui.feeds.settings import write_example

        with contextlib.suppress(OSError):
            write_example(self._screen.home.config_file)

    def look_around(self) -> None:
        """Notice what another process fetched, and that a day is over."""
        if self._feeds and self._state() != self._shown:
            self._show_days()

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
        if self.is_fetching:
            self._screen.say("feeds are being fetched")
            return
        self._read_again()
        if self._feeds:
            self._start("--again")
        elif self._wrong:
            self._screen.say(troubles(self._wrong), "warning")
        else:
            from tui.feeds.following import none_yet

            self.write_example()
            self._screen.say(none_yet(self._screen.home))

    def fetch_due(self) -> None:
        """Ask the feeds that may be asked now; say when the next may be, if none may."""
        if not self._feeds or self.is_fetching:
            return
        until = self._until()
        if until <= Clock().now():
            self._start()
            return
        from tui.feeds.standing import local_time

        key = self._screen.key_of("feeds.fetch")
        asks = f"   {key} asks now" if key else ""
        self._screen.say(f"feeds were asked a while ago, next {local_time(until)}{asks}")

    def tell_gaps(self) -> None:
        """Say which days are missing, and why."""
        from tui.feeds.filters import gaps_told

        key = self._screen.key_of("feeds.fetch")
        asks = f"   {key} asks for them" if key else ""
        self._screen.say(f"{gaps_told(self._standings)}{asks}")

    def tell_of(self, name: str) -> None:
        """Say how a feed stands."""
        found = next((one for one in self._standings if one.name == name), None)
        if found is not None:
            parts = (found.name, found.when(Clock().now()), found.lacks())
            self._screen.say("   ".join(part for part in parts if part))

    def close(self) -> None:
        """End the child; what arrived is kept."""
        self._child.stop()

    def _heard(self, line: str) -> None:
        """Take what the child says."""
        try:
            said = json.loads(line)
            if "outcome" in said:
                self._outcomes.append(said["outcome"])
                return
            if "elsewhere" in said:
                self._elsewhere = str(said["elsewhere"])
                return
            text = f"fetching {said['feed']}: {said['done']} of {said['total']}"
            note = said["note"]
        except (ValueError, TypeError, LookupError):
            self._said = line.strip()
            return
        self._screen.painting.notice(NOTICE, f"{text} · {note}" if note else text)

    def _ended(self, code: int) -> None:
        """Say what came of it; papers that came are told by `growth`.

        What went wrong stays in the status line until feeds are asked again: whoever types just
        now would not see a sentence that the next key takes away.
        """
        painting = self._screen.painting
        painting.notice(NOTICE, "")
        self._screen.growth.look_around()
        trouble = self._trouble(code)
        painting.notice(TROUBLE, trouble, "warning")
        self._show_days()
        if self._elsewhere:
            self._screen.say(self._elsewhere)
        elif not trouble:
            is_news = any(told.count(one, "added") for one in self._outcomes)
            said = "" if is_news else told.nothing_new(self._outcomes)
            beyond = told.out_of_reach(self._standings, self._screen.key_of("app.command"))
            self._screen.say("   ".join(filter(None, (said, beyond))))
        self._outcomes, self._said, self._elsewhere, self._wrong = [], "", "", ()

    def _trouble(self, code: int) -> str:
        problems = [str(one["problem"]) for one in self._outcomes if one.get("problem")]
        problems += map(str, self._wrong)
        if code and not problems:
            problems = [self._said or f"fetching ended with code {code}"]
        key = self._screen.key_of("app.command")
        return told.trouble(problems, f"{key}feeds" if key else "carrel feeds")

    def _start(self, *options: str) -> None:
        home = self._screen.home
        places = (str(place) for place in (home.data, home.cache, home.config, home.state))
        try:
            self._child.start([*places, *options])
        except OSError as error:
            self._screen.say(f"feeds cannot be fetched: {error.strerror or error}", "warning")
            return
        self._screen.say("")  # a warning from before would hide how far it is
        self._screen.painting.notice(TROUBLE, "")
        self._screen.painting.notice(NOTICE, "fetching feeds")

    def _read_again(self) -> None:
        """Read the options anew: feeds may have been written while the reader was open."""
        from tui.config import Config

        config, problems = Config.load(self._screen.home.config_file)
        self._wrong = [*problems, *self._read(config.feeds)]

    def _read(self, value: object) -> list[Problem]:
        """Take the feeds among the options; what is wrong with others."""
        from tui.feeds.following import feeds_in

        self._feeds, wrong = feeds_in(value, self._screen.home)
        self._show_days()
        return wrong

    def _until(self) -> float:
        """When the first of the feeds may be asked, in seconds since 1970."""
        from index.feeds.fetch import next_allowed
        from index.feeds.record import FeedRecords

        records, now = FeedRecords(self._screen.home.feeds), Clock().now()
        known = [(feed, records.read(feed)) for feed in self._feeds]
        return min(
            max(next_allowed(feed, record, now), moment_of(record.asked) + PAUSE)
            for feed, record in known
        )

    def _state(self) -> tuple[int, date]:
        """What changes whenever a record does, for each is replaced whole; and the day."""
        try:
            changed = self._screen.home.feeds.stat().st_mtime_ns
        except OSError:
            changed = 0
        return changed, Clock().today

    def _show_days(self) -> None:
        """Tell the filter pane how the days of feeds stand."""
        from index.feeds.record import FeedRecords
        from tui.feeds.standing import FeedStanding

        self._shown = self._state()
        records, clock = FeedRecords(self._screen.home.feeds), Clock()
        known, self._known = self._known, {}
        for feed in self._feeds:
            # Records grow to years of days; while feeds are fetched, one of them changes at a time.
            key = (feed, records.version(feed), clock.today)
            had = known.get(key)
            self._known[key] = had or FeedStanding.of(feed, records.read(feed), clock)
        self._standings = list(self._known.values())
        self._screen.painting.feeds(self._standings)
