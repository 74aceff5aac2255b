"""Whether the reader sits before a page in a browser, which `carrel serve` fills.

The machine that the reader runs on is then not the reader's to write to, save for their home: no
editor, no browser and no clipboard of it, and no file at a path of their choosing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVED = "CARREL_SERVED"
"""The variable by which a reader is told; `carrel serve` sets it."""


def is_served(environ: Mapping[str, str]) -> bool:
    """Whether the screen is a page."""
    return bool(environ.get(SERVED))
