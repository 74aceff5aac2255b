"""``carrel why ID``: why a paper stands where it stands in the order of scores.

A column of shares that add up to the score: words that lift or sink the paper, with the papers
they were learnt from, what all papers have in common, and rules. The words that matter least
share a line, so that what is printed adds up as well. Below it stand the liked papers that lift it
most, each with what likeness to it adds: the same sum, cut the other way. `--json` has every word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.text import clean
from tui.answering import open_desk, put, wanted_paper
from tui.export.json_text import dump

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from index.columns.columns import Columns
    from index.recommending.explanation import Explanation
    from tui.paths import Home

_WORDS = 12


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("id", metavar="ID", help="the paper, by any of its ids")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of lines")


def run(args: argparse.Namespace, home: Home) -> int:
    """Explain it; 1 if the library does not have the paper."""
    desk = open_desk(home)
    ordinal = wanted_paper(desk.library, args.id)
    taste = desk.taste(home)
    desk.compare()
    told = desk.library.recommender.explain(ordinal, desk.marks, taste)
    columns = desk.library.columns
    lines = [dump(_object(told, columns, ordinal))] if args.json else _lines(told, columns, ordinal)
    put(lines)
    return 0


def _lines(told: Explanation, columns: Columns, ordinal: int) -> Iterator[str]:
    from tui.advice.why_lines import BESIDE
    from tui.cells import cell_len
    from tui.render import shown
    from tui.wrapping import fit

    yield shown(columns.title(ordinal))
    yield f"place {told.place:,} of {told.papers:,}, score {told.score:.2f}"
    yield ""
    width = max((cell_len(shown(each.word)) for each in told.words[:_WORDS]), default=0)
    for each in told.words[:_WORDS]:
        source = f"from {shown(columns.title(each.papers[0]))}" if each.papers else ""
        source += f" and {more} more" if (more := len(each.papers) - 1) > 0 else ""
        source = source or (BESIDE if each.share > 0 else "")
        yield f"{each.share:+6.2f}  {fit(shown(each.word), width)}  {source}".rstrip()
    others = told.words[_WORDS:]
    if others:
        noun = "word" if len(others) == 1 else "words"
        yield f"{sum(each.share for each in others):+6.2f}  {len(others):,} more {noun}"
    if told.common:
        yield f"{told.common:+6.2f}  what all papers have in common"
    for rule in told.rules:
        what = "muted by" if rule.rule.mute else "your rule"
        yield f"{rule.share:+6.2f}  {what} {shown(str(rule.rule.query))}"
    yield f"{told.score:6.2f}  in all"
    yield from _notes(told, columns)


def _notes(told: Explanation, columns: Columns) -> Iterator[str]:
    from tui.render import shown

    notes = []
    if told.learnt_from:
        interest = f"your tag {shown(told.interest)}" if told.interest else "your stars"
        notes.append(f"most like {interest}:")
        notes += [
            f"{share:+6.2f}  {shown(columns.title(paper))}" for paper, share in told.learnt_from
        ]
    if told.new:
        notes.append(f"new to you: {', '.join(map(shown, told.new))}")
    if told.outside:
        notes.append("put in from outside your interests")
    if told.muted:
        notes.append("muted: is:muted lists it")
    if told.note:
        notes.append(told.note)
    yield from ("", *notes) if notes else ()


def _object(told: Explanation, columns: Columns, ordinal: int) -> dict[str, object]:
    def ids(papers: tuple[int, ...]) -> list[str]:
        return [clean(columns.id(paper)) for paper in papers]

    return {
        "id": clean(columns.id(ordinal)),
        "title": clean(columns.title(ordinal)),
        "score": round(told.score, 6),
        "place": told.place,
        "papers": told.papers,
        "interest": clean(told.interest) or None,
        "learnt_from": [
            {"id": clean(columns.id(paper)), "share": round(share, 6)}
            for paper, share in told.learnt_from
        ],
        "words": [
            {"word": clean(each.word), "share": round(each.share, 9), "papers": ids(each.papers)}
            for each in told.words
        ],
        "common": round(told.common, 9),
        "rules": [
            {"query": clean(str(each.rule.query)), "mute": each.rule.mute, "share": each.share}
            for each in told.rules
        ],
        "muted": told.muted,
        "outside": told.outside,
        "new": list(map(clean, told.new)),
        "note": told.note,
    }
