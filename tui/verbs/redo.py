"""``carrel redo [N]``: do once more what was undone last, as long as nothing was done since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.verbs.undo import configure, retrace

if TYPE_CHECKING:
    import argparse

    from tui.paths import Home

__all__ = ["configure", "run"]


def run(args: argparse.Namespace, home: Home) -> int:
    """Redo so many steps; 1 if there was none."""
    return retrace(home, lambda reading: reading.redo(), args.count, "redone")
