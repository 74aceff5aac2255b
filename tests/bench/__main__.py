"""``make bench``: measure, and print tables.

Nothing here is a test: figures depend on the machine, so what is compared stands side by side in
one run, and only ratios travel.
"""

from __future__ import annotations

import argparse
import sys

from tests.bench import adding, frame, keys, lists, ranking, searching, snapshot, startup, tiled
from tests.bench.corpus import KEPT, Corpus

SMALL = 500
LARGE = 50_000

BENCHES = {
    "frame": frame.measure,
    "keys": keys.measure,
    "lists": lists.measure,
    "startup": startup.measure,
    "search": searching.measure,
    "adding": adding.measure,
    "snapshot": snapshot.measure,
    "ranking": ranking.measure,
}


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description="Measure Carrel.")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: minutes to seconds")
    parser.add_argument(
        "--only",
        metavar="NAME",
        action="append",
        choices=tuple(BENCHES),
        help=f"one of {', '.join(BENCHES)}; may be given more than once",
    )
    parser.add_argument("--rebuild", action="store_true", help=f"build {KEPT.name}/ again first")
    parser.add_argument(
        "--tile",
        metavar="N",
        type=int,
        help="type into a library of N papers instead; building one of a million takes an hour",
    )
    options = parser.parse_args()

    print(f"Preparing the libraries in {KEPT.name}/ ...", file=sys.stderr)
    corpora = [Corpus.kept(papers, anew=options.rebuild) for papers in (SMALL, LARGE)]
    if options.tile:
        print(f"\n{tiled.measure(corpora[-1], options.tile, quick=options.quick)}", flush=True)
        return 0
    for name in options.only or BENCHES:
        print(f"Measuring: {name} ...", file=sys.stderr)
        for table in BENCHES[name](corpora, quick=options.quick):
            print(f"\n{table}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
