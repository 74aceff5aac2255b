"""The reader's own keys on top of a keymap, and files with mistakes."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.actions import BY_ID
from tui.config import KEYMAPS
from tui.keymap import LOOKUP, Keymap
from tui.keyresolver import KeyResolver, Resolved
from tui.keys import display, parse_sequence

if TYPE_CHECKING:
    from index.errors import Problem

FOLDER = Path(__file__).resolve().parents[2] / "keymaps"

BASE = """
name = "base"
[app]
"ctrl+q" = "app.quit"
"f1" = "app.help"
"u" = "app.undo"
[list]
"j" = "list.down"
"g g" = "list.top"
"g b" = "list.bottom"
"1" = "view.1"
[search]
"ctrl+q" = "app.quit"
"f1" = "app.help"
"""


def _load(folder: Path, own: str, base: str = BASE) -> tuple[Keymap, list[Problem]]:
    (folder / "base.toml").write_text(base, encoding="utf-8")
    (folder / "keys.toml").write_text(own, encoding="utf-8")
    return Keymap.load("base", folder / "keys.toml", folder)


def _actions(keymap: Keymap, scope: str) -> dict[str, str]:
    return {
        display(item.sequence): item.action_id for item in keymap.bindings() if item.scope == scope
    }


# The reader's own keys


def test_without_a_file_the_base_stands(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(BASE)
    keymap, problems = Keymap.load("base", tmp_path / "keys.toml", tmp_path)
    assert not problems
    assert {item.origin for item in keymap.bindings()} == {"base.toml"}


def test_own_keys_come_on_top_and_first(tmp_path: Path) -> None:
    keymap, problems = _load(tmp_path, '[list]\n"n" = "list.down"\n"1" = "view.2"\n')
    assert not problems
    assert keymap.keys_for("list.down", "list") == (("n",), ("j",))
    assert keymap.keys_for("view.1", "list") == ()
    origins = {item.action_id: item.origin for item in keymap.bindings()}
    assert (origins["view.2"], origins["list.top"]) == ("keys.toml", "base.toml")


def test_an_empty_action_unbinds(tmp_path: Path) -> None:
    keymap, problems = _load(tmp_path, '[list]\n"j" = ""\n')
    assert not problems
    assert keymap.keys_for("list.down", "list") == ()


@pytest.mark.parametrize(
    ("own", "lost", "kept"),
    [
        ('"g" = "view.sort"', ["list.top", "list.bottom"], "view.sort"),
        ('"g g g" = "view.sort"', ["list.top"], "view.sort"),
        ('"j j" = "list.bottom"', ["list.down"], "list.bottom"),
    ],
)
def test_own_sequences_win_over_those_they_shadow(
    tmp_path: Path, own: str, lost: list[str], kept: str
) -> None:
    keymap, (problem,) = _load(tmp_path, f"[list]\n{own}\n")
    assert all(not keymap.keys_for(action, "list") for action in lost if action != kept)
    assert all(action in problem.message for action in lost)
    assert keymap.keys_for(kept, "list")
    assert "keys.toml, [list]" in problem.where


def test_unbinding_what_is_shadowed_says_it_is_meant(tmp_path: Path) -> None:
    own = '[list]\n"gg" = ""\n"gb" = ""\n"g" = "view.sort"\n'
    keymap, problems = _load(tmp_path, own)
    assert not problems
    assert keymap.keys_for("view.sort", "list") == (("g",),)


@pytest.mark.parametrize(
    ("own", "where", "message", "hint"),
    [
        ('[list]\n"x" = "list.dwon"', '[list] "x"', '"list.dwon"', '"list.down"'),
        ('[list]\n"pagdown" = "list.down"', '[list] "pagdown"', "not a key", '"pagedown"'),
        ('[lst]\n"x" = "list.down"', "keys.toml", "[lst]", '"list"'),
        ('[list]\n"x" = "search.accept"', '[list] "x"', "search.accept", "[search]"),
        ('[search]\n"x" = "search.older"', '[search] "x"', "typed into", ""),
        ('[list]\n"x" = 3', '[list] "x"', "in quotes", ""),
        ('[list]\nx = ["list.down"]', '[list] "x"', "in quotes", ""),
        ('[list]\n"x" = ""', '[list] "x"', "nothing to unbind", ""),
        ('[list]\n"u" = ""', '[list] "u"', "nothing to unbind", "[app]"),
        ('[list]\n"x esc" = "list.down"', '[list] "x esc"', "Esc", ""),
        ('[list]\n"x" = "list.up"\n"xx" = "list.down"', '[list] "xx"', '"x" (list.up)', ""),
        ('[list]\n"x x" = "list.up"\n"x" = "list.down"', '[list] "x"', '"x x" (list.up)', ""),
        ('[list]\n"C-SPC" = "list.up"\n"ctrl+@" = "list.top"', '"ctrl+@"', '"C-SPC" (list', ""),
        ('[list]\n"x" = "list.up"\n"x" = "list.up"', "line 3", "stands twice", ""),
        ('[list]\n"x" = "list.up', "line 2", "not TOML", "left out"),
        ('[options]\ncount = true', '[options] "count"', "not an option", '"counts"'),
        ('[options]\ncounts = "yes"', '[options] "counts"', "true or false", ""),
        ("options = 1", "keys.toml", "options must be a table", ""),
        ("list = 1", "keys.toml", "list must be a table", ""),
        ("[[list]]", "keys.toml", "list must be a table", ""),
        ("name = 1", "keys.toml", "name must be text", ""),
        ('[options]\ncounts = true', "base.toml", '"1" (view.1)', "counts = false"),
        ('[list]\n"\\u001b[2J" = "x"', "\\x1b", "not a key", ""),
    ],
)  # fmt: skip
def test_each_mistake_is_named_and_the_rest_holds(
    tmp_path: Path, own: str, where: str, message: str, hint: str
) -> None:
    keymap, problems = _load(tmp_path, own + '\n[detail]\n"z" = "detail.top"\n')
    (problem,) = problems
    assert where in problem.where
    assert str(tmp_path) in problem.where
    assert message in problem.message
    assert hint in problem.hint
    assert str(problem).isprintable()
    assert keymap.keys_for("detail.top", "detail") == (("z",),)
    assert keymap.keys_for("list.down", "list")


def test_two_spellings_of_one_key_for_one_action_are_no_clash(tmp_path: Path) -> None:
    keymap, problems = _load(tmp_path, '[list]\n"C-SPC" = "list.up"\n"ctrl+@" = "list.up"\n')
    assert not problems
    assert keymap.keys_for("list.up", "list") == (("ctrl+@",),)


def test_the_first_of_a_clash_wins(tmp_path: Path) -> None:
    keymap, _ = _load(tmp_path, '[list]\n"x" = "list.up"\n"xx" = "list.top"\n')
    assert _actions(keymap, "list")["x"] == "list.up"
    assert "xx" not in _actions(keymap, "list")


def test_one_key_may_act_differently_in_two_panes(tmp_path: Path) -> None:
    own = '[list]\n"x" = "list.up"\n[detail]\n"x x" = "detail.up"\n[app]\n"x" = "app.redo"\n'
    keymap, problems = _load(tmp_path, own)
    assert not problems
    assert keymap.keys_for("app.redo", "list") == ()
    assert keymap.keys_for("app.redo", "detail") == ()
    assert keymap.keys_for("app.redo", "filter") == (("x",),)


def test_counts_can_be_switched_by_the_reader(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").write_text('[options]\ncounts = false\n[list]\n"1" = "view.1"\n')
    keymap, problems = Keymap.load("vim", tmp_path / "keys.toml")
    assert not problems
    assert not keymap.counts
    assert keymap.keys_for("view.1", "list")[0] == ("1",)


# Quit and help


def _assert_a_way_out(keymap: Keymap) -> None:
    for focus in LOOKUP:
        for action in ("app.quit", "app.help"):
            sequence = keymap.keys_for(action, focus)[0]
            resolver = KeyResolver(keymap)
            answers = [resolver.feed(key, LOOKUP[focus]) for key in sequence]
            assert answers[-1] == Resolved(action), (focus, action)


@pytest.mark.parametrize(
    "own",
    [
        '[app]\n"ctrl+q" = ""\n"f1" = ""\n',
        '[search]\n"ctrl+q" = ""\n"f1" = ""\n',
        '[app]\n"ctrl+q" = "app.undo"\n"f1" = "app.undo"\n',
        '[detail]\n"ctrl+q" = "detail.up"\n"f1 x" = "detail.down"\n',
        '[app]\n"ctrl+q x" = "app.help"\n"f1" = ""\n',
        '[app]\n"ctrl+q" = ""\n"f1" = "app.quit"\n',
    ],
)
def test_quit_and_help_cannot_be_lost(tmp_path: Path, own: str) -> None:
    keymap, problems = _load(tmp_path, own)
    _assert_a_way_out(keymap)
    told = [problem for problem in problems if "no key leads to" in problem.message]
    assert told
    assert all("keys.toml" in problem.where for problem in told)
    assert "built in" in {item.origin for item in keymap.bindings()}


def test_a_forced_key_names_what_it_takes_the_place_of(tmp_path: Path) -> None:
    _, (problem,) = _load(tmp_path, '[app]\n"ctrl+q" = "app.undo"\n')
    assert "app.quit" in problem.message
    assert problem.hint == "C-q does now, in place of app.undo"


def test_another_way_out_is_good_enough(tmp_path: Path) -> None:
    own = '[app]\n"ctrl+q" = "app.undo"\n"Z Z" = "app.quit"\n[list]\n"Z" = ""\n'
    keymap, problems = _load(tmp_path, own)
    assert [problem.message for problem in problems] == ["nothing to unbind in [list]"]
    assert keymap.keys_for("app.quit", "list") == (("Z", "Z"),)


def test_a_missing_keymap_leaves_a_way_out(tmp_path: Path) -> None:
    keymap, problems = Keymap.load("base", tmp_path / "keys.toml", tmp_path)
    assert "binds no key" in problems[0].message
    _assert_a_way_out(keymap)


# Files that were damaged


@given(
    st.sampled_from(KEYMAPS),
    st.lists(st.tuples(st.floats(0, 1), st.sampled_from('"[]=\n\\ax.1\x00é')), max_size=4),
)
def test_damage_costs_nothing_that_stands_before_it(
    name: str, damage: list[tuple[float, str]]
) -> None:
    text = (FOLDER / f"{name}.toml").read_text(encoding="utf-8")
    places = [int(place * len(text)) for place, _ in damage]
    before = text[: text.rfind("\n", 0, min(places, default=len(text))) + 1]
    for at, (_, character) in zip(places, damage, strict=True):
        text = text[:at] + character + text[at + 1 :]
    keymap, whole = _load_text(text), _load_text(before)
    _assert_a_way_out(keymap)
    KeyResolver(keymap)
    held = {(item.scope, item.sequence, item.action_id) for item in keymap.bindings()}
    for item in whole.bindings():
        assert item.origin == "built in" or (item.scope, item.sequence, item.action_id) in held


def _load_text(text: str) -> Keymap:
    with TemporaryDirectory() as folder:
        (Path(folder) / "some.toml").write_text(text, encoding="utf-8")
        return Keymap.load("some", None, Path(folder))[0]


OWN_LINES = st.lists(
    st.tuples(
        st.sampled_from([*LOOKUP, "app"]),
        st.lists(st.sampled_from("j g ctrl+q f1 1 C-x q".split()), min_size=1, max_size=3),
        st.sampled_from([*BY_ID, ""]),
    ),
    max_size=8,
)


@given(st.sampled_from(KEYMAPS), OWN_LINES)
def test_any_own_keys_give_a_sound_keymap(
    name: str, lines: list[tuple[str, list[str], str]]
) -> None:
    tables: dict[str, dict[str, str]] = {}
    for scope, keys, action in lines:
        tables.setdefault(scope, {})[" ".join(keys)] = action
    text = "".join(
        f"[{scope}]\n" + "".join(f'"{key}" = "{action}"\n' for key, action in table.items())
        for scope, table in tables.items()
    )
    with TemporaryDirectory() as folder:
        own = Path(folder) / "keys.toml"
        own.write_text(text, encoding="utf-8")
        keymap, problems = Keymap.load(name, own)
    _assert_a_way_out(keymap)
    KeyResolver(keymap)
    _assert_each_line_holds_or_is_told(keymap, problems, tables)


def _assert_each_line_holds_or_is_told(
    keymap: Keymap, problems: list[Problem], tables: dict[str, dict[str, str]]
) -> None:
    held = {(item.scope, item.sequence): item.action_id for item in keymap.bindings()}
    told = " ".join(str(problem) for problem in problems)
    for scope, table in tables.items():
        for key, action in table.items():
            in_force = held.get((scope, parse_sequence(key)), "")
            named = f'[{scope}] "{key}"' in told or (action or "no key leads to") in told
            assert in_force == action or named, (scope, key, action)
