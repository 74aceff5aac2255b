"""A letter for each of some names, so that one key chooses one of them."""

from __future__ import annotations

from string import ascii_lowercase, digits
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def lettered(names: Iterable[str]) -> dict[str, str]:
    """Letter → name: of each name its first letter or digit that none before it has.

    A name without one gets the first sign of the alphabet, then of the digits, that is left; names
    beyond all of these get none.
    """
    chosen: dict[str, str] = {}
    signs = ascii_lowercase + digits
    for name in names:
        own = (sign for sign in name.lower() if sign in signs)
        free = next((sign for sign in (*own, *signs) if sign not in chosen), "")
        if free:
            chosen[free] = name
    return chosen
