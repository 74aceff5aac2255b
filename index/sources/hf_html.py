"""A Hugging Face Papers page, saved as HTML: its rows stand in it as JSON.

They are the value of an attribute ``data-props``, once for each part of the page that comes alive
in a browser. The rest of the page is not looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, cast

from index.day import parse_day
from index.errors import CarrelError
from index.sources.base import whole_text
from index.sources.hf_rows import papers_of_rows
from index.sources.json_lines import value_of
from index.tex.readable import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_LONGEST: Final = 32 * 1024**2
_HTML: Final = re.compile(r"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_ATTRIBUTE: Final = "data-props="
_DATE: Final = len("2025-03-12")
_FOUND: Final = "searchResults"
_LISTS: Final = (_FOUND, "dailyPapers", "papers")
"""Where a page's list may be, the one that was asked for first."""

_NAMED: Final = ("aper", _FOUND)
_ALWAYS_LISTS: Final = _LISTS[:2]


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a page shows: a list of papers, or one."""

    rows: list[object]
    day: str = ""
    """The day whose list it is, where it says."""

    is_list: bool = True
    """Whether a paper's place in it is its rank."""


class HuggingFaceHtml:
    """A page of Hugging Face Papers as a browser saves it."""

    name: Final = "saved pages of Hugging Face Papers (HTML)"
    kind: Final = "huggingface"
    longest_line: Final = _LONGEST

    def detects(self, head: str) -> bool:
        """Whether it is a page of HTML that is Hugging Face's."""
        is_html = _HTML.match(head.lstrip()[:200]) is not None
        return is_html and "huggingface.co" in head and "papers" in head.lower()

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each paper of the page's list."""
        text, whole = whole_text(lines, _LONGEST)
        shown = _shown(text)
        rows = shown.rows if shown else []
        if shown and shown.day and not origin.day:
            origin = replace(origin, day=shown.day)
        is_list = shown is not None and shown.is_list
        yield from papers_of_rows(enumerate(rows, 1), origin, is_list=is_list)
        if not whole:
            fault = f"the page is longer than {_LONGEST // 1024**2} MiB"
            yield origin.problem(len(rows) + 1, fault)
        elif shown is None:
            yield origin.problem(1, "no list of papers is in this page", "save it again, whole")


def _shown(text: str) -> _Shown | None:
    """The page's list or paper; of several parts that have one the first with a title in it."""
    empty: _Shown | None = None
    for props in _props(text):
        value = value_of(props)
        if isinstance(value, CarrelError):
            return _Shown([value])
        if not isinstance(value, dict):
            continue
        for key in _LISTS:
            rows = value.get(key)
            if isinstance(rows, list) and any(map(_has_title, rows)):
                return _Shown(rows, _day(value), is_list=key != _FOUND)
            if rows == [] and key in _ALWAYS_LISTS:
                empty = _Shown([])
                if key == _FOUND and value.get("query"):
                    return empty
        if _has_title(value.get("paper")):
            return _Shown([value], is_list=False)
    return empty


def _has_title(row: object) -> bool:
    inner = row.get("paper", row) if isinstance(row, dict) else None
    return isinstance(inner, dict) and (
        "title" in inner or "title" in cast("dict[str, object]", row)
    )


def _day(value: dict[str, object]) -> str:
    """The day of a list of one day."""
    written = value.get("dateString")
    of_a_day = value.get("periodType", "day") == "day" and isinstance(written, str)
    return parse_day(str(written)) if of_a_day and len(str(written)) == _DATE else ""


def _props(text: str) -> Iterator[str]:
    """The values in which papers are, one after the other.

    Looked for as text: the standard parser of HTML needs time in the square of what is not closed.
    """
    at = text.find(_ATTRIBUTE)
    while at >= 0:
        start = at + len(_ATTRIBUTE) + 1
        quote = text[start - 1 : start]
        end = text.find(quote, start) if quote in ('"', "'") else -1
        if end < 0:
            end = start
        elif any(key in (value := text[start:end]) for key in _NAMED):
            yield resolved(value)
        at = text.find(_ATTRIBUTE, end)
