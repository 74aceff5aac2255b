"""What comes over the net beside papers, and what is remembered of it."""

from __future__ import annotations

import json
from datetime import date
from ipaddress import ip_address
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import strategies as st

from index.feeds.calendar import DayState
from index.feeds.counts import FILE_NAME, Counts
from index.feeds.feed import Feed
from index.feeds.fetch import Place, missing_days, next_allowed, planned
from index.feeds.kinds import KINDS
from index.feeds.record import FeedRecords
from index.fetching.address import Addresses, is_public
from index.fetching.answer import JSON as JSON_FORM
from index.fetching.answer import Answer
from index.fetching.clock import Clock
from index.fetching.failure import FetchError
from index.fetching.pauses import LONGEST, asked_pause
from tests.fuzz.target import Target, target
from tests.fuzz.texts import JSON, TEXTS
from tui.feeds.settings import read_feeds

_NOW = 1_772_798_400.0
_FOLLOWED = tuple(
    Feed("a", kind, what)
    for kind, what in (
        ("hf-daily", "day"),
        ("hf-daily", "week"),
        ("hf-search", "lanterns"),
        ("arxiv", "cs.LG"),
        ("arxiv-query", "ti:lanterns"),
        ("arxiv-rss", "cs.LG"),
        ("rss", "https://journal.example/feed"),
    )
)
_HEADERS = st.dictionaries(
    st.sampled_from(["retry-after", "ratelimit", "etag", "last-modified", "content-type"]),
    st.one_of(
        TEXTS,
        st.integers().map(str),
        st.sampled_from(['"api";r=0;t=35', "Fri, 06 Mar 2026 14:00:00 GMT", "-1", "9" * 5_000]),
        st.lists(st.builds('"api";r={};t={}'.format, st.integers(), st.integers())).map(", ".join),
    ),
)
_HOSTS = st.one_of(
    st.ip_addresses().map(str),
    TEXTS,
    st.sampled_from(
        ["127.1", "0x7f000001", "localhost", "[::ffff:10.0.0.1]", "a@b", "[fe80::1%x]"]
    ),
)


def _pauses(headers: dict[str, str]) -> None:
    pause = asked_pause(headers, _NOW)
    assert pause is None or 0 <= pause <= LONGEST


def _body(body: bytes) -> None:
    told = ""
    try:
        found = Answer("https://example.org", 200, {}, body).body_as(JSON_FORM)
    except FetchError as error:
        told, found = str(error), b"[]"
    assert "\n" not in told
    assert found[:1] in (b"[", b"{")


def _address(host: str) -> None:
    """An address that names a machine by its number is refused, or of the open net."""
    told, placed = "", ""
    try:
        placed = Addresses("http://127.0.0.1:9").checked(f"http://{host}/")
    except FetchError as error:
        told = str(error)
    assert told.isprintable()
    try:
        ip_address(host)
    except ValueError:
        return
    assert not placed or is_public(host)


def _remembered(given: tuple[bytes, bytes]) -> None:
    """Damage to what is remembered costs no more than being asked once more."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / FILE_NAME).write_bytes(given[1])
        records = FeedRecords(folder)
        for feed in _FOLLOWED:
            told = given[0].replace(b"ABOUT", f"{feed.kind} {feed.what}".encode())
            (folder / "a.json").write_bytes(told)
            record = records.read(feed)
            assert next_allowed(feed, record, _NOW) <= _NOW + LONGEST
            missing_days(feed, record, date(2026, 3, 6))
            records.write(feed, record)
            assert records.read(feed) == record
            planned([feed], Place(folder, folder), Clock(now=lambda: _NOW))
        Counts(folder).read()


def _settings(table: object) -> None:
    feeds, problems = read_feeds(table, "config.toml")
    assert all("\n" not in str(problem) for problem in problems)
    for feed in feeds:
        assert feed.kind in KINDS
        for request in planned([feed], Place(Path("/nowhere"), Path("/nowhere")), Clock()):
            assert request.url.isascii() or feed.kind == "rss"


_FEED_VALUES = st.one_of(TEXTS, JSON, st.sampled_from([*KINDS, "day", "cs.CL", "https://a.org/b"]))
_FEEDS = st.dictionaries(
    TEXTS | st.sampled_from(["daily", "a"]),
    st.one_of(
        JSON,
        st.dictionaries(st.sampled_from(["kind", "what", "days", "most", "x"]), _FEED_VALUES),
        st.fixed_dictionaries({"kind": st.sampled_from(list(KINDS)), "what": _FEED_VALUES}),
    ),
)
_STAMPS = st.one_of(
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%SZ}"),
    st.sampled_from(["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2026-03-06T11:59:59Z"]),
)
_KNOWN = st.fixed_dictionaries({"etag": TEXTS, "modified": TEXTS})
_DAY = st.one_of(
    st.dictionaries(
        st.sampled_from(["state", "asked", "papers", "reason", "known", "etag"]),
        JSON | st.sampled_from(["fetched", "stale", "2026-03-06T00:00:00Z"]),
    ),
    st.fixed_dictionaries(
        {
            "state": st.sampled_from(list(DayState)).map(str),
            "asked": _STAMPS,
            "papers": st.integers(),
            "reason": TEXTS,
            "known": _KNOWN,
        }
    ),
)
_RECORDS = st.one_of(
    st.binary(max_size=99),
    st.builds(
        lambda days, more: json.dumps(
            {"carrel_feed": 1, "about": "ABOUT", "days": days, **more}
        ).encode(),
        st.dictionaries(TEXTS | st.sampled_from(["2026-03-06", "2026-03-05"]), _DAY),
        st.dictionaries(
            st.sampled_from(["asked", "succeeded", "not_before", "problem", "last_day"]),
            JSON | _STAMPS,
        ),
    ),
)
_COUNTS = st.lists(
    st.one_of(
        st.binary(max_size=40),
        st.dictionaries(st.sampled_from(["id", "day", "upvotes", "stars"]), JSON).map(
            lambda told: json.dumps(told).encode()
        ),
    )
).map(b"\n".join)

TARGETS: tuple[Target, ...] = (
    target("what a host asks for", _HEADERS, _pauses),
    target("what a host answers", st.binary(max_size=200), _body),
    target("where a host sends on to", _HOSTS, _address),
    target("what is remembered of feeds", st.tuples(_RECORDS, _COUNTS), _remembered),
    target("feeds in config.toml", _FEEDS | JSON, _settings),
)
