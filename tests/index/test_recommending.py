"""Neighbours, standing and their reasons, on papers whose matters are known."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.library import Library
from index.marktable import DISMISSED, READ, STARRED, MarkTable
from index.paper import Link, Listing, Paper
from index.query.query import Query
from index.recommending import standing as standing_module
from index.recommending.interests import grouped
from index.recommending.ruletest import effects
from index.recommending.standing import FEW_STARS, NO_VECTORS
from index.recommending.taste import Rule, Taste
from index.recommending.variety import mixed
from index.recommending.wording import wording
from tests.index.vector_cases import MATTERS, made_up, marks, matter, shelved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.columns.columns import Columns
    from index.recommending.standing import Standing

PAPERS = made_up(80)
PURE = Taste(outside=0.0)
RULES = (
    Rule(Query.parse('author:"Writer 6"'), 50.0),
    Rule(Query.parse("title:oven"), mute=True),
)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """`PAPERS`, compared."""
    return shelved(tmp_path_factory.mktemp("shelf"), PAPERS)


def order(found: Standing) -> list[int]:
    ordinals: list[int] = np.argsort(found.places).tolist()
    return ordinals


def titled(number: int, title: str, abstract: str = "", **more: object) -> Paper:
    paper = Paper(id=f"arxiv:2501.{number:05}", title=title, abstract=abstract)
    return replace(paper, **more)  # type: ignore[arg-type]


# Papers like one


def test_neighbours_are_on_the_same_matter(library: Library) -> None:
    for ordinal in range(0, 80, 7):
        found = library.recommender.related(ordinal, 10)
        assert found is not None
        assert len(found) == 10
        assert {matter(each.ordinal) for each in found} == {matter(ordinal)}
        assert ordinal not in {each.ordinal for each in found}
        scores = [each.score for each in found]
        assert scores == sorted(scores, reverse=True)
        assert 0 < scores[-1] <= scores[0] <= 1
        words = {word.lower() for word in MATTERS[list(MATTERS)[matter(ordinal)]]}
        assert {word.lower() for word in found[0].reason.words} & words


def test_a_neighbour_says_what_it_shares(tmp_path: Path) -> None:
    code = (Link("code", "https://www.example.org/ParserLab/"),)
    one = titled(
        1, "Parsing with LoRA", "We parse; parsing trees.", authors=("Ana García", "Bo"), links=code
    )
    other = titled(
        2,
        "Trees for LoRA parsing",
        "Parsers and trees.",
        authors=("bo", "Ana Garcia", "Cy"),
        links=(Link("code", "http://example.org/parserlab"), Link("pdf", "https://a.org/x")),
    )
    library = shelved(tmp_path, [one, other, titled(3, "Bread", "Of bread."), *made_up(12)])
    found = library.recommender.related(0, 1)
    assert found is not None
    reason = found[0].reason
    assert found[0].ordinal == 1
    assert reason.authors == ("Ana García", "Bo")
    assert reason.links == ("https://www.example.org/ParserLab/",)
    assert set(reason.words) == {"parsing", "LoRA", "trees"}


def test_other_versions_are_left_out(tmp_path: Path) -> None:
    twin = replace(PAPERS[0], id="doi:10.1000/twin", title=PAPERS[0].title.upper(), authors=("X",))
    library = shelved(tmp_path, [*PAPERS, twin])
    assert len(library) == 81
    for ordinal in (0, 80):
        found = library.recommender.related(ordinal, 80)
        assert found is not None
        assert not {0, 80} & {each.ordinal for each in found}


# Papers for a reader


def test_stars_bring_their_matter_to_the_top(library: Library) -> None:
    stars = [1, 5, 9, 13]
    found = library.recommender.standing(marks(library, starred=stars), PURE)
    assert found.note == ""
    assert {matter(one) for one in order(found)[:20]} == {1}
    assert sorted(found.places.tolist()) == list(range(80))


def test_two_interests_are_interleaved(library: Library) -> None:
    stars = [0, 4, 8, 12, 2, 6, 10, 14]
    found = library.recommender.standing(marks(library, starred=stars), PURE)
    assert len(found.profiles) == 2
    first = [matter(one) for one in order(found)[:24]]
    assert set(first) == {0, 2}
    assert 10 <= first.count(0) <= 14
    assert set(first[:2]) == {0, 2}


def test_an_interest_may_be_named_by_a_tag(library: Library) -> None:
    table = marks(library, starred=[3, 7, 11])
    table.tags["bread"] = {1, 5, 9}
    found = library.recommender.standing(table, Taste(interests=("bread", "nobody's"), outside=0))
    assert [profile.name for profile in found.profiles] == ["bread", ""]
    assert {matter(one) for one in order(found)[:12]} == {1, 3}


def test_what_was_dismissed_sinks(library: Library) -> None:
    stars = [0, 4, 8]
    plain = library.recommender.standing(marks(library, starred=stars), PURE)
    table = marks(library, starred=stars)
    for ordinal in (1, 5, 9, 13, 17):
        table.flags[ordinal] = DISMISSED
    less = library.recommender.standing(table, PURE)
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
    rules = (Rule(Query.parse("title:nothing"), 1.0),)
    assert order(library.recommender.standing(table, Taste(rules=rules)))[0] == 3


def test_all_papers_starred_is_an_order_too(library: Library) -> None:
    found = library.recommender.standing(marks(library, starred=range(80)), Taste())
    assert sorted(found.places.tolist()) == list(range(80))
    assert not found.outside.any()
    assert len(found.profiles) <= 4


# Rules


def test_a_rule_lifts_and_one_mutes(library: Library) -> None:
    table = marks(library, starred=[1, 5, 9])
    taste = Taste(rules=RULES, outside=0.0)
    found = library.recommender.standing(table, taste)
    assert order(found)[0] == 6
    oven = [one for one in range(80) if "Oven" in PAPERS[one].title]
    assert oven
    assert np.flatnonzero(found.muted).tolist() == oven
    scored = library.search(Query.parse("sort:score"), table, found)
    assert not set(scored.ordinals) & set(oven)
    assert list(scored.ordinals) == [one for one in order(found) if one not in oven]
    asked = library.search(Query.parse("is:muted sort:score"), table, found)
    assert sorted(asked.ordinals) == oven
    assert sorted(library.search(Query.parse("is:muted"), table).ordinals) == oven
    assert library.search(Query.parse("-is:muted"), table).total == 80 - len(oven)
    backwards = library.search(Query.parse("sort:-score"), table, found)
    assert list(backwards.ordinals) == list(scored.ordinals)[::-1]


def test_what_a_rule_moves_is_told(library: Library) -> None:
    among = np.arange(80) < 40
    table = marks(library, starred=[1, 5, 9])
    lifted, muted = effects(library, table, Taste(rules=RULES), among)
    assert (lifted.matched, len(lifted.moves)) == (1, 1)
    assert (lifted.moves[0].ordinal, lifted.moves[0].after) == (6, 1)
    assert lifted.moves[0].before > 1
    assert muted.matched == len(muted.moves) > 0
    assert all(move.after is None and move.ordinal < 40 for move in muted.moves)
    assert table.muted == b""  # trying a rule leaves no trace


# Why

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
    library: Library,
    stars: list[int],
    dismissed: list[int],
    tagged: list[int],
    weight: float,
    ordinal: int,
) -> None:
    table = marks(library, starred=stars)
    for one in dismissed:
        table.flags[one] |= DISMISSED
    table.tags["own"] = set(tagged)
    rules = (Rule(Query.parse("keel OR oven"), weight), Rule(Query.parse("title:hive"), 0, True))
    taste = Taste(("own",), rules)
    found = library.recommender.standing(table, taste)
    told = library.recommender.explain(ordinal, table, taste, found)
    parts = [each.share for each in told.words] + [each.share for each in told.rules]
    assert told.score == pytest.approx(sum(parts) + told.common, abs=1e-12)
    assert told.score == pytest.approx(found.scores[ordinal], abs=1e-4)
    assert told.place == found.places[ordinal] + 1
    assert told.muted == ("Hive" in PAPERS[ordinal].title)


def test_words_name_the_stars_they_come_from(library: Library) -> None:
    stars = [1, 5, 9]
    told = library.recommender.explain(13, marks(library, starred=stars), PURE)
    assert told.words[0].share > 0
    assert told.words[0].word.lower() in MATTERS["bread"]
    for each in told.words:
        assert set(each.papers) <= set(stars)
        for star in each.papers:
            text = f"{PAPERS[star].title} {PAPERS[star].abstract}".lower()
            assert each.word.lower()[:3] in text
    assert {paper for paper, _ in told.learnt_from} <= set(stars)
    own = library.recommender.explain(5, marks(library, starred=stars), PURE)
    assert 5 not in {paper for each in own.words for paper in each.papers}


def test_what_is_new_is_named(library: Library) -> None:
    seen = marks(library, starred=[1, 5, 9, 13, 17, 21])
    seen.flags[25] = READ
    told = library.recommender.explain(2, seen, PURE)
    assert told.new
    stems = [PAPERS[one].title + PAPERS[one].abstract for one in (1, 5, 9, 13, 17, 21, 25)]
    known = " ".join(stems).lower()
    assert all(word.lower() not in known for word in told.new)
    nothing = library.recommender.explain(2, marks(library), PURE)
    assert nothing.new == ()
    assert nothing.note == FEW_STARS


# No bubble


@given(
    days=st.lists(st.integers(0, 4), min_size=1, max_size=60),
    share=st.sampled_from([0.0, 0.1, 0.25, 0.5]),
    dice=st.randoms(use_true_random=False),
)
@settings(deadline=None)
def test_a_share_of_each_day_comes_from_its_lower_half(
    days: list[int], share: float, dice: object
) -> None:
    size = len(days)
    by_score = np.array(sorted(range(size), key=lambda one: (one * 7919) % 97), dtype=np.int64)
    noticed = np.arange(size)[::-1].astype(np.int64)
    eligible = np.arange(size) % 5 > 0
    found = mixed(by_score, np.array(days, dtype=np.uint32), noticed, eligible, share)
    assert sorted(found.order.tolist()) == list(range(size))
    for day in set(days):
        ranked = [one for one in by_score.tolist() if days[one] == day]
        listed = [one for one in found.order.tolist() if days[one] == day]
        lower = [one for one in ranked[-(len(ranked) // 2) :] if len(ranked) > 1]
        outside = [one for one in listed if found.outside[one]]
        assert set(outside) <= set(lower) or not share
        able = [one for one in lower if eligible[one]]
        wanted = int(len(ranked) * share + 0.5)
        assert len(outside) == min(wanted, len(able)) if share else not outside
        assert set(outside) == set(sorted(able, reverse=True)[: len(outside)])
        inside = [one for one in listed if not found.outside[one]]
        assert inside == [one for one in ranked if not found.outside[one]]
        for turn, one in enumerate(outside, 1):
            assert listed.index(one) <= max(turn / share, turn) - 1 + 1e-9 or not inside


def test_one_in_ten_of_a_day_is_from_outside_and_marked(library: Library) -> None:
    found = library.recommender.standing(marks(library, starred=[1, 5, 9, 13]), Taste())
    days = np.asarray(library.columns.section("day_keys"))
    for day in np.unique(days):
        assert found.outside[days == day].sum() == round((days == day).sum() / 10)
    assert not found.outside[[1, 5, 9, 13]].any()


def test_a_standing_covers_papers_that_came_since(library: Library) -> None:
    found = library.recommender.standing(marks(library, starred=[1, 5, 9]), PURE)
    longer = found.of_size(83)
    assert longer.places.tolist() == [*found.places.tolist(), 80, 81, 82]
    assert longer.scores[80:].tolist() == [0, 0, 0]
    assert longer.of_size(80).places.tolist() == found.places.tolist()


# Interests


def test_stars_of_one_matter_are_one_interest_and_of_two_are_two() -> None:
    middles = np.eye(4, dtype=np.float32)
    dice = np.random.default_rng(3)
    lying = np.repeat(middles, 40, axis=0) + dice.normal(0, 0.1, (160, 4)).astype(np.float32)
    lying -= lying.mean(axis=0)
    lying /= np.linalg.norm(lying, axis=1, keepdims=True)
    assert len(grouped(lying, np.arange(10))) == 1
    two = grouped(lying, np.array([0, 1, 2, 3, 4, 40, 41, 42]))
    assert [each.tolist() for each in two] == [[0, 1, 2, 3, 4], [40, 41, 42]]
    many = grouped(lying, np.arange(160))
    assert sorted(len(each) for each in many) == [40] * 4
    assert grouped(lying, np.empty(0, dtype=np.int64)) == []
    few = grouped(lying, np.array([0, 1, 2, 40]))
    assert [len(each) for each in few] == [4]  # one star alone is no interest


# Words of the field


def test_words_that_rise_are_told_with_their_counts(tmp_path: Path) -> None:
    papers = [
        titled(
            number,
            f"Sails {'and GraphQL kites' if number >= 36 or number == 3 else 'and ropes'}",
            listings=(Listing("p", 1, "2026-03-10" if number >= 30 else "2025-12-10"),),
        )
        for number in range(40)
    ]
    library = shelved(tmp_path, papers)
    found = library.recommender.rising(date(2026, 3, 14))
    assert found is not None
    assert {each.word for each in found[:2]} == {"GraphQL", "kites"}
    assert (found[0].recent, found[0].recent_papers) == (4, 10)
    assert (found[0].before, found[0].before_papers) == (1, 30)
    assert "ropes" not in {each.word for each in found}
    none = library.recommender.rising(date(2026, 3, 14), np.arange(40) < 30)
    assert none == []
    assert library.recommender.rising(date(2020, 1, 1)) == []


def test_words_are_shown_as_they_are_written() -> None:
    paper = Paper(id="x:1", title="Planning LoRA", abstract="plans, planning and LORA; LoRA. Plan!")
    found = wording([paper])
    for one in found:
        assert wording([paper], [one])[one] == found[one], "the same where only one is wanted"
    assert found["plan"] == "plan" or found["plan"] == "planning"
    assert found["lora"] == "LoRA"


# Bad input


def test_an_empty_library_has_no_trouble(tmp_path: Path) -> None:
    library = shelved(tmp_path, [])
    table = marks(library)
    assert library.recommender.is_ready
    assert not library.recommender.catch_up()
    assert library.recommender.standing(table, Taste()).places.tolist() == []
    assert library.search(Query.parse("sort:score"), table, None).total == 0
    assert not library.recommender.rising(date(2026, 1, 1))


def _asked_everything(library: Library, table: MarkTable) -> None:
    """No question fails, whatever the papers are."""
    for ordinal in range(len(library)):
        found = library.recommender.related(ordinal, 5)
        assert found is not None
        assert ordinal not in {each.ordinal for each in found}
        told = library.recommender.explain(ordinal, table, Taste())
        assert np.isfinite(told.score)
    assert len(library.search(Query.parse("sort:score"), table).ordinals) == len(library)


def test_one_paper_has_no_neighbours(tmp_path: Path) -> None:
    library = shelved(tmp_path, PAPERS[:1])
    _asked_everything(library, marks(library, starred=[0]))
    assert library.recommender.related(0) == []


@pytest.mark.parametrize(
    "odd",
    [
        Paper(id="x:1", title=""),
        Paper(id="x:1", title="Keel"),
        Paper(id="x:1", title="???", abstract="!!! ..."),
        Paper(id="x:1", title="注意力机制就是全部", abstract="我们提出了一种新的注意力机制。"),
        Paper(id="x:1", title="การเรียนรู้", abstract="วิธีการใหม่"),
        Paper(id="x:1", title="Long", abstract="keel " * 1_000_000),
    ],
    ids=["no words", "no abstract", "signs", "no spaces", "Thai", "a million words"],
)
def test_an_odd_paper_gets_an_answer(tmp_path: Path, odd: Paper) -> None:
    library = shelved(tmp_path, [odd, *PAPERS[:12], replace(odd, id="x:2", title=f"{odd.title} B")])
    _asked_everything(library, marks(library, starred=[0, 1, 2, 5]))
    nearest = library.recommender.related(0, 1)
    if "注意力" in odd.title:
        assert nearest
        assert nearest[0].ordinal == 13
        assert set(nearest[0].reason.words) <= set(odd.title + odd.abstract)


def test_the_notes_name_the_number_that_is_meant() -> None:
    assert str(standing_module.FEWEST) in FEW_STARS
    assert STARRED == 2


def in_turn(found: Iterator[Columns]) -> property:
    """A property that is another one each time it is looked at."""
    return property(lambda _: next(found))


def test_papers_that_come_in_while_it_is_asked_do_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = shelved(tmp_path, PAPERS[:40])
    old = library.columns
    again = replace(PAPERS[0], id="x:again", authors=("Another",), aliases=())
    library.log.append([*PAPERS[40:50], again])
    new = library.open_columns()
    recommender = library.recommender
    muting = Taste(rules=(Rule(Query.parse(f'title:"{PAPERS[0].title}"'), mute=True),))
    for operation in (
        lambda: recommender.related(0),
        lambda: recommender.standing(MarkTable.empty(40), muting),
        lambda: recommender.mute(MarkTable.empty(40), muting),
    ):
        monkeypatch.setattr(Library, "columns", in_turn(chain([old], repeat(new))))
        operation()
        monkeypatch.undo()
