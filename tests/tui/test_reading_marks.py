from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.tui.reading_cases import moments, plain_ids, verbs
from tui.reading.decision import attribute_of, is_positive, opposite
from tui.reading.marks import Marks, Standing

if TYPE_CHECKING:
    from random import Random

Decision = tuple[str, str, str, str]
few_verbs = st.one_of(
    st.sampled_from(["star", "unstar", "read", "unread", "tag:a", "untag:a"]).map(
        lambda v: (v, "")
    ),
    st.sampled_from([("note", "b"), ("note", "c"), ("unnote", ""), ("dismiss", "x")]),
    st.sampled_from([("dismiss", ""), ("restore", "")]),
)
few_moments = st.sampled_from([f"2026-01-01T00:00:00.00000{digit}Z" for digit in range(5)])
decisions = st.lists(
    st.builds(
        lambda verb, paper_id, at: (verb[0], paper_id, at, verb[1]),
        few_verbs,
        plain_ids,
        few_moments,
    ),
    max_size=30,
)


def decided(*runs: list[Decision]) -> Marks:
    marks = Marks()
    for run in runs:
        for decision in run:
            marks.decide(*decision)
    return marks


def standing(marks: Marks) -> list[dict[str, dict[str, str]]]:
    return [
        {name: table for name, table in tables.items() if table}
        for tables in (marks.tables, marks.texts)
    ]


@given(decisions, st.randoms())
def test_order_and_repetition_of_decisions_do_not_matter(
    run: list[Decision], shuffle: Random
) -> None:
    other = run + run[::2]
    shuffle.shuffle(other)
    assert standing(decided(run)) == standing(decided(other))


@given(decisions)
def test_the_latest_decision_stands_and_giving_wins_a_tie(run: list[Decision]) -> None:
    latest: dict[tuple[str, str], Standing] = {}
    for verb, paper_id, at, text in run:
        key = (attribute_of(verb), paper_id)
        latest[key] = max(latest.get(key, Standing()), Standing(at, is_positive(verb), text))
    marks = decided(run)
    assert {key: marks.decision(key[0], [key[1]]) for key in latest} == latest
    assert marks.latest == max((stands.at for stands in latest.values()), default="")


@given(decisions, decisions)
def test_tables_that_contradict_each_other_are_settled(
    one: list[Decision], other: list[Decision]
) -> None:
    facts: dict[tuple[str, str], tuple[str, str]] = {}
    for verb, paper_id, at, text in one + other:
        facts[verb, paper_id] = max(facts.get((verb, paper_id), ("", "")), (at, text))
    tables: dict[str, dict[str, str]] = {}
    texts: dict[str, dict[str, str]] = {}
    for (verb, paper_id), (at, text) in facts.items():
        tables.setdefault(verb, {})[paper_id] = at
        if text:
            texts.setdefault(verb, {})[paper_id] = text
    assert standing(Marks(tables, texts)) == standing(decided(one, other))


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
        for attribute in ("star", "read", "tag:a", "note", "dismiss")
        if before.decision(attribute, [paper_id])[1:] != after.decision(attribute, [paper_id])[1:]
    }


def test_one_paper_under_two_names_follows_the_later_decision() -> None:
    marks = decided(
        [
            ("star", "title:x", "2026-01-01T00:00:00.000000Z", ""),
            ("unstar", "arxiv:y", "2026-01-02T00:00:00.000000Z", ""),
        ]
    )
    assert marks.has("star", ["title:x"])
    assert not marks.has("star", ["title:x", "arxiv:y"])
