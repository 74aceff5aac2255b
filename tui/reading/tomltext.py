"""The few pieces of TOML that marks are written with.

What could move a terminal's cursor, break a line or turn the direction of writing is escaped, so
that the files can be printed as they are.
"""

from __future__ import annotations

import re

_UNSAFE = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_PLAIN = re.compile(rf'[^"\\{_UNSAFE}]*')
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(rf'["\\{_UNSAFE}]')


def quoted(text: str) -> str:
    """A basic string of one line, which is a quoted key as well."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def key(text: str) -> str:
    """A key, without quotes where TOML needs none."""
    return text if _BARE.fullmatch(text) else quoted(text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return f"\\{character}" if character in '"\\' else f"\\u{ord(character):04x}"
