"""What is fuzzed: made-up input on one side, a promise about it on the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from hypothesis import HealthCheck, Phase, given, seed, settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from hypothesis.strategies import SearchStrategy

_Given = TypeVar("_Given")


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that reads or writes what strangers made up."""

    name: str
    run: Callable[[int, int], int]
    """Try so many examples, made from a seed; how many were tried. Raises what the smallest of
    those that fail raises."""


def target(
    name: str,
    strategy: SearchStrategy[_Given],
    check: Callable[[_Given], None],
    most: int = 10_000,
) -> Target:
    """A target.

    Args:
        name: what is tried, in a few words.
        strategy: what it is given.
        check: raises whatever is wrong: an assertion of its own, or the crash itself.
        most: examples of one go, where each takes long.
    """

    def run(examples: int, number: int) -> int:
        tried = 0

        @seed(number)
        @settings(
            max_examples=min(examples, most),
            database=None,
            deadline=None,
            phases=(Phase.generate, Phase.shrink),
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def attempt(made: _Given) -> None:
            nonlocal tried
            tried += 1
            check(made)

        attempt()
        return tried

    return Target(name, run)
