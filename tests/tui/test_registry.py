"""Every action can be reached, says itself what it does, and is named wherever keys are told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from textual import events

from tests.readme import README
from tests.tui.reader_driver import reader
from tui.actions import ACTIONS, BY_ID, SCOPES
from tui.actions.phrases import is_numbered, phrase
from tui.config import KEYMAPS
from tui.helplines import help_sections
from tui.keymap import LOOKUP, Keymap
from tui.keyresolver import KeyResolver, Resolved
from tui.keys import display
from tui.legend import HEADINGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.tui.reader_driver import Driver
    from tui.paths import Home

LONGEST = 100
"""Characters of a sentence that help, palette and key table have room for."""


@pytest.fixture(params=KEYMAPS)
def keymap(request: pytest.FixtureRequest) -> Keymap:
    found, problems = Keymap.load(request.param)
    assert not problems
    return found


def ways(keymap: Keymap, focus: str) -> dict[str, tuple[str, ...]]:
    """What the keys lead to while a pane has them, each with the first keys that do."""
    found: dict[str, tuple[str, ...]] = {}
    for binding in keymap.bindings():
        if binding.scope not in LOOKUP[focus]:
            continue
        resolver = KeyResolver(keymap)
        for key in binding.sequence:
            resolution = resolver.feed(key, LOOKUP[focus])
        if isinstance(resolution, Resolved):
            found.setdefault(resolution.action, binding.sequence)
    return found


def test_every_action_is_reached_wherever_it_makes_sense(keymap: Keymap) -> None:
    reached = {focus: set(ways(keymap, focus)) for focus in LOOKUP}
    assert set.union(*reached.values()) == set(BY_ID)
    for action in ACTIONS:
        places = set(action.scopes) & set(LOOKUP) or {"list"}
        assert any(action.id in reached[place] for place in places), action


async def test_the_reader_carries_out_what_its_keys_lead_to(
    home: Home, keymap: Keymap, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text(f'keymap = "{keymap.name}"\n', "utf-8")
    async with reader(home) as driver:
        done: list[str] = []

        def noted(name: str) -> Callable[[int], None]:
            return lambda _: done.append(name)

        await driver.screen.focusing.enter()
        monkeypatch.setattr(driver.screen, "deeds", {name: noted(name) for name in BY_ID})
        for focus in LOOKUP:
            driver.screen.go_to(focus)
            await driver.pilot.pause()
            assert driver.screen.scope == focus
            for action, keys in ways(keymap, focus).items():
                await _press(driver, keys)
                assert done.pop() == action
                assert all(BY_ID[name].prelude for name in done)
                done.clear()


async def _press(driver: Driver, keys: tuple[str, ...]) -> None:
    for key in keys:
        assert await driver.screen.take_key(events.Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize("name", BY_ID)
def test_an_action_documents_itself(name: str) -> None:
    one = BY_ID[name]
    assert re.fullmatch(r"[a-z]+\.[a-z0-9_]+", one.id)
    assert re.fullmatch(r"[A-Z].*[^.\s]\.", one.help), "one sentence, with a full stop"
    assert "\n" not in one.help
    assert len(one.help) <= LONGEST
    assert 0 < len(one.label.split()) <= 3
    assert one.scopes
    assert set(one.scopes) <= set(SCOPES)


def test_no_two_actions_of_a_pane_read_alike() -> None:
    for scope in SCOPES:
        told = [action.help for action in ACTIONS if scope in action.scopes]
        assert len(told) == len(set(told))


def test_help_names_every_action_with_its_keys(keymap: Keymap) -> None:
    told = {section.title: section.rows for section in help_sections(keymap, "list")}
    assert set(HEADINGS.values()) < set(told)
    for binding in keymap.bindings():
        rows = told[HEADINGS[binding.scope]]
        (row,) = (row for row in rows if row.text == phrase(binding.action_id))
        is_between = is_numbered(binding.action_id) and binding.action_id[-1] not in "19"
        assert is_between or display(binding.sequence) in row.keys, binding


def test_the_key_table_names_every_action_for_all_keymaps() -> None:
    rows = [line.strip("| ").split(" | ") for line in README.read_text("utf-8").splitlines()]
    named = {row[0]: row[1:] for row in rows if len(row) == 1 + len(KEYMAPS)}
    keymaps = [Keymap.load(name)[0] for name in KEYMAPS]
    for action in ACTIONS:
        numbered = re.fullmatch(r"view\.\d", action.id)
        cells = named["Show view 1 to 9 of the filter pane." if numbered else action.help]
        for cell, keymap in zip(cells, keymaps, strict=True):
            own = [keymap.own_keys(action.id, scope) for scope in action.scopes]
            keys = [display(keys) for some in own for keys in some]
            shown = all(f"`{key}`".replace("|", "\\|") in cell for key in keys)
            assert keys
            assert shown or (numbered and "…" in cell), action
