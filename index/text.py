"""What may stand in a text, and what two texts have in common.

`clean` is the gate every string of a paper passes before it becomes part of a `Paper`: what
leaves it can be measured in cells and sent to a terminal. It takes away what steers a terminal
or hides from the eye and keeps every sign a reader can see. Emoji joiners and variation
selectors go too, since terminals disagree about the width of what they make.

`fold` is for matching only and is never shown.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final

_LONGEST_RUN: Final = 4
"""Combining signs kept on one letter: enough for pointed Hebrew, too few to climb over lines."""

_LARGEST_CLUSTER: Final = 8
"""Signs of any kind kept in the cell of the letter before them; Burmese stacks six."""

_BEFORE_COMPOSING: Final = 32
"""The same before letters are composed, which takes time in the square of a run."""

_LIGATURES: Final = {
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
}  # fmt: skip
# Signs without ink that Unicode counts as letters, marks or symbols: Hangul and Khmer fillers,
# the grapheme joiner, variation selectors, the object placeholder.
_INKLESS: Final = (
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0\ufe00-\ufe0f\ufffc"
    "\U000e0100-\U000e01ef]"
)
_BREAKS: Final = frozenset("\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2800")

# Printable text without any of these is clean once it is composed: what is changed although a
# reader sees it or text around it, and signs in a row that might be a long run of marks.
_ODD: Final = f"[{''.join(_LIGATURES)}\u2800]|{_INKLESS}|[\u0300-\U0010ffff]{{{_LONGEST_RUN + 1}}}"

# UTF-8 that was once read as Latin-1, byte by byte; looked for only among stray C1 controls.
_MISREAD: Final = "[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
_C1: Final = "[\x80-\x9f]"

# Letters that have no accent to take off, as a keyboard without them writes them.
_PLAIN: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
# Unicode combining classes of signs without which a letter is another letter (none at all,
# kana voicing, virama); every other sign is an accent.
_NOT_ACCENTS: Final = frozenset({0, 8, 9})

_NOT_WEB: Final = r'[\s<>"\\^`{|}]'

# Patterns are compiled when text first needs them: most is plain ASCII, and a start waits for none.
_compiled = cache(re.compile)


def clean(text: str) -> str:
    """`text` on one line, without anything that steers a terminal or cannot be seen.

    Controls, bidi overrides, zero-width signs and lone surrogates go; every space and line end
    becomes one space; letters are composed (NFC), ligatures taken apart, long runs of combining
    signs and crowded cells cut. Time grows with length alone. Doing it twice changes nothing.
    """
    if not (text.isascii() and text.isprintable()):
        text = _without_odd_signs(text)
    if "  " in text:
        return " ".join(text.split())
    return text.strip(" ")


def _without_odd_signs(text: str) -> str:
    # In this order: to ask whether a long run of combining signs is composed takes as long as
    # to compose it.
    if text.isprintable() and not _compiled(_ODD).search(text):
        if unicodedata.is_normalized("NFC", text):
            return text
    if _compiled(_C1).search(text):
        text = _compiled(_MISREAD).sub(_read_again, text)
    changes = {}
    for sign in set(text):
        if not (sign.isascii() and sign.isprintable()):
            instead = _instead(sign)
            if instead != sign:
                changes[ord(sign)] = instead
    if changes:
        text = text.translate(changes)
    if text.isascii() or not any(map(_joins, set(text))):
        return unicodedata.normalize("NFC", text)
    text = _with_short_runs(text, _BEFORE_COMPOSING, _BEFORE_COMPOSING)
    return uncrowded(unicodedata.normalize("NFC", text))


def uncrowded(text: str) -> str:
    """`text` without the combining signs and the like that are too many for one cell."""
    if text.isascii() or not any(map(_joins, set(text))):
        return text
    return _with_short_runs(text, _LONGEST_RUN, _LARGEST_CLUSTER)


def _read_again(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _instead(sign: str) -> str:
    """What stands for a sign in a clean text: itself, a space, other letters or nothing."""
    if sign in _BREAKS:
        return " "
    category = unicodedata.category(sign)
    if category[0] == "Z":
        return " "
    if category in ("Cc", "Cf", "Cs") or _compiled(_INKLESS).match(sign):
        return ""
    if category == "Cn" and (ord(sign) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(sign) <= 0xFDEF):
        return ""
    return _LIGATURES.get(sign, sign)


def _combines(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me")


def _joins(sign: str) -> bool:
    """Whether a sign shares the cell of the one before it, in some terminal or other.

    Besides marks these are vowels and finals of Hangul syllables written in parts, and the tones
    of skin: a thousand in a row are one cell to whoever measures, and a mess to who looks.
    """
    within_syllable = "\u1160" <= sign <= "\u11ff" or "\ud7b0" <= sign <= "\ud7fb"
    return within_syllable or _is_tone(sign) or unicodedata.category(sign)[0] == "M"


def _is_tone(sign: str) -> bool:
    return "\U0001f3fb" <= sign <= "\U0001f3ff"


def _with_short_runs(text: str, longest: int, largest: int) -> str:
    """`text` with at most `longest` combining signs in a row, `largest` signs in a cell.

    Of tones in a row the first stays: where they do not join, each takes two cells.
    """
    kept: list[str] = []
    run = cell = 0
    before = ""
    for sign in text:
        run = run + 1 if _combines(sign) else 0
        cell = cell + 1 if _joins(sign) else 0
        tones = _is_tone(sign) and bool(before) and _is_tone(before)
        if run <= longest and cell <= largest and not tones:
            kept.append(sign)
        before = sign
    return "".join(kept)


def fold(text: str) -> str:
    """`text` without case, accents and typographic variants, for comparing."""
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_PLAIN)
    kept = (sign for sign in folded if unicodedata.combining(sign) in _NOT_ACCENTS)
    return unicodedata.normalize("NFKC", "".join(kept))


def web_address(text: str) -> str:
    """`text` as an address that a browser may be given, or ``""`` when it is none.

    Only http and https: an address from a file must not name another program or a local file.
    """
    address = clean(text)
    is_web = address[:8].lower().startswith(("https://", "http://"))
    return address if is_web and not _compiled(_NOT_WEB).search(address) else ""


def printable(text: str, most: int | None = 64) -> str:
    """`text` sign for sign, a replacement character for each that cannot be seen.

    For telling a person what a file or a command line holds: where `clean` takes away, this
    shows that something is there.

    Args:
        text: whatever was found.
        most: characters after which it is cut; None leaves it whole.
    """
    if most is not None and len(text) > most:
        text = text[:most] + "…"
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in text)
