"""The why of a paper, laid out: what is printed adds up, and stands in its columns."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.query.query import Query
from index.recommending.explanation import Explanation, RuleShare, WordShare
from index.recommending.taste import Rule
from tui.advice.why_lines import WORDS, why_lines

TITLES = {1: "Sails and Masts", 2: "Keels\x1b[2J", 3: "深い井戸"}

shares = st.floats(-4, 4, allow_nan=False).filter(lambda share: abs(share) > 1e-6)
words = st.builds(
    WordShare,
    st.sampled_from(["sail", "mast", "reinforcement", "井戸", "a" * 60, "evil\x1b[31m"]),
    shares,
    st.lists(st.sampled_from([1, 2, 3]), max_size=3, unique=True).map(tuple),
)
rules = st.builds(
    RuleShare,
    st.builds(
        Rule, st.sampled_from([Query.parse("author:garcia"), Query.parse("x " * 30)]), st.just(2.0)
    ),
    st.floats(-100, 100, allow_nan=False),
)


@st.composite
def explanations(draw: st.DrawFn) -> Explanation:
    found = sorted(draw(st.lists(words, max_size=30)), key=lambda each: -abs(each.share))
    fired = draw(st.lists(rules, max_size=3))
    common = draw(shares) if found else 0.0
    score = sum(each.share for each in found) + common + sum(each.share for each in fired)
    return Explanation(
        score=score,
        place=3,
        papers=50_000,
        interest="",
        learnt_from=((1, 0.5), (3, 0.25)) if found else (),
        words=tuple(found),
        common=common,
        rules=tuple(fired),
        muted=False,
        outside=False,
        new=("tide", "rope"),
        note="",
    )


def told(explanation: Explanation, width: int) -> list[str]:
    lines = why_lines(explanation, "A Paper on 深い Wells", TITLES.__getitem__, width)
    return ["".join(text for text, _ in line) for line in lines]


def printed(lines: list[str]) -> tuple[list[float], float | None]:
    """The shares of a sheet, and their sum."""
    found = [re.search(r"│[█▌ ]* ([+-]\d+\.\d\d) ", f"{line} ") for line in lines]
    total = next(
        (re.search(r"in all +([+-]\d+\.\d\d)", line) for line in lines if "in all" in line), None
    )
    return [float(each[1]) for each in found if each], float(total[1]) if total else None


@given(explanations(), st.sampled_from([30, 76, 78, 108, 156]))
def test_what_is_printed_adds_up_and_fits(explanation: Explanation, width: int) -> None:
    lines = told(explanation, width)
    assert all(cell_len(line) <= width for line in lines)
    assert all(line.isprintable() for line in lines)
    found, total = printed(lines)
    if not explanation.words and not explanation.rules:
        assert total is None
        return
    assert total == pytest.approx(explanation.score, abs=0.006)
    if len(explanation.words) > WORDS:
        assert sum(found) == pytest.approx(total, abs=1e-6)
    else:
        assert sum(found) == pytest.approx(total, abs=0.006 * (len(found) + 1))


@given(explanations())
def test_it_lies_the_same_way_on_a_narrow_and_on_a_wide_screen(explanation: Explanation) -> None:
    narrow, wide = (printed(told(explanation, width)) for width in (76, 108))
    assert narrow == wide


SAILS = Explanation(
    score=1.2,
    place=1,
    papers=9,
    interest="boats",
    learnt_from=((1, 0.9),),
    words=(WordShare("sail", 1.0, (1,)), WordShare("oven", -0.3, ())),
    common=-0.5,
    rules=(
        RuleShare(Rule(Query.parse("author:garcia"), 1.0), 1.0),
        RuleShare(Rule(Query.parse("title:ovens"), mute=True), 0.0),
    ),
    muted=True,
    outside=True,
    new=("tide",),
    note="",
)


def test_bars_go_to_either_side_of_one_axis_by_their_shares() -> None:
    lines = told(SAILS, 76)
    rows = {line.split()[0]: line for line in lines if "│" in line}
    axes = {cell_len(line.partition("│")[0]) for line in rows.values()}
    assert len(axes) == 1
    (right, left) = (rows["sail"].partition("│")[2], rows["oven"].partition("│")[0])
    assert right.count("█") > 5
    assert "█" not in rows["oven"]
    assert 0 < left.count("▒") < right.count("█")
    assert rows["rule"].count("█") == rows["sail"].count("█")


def test_everything_there_is_to_say_is_said() -> None:
    text = "\n".join(told(SAILS, 76))
    for said in (
        "place 1 of 9",
        "score +1.20",
        "your tag boats",
        "★ Sails and Masts",
        "new to you: tide",
        "from outside your interests",
        "muted by your rule title:ovens",
        "rule author:garcia",
    ):
        assert said in text


def test_without_stars_it_says_what_the_order_goes_by() -> None:
    bare = Explanation(0.0, 4, 9, "", (), (), 0.0, (), False, False, (), "by upvotes, then rank")
    text = "\n".join(told(bare, 76))
    assert "by upvotes, then rank" in text
    assert "no word lifts or sinks it yet" in text
    assert "in all" not in text


def test_a_word_that_no_star_has_says_where_it_comes_from() -> None:
    lifting, sinking = WordShare("tide", 0.5, ()), WordShare("rope", -0.25, ())
    lines = told(replace(SAILS, words=(lifting, sinking)), 78)
    assert any("tide  " in line and "often beside these words" in line for line in lines)
    assert not any("rope" in line and "often beside" in line for line in lines)
