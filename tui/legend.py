"""Keys as they are told to the reader: footer, pane borders, pending sequences, help.

Every key shown anywhere is looked up here in the live keymap; none is written down.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from tui.actions import ACTIONS
from tui.keys import display

if TYPE_CHECKING:
    from tui.keymap import Keymap
    from tui.keyresolver import Pending
    from tui.render import Line

PANE_ACTIONS = {
    "list": (("move", "list.down", "list.up"), ("read", "list.open")),
    "detail": (("scroll", "detail.down", "detail.up"), ("back", "detail.close")),
    "filter": (("move", "filter.down", "filter.up"), ("choose", "filter.choose")),
}
"""What each pane's border names: a word, and the actions whose keys stand before it."""

HEADINGS = {
    "list": "In the list",
    "detail": "In the paper",
    "filter": "In the filters",
    "search": "In the search bar",
    "app": "Everywhere",
}

HELP_ORDER = ("list", "app", "detail", "filter", "search")


def first_key(keymap: Keymap, action: str, scope: str) -> str:
    """The first key that leads to an action from a scope, or ``""``."""
    found = keymap.keys_for(action, scope)
    return display(found[0]) if found else ""


def pane_keys(keymap: Keymap, scope: str) -> str:
    """What stands on a pane's lower border: ``j k move · Enter read``."""
    told = []
    for word, *actions in PANE_ACTIONS[scope]:
        keys = [key for action in actions if (key := first_key(keymap, action, scope))]
        told += [" ".join([*keys, word])] if keys else []
    return " · ".join(told)


def footer_line(keymap: Keymap, scope: str, width: int) -> Line:
    """The keys of a scope, as many as fit in `width` cells, help and quit always among them."""
    wanted = [action for action in ACTIONS if action.footer and scope in action.scopes]
    always = {"app.help", "app.quit"}
    shown = [(first_key(keymap, action.id, scope), action) for action in wanted]
    pairs = [(key, action) for key, action in shown if key]
    room = width - 1 - sum(_cells(key, a.label) for key, a in pairs if a.id in always)
    line: Line = [(" ", "")]
    for key, action in pairs:
        cells = _cells(key, action.label)
        if action.id not in always:
            if cells > room:
                continue
            room -= cells
        line += [(key, "key"), (f" {action.label}", "label"), ("   ", "")]
    return line


def _cells(key: str, label: str) -> int:
    return cell_len(key) + 1 + cell_len(label) + 3


def continuations(pending: Pending) -> Line:
    """A begun key sequence and how it may go on."""
    line: Line = [(f" {pending.shown} ", "key"), ("…", "label")]
    for key, label in pending.continuations:
        line += [("   ", ""), (key, "key"), (f" {label}", "label")]
    return line


def help_lines(keymap: Keymap, width: int) -> list[Line]:
    """Every action with its keys, under a heading a scope."""
    columns = {scope: _help_rows(keymap, scope) for scope in HELP_ORDER}
    key_width = max((cell_len(keys) for rows in columns.values() for keys, _ in rows), default=8)
    key_width = min(key_width, max(width // 3, 8))
    lines: list[Line] = []
    for scope, rows in columns.items():
        if not rows:
            continue
        lines += [[]] if lines else []
        lines.append([(f" {HEADINGS[scope]}", "section")])
        for keys, text in rows:
            pad = " " * max(key_width - cell_len(keys), 0)
            lines.append([(f"  {pad}{keys}", "key"), (f"   {text}", "body")])
    return lines


def _help_rows(keymap: Keymap, scope: str) -> list[tuple[str, str]]:
    keys: dict[str, list[str]] = {}
    for binding in keymap.bindings():
        if binding.scope == scope:
            keys.setdefault(binding.action_id, []).append(display(binding.sequence))
    return [("  ".join(keys[a.id]), a.help) for a in ACTIONS if a.id in keys]
