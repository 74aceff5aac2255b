"""Conference records: the JSON of public paper lists, as an array or one record a line.

A record has ``title``, ``author`` and ``keywords`` (separated by ``;``), ``abstract``,
``conference``, ``site``, ``pdf``, ``github``, ``project``, ``arxiv``, ``doi``. Lists whose file
is one conference leave ``conference`` out; then the file's name is asked. Every other plain
value (``status``, ``track``, ``tldr``) is kept in `Paper.extra`, and so is an address or id that
is none, since lists put remarks there.

A value of the wrong type makes its record a problem: guessing would put wrong facts into a
bibliography. Values too long for a fact (reviews) are left out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.identity import normal_arxiv, normal_doi, normal_openreview, paper_id
from index.paper import Link, Listing, Paper
from index.record import LONGEST_FIELD, MOST_ITEMS
from index.sources.base import papers_of_records, readable_abstract, readable_text, readable_title
from index.sources.json_lines import LONGEST_ARRAY, LONGEST_LINE, array_records, line_records
from index.sources.venues import venue, venue_of_file
from index.text import clean, web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.sources.base import Origin

_OBJECT: Final = re.compile(r'^[ \t]*\{[ \t]*"[^"\n]{1,64}"[ \t]*:', re.MULTILINE)
_TITLE: Final = re.compile(r'"title"\s{0,99}:')
_KEY: Final = re.compile(
    r'"(?:authors?|abstract|conference|keywords|venue|year|site|url|pdf|arxiv|doi|status|id)"\s{0,99}:'
)
_MARKDOWN_LINK: Final = re.compile(r"\]\((https?://[^()\s]+)\)\s*$")

_BARE_ADDRESS: Final = re.compile(r"www\.\S+|(?:[\w-]+\.)+[a-z]{2,}/\S*", re.ASCII)

_LINKS: Final = (
    ("abs", ("site", "url")),
    ("pdf", ("pdf",)),
    ("code", ("github", "code")),
    ("project", ("project",)),
)
# Keys that become a field of the paper; the rest goes into `extra`.
_TAKEN: Final = frozenset(
    "title author authors abstract keywords conference venue year site url pdf github code "
    "project arxiv doi".split()
)
_MOST_EXTRA: Final = 64


class ConferenceLines:
    """Conference records, one JSON object a line."""

    name: Final = "conference records as JSON Lines"
    kind: Final = "conference"
    longest_line: Final = LONGEST_LINE

    def detects(self, head: str) -> bool:
        """Whether one of the first lines begins like a record."""
        return _OBJECT.search(head) is not None and _is_record(head)

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each line that is not empty."""
        return papers_of_records(line_records(lines), origin, _paper)


