"""``make torture``: kill and fail at every boundary, and say what came of it.

The trials are chosen by the seed alone. Without a number, every boundary of every workload meets
every error, and kills go on with other marks until there are enough.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from tests.figures import record
from tests.torture.share import ERRORS, KILLS, Share, carry_out

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.torture.faults import Fault


def main() -> int:
    """Try; 0 if nothing was lost, torn or unclear."""
    options = _options()
    jobs = max(1, options.jobs)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        shares = list(pool.map(carry_out, [options] * jobs, range(jobs)))
    wrong = [each for share in shares for each in (*share.tally.wrong, *share.wrong)]
    for each in wrong[:50]:
        print(each, file=sys.stderr)
    rows = _rows(shares, len(wrong))
    for what, figure in rows.items():
        print(f"{what}: {figure}")
    if options.record:
        record("torture", rows)
    return 1 if wrong else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make torture", description="Kill Carrel.")
    parser.add_argument("--kills", type=int, default=2000, help="at boundaries")
    parser.add_argument("--errors", type=int, default=-1, help="at boundaries (default: at each)")
    parser.add_argument("--processes", type=int, default=60, help="verbs killed at any time")
    parser.add_argument("--readers", type=int, default=12, help="readers killed in a terminal")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="at the same time")
    parser.add_argument("--seed", type=int, default=1986, help="of everything that is drawn")
    parser.add_argument("--record", action="store_true", help="write the figures down")
    return parser.parse_args()


def _rows(shares: Sequence[Share], wrong: int) -> dict[str, str]:
    counts: Counter[Fault] = sum((share.tally.counts for share in shares), Counter())

    def told(faults: list[Fault]) -> str:
        each = "; ".join(f"{fault.value} {counts[fault]:,}" for fault in faults)
        return f"{sum(counts[fault] for fault in faults):,} ({each})"

    refused = sum(share.tally.failed for share in shares)
    return {
        "boundaries to choose from": f"{max(share.boundaries for share in shares):,}",
        "kills at boundaries": told(KILLS),
        "real processes killed at any time": f"{sum(share.processes for share in shares):,}",
        "errors at boundaries": told(ERRORS),
        "steps refused with 1 and one clear line": f"{refused:,}",
        "lost, torn, inexact or unclear": f"{wrong:,}",
    }


if __name__ == "__main__":
    sys.exit(main())
