"""Why a paper stands where it stands: shares that add up, words, what is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.marktable import DISMISSED, READ
from index.query.query import Query
from index.recommending.standing import FEW_STARS
from index.recommending.taste import Rule, Taste
from tests.index.ranking_cases import PAPERS, PURE
from tests.index.vector_cases import COMMON, MATTERS, marks

if TYPE_CHECKING:
    from index.library import Library

chosen = st.lists(st.integers(0, 79), max_size=12, unique=True)


@given(
    stars=chosen,
    dismissed=chosen,
    tagged=chosen,
    weight=st.floats(-9, 9),
    ordinal=st.integers(0, 79),
)
@settings(deadline=None, max_examples=60)
def test_shares_add_up_to_the_score(
    compared: Library,
    stars: list[int],
    dismissed: list[int],
    tagged: list[int],
    weight: float,
    ordinal: int,
) -> None:
    table = marks(compared, starred=stars)
    for one in dismissed:
        table.flags[one] |= DISMISSED
    table.tags["own"] = set(tagged)
    rules = (Rule(Query.parse("keel OR oven"), weight), Rule(Query.parse("title:hive"), 0, True))
    taste = Taste(("own",), rules)
    found = compared.recommender.standing(table, taste)
    told = compared.recommender.explain(ordinal, table, taste, found)
    parts = [each.share for each in told.words] + [each.share for each in told.rules]
    assert told.score == pytest.approx(sum(parts) + told.common, abs=1e-12)
    assert told.score == pytest.approx(found.scores[ordinal], abs=1e-4)
    assert told.place == found.places[ordinal] + 1
    assert told.muted == ("Hive" in PAPERS[ordinal].title)


def test_words_name_the_stars_they_come_from(compared: Library) -> None:
    stars = [1, 5, 9]
    told = compared.recommender.explain(13, marks(compared, starred=stars), PURE)
    assert told.words[0].share > 0
    assert told.words[0].word.lower() in MATTERS["bread"]
    for each in told.words:
        assert set(each.papers) <= set(stars)
        for star in each.papers:
            text = f"{PAPERS[star].title} {PAPERS[star].abstract}".lower()
            assert each.word.lower()[:3] in text
    assert {paper for paper, _ in told.learnt_from} <= set(stars)
    own = compared.recommender.explain(5, marks(compared, starred=stars), PURE)
    assert 5 not in {paper for each in own.words for paper in each.papers}


def test_what_is_new_is_named(compared: Library) -> None:
    seen = marks(compared, starred=[1, 5, 9, 13, 17, 21])
    seen.flags[25] = READ
    told = compared.recommender.explain(2, seen, PURE)
    assert told.new
    stems = [PAPERS[one].title + PAPERS[one].abstract for one in (1, 5, 9, 13, 17, 21, 25)]
    known = " ".join(stems).lower()
    assert all(word.lower() not in known for word in told.new)
    nothing = compared.recommender.explain(2, marks(compared), PURE)
    assert nothing.new == ()
    assert nothing.note == FEW_STARS


def test_words_of_manner_are_named_after_those_of_matter(compared: Library) -> None:
    for ordinal in (13, 2, 3):
        told = compared.recommender.explain(ordinal, marks(compared, starred=[1, 5, 9, 2]), PURE)
        manner = [each.word.lower() in COMMON for each in told.words]
        assert sum(manner) > 5
        assert not any(manner[: manner.count(False) - 1])
        named = [abs(each.share) for each in told.words[:4]]
        assert named[0] == max(named)
