"""The one name of each key, whichever way a terminal sends it.

That is the name Textual gives in ``event.key`` wherever it is unique: ``j``, ``G``,
``question_mark``, ``ctrl+n``, ``alt+shift+v``, ``pagedown``. Terminals disagree: by the older
protocol ``C-/`` arrives as ``ctrl+underscore`` and ``C-SPC`` as ``ctrl+@``, by the Kitty protocol
as ``ctrl+slash`` and ``ctrl+space``. So what a keymap says (`tui.keys`) and what arrives
(`tui.keyresolver`) both go through `canonical`, and a keymap means the same everywhere.

What no name can mend: terminals with the older protocol send ``C-h`` as Backspace, and drop the
Alt of Alt with a punctuation mark (``M-<`` arrives as ``<``). Keymaps bind a second key there.

The names are kept here, not taken from Textual, so that the verbs need not load it.
"""

from __future__ import annotations

CHARACTER_KEYS = {
    "!": "exclamation_mark", '"': "quotation_mark", "#": "number_sign", "$": "dollar_sign",
    "%": "percent_sign", "&": "ampersand", "'": "apostrophe", "(": "left_parenthesis",
    ")": "right_parenthesis", "*": "asterisk", "+": "plus", ",": "comma", "-": "minus",
    ".": "full_stop", "/": "slash", ":": "colon", ";": "semicolon", "<": "less_than_sign",
    "=": "equals_sign", ">": "greater_than_sign", "?": "question_mark", "@": "at",
    "[": "left_square_bracket", "\\": "backslash", "]": "right_square_bracket",
    "^": "circumflex_accent", "_": "underscore", "`": "grave_accent",
    "{": "left_curly_bracket", "|": "vertical_line", "}": "right_curly_bracket", "~": "tilde",
    " ": "space",
}  # fmt: skip
"""Keys that type a character and are not called by it; letters and digits are."""

CHARACTERS = {name: character for character, name in CHARACTER_KEYS.items()}
"""The same the other way round."""

NAMED_KEYS = frozenset(
    "escape enter tab backspace insert delete left right up down home end pageup pagedown menu "
    "pause print_screen scroll_lock kp_begin separator media_play media_pause media_play_pause "
    "media_reverse media_stop media_fast_forward media_rewind media_track_next "
    "media_track_previous media_record lower_volume raise_volume mute_volume".split()
) | {f"f{number}" for number in range(1, 36)}
"""Keys that type nothing."""

_MODIFIER_KEYS = frozenset(
    [
        f"{side}_{name}"
        for side in ("left", "right")
        for name in ("shift", "control", "alt", "super", "hyper", "meta")
    ]
    + ["iso_level3_shift", "iso_level5_shift", "caps_lock", "num_lock"]
)


_SHIFTED = {
    CHARACTER_KEYS.get(plain, plain): CHARACTER_KEYS[shifted]
    for plain, shifted in zip("1234567890-=[]\\;',./`", '!@#$%^&*()_+{}|:"<>?~', strict=True)
}
"""What Shift makes of a key, for terminals that send the key and not the character. The US
layout: on another one, a combination of Alt, Shift and punctuation may get a wrong name."""

_SAME = {
    "ctrl+space": "ctrl+@", "ctrl+at": "ctrl+@", "ctrl+slash": "ctrl+underscore",
    "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape",
    "alt+f": "ctrl+right", "alt+b": "ctrl+left", "return": "enter", "divide": "slash",
    "multiply": "asterisk", "subtract": "minus", "add": "plus", "decimal": "full_stop",
    "equal": "equals_sign",
}  # fmt: skip
"""Keys that many terminals do not tell apart, each with the name that stands for both."""


def canonical(key: str) -> str:
    """The one name of `key`, given as in Textual's ``event.key``; unknown names pass unchanged."""
    if len(key) == 1:
        return key_of(key)
    *held, base = key.split("+")
    modifiers = {"alt" if name == "meta" else name for name in held}
    if len(base) == 1:
        base = key_of(base)
    if "shift" in modifiers and base in _SHIFTED:
        modifiers.discard("shift")
        base = _SHIFTED[base]
    if modifiers and len(base) == 1:
        base = _settle_case(modifiers, base)
    name = "+".join([*sorted(modifiers), base])
    return _SAME.get(name, name)


def _settle_case(modifiers: set[str], letter: str) -> str:
    """`letter` as Textual writes it under `modifiers`, which may gain or lose ``shift``.

    ``shift+g`` is ``G``; ``alt+G`` is ``alt+shift+g``; ``ctrl+G`` is ``ctrl+g``, for that is what
    people mean by it and all that most terminals can send.
    """
    if modifiers == {"shift"} and len(letter.upper()) == 1 and letter.upper() != letter.lower():
        modifiers.clear()
        return letter.upper()
    if letter.isupper() and len(letter.lower()) == 1:
        if "ctrl" not in modifiers:
            modifiers.add("shift")
        return letter.lower()
    return letter


def key_of(character: str) -> str:
    """What Textual calls the key that types `character`."""
    if character.isalnum():
        return character
    if name := CHARACTER_KEYS.get(character):
        return name
    import unicodedata

    name = unicodedata.name(character, character)
    return name.lower().replace("-", "_").replace(" ", "_")


def character_of(key: str) -> str:
    """The character that `key` types; ``""`` if it types none, or one that cannot be shown."""
    if len(key) == 1:
        return key
    if key in NAMED_KEYS or "+" in key:
        return ""
    if character := CHARACTERS.get(key):
        return character
    import unicodedata

    try:
        character = unicodedata.lookup(key.replace("_", " "))
    except KeyError:
        return ""
    return character if len(character) == 1 and character.isprintable() else ""


def is_modifier(key: str) -> bool:
    """Whether `key` is Shift, Control or the like by itself, which the Kitty protocol reports."""
    return key in _MODIFIER_KEYS


def types_text(key: str) -> bool:
    """Whether `key` types a character into a field that has the focus."""
    return key == "shift+space" or bool(character_of(key))


def all_names() -> list[str]:
    """Every name of a key without modifiers that is not a letter or digit, for suggestions."""
    return [*CHARACTERS, *sorted(NAMED_KEYS)]
