"""The hosts that a fetch asks while something goes wrong: what they list, at two moments.

Each moment has a server of its own, so that a child which was killed cannot have changed what the
next one is told. A list is written once, by its papers' numbers: answers are made of it, and so is
what a calendar may say of the day.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Self

from tests.index.feed_payloads import arxiv_feed, arxiv_url, hf_row, hf_url
from tests.torture.steps import paper
from tests.webserver import Reply, WebServer

if TYPE_CHECKING:
    from types import TracebackType

_JOURNAL: Final = "https://journal.example/feed"
CONFIG: Final = {
    "daily": 'kind = "hf-daily"\ndays = 3\n',
    "lg": 'kind = "arxiv"\nwhat = "cs.LG"\ndays = 2\n',
    "journal": f'kind = "rss"\nwhat = "{_JOURNAL}"\n',
}
"""The feeds, as they stand in ``config.toml``."""

Lists = dict[str, dict[str, tuple[int, ...]]]
"""By feed and day."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is, and what there is to be had then."""

    stamp: str
    number: int

    @property
    def lists(self) -> Lists:
        """The papers of each list that is open."""
        return _LISTS[self.number]

    @property
    def papers(self) -> frozenset[int]:
        """All of them."""
        days = (day for feed in self.lists.values() for day in feed.values())
        return frozenset(number for day in days for number in day)


FRIDAY: Final = Moment("2026-03-06T12:00:00Z", 0)
SATURDAY: Final = Moment("2026-03-07T12:00:00Z", 1)

_LISTS: Final[tuple[Lists, Lists]] = (
    {
        "daily": {"2026-03-06": (20, 21), "2026-03-05": (22, 23), "2026-03-04": ()},
        "lg": {"2026-03-05": (24, 22), "2026-03-06": (25,)},
        "journal": {"2026-03-06": (26,)},
    },
    {
        "daily": {"2026-03-07": (), "2026-03-06": (20, 21, 27), "2026-03-05": (22, 23)},
        "lg": {"2026-03-06": (25,), "2026-03-07": (28,)},
        "journal": {"2026-03-07": ()},  # which has nothing newer
    },
)
_RISEN: Final = 20
"""The paper that many notice until Saturday."""


class Hosts:
    """Servers for a ``with`` statement, one a moment."""

    def __init__(self) -> None:
        self._stack = contextlib.ExitStack()
        self._servers: dict[Moment, WebServer] = {}

    def __enter__(self) -> Self:
        for moment in (FRIDAY, SATURDAY):
            server = self._stack.enter_context(WebServer())
            _prepare(server, moment)
            self._servers[moment] = server
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def at(self, moment: Moment) -> str:
        """Where the server of a moment is."""
        return self._servers[moment].address


def _prepare(server: WebServer, moment: Moment) -> None:
    lists = moment.lists
    for day, numbers in lists["daily"].items():
        rows = [_row(number, day, moment) for number in numbers]
        server.tell(hf_url(date=day), Reply.json(rows, ETag=f'"{day} {numbers}"'))
    first, *_, last = sorted(lists["lg"])
    entries = [_entry(number, day) for day in sorted(lists["lg"]) for number in lists["lg"][day]]
    server.tell(arxiv_url(first, last), Reply.xml(arxiv_feed(*entries)))
    server.tell(_JOURNAL, Reply.xml(_rss(_LISTS[0]["journal"]["2026-03-06"]), ETag='"one"'))


def _row(number: int, day: str, moment: Moment) -> dict[str, object]:
    ours = paper(number)
    has_risen = number == _RISEN and moment == SATURDAY
    row = hf_row(f"2401.{number:05}", day, 60 if has_risen else 3, ours.title)
    inner = row["paper"]
    assert isinstance(inner, dict)
    inner["summary"] = ours.abstract
    inner["authors"] = [{"name": name} for name in ours.authors]
    return row


def _entry(number: int, day: str) -> str:
    ours = paper(number)
    authors = "".join(f"<author><name>{name}</name></author>" for name in ours.authors)
    return (
        f"<entry><id>http://arxiv.org/abs/2401.{number:05}v1</id><title>{ours.title}</title>"
        f"<updated>{day}T09:00:00Z</updated><published>{day}T09:00:00Z</published>"
        f'<summary>{ours.abstract}</summary>{authors}<category term="cs.LG"/></entry>'
    )


def _rss(numbers: tuple[int, ...]) -> str:
    items = "".join(
        f"<item><title>{ours.title}</title><link>https://arxiv.org/abs/2401.{number:05}</link>"
        f"<pubDate>Thu, 05 Mar 2026 10:00:00 GMT</pubDate>"
        f"<description>{ours.abstract}</description>"
        + "".join(f"<dc:creator>{name}</dc:creator>" for name in ours.authors)
        + "</item>"
        for number, ours in ((number, paper(number)) for number in numbers)
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel><title>J</title>{items}</channel></rss>"
    )
