"""The keymaps that Carrel brings along."""

from __future__ import annotations

from pathlib import Path

import pytest

from tui.actions import ACTIONS, BY_ID
from tui.config import KEYMAPS
from tui.keymap import LOOKUP, Keymap, reach
from tui.keyresolver import KeyResolver, Resolved
from tui.keys import display

FOLDER = Path(__file__).resolve().parents[2] / "keymaps"


@pytest.fixture(params=KEYMAPS)
def shipped(request: pytest.FixtureRequest) -> Keymap:
    keymap, problems = Keymap.load(request.param)
    assert not problems
    assert keymap.name == request.param
    return keymap


def test_every_keymap_is_configurable() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(KEYMAPS)


def test_every_action_has_a_key_in_every_keymap(shipped: Keymap) -> None:
    assert {item.action_id for item in shipped.bindings()} == set(BY_ID)


def test_no_binding_is_out_of_reach_of_its_pane(shipped: Keymap) -> None:
    for focus in LOOKUP:
        own = [item for item in shipped.bindings() if item.scope == focus]
        within = reach(shipped.bindings(), focus)
        assert [item for item in own if item not in within] == []


def test_every_action_has_a_key_that_every_terminal_sends(shipped: Keymap) -> None:
    for action in ACTIONS:
        for scope in action.scopes:
            keys = shipped.own_keys(action.id, scope)
            assert not keys or any(_everywhere(key) for keys_ in keys for key in keys_)


def _everywhere(key: str) -> bool:
    *held, base = key.split("+")
    if key == "ctrl+h" or {"ctrl", "shift"} <= set(held):
        return False
    return "alt" not in held or len(base) == 1


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        (
            "default",
            "list.down=j list.top=g list.open=Enter paper.star=s paper.read=r paper.dismiss=x "
            "app.undo=u app.redo=U list.next_unread=n search.focus=/ filter.focus=f "
            "view.1=1 paper.copy_link=y paper.copy_bibtex=Y app.export=e app.help=? app.quit=q",
        ),
        (
            "vim",
            "list.down=j list.top=gg list.half_down=C-d paper.open_pdf=gp paper.dismiss=dd "
            "app.redo=C-r list.next_unread=]u detail.next_match=n filter.focus=\\ view.1='1 "
            "paper.copy_link=yy paper.copy_bibtex=yb app.command=: app.palette=g: app.quit=q",
        ),
        (
            "emacs",
            "list.down=n list.page_down=C-v list.top=< paper.star=* paper.dismiss=k "
            "app.undo=C-/ list.next_unread=M-n detail.next_match=C-s search.focus=s "
            "paper.open=b view.1=C-c·1 app.export=C-x·C-w app.palette=M-x app.quit=q",
        ),
    ],
)
def test_the_first_key_of_what_is_used_most(name: str, keys: str) -> None:
    keymap, _ = Keymap.load(name)
    expected = dict(pair.split("=", 1) for pair in keys.replace("·", "\0").split())
    shown = {action: display(keymap.keys_for(action, "list")[0]) for action in expected}
    assert shown == {action: key.replace("\0", " ") for action, key in expected.items()}


@pytest.mark.parametrize(
    ("focus", "action"),
    [("list", "app.quit"), ("detail", "detail.close"), ("filter", "filter.close")],
)
def test_q_goes_up_one_level(shipped: Keymap, focus: str, action: str) -> None:
    assert KeyResolver(shipped).feed("q", LOOKUP[focus]) == Resolved(action)


def test_only_vim_counts() -> None:
    assert [name for name in KEYMAPS if Keymap.load(name)[0].counts] == ["vim"]


def test_a_paper_cannot_be_changed_from_the_filter_pane(shipped: Keymap) -> None:
    within = {item.action_id for item in reach(shipped.bindings(), "filter")}
    assert not {action for action in within if action.startswith("paper.")}
