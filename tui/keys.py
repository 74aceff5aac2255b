"""Keys and sequences of keys as people write and read them.

Both directions: `parse_sequence` for keymap files, `display` for footer, help and tables; what
`display` shows, `parse_sequence` reads back. In between stand the names of `tui.keynames`.
"""

from __future__ import annotations

import re

from index.errors import CarrelError
from tui.keynames import CHARACTERS, NAMED_KEYS, all_names, canonical, character_of, key_of
from tui.tomlfile import nearest, quoted

KeySequence = tuple[str, ...]
"""Canonical names of keys, to be pressed one after the other."""

_ARROWS = {"↑": "up", "↓": "down", "←": "left", "→": "right"}

_SPELLINGS = {
    "RET": "enter", "SPC": "space", "DEL": "backspace", "ESC": "escape", "TAB": "tab",
    "return": "enter", "cr": "enter", "esc": "escape", "spacebar": "space", "bs": "backspace",
    "bksp": "backspace", "del": "delete", "ins": "insert", "pgup": "pageup", "pgdn": "pagedown",
    "page_up": "pageup", "page_down": "pagedown", "backtab": "shift+tab", "solidus": "slash",
    "reverse_solidus": "backslash", "period": "full_stop", "dot": "full_stop",
    "commercial_at": "at", "hyphen_minus": "minus", "hyphen": "minus", "plus_sign": "plus",
    "low_line": "underscore", "equal": "equals_sign", "less_than": "less_than_sign",
    "greater_than": "greater_than_sign", "quote": "apostrophe",
}  # fmt: skip
"""Further ways to write a key. Capitals are Emacs's and exact: ``DEL`` is Backspace there."""

_DISPLAY = {
    "enter": "Enter", "escape": "Esc", "space": "Space", "tab": "Tab", "backspace": "Bksp",
    "delete": "Del", "insert": "Ins", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home",
    "end": "End", "up": "↑", "down": "↓", "left": "←", "right": "→",
}  # fmt: skip

_DISPLAY_WHOLE = {"ctrl+@": "C-Space", "ctrl+underscore": "C-/"}
"""Keys with a canonical name that nobody would look for on a keyboard."""

_MODIFIER = re.compile(
    r"([CMAS])-(?=.)|(?i:(ctrl|control|alt|option|meta|shift|super|hyper)[-+])(?=.)"
)
_MODIFIER_NAMES = {
    "C": "ctrl", "M": "alt", "A": "alt", "S": "shift",
    "control": "ctrl", "option": "alt", "meta": "alt",
}  # fmt: skip
_MODIFIER_SIGNS = (
    ("ctrl", "C-"), ("alt", "M-"), ("shift", "S-"), ("super", "super-"), ("hyper", "hyper-"),
)  # fmt: skip


def parse_key(text: str) -> str:
    """The canonical name of the key written as `text`, or ``""`` if that is no key.

    Accepts Textual's names (``ctrl+n``, ``question_mark``), the character itself (``?``, ``G``;
    ``↓`` is the arrow), Emacs's notation (``C-n``, ``M-v``, ``C-SPC``, ``RET``) and Vim's
    brackets around any of them (``<C-n>``).
    """
    if len(text) > 2 and text[0] == "<" and text[-1] == ">":
        text = text[1:-1]
    modifiers, text = _split_modifiers(text)
    base = _base(text)
    return canonical("+".join([*modifiers, base])) if base else ""


def _split_modifiers(text: str) -> tuple[list[str], str]:
    modifiers: list[str] = []
    while match := _MODIFIER.match(text):
        name = match[1] or match[2].lower()
        modifiers.append(_MODIFIER_NAMES.get(name, name))
        text = text[match.end() :]
    return modifiers, text


def _base(text: str) -> str:
    """The key written as `text`, which has no modifiers; ``""`` if there is none."""
    if len(text) == 1:
        return _ARROWS.get(text) or (key_of(text) if text.isprintable() else "")
    if text in _SPELLINGS:
        return _SPELLINGS[text]
    name = text.lower()
    name = _SPELLINGS.get(name, name)
    if name in NAMED_KEYS or name in CHARACTERS or name == "shift+tab":
        return name
    # Unicode has an OX; two letters are two keys.
    character = character_of(name) if len(name) > 2 else ""
    return key_of(character) if character else ""


def parse_sequence(text: str) -> KeySequence:
    """The keys written as `text`: parted by spaces, or two characters as one word (``gg``).

    Raises:
        CarrelError: some part is no key; the hint names the nearest one.
    """
    keys: list[str] = []
    for word in text.split():
        if key := parse_key(word):
            keys.append(key)
        elif len(word) == 2 and word.isprintable():
            keys.extend(parse_key(character) for character in word)
        else:
            raise CarrelError(f"{quoted(word)} is not a key", hint=_suggestion(word))
    if not keys:
        raise CarrelError("no key is named", hint='the space bar is written "space"')
    return tuple(keys)


def _suggestion(word: str) -> str:
    if "," in word:
        return "one line for each key; keys of a sequence are parted by spaces"
    modifiers, base = _split_modifiers(word)
    names = ["+".join([*modifiers, name]) for name in [*all_names(), *_SPELLINGS]]
    return nearest("+".join([*modifiers, base]), names)


def display(sequence: KeySequence) -> str:
    """`sequence` for a person: ``j``, ``gg``, ``C-x C-w``, ``Enter``, ``PgDn``, ``↓``."""
    shown = [display_key(key) for key in sequence]
    joined = "".join(shown)
    plain = len(sequence) == 2 == len(joined) and not any(key in _DISPLAY for key in sequence)
    return joined if plain and not parse_key(joined) else " ".join(shown)


def display_key(key: str) -> str:
    """One key for a person, given by its canonical name."""
    if whole := _DISPLAY_WHOLE.get(key):
        return whole
    *held, base = key.split("+")
    capital = base.upper() if len(base) == 1 else ""
    if "shift" in held and "ctrl" not in held and capital.isupper() and capital.lower() == base:
        held.remove("shift")
        base = capital
    signs = "".join(sign for name, sign in _MODIFIER_SIGNS if name in held)
    return signs + _display_base(base)


def _display_base(base: str) -> str:
    if shown := _DISPLAY.get(base):
        return shown
    if base in NAMED_KEYS:
        return base.upper() if base[1:].isdigit() else base
    character = character_of(base)
    clear = character and character not in _ARROWS and not character.isspace()
    return character if clear and key_of(character) == base else base