class ConferenceArray:
    """Conference records in one JSON array, or one object spread over lines."""

    name: Final = "conference records as a JSON array"
    kind: Final = "conference"
    longest_line: Final = LONGEST_ARRAY

    def detects(self, head: str) -> bool:
        """Whether the text begins as an array, or as an object that does not end on its line."""
        first = head.lstrip().partition("\n")[0].strip()
        return (first[:1] == "[" or first == "{") and _is_record(head)

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each element."""
        return papers_of_records(array_records(lines), origin, _paper)


def _is_record(head: str) -> bool:
    """Whether there is a title, and what papers have beside it: much JSON has one of them."""
    return _TITLE.search(head) is not None and _KEY.search(head) is not None


def _paper(record: dict[str, object], origin: Origin) -> Paper:
    title, raw_title = readable_title(_text(record, "title"))
    abstract, raw_abstract = readable_abstract(_text(record, "abstract"))
    extra = _extra(record)
    links = _links(record, extra)
    best, aliases = _ids(record, links, title, extra)
    code = _text(record, "conference") or _text(record, "venue")
    name, year = venue(code) if code else venue_of_file(origin.name)
    return Paper(
        id=best,
        title=title,
        abstract=abstract,
        authors=_names(record, "author") or _names(record, "authors"),
        year=_year(record) or year,
        venue=readable_text(name, "conference")[0],
        keywords=tuple(dict.fromkeys(_names(record, "keywords"))),
        links=links,
        listings=(Listing(origin.name),),
        aliases=aliases,
        raw_title=raw_title,
        raw_abstract=raw_abstract,
        added=origin.added,
        extra=tuple(sorted(extra.items())),
    )


def _text(record: dict[str, object], name: str) -> str:
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise CarrelError(f"{name} is not text")
    return value


def _names(record: dict[str, object], name: str) -> tuple[str, ...]:
    """A list of names, or a text of names with semicolons between them."""
    value = record.get(name) or ""
    names = value.split(";") if isinstance(value, str) else value
    if not isinstance(names, list) or not all(isinstance(one, str) for one in names):
        raise CarrelError(f"{name} is neither text nor a list of texts")
    if len(names) > MOST_ITEMS:
        raise CarrelError(f"{name} has more than {MOST_ITEMS:,} entries")
    shown = (readable_text(one, name)[0] for one in names)
    return tuple(one for one in shown if one)


def _year(record: dict[str, object]) -> int | None:
    value = record.get("year")
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value[:9])
    if value is None or value == "":
        return None
    if type(value) is not int or not 0 < value <= 9999:
        raise CarrelError("year is not a year")
    return value


def _extra(record: dict[str, object]) -> dict[str, str]:
    """The plain values that nothing in `Paper` models."""
    extra: dict[str, str] = {}
    for key, value in record.items():
        if key in _TAKEN or len(extra) == _MOST_EXTRA:
            continue
        text = _plain(value)
        if text and len(key) <= LONGEST_FIELD and len(text) <= LONGEST_FIELD:
            _keep(extra, key, text)
    return extra


def _keep(extra: dict[str, str], key: str, text: str) -> None:
    try:
        shown = readable_text(text, key)[0]
    except CarrelError:
        return
    name = clean(key)
    if shown and 0 < len(name) <= LONGEST_FIELD:  # ligatures become several letters
        extra[name] = shown


def _plain(value: object) -> str:
    """A number, truth value or text as text; nothing for anything else."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, str | int | float) else ""


def _links(record: dict[str, object], extra: dict[str, str]) -> tuple[Link, ...]:
    links = []
    for kind, keys in _LINKS:
        for key in keys:
            text = _text(record, key)
            if not text.strip():
                continue
            if address := _address(text):
                links.append(Link(kind, address))
            else:
                _keep(extra, key, text)
    return tuple(dict.fromkeys(links))


def _address(text: str) -> str:
    if len(text) > LONGEST_FIELD:
        return ""
    if remark := _MARKDOWN_LINK.search(text):
        return web_address(remark[1])
    text = text.strip()
    return web_address(f"https://{text}" if _BARE_ADDRESS.fullmatch(text) else text)


def _ids(
    record: dict[str, object], links: tuple[Link, ...], title: str, extra: dict[str, str]
) -> tuple[str, tuple[str, ...]]:
    """The id of a record and its aliases; an ``id`` that is its OpenReview id is no extra."""
    arxiv, doi = _arxiv(record), _plain(record.get("doi"))
    for key, text, known in (("arxiv", arxiv, normal_arxiv(arxiv)), ("doi", doi, normal_doi(doi))):
        if text and not known:
            _keep(extra, key, text)
    openreview = ""
    for link in links:
        if link.kind in ("abs", "pdf"):
            openreview = openreview or normal_openreview(link.url)
            arxiv = arxiv if normal_arxiv(arxiv) else link.url
            doi = doi if normal_doi(doi) else link.url
    if openreview and extra.get("id") == openreview:
        del extra["id"]
    return paper_id(arxiv, doi, openreview, title)


def _arxiv(record: dict[str, object]) -> str:
    value = record.get("arxiv")
    if isinstance(value, float):
        # A number has lost its last zeros: 2503.02130 was read as 2503.0213.
        return f"{value:.5f}" if value >= 1501 else f"{value:.4f}"
    return _plain(value)
