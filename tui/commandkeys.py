"""The keys that commands of the reader's own ask for, as bindings of a keymap.

A key that leads elsewhere already stays what it is: a command never takes the place of an action.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CarrelError, Problem
from tui.keymapfile import checked_key, shadows
from tui.tomlfile import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.actions import Action
    from tui.keys import KeySequence

    Place = tuple[str, KeySequence, str]


def command_places(
    commands: Sequence[tuple[Action, str]],
    entries: Iterable[Place],
    problems: list[Problem],
    *,
    counts: bool,
) -> list[Place]:
    """Scope, keys and action id for each place where a command's key leads to it.

    Args:
        commands: each with the key that it asks for, or ``""``.
        entries: what keys lead to already, in the same form.
        problems: takes what is wrong.
        counts: whether digits before a key are a count.
    """
    taken = list(entries)
    bound: list[Place] = []
    for action, key in commands:
        if not key:
            continue
        where = f"config.toml, [commands.{action.label}] key"
        try:
            sequence = checked_key(key, counts=counts)
        except CarrelError as error:
            problems.append(error.problem._replace(where=where))
            continue
        scopes = ("app", *action.scopes)
        rival = next((x for at, keys, x in taken if at in scopes and shadows(sequence, keys)), "")
        if rival:
            told = f"{quoted(key)} leads to {rival} already, so it runs nothing"
            problems.append(Problem(told, "take a free key, or unbind that in keys.toml", where))
            continue
        places = [(scope, sequence, action.id) for scope in action.scopes]
        bound += places
        taken += places
    return bound
