"""``carrel rules test``: what each rule of ``config.toml`` would have moved in the last month.

Each rule is tried by itself on the papers listed or added in the last 30 days, in the order of
scores. Nothing is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text import clean
from tui.answering import open_desk, put, tell
from tui.export.json_text import dump

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from index.columns.columns import Columns
    from index.recommending.ruletest import Move, RuleEffect
    from tui.paths import Home

MONTH = "date:30d OR added:30d"
"""The papers that rules are tried on."""

_SHOWN = 5


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "what", metavar="test", choices=("test",), help="try each on the last month's papers"
    )
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """Try them; 0 also where there are none."""
    import numpy as np

    from index.facts import holds
    from index.query.query import Query
    from index.recommending.ruletest import effects

    desk = open_desk(home)
    taste = desk.taste(home)
    desk.compare()
    columns = desk.library.columns
    month = holds(Query.parse(MONTH).root, columns, desk.marks)
    among = np.frombuffer(month, dtype=np.bool_)
    found = effects(desk.library, desk.marks, taste, among)
    papers = int(among.sum())
    if args.json:
        rules = [_object(each, columns) for each in found]
        lines = [dump({"papers": papers, "rules": rules})]
    else:
        lines = list(_lines(found, columns))
    put(lines)
    if not args.json:
        tell(_summary(papers, found, str(home.config_file)))
    return 0


def _summary(papers: int, found: Sequence[RuleEffect], file: str) -> str:
    if not found:
        return f"there are no rules; write [[rule]] into {file}"
    noun = "paper was" if papers == 1 else "papers were"
    return f"{papers:,} {noun} listed or added in the last 30 days"


def _lines(found: Sequence[RuleEffect], columns: Columns) -> Iterator[str]:
    from tui.render import shown

    for each in found:
        rule = each.rule
        what = "mute" if rule.mute else f"{rule.weight:+g}"
        noun = "paper" if each.matched == 1 else "papers"
        did = "leaves out" if rule.mute else "moves"
        yield f"{what}  {shown(str(rule.query))}"
        yield f"  finds {each.matched:,} {noun}, {did} {len(each.moves):,}"
        for move in each.moves[:_SHOWN]:
            yield f"  {_places(move):>15}  {shown(columns.title(move.ordinal))}"
        if len(each.moves) > _SHOWN:
            yield f"  {'':15}  and {len(each.moves) - _SHOWN:,} more"


def _places(move: Move) -> str:
    return f"{move.before:,} → {'out' if move.after is None else f'{move.after:,}'}"


def _object(effect: RuleEffect, columns: Columns) -> dict[str, object]:
    return {
        "query": clean(str(effect.rule.query)),
        "weight": effect.rule.weight,
        "mute": effect.rule.mute,
        "matched": effect.matched,
        "moves": [
            {"id": clean(columns.id(move.ordinal)), "before": move.before, "after": move.after}
            for move in effect.moves
        ],
    }
