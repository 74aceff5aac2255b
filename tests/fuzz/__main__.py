"""``make fuzz``: every target for its share of the minutes, in a process of its own.

A target that crashes, breaks its promise or does not come back is a failure; the smallest example
is printed. What was tried is kept with the other figures.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import traceback

from tests.figures import record
from tests.fuzz.targets import TARGETS
from tests.patterns import patterns, slow

_EXAMPLES = 500
"""Examples a round; the next round begins with another seed."""

_PATIENCE = 180.0
"""Seconds beyond its share after which a target hangs."""

_SLOW = 2.0
"""Seconds that none of our patterns may take on the longest text that it meets."""

_PATTERNS = "patterns at full length"


def main() -> int:
    """Run all targets, or one."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=10.0, help="for all targets together")
    parser.add_argument("--target", help="one target, here and now, for that long")
    parser.add_argument("--seed", type=int, default=None, help="where to begin (default: the time)")
    args = parser.parse_args()
    start = int(time.time()) if args.seed is None else args.seed
    if args.target:
        return _one(args.target, args.minutes * 60, start)
    return _all(args.minutes * 60 / len(TARGETS), start)


def _all(seconds: float, start: int) -> int:
    tried = failed = 0
    for target in TARGETS:
        count, is_sound = _apart(target.name, seconds, start)
        print(f"{target.name:<30}{count:>9,} examples{'' if is_sound else ', FAILED'}", flush=True)
        tried += count
        failed += not is_sound
    late = list(slow(_SLOW))
    print(f"{_PATTERNS:<30}{len(patterns()):>9,} patterns, {len(late)} slow", *late, sep="\n  ")
    rows = {
        "targets": f"{len(TARGETS)}",
        "examples": f"{tried:,}",
        "crashes, hangs and broken promises": f"{failed}",
        "regular expressions tried at full length": f"{len(patterns())}",
        "of these slower than two seconds": f"{len(late)}",
    }
    record("fuzz", rows)
    return 1 if failed or late else 0


def _apart(name: str, seconds: float, start: int) -> tuple[int, bool]:
    """Examples tried of a target, and whether all were as they should be."""
    command = [sys.executable, "-m", "tests.fuzz", "--target", name, "--seed", str(start)]
    command += ["--minutes", str(seconds / 60)]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=seconds + _PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        print(f"{name}: hangs; try it with --target and --seed {start}")
        return 0, False
    if done.returncode:
        print(done.stdout, done.stderr, sep="\n")
    count = done.stdout.rstrip().rpartition("\n")[2]
    return int(count) if count.isdecimal() else 0, done.returncode == 0


def _one(name: str, seconds: float, start: int) -> int:
    """Try one target until the time is over; the last line printed is the count."""
    target = next(target for target in TARGETS if target.name == name)
    end = time.monotonic() + seconds
    tried = 0
    while True:
        try:
            tried += target.run(_EXAMPLES, start)
        except BaseException:
            traceback.print_exc()
            print(tried)
            return 1
        start += 1
        if time.monotonic() >= end:
            print(tried)
            return 0


if __name__ == "__main__":
    sys.exit(main())
