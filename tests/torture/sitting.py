"""What a reader does in an hour: keys in a realistic mix, drawn by a seed.

Keys come in *phrases*, small things that people do, each of which leaves the reader in the list.
Moving is most of it; marks come by the hundred, searches letter by letter.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = ((120, 40), (80, 24), (160, 50), (100, 30))
"""Columns and rows, as windows are pulled."""

_PAGE_DOWN, _PAGE_UP = b"\x1b[6~", b"\x1b[5~"
_QUERIES = (
    "diffusion", "graph neural", '"language model"', "robust -attack", "year:2023 vision",
    "is:starred", "is:unread reinforcement", "title:planning", "transfer OR adaptation", "kernl",
    "garcia", "federated learning privacy", "tag:later", "venue:iclr",
)  # fmt: skip
_LOOKS = 8
"""Times out of a hundred that a reader looks whether all is well, by help or another size."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Keys that belong together."""

    keys: tuple[bytes, ...]
    size: tuple[int, int] | None = None
    """What the terminal is made first."""


def phrases(seed: int) -> Iterator[Phrase]:
    """Phrases without end; the same for the same seed."""
    dice = random.Random(seed)
    kinds = {_moves: 40, _marks: 25, _search: 12, _filter: 6, _detail: 8, _sort: 2, _view: 3}
    while True:
        if dice.randrange(100) < _LOOKS:
            yield Phrase((b"?", b"?"), dice.choice(SIZES) if dice.random() < 0.5 else None)
        (kind,) = dice.choices(list(kinds), list(kinds.values()))
        yield Phrase(tuple(kind(dice)))


def _moves(dice: random.Random) -> list[bytes]:
    key = dice.choices([b"j", b"k", _PAGE_DOWN, _PAGE_UP, b"n", b"G", b"g"], [9, 3, 3, 1, 2, 1, 1])
    return key * dice.randint(1, 12)


def _marks(dice: random.Random) -> list[bytes]:
    key = dice.choices([b"s", b"r", b"x", b"u", b"U"], [3, 5, 2, 2, 1])
    return key * dice.randint(1, 4)


def _search(dice: random.Random) -> list[bytes]:
    letters = [letter.encode() for letter in dice.choice(_QUERIES)]
    return [b"/", *letters, b"\r", *[b"j"] * dice.randint(0, 6), b"s", b"0"]


def _filter(dice: random.Random) -> list[bytes]:
    return [b"f", *[b"j"] * dice.randint(0, 9), b"\r", b"l", *[b"j"] * dice.randint(0, 5), b"0"]


def _detail(dice: random.Random) -> list[bytes]:
    return [b"\r", *[b"j"] * dice.randint(0, 8), b" ", b"h"]


def _sort(dice: random.Random) -> list[bytes]:
    return [b"S"] * dice.randint(1, 4)


def _view(dice: random.Random) -> list[bytes]:
    return [dice.choice([b"1", b"2", b"3", b"4"]), b"j", b"j", b"0"]
