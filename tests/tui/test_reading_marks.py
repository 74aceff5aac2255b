from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.reading_cases import moments, plain_ids, verbs
from tui.reading.decision import attribute_of, is_positive, opposite
from tui.reading.marks import Marks

if TYPE_CHECKING:
    from random import Random

Decision = tuple[str, str, str]
few_verbs = st.sampled_from(["star", "unstar", "read", "unread", "tag:a", "untag:a"])
few_moments = st.sampled_from([f"2026-01-01T00:00:00.00000{digit}Z" for digit in range(5)])
decisions = st.lists(st.tuples(few_verbs, plain_ids, few_moments), max_size=30)


def decided(*runs: list[Decision]) -> Marks:
    marks = Marks()
    for run in runs:
        for verb, paper_id, at in run:
            marks.decide(verb, paper_id, at)
    return marks


def standing(marks: Marks) -> dict[str, dict[str, str]]:
    return {verb: table for verb, table in marks.tables.items() if table}


@given(decisions, st.randoms())
def test_order_and_repetition_of_decisions_do_not_matter(
    run: list[Decision], shuffle: Random
) -> None:
    other = run + run[::2]
    shuffle.shuffle(other)
    assert standing(decided(run)) == standing(decided(other))


@given(decisions)
def test_the_latest_decision_stands_and_giving_wins_a_tie(run: list[Decision]) -> None:
    latest: dict[tuple[str, str], tuple[str, bool]] = {}
    for verb, paper_id, at in run:
        key = (attribute_of(verb), paper_id)
        latest[key] = max(latest.get(key, ("", False)), (at, is_positive(verb)))
    marks = decided(run)
    assert {key: marks.decision(key[0], [key[1]]) for key in latest} == latest
    assert marks.latest == max((at for at, _ in latest.values()), default="")


@given(decisions, decisions)
def test_tables_that_contradict_each_other_are_settled(
    one: list[Decision], other: list[Decision]
) -> None:
    tables: dict[str, dict[str, str]] = {}
    for verb, paper_id, at in one + other:
        table = tables.setdefault(verb, {})
        table[paper_id] = max(at, table.get(paper_id, ""))
    assert standing(Marks(tables)) == standing(decided(one, other))


@given(verbs, plain_ids, moments)
def test_deciding_twice_changes_nothing(verb: str, paper_id: str, at: str) -> None:
    marks = Marks()
    assert marks.decide(verb, paper_id, at)
    assert not marks.decide(verb, paper_id, at)
    assert not marks.decide(opposite(verb), paper_id, "1980-01-01T00:00:00.000000Z")
    assert marks.has(attribute_of(verb), [paper_id]) == is_positive(verb)


@given(decisions, decisions)
def test_the_difference_is_what_a_reader_would_see_change(
    one: list[Decision], other: list[Decision]
) -> None:
    before, after = decided(one), decided(one, other)
    assert before.difference(after) == {
        paper_id
        for paper_id in before.ids() | after.ids()
        for attribute in ("star", "read", "tag:a")
        if before.has(attribute, [paper_id]) != after.has(attribute, [paper_id])
    }


def test_one_paper_under_two_names_follows_the_later_decision() -> None:
    marks = decided(
        [
            ("star", "title:x", "2026-01-01T00:00:00.000000Z"),
            ("unstar", "arxiv:y", "2026-01-02T00:00:00.000000Z"),
        ]
    )
    assert marks.has("star", ["title:x"])
    assert not marks.has("star", ["title:x", "arxiv:y"])
