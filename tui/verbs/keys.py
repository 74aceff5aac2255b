"""``carrel keys``: the keys in effect, and where each comes from.

The table and the JSON are those of the reader's own files; ``--markdown`` is the README's table of
the keymaps that Carrel brings along, the same on every machine. Problems go to stderr.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tui.actions import ACTIONS, SCOPES
from tui.actions.phrases import is_numbered, phrase
from tui.answering import tell
from tui.config import KEYMAPS, Config
from tui.export.json_text import dump
from tui.keymap import Binding, Keymap
from tui.keys import display

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from index.errors import Problem
    from tui.paths import Home

_COLUMNS = ("scope", "key", "action", "what it does", "from")


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--scope", choices=SCOPES, help="only the keys of one scope")
    parser.add_argument("--keymap", choices=KEYMAPS, help="a keymap other than the configured one")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON object")
    form.add_argument(
        "--markdown", action="store_true", help="print the three keymaps side by side, for a page"
    )


def run(args: argparse.Namespace, home: Home) -> int:
    """Print the keys; 1 when something is wrong with them."""
    if args.markdown:
        print("\n".join(markdown_lines(args.scope)))
        return 0
    config, problems = Config.load(home.config_file)
    keymap, key_problems = Keymap.load(
        args.keymap or config.keymap,
        home.keys_file,
        commands=[(command.action, command.key) for command in config.commands],
    )
    problems += key_problems
    bindings = sorted(
        (item for item in keymap.bindings() if args.scope in (None, item.scope)),
        key=partial(_order, keymap),
    )
    if args.json:
        print(dump(_as_object(keymap, bindings, problems), indent=2))
    else:
        print("\n".join(_table(keymap, bindings)))
    for problem in problems:
        tell(f"carrel: {problem}")
    return 1 if problems else 0


def _order(keymap: Keymap, binding: Binding) -> tuple[int, int]:
    """By scope, then by action; keys of one action keep their order."""
    places = {action.id: place for place, action in enumerate(keymap.actions)}
    return SCOPES.index(binding.scope), places[binding.action_id]


def _as_object(
    keymap: Keymap, bindings: Sequence[Binding], problems: Sequence[Problem]
) -> dict[str, object]:
    return {
        "keymap": keymap.name,
        "counts": keymap.counts,
        "keys": [
            {
                "scope": item.scope,
                "key": display(item.sequence),
                "sequence": list(item.sequence),
                "action": item.action_id,
                "help": keymap.action(item.action_id).help,
                "from": item.origin,
            }
            for item in bindings
        ],
        "problems": [
            {"message": item.message, "hint": item.hint, "where": item.where} for item in problems
        ],
    }


def _table(keymap: Keymap, bindings: Sequence[Binding]) -> list[str]:
    rows = [_COLUMNS] + [
        (
            item.scope,
            display(item.sequence),
            item.action_id,
            keymap.action(item.action_id).help,
            item.origin,
        )
        for item in bindings
    ]
    widths = [max(_cells(cell) for cell in column) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell + " " * (width - _cells(cell)) for cell, width in zip(row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]


def _cells(text: str) -> int:
    """Width in cells: a keymap may name a key that types a wide character."""
    if text.isascii():
        return len(text)
    from unicodedata import east_asian_width

    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def markdown_lines(scope: str | None = None) -> list[str]:
    """The keymaps of the distribution as a Markdown table, a line for each thing to be done.

    Panes that do the same by the same words share a line, as do the numbered views.
    """
    maps = [Keymap.load(name)[0] for name in KEYMAPS]
    lines = [f"| | {' | '.join(KEYMAPS)} |", "|---" * (len(KEYMAPS) + 1) + "|"]
    groups: dict[str, list[str]] = {}
    for action in ACTIONS:
        if scope is None or scope in action.scopes:
            groups.setdefault(phrase(action.id), []).append(action.id)
    for told, action_ids in groups.items():
        keys = (_markdown_keys(keymap, action_ids, scope) for keymap in maps)
        lines.append(f"| {told} | {' | '.join(keys)} |")
    return lines


def _markdown_keys(keymap: Keymap, action_ids: Sequence[str], scope: str | None) -> str:
    scopes = [*SCOPES[1:], SCOPES[0]] if scope is None else [scope]
    shown = [
        f"`{display(sequence)}`".replace("|", "\\|")
        for action_id in action_ids
        for place in scopes
        for sequence in keymap.own_keys(action_id, place)
    ]
    unique = list(dict.fromkeys(shown))
    if is_numbered(action_ids[0]) and len(unique) > 2:
        return f"{unique[0]} … {unique[-1]}"
    return " ".join(unique)
