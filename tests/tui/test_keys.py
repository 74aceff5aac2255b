"""Keys as people write them, as terminals send them, and as they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import XTermParser
from textual.keys import Keys, _character_to_key

from index.errors import CarrelError
from tui.keynames import canonical, character_of, is_modifier, key_of, types_text
from tui.keys import display, parse_key, parse_sequence

ASCII = [chr(code) for code in range(0x20, 0x7F)]


def _shown_as_itself(character: str) -> bool:
    return character_of(key_of(character)) == character and character not in "↑↓←→"


CHARACTERS = st.one_of(
    st.sampled_from(ASCII),
    st.characters(categories=("L", "Nd", "P", "S")).filter(_shown_as_itself),
)
NAMES = st.sampled_from(
    "enter escape tab backspace delete insert home end pageup pagedown up down left right f1 f12 "
    "menu media_play".split()
)
MODIFIERS = st.sets(st.sampled_from(["ctrl", "alt", "shift", "super"]), max_size=3)
KEYS = st.builds(
    lambda held, base: canonical("+".join([*sorted(held), base])),
    MODIFIERS,
    st.one_of(NAMES, CHARACTERS.map(key_of)),
)


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("j", ("j",)),
        ("G", ("G",)),
        ("?", ("question_mark",)),
        ("question_mark", ("question_mark",)),
        ("/", ("slash",)),
        (">", ("greater_than_sign",)),
        ("é", ("é",)),
        ("pagedown", ("pagedown",)),
        ("PgDn", ("pagedown",)),
        ("up", ("up",)),
        ("↑", ("up",)),
        ("F1", ("f1",)),
        ("ctrl+n", ("ctrl+n",)),
        ("Ctrl-N", ("ctrl+n",)),
        ("C-n", ("ctrl+n",)),
        ("<C-n>", ("ctrl+n",)),
        ("<CR>", ("enter",)),
        ("M-v", ("alt+v",)),
        ("M-V", ("alt+shift+v",)),
        ("alt+V", ("alt+shift+v",)),
        ("shift+alt+v", ("alt+shift+v",)),
        ("C-M-x", ("alt+ctrl+x",)),
        ("M-<", ("alt+less_than_sign",)),
        ("C-SPC", ("ctrl+@",)),
        ("ctrl+space", ("ctrl+@",)),
        ("C-/", ("ctrl+underscore",)),
        ("C-_", ("ctrl+underscore",)),
        ("C--", ("ctrl+minus",)),
        ("ctrl++", ("ctrl+plus",)),
        ("C-i", ("tab",)),
        ("RET", ("enter",)),
        ("SPC", ("space",)),
        ("DEL", ("backspace",)),
        ("del", ("delete",)),
        ("ESC", ("escape",)),
        ("TAB", ("tab",)),
        ("shift+tab", ("shift+tab",)),
        ("S-Tab", ("shift+tab",)),
        ("shift+g", ("G",)),
        ("gg", ("g", "g")),
        ("g g", ("g", "g")),
        ("  g   g ", ("g", "g")),
        ("]u", ("right_square_bracket", "u")),
        ("'1", ("apostrophe", "1")),
        ("ZZ", ("Z", "Z")),
        ("C-x C-w", ("ctrl+x", "ctrl+w")),
        ("C-c 1", ("ctrl+c", "1")),
        ("g down", ("g", "down")),
        ("ox", ("o", "x")),
        ("C-", ("C", "minus")),
    ],
)
def test_spellings(written: str, keys: tuple[str, ...]) -> None:
    assert parse_sequence(written) == keys


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("pagdown", '"pagedown"'),
        ("questionmark", '"question_mark"'),
        ("ctrl+pagdown", '"ctrl+pagedown"'),
        ("g escpae", '"escape"'),
        ("j,down", "one line for each key"),
        ("", '"space"'),
        (" ", '"space"'),
        ("ctrl+", ""),
        ("nonsense", ""),
        ("\x1b", ""),
    ],
)
def test_no_key(written: str, hint: str) -> None:
    with pytest.raises(CarrelError) as raised:
        parse_sequence(written)
    assert hint in raised.value.problem.hint
    assert raised.value.problem.message.isprintable()


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("j", "j"),
        ("g g", "gg"),
        ("u p", "u p"),
        ("g g g", "g g g"),
        ("ctrl+x ctrl+w", "C-x C-w"),
        ("enter", "Enter"),
        ("escape", "Esc"),
        ("space", "Space"),
        ("pagedown", "PgDn"),
        ("down", "↓"),
        ("tab", "Tab"),
        ("shift+tab", "S-Tab"),
        ("ctrl+@", "C-Space"),
        ("ctrl+underscore", "C-/"),
        ("alt+shift+v", "M-V"),
        ("ctrl+shift+v", "C-S-v"),
        ("alt+less_than_sign", "M-<"),
        ("f5", "F5"),
        ("apostrophe 1", "'1"),
        ("g down", "g ↓"),
    ],
)
def test_display(written: str, shown: str) -> None:
    assert display(parse_sequence(written)) == shown


@given(st.lists(KEYS, min_size=1, max_size=4).map(tuple))
def test_what_is_shown_can_be_written(sequence: tuple[str, ...]) -> None:
    assert parse_sequence(display(sequence)) == sequence


@given(st.lists(KEYS, min_size=1, max_size=4).map(tuple))
def test_names_themselves_can_be_written(sequence: tuple[str, ...]) -> None:
    assert parse_sequence(" ".join(sequence)) == sequence


@given(st.text(max_size=20))
def test_any_text_is_keys_or_a_plain_error(text: str) -> None:
    try:
        sequence = parse_sequence(text)
    except CarrelError:
        return
    assert sequence
    assert all(canonical(key) == key for key in sequence)


@given(st.characters(categories=("L", "M", "N", "P", "S", "Zs")))
def test_characters_are_named_as_textual_does(character: str) -> None:
    assert key_of(character) == _character_to_key(character)


def test_every_name_of_textual_is_a_key() -> None:
    own = {"ctrl-at", "<any>", "<scroll-up>", "<scroll-down>", "<ignore>"}
    names = {key.value for key in Keys} | set(FUNCTIONAL_KEYS.values())
    unknown = {name for name in names - own if not is_modifier(name) and not parse_key(name)}
    # The keypad's names are those of the characters' keys once they arrive.
    assert {canonical(name) for name in unknown} <= {key_of(character) for character in "/*-+."}


def _pressed(data: str) -> tuple[str, ...]:
    """The keys that Textual makes of what a terminal sends, by the names used here."""
    parser = XTermParser()
    sent = [*parser.feed(data), *parser.feed("")]
    return tuple(canonical(event.key) for event in sent if isinstance(event, events.Key))


@pytest.mark.parametrize(
    ("written", "older", "kitty"),
    [
        ("j", "j", "\x1b[106;;106u"),
        ("G", "G", "\x1b[103;2;71u"),
        ("?", "?", "\x1b[47;2;63u"),
        (">", ">", "\x1b[46;2u"),
        ("space", " ", "\x1b[32;;32u"),
        ("RET", "\r", "\x1b[13u"),
        ("TAB", "\t", "\x1b[9u"),
        ("DEL", "\x7f", "\x1b[127u"),
        ("ESC", "\x1b", "\x1b[27u"),
        ("S-Tab", "\x1b[Z", "\x1b[9;2u"),
        ("C-n", "\x0e", "\x1b[110;5u"),
        ("C-i", "\t", "\x1b[105;5u"),
        ("C-SPC", "\x00", "\x1b[32;5u"),
        ("C-@", "\x00", "\x1b[50;6u"),
        ("C-/", "\x1f", "\x1b[47;5u"),
        ("C-_", "\x1f", "\x1b[45;6u"),
        ("M-v", "\x1bv", "\x1b[118;3u"),
        ("M-V", "\x1bV", "\x1b[118;4u"),
        ("M-f", "\x1bf", "\x1b[102;3u"),
        ("pagedown", "\x1b[6~", "\x1b[6~"),
        ("↑", "\x1b[A", "\x1bOA"),
        ("F1", "\x1bOP", "\x1b[P"),
        ("C-x C-w", "\x18\x17", "\x1b[120;5u\x1b[119;5u"),
    ],
)
def test_a_key_is_the_same_from_every_terminal(written: str, older: str, kitty: str) -> None:
    assert _pressed(older) == parse_sequence(written)
    assert _pressed(kitty) == parse_sequence(written)


@pytest.mark.parametrize(
    ("written", "older"), [("<", "\x1b<"), (">", "\x1b>"), ("_", "\x1b_"), ("}", "\x1b}")]
)
def test_the_older_protocol_loses_alt_before_punctuation(written: str, older: str) -> None:
    assert _pressed(older) == parse_sequence(written)
    assert parse_sequence(f"M-{written}") != parse_sequence(written)


@pytest.mark.parametrize("key", ["left_shift", "right_control", "left_alt", "caps_lock"])
def test_modifiers_by_themselves(key: str) -> None:
    assert is_modifier(key)
    assert not is_modifier("shift+tab")


@pytest.mark.parametrize(
    ("key", "types"),
    [("j", True), ("slash", True), ("space", True), ("é", True), ("enter", False),
     ("ctrl+j", False), ("f1", False), ("backspace", False), ("up", False)],
)  # fmt: skip
def test_which_keys_type_text(key: str, types: bool) -> None:
    assert types_text(key) is types
