"""Every sample again, with fields that nobody has heard of: formats grow while Carrel does not."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Final

from tests.index.feed_samples import HF_HTML, HF_MHTML, mhtml
from tests.index.source_samples import SAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable

_NAME: Final = "zz_unheard_of"
_VALUE: Final = {"deep": [1, None, "x", {"y": 2.5}]}


def _json(text: str) -> str:
    return json.dumps(_grown(json.loads(text)))


def _lines(text: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        json.dumps({_NAME: _VALUE, **json.loads(line)}) if line else "" for line in lines
    )


def _grown(value: object) -> object:
    """JSON with a field more in each of its objects."""
    if isinstance(value, list):
        return [_grown(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {_NAME: _VALUE, **{key: _grown(item) for key, item in value.items()}, f"{_NAME}2": 1}


def _html(text: str) -> str:
    def grown(match: re.Match[str]) -> str:
        return f'data-props="{html.escape(_json(html.unescape(match[1])))}" data-zz="1"'

    return re.sub(r'data-props="([^"]*)"', grown, text)


def _mhtml(text: str) -> str:
    grown = text.replace(HF_MHTML, mhtml(_html(HF_HTML)))
    return grown.replace("MIME-Version:", f"X-ZZ: {_NAME}\nMIME-Version:", 1)


def _xml(text: str) -> str:
    element = f'<zz:new xmlns:zz="urn:zz" odd="1"><zz:deep>{_NAME}</zz:deep></zz:new><zz2/>'
    return re.sub(r"<(entry|item)([^>]*)>", rf"<\1\2>{element}", text)


def _bibtex(text: str) -> str:
    return re.sub(r"^  title", f"  {_NAME} = {{x {{y}}}},\n  title", text, flags=re.MULTILINE)


def _ris(text: str) -> str:
    return re.sub(r"^(TY .*)$", r"\1\nZZ  - unheard of", text, flags=re.MULTILINE)


_GROWN: Final[dict[str, Callable[[str], str]]] = {
    "records": _lines,
    "array": lambda text: json.dumps([{_NAME: _VALUE, **record} for record in json.loads(text)]),
    "papers": _lines,
    "day of Hugging Face": _json,
    "search of Hugging Face": _json,
    "HTML of Hugging Face": _html,
    "MHTML of Hugging Face": _mhtml,
    "arXiv's API": _xml,
    "arXiv's RSS": _xml,
    "arXiv's Atom": _xml,
    "journal": _xml,
    "snapshot": _lines,
    "BibTeX": _bibtex,
    "RIS": _ris,
    "CSL": _json,
}

WITHOUT_FIELDS: Final = ("page of paragraphs", "page of lines")
"""Samples of texts, which have none."""

UNKNOWN: Final = {sample: grow(SAMPLES[sample][1]) for sample, grow in _GROWN.items()}
"""By sample."""
