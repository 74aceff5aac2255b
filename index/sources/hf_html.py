"""A Hugging Face Papers page, saved as HTML: its rows stand in it as JSON.

They are the value of an attribute ``data-props``, once for each part of the page that comes alive
in a browser. The rest of the page is not looked at.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

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
_KEYS: Final = ("dailyPapers", "papers")


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
        rows = _rows(text)
        yield from papers_of_rows(enumerate(rows, 1), origin)
        if not whole:
            fault = f"the page is longer than {_LONGEST // 1024**2} MiB"
            yield origin.problem(len(rows) + 1, fault)
        elif not rows:
            yield origin.problem(1, "no list of papers is in this page", "save it again, whole")


def _rows(text: str) -> list[object]:
    for props in _props(text):
        value = value_of(props)
        if isinstance(value, CarrelError):
            return [value]
        if not isinstance(value, dict):
            continue
        for key in _KEYS:
            rows = value.get(key)
            if isinstance(rows, list) and any(isinstance(row, dict) for row in rows):
                return rows
        if isinstance(value.get("paper"), dict):
            return [value]
    return []


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
        elif "aper" in (value := text[start:end]):
            yield resolved(value)
        at = text.find(_ATTRIBUTE, end)
