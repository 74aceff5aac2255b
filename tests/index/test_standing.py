"""How papers stand with a reader: by stars, tags and rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.marktable import DISMISSED
from index.paper import Listing
from index.query.query import Query
from index.recommending.ruletest import effects
from index.recommending.standing import FEW_STARS, NO_VECTORS
from index.recommending.taste import Rule, Taste
from tests.index.ranking_cases import PAPERS, PURE, RULES, order, titled
from tests.index.vector_cases import marks, matter, shelved

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library


def test_stars_bring_their_matter_to_the_top(compared: Library) -> None:
    stars = [1, 5, 9, 13]
    found = compared.recommender.standing(marks(compared, starred=stars), PURE)
    assert found.note == ""
    assert {matter(one) for one in order(found)[:20]} == {1}
    assert sorted(found.places.tolist()) == list(range(80))


def test_two_interests_are_interleaved(compared: Library) -> None:
    stars = [0, 4, 8, 12, 2, 6, 10, 14]
    found = compared.recommender.standing(marks(compared, starred=stars), PURE)
    assert len(found.profiles) == 2
    first = [matter(one) for one in order(found)[:24]]
    assert set(first) == {0, 2}
    assert 10 <= first.count(0) <= 14
    assert set(first[:2]) == {0, 2}


def test_an_interest_may_be_named_by_a_tag(compared: Library) -> None:
    table = marks(compared, starred=[3, 7, 11])
    table.tags["bread"] = {1, 5, 9}
    found = compared.recommender.standing(table, Taste(interests=("bread", "nobody's"), outside=0))
    assert [profile.name for profile in found.profiles] == ["bread", ""]
    assert {matter(one) for one in order(found)[:12]} == {1, 3}


def test_what_was_dismissed_sinks(compared: Library) -> None:
    stars = [0, 4, 8]
    plain = compared.recommender.standing(marks(compared, starred=stars), PURE)
    table = marks(compared, starred=stars)
    for ordinal in (1, 5, 9, 13, 17):
        table.flags[ordinal] = DISMISSED
    less = compared.recommender.standing(table, PURE)
    bread = [ordinal for ordinal in range(21, 80) if matter(ordinal) == 1]
    assert less.places[bread].mean() > plain.places[bread].mean()
    assert {matter(one) for one in order(less)[:18]} == {0}


def test_with_few_stars_upvotes_and_rank_decide_and_that_is_said(tmp_path: Path) -> None:
    papers = [
        titled(
            1, "Five votes", listings=(Listing("p", 9, "2026-03-01"),), extra=(("upvotes", "5"),)
        ),
        titled(2, "Rank two", listings=(Listing("p", 2, "2026-03-02"),)),
        titled(3, "Rank one", listings=(Listing("p", 1, "2026-03-01"),)),
        titled(4, "Nothing known"),
    ]
    library = shelved(tmp_path, papers, compared=False)
    table = marks(library, starred=[1, 2])
    assert library.recommender.standing(table, PURE).note == NO_VECTORS
    library.recommender.catch_up()
    found = library.recommender.standing(table, PURE)
    assert found.note == FEW_STARS
    assert order(found) == [0, 2, 1, 3]
    assert library.search(Query.parse("sort:score"), table, found).scores is None
    rules = (Rule(Query.parse("title:nothing"), 1.0),)
    ruled = library.recommender.standing(table, Taste(rules=rules))
    assert order(ruled)[0] == 3
    scores = library.search(Query.parse("sort:score"), table, ruled).scores
    assert scores is not None
    assert list(scores) == [1, 0, 0, 0]


def test_all_papers_starred_is_an_order_too(compared: Library) -> None:
    found = compared.recommender.standing(marks(compared, starred=range(80)), Taste())
    assert sorted(found.places.tolist()) == list(range(80))
    assert not found.outside.any()
    assert len(found.profiles) <= 4


def test_a_rule_lifts_and_one_mutes(compared: Library) -> None:
    table = marks(compared, starred=[1, 5, 9])
    taste = Taste(rules=RULES, outside=0.0)
    found = compared.recommender.standing(table, taste)
    assert order(found)[0] == 6
    oven = [one for one in range(80) if "Oven" in PAPERS[one].title]
    assert oven
    assert np.flatnonzero(found.muted).tolist() == oven
    scored = compared.search(Query.parse("sort:score"), table, found)
    assert not set(scored.ordinals) & set(oven)
    assert list(scored.ordinals) == [one for one in order(found) if one not in oven]
    asked = compared.search(Query.parse("is:muted sort:score"), table, found)
    assert sorted(asked.ordinals) == oven
    assert sorted(compared.search(Query.parse("is:muted"), table).ordinals) == oven
    assert compared.search(Query.parse("-is:muted"), table).total == 80 - len(oven)
    backwards = compared.search(Query.parse("sort:-score"), table, found)
    assert list(backwards.ordinals) == list(scored.ordinals)[::-1]


def test_what_a_rule_moves_is_told(compared: Library) -> None:
    among = np.arange(80) < 40
    table = marks(compared, starred=[1, 5, 9])
    lifted, muted = effects(compared, table, Taste(rules=RULES), among)
    assert (lifted.matched, len(lifted.moves)) == (1, 1)
    assert (lifted.moves[0].ordinal, lifted.moves[0].after) == (6, 1)
    assert lifted.moves[0].before > 1
    assert muted.matched == len(muted.moves) > 0
    assert all(move.after is None and move.ordinal < 40 for move in muted.moves)
    assert table.muted == b""  # trying a rule leaves no trace
