"""Keys as they are told to the reader: footer, pane borders, pending sequences, help.

Every key shown anywhere is looked up here in the live keymap; none is written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.cells import cell_len
from tui.keynames import character_of
from tui.keys import display

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tui.keymap import Keymap
    from tui.keyresolver import Pending
    from tui.keys import KeySequence
    from tui.render import Line

PANE_ACTIONS = {
    "list": (("move", "list.down", "list.up"), ("read", "list.open")),
    "detail": (("scroll", "detail.down", "detail.up"), ("back", "detail.close")),
    "filter": (("move", "filter.down", "filter.up"), ("choose", "filter.choose")),
    "sheet": (("scroll", "detail.down", "detail.up"), ("close", "detail.close")),
    "overview": (
        ("move", "list.down", "list.up"),
        ("search", "list.open"),
        ("close", "view.leave"),
    ),
    "help": (("scroll", "detail.down", "detail.up"), ("close", "detail.close")),
    "links": (("open", "list.open"), ("copy", "paper.copy_link"), ("close", "view.leave")),
    "behind": (("back", "view.back"),),
    "ahead": (("forward", "view.forward"),),
    "focus": (("back", "focus.back"), ("to the list", "focus.close")),
}
"""What each pane's border names: a word, and the actions whose keys stand before it."""

HEADINGS = {
    "list": "In the list",
    "detail": "In the paper",
    "filter": "In the filters",
    "focus": "One paper at a time",
    "search": "In the search bar",
    "app": "Everywhere",
}


def first_key(keymap: Keymap, action: str, scope: str) -> str:
    """The first key that leads to an action from a scope, or ``""``."""
    found = keymap.keys_for(action, scope)
    return display(found[0]) if found else ""


def pane_keys(keymap: Keymap, scope: str) -> str:
    """What stands on a pane's lower border: ``j k move · Enter read``."""
    told = []
    for word, *actions in PANE_ACTIONS[scope]:
        keys = [key for action in actions if (key := _key(keymap, action))]
        told += [" ".join([*keys, word])] if keys else []
    return " · ".join(told)


def typing_keys(keymap: Keymap, *, typed: bool = False) -> str:
    """The keys of a sheet on which letters are typed: those that type nothing themselves.

    Once something is `typed`, the key that closes takes that back first.
    """
    told = ["type to search"]
    for name, *actions in PANE_ACTIONS["help"]:
        word = "clear" if typed and name == "close" else name
        keys = (keymap.keys_for(action, "detail") for action in actions)
        untyped = (next(filter(_types_nothing, found), ()) for found in keys)
        told.append(" ".join([*(display(key) for key in untyped if key), word]))
    return " · ".join(told)


def _types_nothing(sequence: KeySequence) -> bool:
    return len(character_of(sequence[0])) != 1


def _key(keymap: Keymap, action: str) -> str:
    scope = action.partition(".")[0]
    return first_key(keymap, action, scope if scope in HEADINGS else "list")


def bar_hint(keymap: Keymap) -> str:
    """What an empty search bar says: the two ways to fewer papers."""
    ways = (("search.focus", "to search"), ("filter.focus", "to filter"))
    keys = ((first_key(keymap, action, "list"), word) for action, word in ways)
    return "   ".join(f"{key} {word}" for key, word in keys if key)


def footer_entries(
    keymap: Keymap, scope: str, width: int, *, in_page: bool = False
) -> list[tuple[str, Line]]:
    """The actions whose keys the footer of a scope names, each with its runs.

    As many as fit in `width` cells, in their order, help and quit always among them. The runs of
    each begin with the blank that keeps it from what is before. In a page those are left out that
    are off there.
    """
    told = (action for action in keymap.actions if not (in_page and action.off_in_page))
    wanted = [action for action in told if action.footer and scope in action.scopes]
    always = {"app.help", "app.quit"}
    shown = [(first_key(keymap, action.id, scope), action) for action in wanted]
    pairs = [(key, action) for key, action in shown if key]
    # A blank cell before the first and behind the last, where others have three between them.
    room = width + 1 - sum(_cells(key, a.label) for key, a in pairs if a.id in always)
    entries: list[tuple[str, Line]] = []
    for key, action in pairs:
        if action.id not in always:
            room -= _cells(key, action.label)
            if room < 0:
                continue
        before = " " if not entries else "   "
        runs: Line = [(before, ""), (key, "key"), (f" {action.label}", "label")]
        entries.append((action.id, runs))
    return entries


def footer_line(keymap: Keymap, scope: str, width: int, *, in_page: bool = False) -> Line:
    """The keys of a scope, as `footer_entries` has them, in one line."""
    entries = footer_entries(keymap, scope, width, in_page=in_page)
    return [run for _, runs in entries for run in runs]


def _cells(key: str, label: str) -> int:
    return cell_len(key) + 1 + cell_len(label) + 3


def continuations(pending: Pending, width: int) -> Line:
    """A begun key sequence and how it may go on, in `width` cells; ``…`` where more is possible."""
    line: Line = [(f" {pending.shown} ", "key"), ("…", "label")]
    room = width - sum(cell_len(text) for text, _ in line)
    told = _gathered(pending.continuations)
    for place, (key, label) in enumerate(told):
        cells = _cells(key, label)
        more = 0 if place == len(told) - 1 else 4
        if cells + more > room:
            return [*line, ("   …", "label")] if room >= 4 else line
        room -= cells
        line += [("   ", ""), (key, "key"), (f" {label}", "label")]
    return line


def _gathered(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Keys with one label told together, and ``view 1``, ``view 2`` … as ``1…9 view``."""
    by_label: dict[str, list[str]] = {}
    for key, label in pairs:
        stem, _, number = label.rpartition(" ")
        by_label.setdefault(stem if stem and number == key else label, []).append(key)
    return [
        (f"{keys[0]}…{keys[-1]}" if len(keys) > 2 and _is_run(keys) else " ".join(keys), label)
        for label, keys in by_label.items()
    ]


def _is_run(keys: list[str]) -> bool:
    return all(key.isdecimal() for key in keys)
