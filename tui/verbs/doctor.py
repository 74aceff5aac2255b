"""``carrel doctor``: what lies where, and whether it is sound; with ``--repair``, put right.

Without it nothing is made, mended or locked, so it may be asked at any time, also beside a reader
that is open and in a home that cannot be written. What the index builds anew by itself is sound;
what takes the reader is not. With it, whatever is replaced is kept beside what replaces it
(`index.repair`, `tui.repair`), and then everything is looked over once more: the exit code says
whether all is sound now.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from index.library import Library
from index.repair import Repair
from index.text import printable
from tui.answering import tell
from tui.checkup import examine, folders
from tui.export.json_text import dump
from tui.repair import put_right

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence

    from index.checkup import Check
    from tui.paths import Home

_SOUND, _UNSOUND = "✓", "!"


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--repair", action="store_true", help="put right what can be, and keep what is replaced"
    )
    parser.add_argument("--dry-run", action="store_true", help="only say what --repair would do")


def run(args: argparse.Namespace, home: Home) -> int:
    """Print every check, or what was repaired; 1 if anything still needs the reader."""
    checks = _examined(home)
    repairs: list[Repair] | None = None
    if args.dry_run:
        repairs = [Repair(check.name, True, check.repair) for check in checks if check.repair]
    elif args.repair:
        repairs = [*Library(home.papers, home.cache).repair(), *put_right(home, os.environ)]
        checks = _examined(home)
    unsound = sum(not check.ok for check in checks)
    if args.json:
        _print([dump(_object(checks, repairs))])
    elif repairs is None:
        _print(_lines(checks))
    else:
        _print(_repaired(repairs, [] if args.dry_run else checks))
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
        if check.repair:
            yield f"  {'':<{width}}  → doctor --repair: {printable(check.repair, None)}"


def _repaired(repairs: Sequence[Repair], checks: Sequence[Check]) -> Iterator[str]:
    """A line for each thing done or tried, then what is unsound all the same."""
    left = [check for check in checks if not check.ok]
    names = [*(repair.name for repair in repairs), *(check.name for check in left)]
    width = max(map(len, names), default=0)
    for repair in repairs:
        glyph = _SOUND if repair.ok else _UNSOUND
        yield f"{glyph} {repair.name:<{width}}  {printable(repair.detail, None)}"
    for check in left:
        yield f"{_UNSOUND} {check.name:<{width}}  {printable(check.detail, None)}"
        if check.hint:
            yield f"  {'':<{width}}  → {printable(check.hint, None)}"


def _object(checks: Sequence[Check], repairs: Sequence[Repair] | None) -> dict[str, object]:
    told: dict[str, object] = {
        "sound": all(check.ok for check in checks),
        "checks": [
            {
                "name": check.name,
                "ok": check.ok,
                "detail": check.detail,
                "hint": check.hint,
                "repair": check.repair,
            }
            for check in checks
        ],
    }
    if repairs is not None:
        told["repairs"] = [
            {"name": one.name, "ok": one.ok, "detail": one.detail} for one in repairs
        ]
    return told


def _examined(home: Home) -> list[Check]:
    papers = Library(home.papers, home.cache).examine()
    return [*folders(home), *papers, *examine(home, os.environ)]


def _print(lines: Iterable[str]) -> None:
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
