"""Waiting for what a thread or child brings about: with an end, and a word of what never came."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE = 90.0
"""Seconds after which nothing comes any more, however busy the machine is."""


async def until(holds: Callable[[], object], awaited: str, within: float = PATIENCE) -> None:
    """Wait until something holds, while everything else goes on.

    Args:
        holds: asked again and again.
        awaited: what is said where it never does: ``the index is made anew``.
        within: seconds.

    Raises:
        AssertionError: it does not hold in time.
    """
    try:
        async with asyncio.timeout(within):
            while not holds():
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"never came within {within:g} s: {awaited}") from None
