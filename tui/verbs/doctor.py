"""``carrel doctor``: what lies where, and whether it is sound.

Only looks: nothing is made, mended or locked, so it may be asked at any time, also beside a reader
that is open and in a home that cannot be written. What the index builds anew by itself is sound;
what takes the reader is not.
"""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING

from index.library import Library
from index.text import printable
from tui.answering import tell
from tui.checkup import examine, folders

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from index.checkup import Check
    from tui.paths import Home

_SOUND, _UNSOUND = "✓", "!"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace, home: Home) -> int:
    """Print every check; 1 if any of them needs the reader."""
    papers = Library(home.papers, home.cache).examine()
    checks = [*folders(home), *papers, *examine(home, os.environ)]
    unsound = sum(not check.ok for check in checks)
    lines = [json.dumps(_object(checks), ensure_ascii=False)] if args.json else _lines(checks)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    if not args.json:
        noun = "thing needs" if unsound == 1 else "things need"
        tell(f"{unsound} {noun} a look" if unsound else "all is sound")
    return 1 if unsound else 0


def _lines(checks: Sequence[Check]) -> Iterator[str]:
    """A line for each, its hint below it, set in columns."""
    width = max(len(check.name) for check in checks)
    for check in checks:
        glyph = _SOUND if check.ok else _UNSOUND
        yield f"{glyph} {check.name:<{width}}  {printable(check.detail, None)}"
        if check.hint:
            yield f"  {'':<{width}}  → {printable(check.hint, None)}"


def _object(checks: Sequence[Check]) -> dict[str, object]:
    return {
        "sound": all(check.ok for check in checks),
        "checks": [
            {"name": check.name, "ok": check.ok, "detail": check.detail, "hint": check.hint}
            for check in checks
        ],
    }
