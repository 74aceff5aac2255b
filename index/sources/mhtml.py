"""A Hugging Face Papers page, saved by Chrome or Edge as a single file (MHTML).

Such a file is a mail with the page as its first part, and pictures and styles behind it, which
are not looked at.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, Final

from index.sources.base import CutLine
from index.sources.hf_html import HuggingFaceHtml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_LONGEST: Final = 64 * 1024**2
"""Characters of a page as mail writes it."""

_MOST_HEADERS: Final = 100
_KIND: Final = re.compile(r"^content-type:\s{0,9}multipart/related\b", re.IGNORECASE | re.MULTILINE)
_VERSION: Final = re.compile(r"^mime-version:", re.IGNORECASE | re.MULTILINE)
_PAGE: Final = "huggingface.co/papers"


class HuggingFaceArchive:
    """A page of Hugging Face Papers in one file."""

    name: Final = "saved pages of Hugging Face Papers (MHTML)"
    kind: Final = "huggingface"
    longest_line: Final = _LONGEST

    def detects(self, head: str) -> bool:
        """Whether it is a mail made of parts, of a page of Hugging Face's."""
        start = head[:8192]
        is_archive = _VERSION.search(start) is not None and _KIND.search(start) is not None
        return is_archive and _PAGE in start

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each paper of the page's list."""
        return HuggingFaceHtml().read(iter(_page(lines).split("\n")), origin)


def _page(lines: Iterator[str]) -> str:
    """The text of the first part that is HTML, or ``""``."""
    boundary = _headers(lines).get_boundary()
    if not boundary:
        return ""
    marks = (f"--{boundary}", f"--{boundary}--")
    for line in lines:
        if line.rstrip() != marks[0]:
            continue
        headers = _headers(lines)
        if headers.get_content_type() == "text/html":
            return _text(headers, takewhile(lambda line: line.rstrip() not in marks, lines))
    return ""


def _headers(lines: Iterator[str]) -> Message:
    from email.parser import HeaderParser

    held: list[str] = []
    for line in takewhile(str.strip, lines):
        if len(held) == _MOST_HEADERS or isinstance(line, CutLine):
            break
        held.append(line)
    return HeaderParser().parsestr("\n".join(held))


def _text(headers: Message, lines: Iterator[str]) -> str:
    import base64
    import binascii
    import quopri

    held, length = list[str](), 0
    for line in lines:
        length += len(line)
        if length > _LONGEST:
            break
        held.append(line)
    text = "\n".join(held)
    coded = str(headers.get("content-transfer-encoding", "")).strip().lower()
    data = text.encode("utf-8", "replace")
    try:
        if coded == "quoted-printable":
            data = quopri.decodestring(data)
        elif coded == "base64":
            data = base64.b64decode(data)
    except (ValueError, binascii.Error):
        return ""
    return data.decode("utf-8", "replace")
