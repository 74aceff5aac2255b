"""Truth values of papers as bytes, 1 or 0, by ordinal: how they are made and put together.

Python combines such strings as long integers and translates them in one go, so that fifty
thousand papers take a fraction of a millisecond without numpy.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_NEGATED: Final = bytes([1]) + bytes(255)
"""For `bytes.translate`: 0 becomes 1, and 1 becomes 0."""


def everything(papers: int) -> bytes:
    """True of every paper."""
    return b"\1" * papers


def negated(mask: bytes) -> bytes:
    """True where `mask` is not."""
    return mask.translate(_NEGATED)


def combined(operator: Callable[[int, int], int], masks: Sequence[bytes]) -> bytes:
    """Masks put together by a bitwise operator."""
    numbers = (int.from_bytes(mask, "little") for mask in masks)
    return reduce(operator, numbers).to_bytes(len(masks[0]), "little")


def of_ordinals(papers: int, ordinals: Iterable[int]) -> bytes:
    """True of those papers; ordinals beyond the last one do not count."""
    mask = bytearray(papers)
    for ordinal in ordinals:
        if ordinal < papers:
            mask[ordinal] = 1
    return bytes(mask)


def of_stretches(papers: int, order: Sequence[int], stretches: Iterable[tuple[int, int]]) -> bytes:
    """True of the papers that stand in some stretches of an order.

    Args:
        papers: how many ordinals there are.
        order: ordinals below that, each once at most.
        stretches: start and end of each; they do not overlap.
    """
    mask = bytearray(papers)
    for start, end in stretches:
        for ordinal in order[start:end]:
            mask[ordinal] = 1
    return bytes(mask)


def without(mask: bytes, ordinals: Iterable[int]) -> bytes:
    """The same, but of none of some papers."""
    left = bytearray(mask)
    for ordinal in ordinals:
        if ordinal < len(left):
            left[ordinal] = 0
    return bytes(left)


def of_bytes(values: bytes, holds: Callable[[int], bool]) -> bytes:
    """True where `holds` says so of a paper's byte; it is asked once for every possible byte."""
    return values.translate(bytes(map(holds, range(256))))
