"""The few pieces of TOML that marks are written with.

What could move a terminal's cursor, break a line or turn the direction of writing is escaped, so
that the files can be printed as they are, and a text of several lines is one line of the file.
"""

from __future__ import annotations

import re

_STRAIGHT, _ESCAPES = r'[^"\\\x00-\x1f\x7f]*+', r"\\[^\x00-\x1f\x7f]"

STRING = rf'"({_STRAIGHT}(?:{_ESCAPES}{_STRAIGHT})*+)"'
"""Regular expression of a basic string of one line; `unquoted` reads what its group holds. What has
no escapes is passed over in one go: notes are most of a file that has some."""

_UNSAFE = r"\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069"
_PLAIN = re.compile(rf'[^"\\{_UNSAFE}]*')
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(rf'["\\{_UNSAFE}]')
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_SHORT = {"\n": r"\n", "\t": r"\t", '"': r"\"", "\\": r"\\"}
_LONG = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "b": "\b", "f": "\f", "r": "\r"}
_SURROGATES = range(0xD800, 0xE000)


def quoted(text: str) -> str:
    """A basic string of one line, which is a quoted key as well."""
    if _PLAIN.fullmatch(text):
        return f'"{text}"'
    return '"' + _ESCAPED.sub(_escape, text) + '"'


def unquoted(text: str) -> str:
    """What stands between the quotes of a basic string of one line.

    Raises:
        ValueError: an escape is none of TOML's.
    """
    return _ESCAPE.sub(_meant, text) if "\\" in text else text


def key(text: str) -> str:
    """A key, without quotes where TOML needs none."""
    return text if _BARE.fullmatch(text) else quoted(text)


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    return _SHORT.get(character) or f"\\u{ord(character):04x}"


def _meant(match: re.Match[str]) -> str:
    if match[3]:
        if match[3] not in _LONG:
            raise ValueError("no such escape")
        return _LONG[match[3]]
    code = int(match[1] or match[2], 16)
    if code in _SURROGATES or code > 0x10FFFF:
        raise ValueError("no such character")
    return chr(code)
