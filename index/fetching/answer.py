"""What is asked for, and what came back: values without a network."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from index.fetching.failure import FetchError

if TYPE_CHECKING:
    from collections.abc import Mapping

JSON: Final = "JSON"
XML: Final = "a feed"

_WEB_PAGE: Final = (b"<!doctype html", b"<html")
_BOM: Final = b"\xef\xbb\xbf"
_PLAIN: Final = re.compile(r"[!-~](?:[ -~]{0,498}[!-~])?")
"""What can stand in a header, and is worth telling again."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What a host called the version that it sent, to be told it the next time."""

    etag: str = ""
    modified: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """The headers that ask for anything newer alone.

        What cannot stand in a header is left out, though a host has sent it in one.
        """
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.modified}
        return {name: text for name, text in told.items() if _PLAIN.fullmatch(text)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One thing to be asked for."""

    url: str
    form: str = JSON
    """`JSON` or `XML`: what has to come back."""

    known: Validators = field(default_factory=Validators)
    """The version that is here already."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered, unpacked."""

    url: str
    status: int
    headers: Mapping[str, str]
    """By names in lower case."""

    body: bytes = b""

    @property
    def is_unchanged(self) -> bool:
        """Whether there is nothing newer than what was here."""
        return self.status == 304

    @property
    def validators(self) -> Validators:
        """What this version is called, as far as it can be told again."""
        told = (self.headers.get(name, "").strip() for name in ("etag", "last-modified"))
        return Validators(*(text if _PLAIN.fullmatch(text) else "" for text in told))

    def body_as(self, form: str) -> bytes:
        """The body, if it looks like what was asked for.

        Raises:
            FetchError: it is something else, a web page for one.
        """
        body = self.body.removeprefix(_BOM).lstrip()
        start = body[:64].lower()
        if start.startswith(_WEB_PAGE) or b"<html" in body[:512].lower():
            raise FetchError(f"answered with a web page, not with {form}")
        if not body.startswith((b"[", b"{") if form == JSON else b"<"):
            raise FetchError(f"answered with something that is not {form}" if body else "is empty")
        return body
