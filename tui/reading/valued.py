"""Attributes that carry a text: notes, days to come back on, reasons, saved views.

The text is part of the decision: of two decisions about one attribute the later one stands with
its text, and at the same moment the text that sorts last, so that it does not matter in which
order they arrive. Texts are made fit to be shown before they are kept, and again when they are
read from a file.
"""

from __future__ import annotations

import re
from datetime import date

from index.errors import CarrelError
from index.text import clean, printable

KEYS = {"dismiss": "reason", "later": "until", "note": "text", "view": "query"}
"""Attribute → what its text is called in the files."""

MAY_LACK = frozenset({"dismiss"})
"""The attributes that a paper can have without a text."""

MAX_NOTE = 64 * 1024
"""Bytes of a note, in UTF-8: twenty pages, and no journal is choked by it."""

MAX_NAME_LENGTH = 64
"""Characters of a tag, a reason, or the name of a view."""

MAX_QUERY_LENGTH = 900
"""Characters of a saved view: a line of its file, however it is quoted there."""

_WIDE_GAP = re.compile("( {2,})")
_TAB = 4
_LAST_YEAR = 8999


def checked_value(attribute: str, text: str) -> str:
    """A text in the form in which it is kept; ``""`` if nothing of it can be seen.

    Raises:
        CarrelError: the attribute cannot have it.
    """
    match attribute:
        case "note":
            return checked_note(text)
        case "later":
            return checked_day(text) if text else ""
        case "dismiss":
            return checked_name("reason", text) if text else ""
        case "view":
            return _one_line("a view's query", text, MAX_QUERY_LENGTH)
    if text:
        raise CarrelError(f"{printable(attribute)} takes no text")
    return ""


def checked_note(text: str) -> str:
    r"""A note as it is kept: lines ended by ``\n``, without what steers a terminal or hides.

    Blanks at the start of a line stay, since they mean something to whoever wrote them; those at
    its end and empty lines around the note go.

    Raises:
        CarrelError: it is too long.
    """
    if not (text.isascii() and text.isprintable()):
        text = "\n".join(map(_clean_line, text.splitlines())).strip("\n")
    text = text.rstrip(" ")
    if len(text) > MAX_NOTE or len(text.encode()) > MAX_NOTE:
        raise CarrelError(f"a note has {MAX_NOTE // 1024} KiB at most")
    return text


def on_one_line(note: str) -> str:
    """A note where a line is all there is: its lines with a stroke between them."""
    return " / ".join(line for each in note.splitlines() if (line := " ".join(each.split())))


def _clean_line(line: str) -> str:
    parts = _WIDE_GAP.split(line.expandtabs(_TAB))
    indent = " " if parts[0].startswith(" ") else ""  # wider ones are parts of their own
    return (indent + "".join(part if part[:2] == "  " else clean(part) for part in parts)).rstrip()


def checked_day(text: str) -> str:
    """A day as it is kept, ``2026-12-01``.

    Raises:
        CarrelError: it is no day.
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text or day.year > _LAST_YEAR:
        raise CarrelError(f"not a day: {printable(text)}", hint="write it as in 2026-12-01")
    return text


def checked_name(kind: str, name: str) -> str:
    """The name of a tag or of a reason in the form in which it is kept (Unicode composed).

    Raises:
        CarrelError: it is empty, too long, or holds a character that it cannot have.
    """
    if not name.isascii():
        import unicodedata

        name = unicodedata.normalize("NFC", name)
    if not name:
        raise CarrelError(f"a {kind} needs a name", hint=f"write {_WRITTEN[kind]}:NAME")
    if len(name) > MAX_NAME_LENGTH:
        told = f"a {kind} has {MAX_NAME_LENGTH} characters at most"
        raise CarrelError(f"{told}: {printable(name)}")
    for character in name:
        if not (character.isalnum() or character in "-_./"):
            raise CarrelError(
                f"a {kind} cannot hold {printable(character)!r}: {printable(name)}",
                hint="letters, digits and - _ . / are allowed",
            )
    return name


def checked_view_name(name: str) -> str:
    """The name of a view in the form in which it is kept.

    Raises:
        CarrelError: it is empty or too long.
    """
    shown = clean(name)
    if not shown:
        raise CarrelError("a view needs a name")
    if len(shown) > MAX_NAME_LENGTH:
        told = f"the name of a view has {MAX_NAME_LENGTH} characters at most"
        raise CarrelError(f"{told}: {printable(shown)}")
    return shown


def is_view_name(name: str) -> bool:
    """Whether it is the name of a view in the form in which it is kept."""
    return 0 < len(name) <= MAX_NAME_LENGTH and clean(name) == name


_WRITTEN = {"tag": "tag", "reason": "dismiss"}


def _one_line(what: str, text: str, most: int) -> str:
    if len(text) > most:
        raise CarrelError(f"{what} has {most:,} characters at most")
    return clean(text)
