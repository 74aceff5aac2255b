"""Papers that come in: every source, opening, a paper's own JSON."""

from __future__ import annotations

import gzip
import io
import json

from hypothesis import strategies as st

from index.errors import CarrelError, Problem
from index.paper import Paper
from index.record import from_record, to_record
from index.sources.base import Origin
from index.sources.opening import Opening
from index.sources.registry import SOURCES, papers
from index.text import clean
from tests.fuzz.target import Target, target
from tests.fuzz.texts import JSON, TEXTS

_ORIGIN = Origin("page", "page.txt", 2025, "2026-03-14T09:26:53Z")

_FIELDS = st.sampled_from(
    "carrel id title raw_title author authors abstract raw_abstract keywords conference venue year"
    " site url pdf github code project arxiv doi links listings aliases added extra status".split()
)
_VALUES = st.one_of(
    JSON,
    TEXTS.map(lambda text: f"https://example.org/{text}"),
    TEXTS.map(lambda text: f"10.1000/{text}"),
    TEXTS.map(lambda text: f"https://doi.org/10.1000/{text}"),
    TEXTS.map(lambda text: f"https://openreview.net/forum?id={text}"),
    st.builds("{0}25{1}".format, TEXTS, st.sampled_from(["01.12345", "13.1", "01.12345v2"])),
    st.lists(TEXTS, max_size=3),
    st.just(1),
)
RECORDS = st.builds(
    lambda title, fields: {"title": title, **fields},
    TEXTS,
    st.dictionaries(_FIELDS | TEXTS, _VALUES, max_size=8),
)
_LINES = st.lists(
    st.one_of(
        TEXTS,
        st.just(""),
        RECORDS.map(json.dumps),
        RECORDS.map(lambda record: json.dumps(record, ensure_ascii=False)),
        RECORDS.map(lambda record: json.dumps(record, indent=1)),
        RECORDS.map(lambda record: json.dumps({"carrel": 1, "id": "doi:10.1/x"} | record)),
        RECORDS.map(lambda record: json.dumps(record)[:-7]),
        st.sampled_from(["[", "]", ",", "[" * 3_000, '{"a":' * 3_000, "9" * 5_000, "Subscribe"]),
        RECORDS.map(lambda record: json.dumps([{"paper": {"id": "2503.02130"} | record}])),
        st.builds("<item><title>{0}</title><link>{1}</link><b>".format, TEXTS, TEXTS),
        st.sampled_from(["<rss><channel>", "</item>", "</channel></rss>", "<![CDATA[", "<!ENTITY"]),
        st.sampled_from(["Get trending papers in your email inbox", "Mar 12", "w " * 200]),
    ),
    max_size=7,
)


def _read(lines: list[str]) -> None:
    """Every source takes any lines, and each item is a paper that can be kept, or a problem."""
    for source in SOURCES:
        source.detects("\n".join(lines))
        for item in source.read(iter(lines), _ORIGIN):
            assert isinstance(item, Paper | Problem)
            if isinstance(item, Paper):
                _is_kept(item)
            else:
                _is_told(item)


def _is_kept(paper: Paper) -> None:
    """What the log will hold of it is the paper itself."""
    line = json.dumps(to_record(paper), ensure_ascii=False).encode("utf-8", "replace")
    assert from_record(json.loads(line)) == paper
    assert clean(paper.title) == paper.title != ""


def _is_told(problem: Problem) -> None:
    said = str(problem)
    assert "Traceback" not in said
    assert "\n" not in said
    assert not any(word in said for word in ("Error", "sys.", "codec"))


def _record(value: object) -> None:
    """Any JSON is a paper or a problem, and a paper stays itself."""
    try:
        paper = from_record(json.loads(json.dumps(value)))
    except CarrelError as error:
        _is_told(error.problem)
    else:
        _is_kept(paper)


def _open(data: bytes) -> None:
    """Any bytes give papers and problems, or are refused in one line."""
    try:
        with Opening(None, io.BytesIO(data)) as opening:
            for item in papers(opening, _ORIGIN):
                if isinstance(item, Problem):
                    _is_told(item)
    except CarrelError as error:
        _is_told(error.problem)


_TEXT = _LINES.map("\n".join).map(lambda text: text.encode("utf-8", "surrogatepass"))
_PACKED = _TEXT.map(lambda data: gzip.compress(data, mtime=0))


def _damaged(data: bytes, at: int, sign: int) -> bytes:
    place = at % len(data)
    return data[:place] + bytes([sign]) + data[place + 1 :]


_BYTES = st.one_of(
    st.binary(max_size=200),
    _TEXT,
    _PACKED,
    st.builds(lambda data, most: data[: most % len(data)], _PACKED, st.integers(1, 500)),
    st.builds(_damaged, _PACKED, st.integers(0, 500), st.integers(0, 255)),
    st.builds(lambda data, rest: data + rest, _PACKED, st.binary(max_size=9)),
)
_OWN = st.builds(
    lambda fields: {"carrel": 1, "id": "doi:10.1/x", "title": "A title", **fields},
    st.dictionaries(_FIELDS, _VALUES, max_size=5),
)

TARGETS: tuple[Target, ...] = (
    target("sources", _LINES, _read),
    target("sources, one record", RECORDS.map(lambda record: [json.dumps(record)]), _read),
    target("opening", _BYTES, _open),
    target("a paper's JSON", JSON | _OWN, _record),
)
