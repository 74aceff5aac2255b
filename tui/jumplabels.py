"""Letters for whatever can be jumped to: few, and none the beginning of another."""

from __future__ import annotations

from itertools import chain, islice, product

SMALL = "asdfghjklqwertyuiopzxcvbnm"
"""The home row first."""

LETTERS = SMALL + SMALL.upper()


def labels(count: int) -> list[str]:
    """So many different labels, the easiest first.

    One letter each as long as there are enough; beyond that the last small letters begin labels of
    two. More than these are not made: no screen has as many places.
    """
    pairs = 0
    while pairs < len(SMALL) and len(LETTERS) - pairs + pairs * len(LETTERS) < count:
        pairs += 1
    first = SMALL[: -pairs - 1 : -1]
    single = (letter for letter in LETTERS if letter not in first)
    return list(islice(chain(single, map("".join, product(first, LETTERS))), count))
