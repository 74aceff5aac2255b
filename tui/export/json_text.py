r"""JSON that can be read by people and shown in a terminal.

Letters of every script stand as they are. Characters that show nothing or steer a terminal
(control characters, direction overrides, lone surrogates) are written ``\u009b``: the value is
the same, and printing the file does nothing.
"""

from __future__ import annotations

import json
import re

_UNUSUAL = re.compile(r"[^ -~\n]")


def dump(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON text, without a newline at its end."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNUSUAL.sub(lambda match: _shown(match.group()), text)


def _shown(char: str) -> str:
    """A character of a JSON string; one beyond U+FFFF that shows nothing takes two escapes."""
    if char.isprintable():
        return char
    return json.dumps(char)[1:-1] if char != "\x7f" else r"\u007f"
