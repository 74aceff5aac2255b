"""What hosts answer to a fetch: documents of feeds, and whole answers over a socket."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from index.feeds.calendar import DayState
from index.feeds.feed import Feed
from index.feeds.page import read_page
from index.feeds.record import FeedRecords
from index.fetching.failure import FetchError
from index.paper import Paper
from index.record import from_record, to_record
from tests.fuzz.target import Target, target
from tests.fuzz.texts import TEXTS
from tests.index import feed_samples as samples
from tests.index.following_home import Home
from tests.webserver import Reply, WebServer

if TYPE_CHECKING:
    from index.errors import Problem
    from index.feeds.outcome import Outcome

_MEMORY: Final = "/dev/shm"
_JOURNAL: Final = "https://journal.example/feed"
_FEED: Final = Feed("journal", "rss", _JOURNAL)
_DAILY: Final = Feed("daily", "hf-daily", "trending")
_TRENDING: Final = "https://huggingface.co/api/daily_papers?sort=trending&limit=50"

_NAMES = st.sampled_from(
    "title link id guid description summary content author name dc:creator dc:date pubDate updated"
    " published category prism:doi arxiv:doi arxiv:announce_type arxiv:primary_category x:y".split()
)
_INNER = st.one_of(
    TEXTS,
    TEXTS.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;")),
    TEXTS.map(lambda text: f"<![CDATA[{text}]]>"),
    st.sampled_from(
        [
            *("2503.02130", "oai:arXiv.org:2503.02130v3", "http://arxiv.org/abs/hep-ex/0307015v1"),
            *("http://arxiv.org/api/errors#x", "Fri, 06 Mar 2026 00:00:00 -0500", "2026-13-45"),
            *("&lt;b&gt;x&lt;/b&gt;", "&nbsp;&eacute;&#0;&#x1F;", "new", "replace-cross", "<b>"),
        ]
    ),
)
_ELEMENTS = st.one_of(
    st.builds("<{0}>{1}</{0}>".format, _NAMES, _INNER),
    st.builds('<{0} href="{1}" term="{1}"/>'.format, _NAMES, _INNER),
    _INNER,
)
_ENTRIES = st.builds(
    lambda name, inner: f"<{name}><title>T</title>{''.join(inner)}</{name}>",
    st.sampled_from(["entry", "item"]),
    st.lists(_ELEMENTS, max_size=6),
)
_DOCUMENTS = st.builds(
    lambda root, more, entries, end: f"{root}{more}{''.join(entries)}{end}",
    st.sampled_from(
        [
            '<?xml version="1.0"?><rss version="2.0" xmlns:dc="d"><channel><title>J</title>',
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">',
            "<feed><id>https://arxiv.org/api/x</id>",
            "<rss><channel><link>http://rss.arxiv.org/rss/cs.LG</link>",
            '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="r">',
            "<rss>",
        ]
    ),
    st.sampled_from(
        ["", "<!DOCTYPE a>", '<!ENTITY a "b">', "<opensearch:totalResults>9</opensearch:t>"]
    ),
    st.lists(_ENTRIES, max_size=4),
    st.sampled_from(["</channel></rss>", "</feed>", "</rdf:RDF>", "", "<a>" * 99, "<!-- x -->"]),
).map(lambda text: text.encode("utf-8", "surrogatepass"))
_SAMPLES = st.sampled_from(
    [
        text.encode()
        for text in (samples.ARXIV_API, samples.ARXIV_RSS, samples.JOURNAL_RSS, samples.HF_DAY)
    ]
)
_SPOILT = st.builds(
    lambda body, at, junk, gone: body[: at % len(body)] + junk + body[at % len(body) + gone :],
    _SAMPLES,
    st.integers(0, 5_000),
    st.binary(max_size=9),
    st.integers(0, 5_000),
)
_BODIES = st.one_of(_DOCUMENTS, _SPOILT, st.binary(max_size=60), _SAMPLES)

_HEADER_VALUES = st.one_of(
    st.text(st.characters(min_codepoint=32, max_codepoint=255, exclude_characters="\x7f")),
    st.sampled_from(
        [
            *("gzip", "identity", "br", '"a"', 'W/"a"', '"\\xe9"', "0", "9" * 30, "-1", ""),
            *("Fri, 06 Mar 2026 12:00:09 GMT", '"api";r=0;t=5', '"a";r=1;t=9, "b";r=0;t=2'),
            *("/feed", "file:///etc/passwd", "http://[x", "http://127.1/", "https://a.b/\\xe9"),
        ]
    ),
).map(str.strip)
_HEADERS = st.dictionaries(
    st.sampled_from(
        ["ETag", "Last-Modified", "Retry-After", "RateLimit", "Content-Encoding", "Location", "X"]
    ),
    _HEADER_VALUES,
    max_size=4,
)
_REPLIES = st.builds(
    Reply,
    _BODIES,
    st.sampled_from([200, 200, 200, 200, 204, 301, 302, 304, 400, 404, 429, 500, 503, 599]),
    _HEADERS,
    st.integers(1, 4),
    st.booleans(),
    st.booleans(),
)


def _page(body: bytes) -> None:
    """A page of papers that can be kept, or one line."""
    try:
        page = read_page(body, "journal", "", "2026-03-06T12:00:00Z")
    except FetchError as error:
        _is_told(error.problem)
        return
    for item in page.items:
        if isinstance(item, Paper):
            assert from_record(to_record(item)) == item
        else:
            _is_told(item)


def _fetched(replies: list[Reply]) -> None:
    """Whatever comes, two fetches end, tell, and call no day had without what it has."""
    memory = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with WebServer() as web, TemporaryDirectory(dir=memory) as name:
        home = Home(Path(name), web)
        for url in (_JOURNAL, _TRENDING):
            web.tell(url, *replies)
        for _ in range(2):
            for outcome in home.fetch(_FEED, _DAILY, again=True):
                _is_fair(outcome, home)
                home.time.passed += 7200.0


def _is_fair(outcome: Outcome, home: Home) -> None:
    for problem in (outcome.problem, *outcome.report.problems):
        if problem is not None:
            _is_told(problem)
    days = FeedRecords(home.place.records).read(outcome.feed).days.values()
    for day in days:
        if day.state is DayState.FETCHED:
            assert bool(day.papers) <= bool(home.ids())
    assert (outcome.problem is None) or not any(
        state is DayState.FETCHED and not home.ids() for _, state in outcome.days
    )


def _is_told(problem: Problem) -> None:
    said = str(problem)
    assert "Traceback" not in said
    assert said.isprintable(), said


TARGETS: tuple[Target, ...] = (
    target("documents of feeds", _DOCUMENTS | _SPOILT, _page),
    target(
        "a fetch, whatever is answered",
        st.lists(_REPLIES, min_size=1, max_size=4),
        _fetched,
        most=60,
    ),
)
