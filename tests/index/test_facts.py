from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columns.columnsfile import HAS
from index.columns.entry import COUNTS, newest_listing, stamp_number
from index.facts import holds
from index.facts.marked import holds_of, is_of_marks
from index.marktable import DISMISSED, LATER, NOT_UNREAD, READ, STARRED, MarkTable
from index.paper import Listing, Paper
from index.query.query import And, Fact, Not, Or, Query
from index.query.ranges import day_range, number_range
from index.query.tree import Pattern, leaves
from index.text import fold
from tests.index.columns_model import Model, build, count_of, has, values_of
from tests.index.paper_strategies import logs, patiently

if TYPE_CHECKING:
    from index.columns.columns import Columns
    from index.query.query import Node

TODAY = date(2025, 3, 14)  # a Friday

RANGES = ("2024", ">=3", ">3", "<5", "<=3", "0..0", "3..17", "17..", "..17", "1900..2025")
DAYS: tuple[str, ...] = (
    *("today", "yesterday", "wed", "7d", "1y", "1y..1d", "mon..", "2024", "2025-03", "..2024"),
    *("2025-03-12", "2025-03-12..", "2024-12..2025-01", "..2025-01-15", "2024-02-29.."),
)

AHEAD = ("today", "tomorrow", "fri", "7d", "1w..", "..today", "2025-03", "2025-04..", "1d..mon")
NOTES = ("An idea.", "idea: good\nand bad", "twofold", "two fold", "nothing", "Idéal")

facts = (
    st.builds(Fact, st.sampled_from((*COUNTS, "year")), st.sampled_from(RANGES))
    | st.builds(Fact, st.sampled_from(("date", "added")), st.sampled_from(DAYS))
    | st.builds(Fact, st.just("has"), st.sampled_from(HAS))
    | st.sampled_from([Fact("is", "new"), Fact("is", "unread"), Fact("is", "later")])
    | st.sampled_from([Fact("tag", "A"), Fact("reason", "WEAK"), Fact("has", "note")])
    | st.builds(Fact, st.just("later"), st.sampled_from(AHEAD))
    | st.builds(Fact, st.just("note"), st.sampled_from(["id", "IDÉA", "good idea", "two-fold"]))
    | st.builds(Pattern, st.sampled_from(["a", "^De+p", "S.*s$", "注|ß", "[^a]{3}", r"\W", "x*"]))
)
questions = st.recursive(
    facts,
    lambda nodes: (
        st.builds(Not, nodes)
        | st.builds(And, st.tuples(nodes, nodes))
        | st.builds(Or, st.tuples(nodes, nodes, nodes))
    ),
    max_leaves=5,
)


def true_of(node: Node, ordinal: int, model: Model, marks: MarkTable) -> bool:
    """What `holds` is to say of one paper."""
    match node:
        case Not(child):
            return not true_of(child, ordinal, model, marks)
        case And(children):
            return all(true_of(child, ordinal, model, marks) for child in children)
        case Or(children):
            return any(true_of(child, ordinal, model, marks) for child in children)
        case Fact() | Pattern():
            return leaf_true_of(node, ordinal, model, marks)
    raise AssertionError(node)


def leaf_true_of(leaf: Fact | Pattern, ordinal: int, model: Model, marks: MarkTable) -> bool:
    match leaf:
        case Pattern():
            return leaf.compiled().search(model.papers[ordinal].title) is not None
        case Fact("tag", value):
            return ordinal in marks.tags.get(value.lower(), ())
        case Fact("is", "unread"):
            return not marks.flags[ordinal] & NOT_UNREAD
        case Fact("is", "new"):
            stamps = [paper.added[:10] for paper in model.papers]
            return stamps[ordinal] == max(stamps) != ""
    if is_of_marks(leaf):
        return marked_true_of(leaf, ordinal, marks)
    return in_range(leaf.field, leaf.value, model.papers[ordinal])


def marked_true_of(fact: Fact, ordinal: int, marks: MarkTable) -> bool:
    match fact:
        case Fact("is", "later"):
            return bool(marks.flags[ordinal] & LATER)
        case Fact("reason", value):
            return ordinal in marks.reasons.get(value.lower(), ())
        case Fact("has", "note"):
            return ordinal in marks.notes
        case Fact("later", value):
            bounds = day_range(value, TODAY, ahead=True)
            assert bounds is not None
            return bounds[0] <= marks.later.get(ordinal, -1) <= bounds[1]
        case Fact("note", value):
            said = [fold(word) for word in re.findall(r"\w+", marks.notes.get(ordinal, ""))]
            starts = [fold(word) for word in re.findall(r"\w+", value)]
            return all(any(word.startswith(start) for word in said) for start in starts)
    raise AssertionError(fact)


def in_range(field: str, value: str, paper: Paper) -> bool:
    if field == "has":
        return has(paper, value)
    if field == "date":
        return on_days(value, newest_listing(paper)[1])
    if field == "added":
        return on_days(value, stamp_number(paper.added) // 10**6)
    bounds = number_range(value)
    assert bounds is not None
    number = paper.year if field == "year" else count_of(paper, field)
    low, high = bounds
    return number is not None and (low or 0) <= number <= (10**9 if high is None else high)


def on_days(value: str, key: int) -> bool:
    bounds = day_range(value, TODAY)
    assert bounds is not None
    low, high = bounds
    if key < 10_000 or not low <= key <= high:
        return False
    return key % 10_000 > 0 or high >= min(key + 1231, 20250314)


@patiently
@given(logs, questions, st.data())
def test_a_question_is_true_of_the_papers_it_is_true_of(
    lines: list[Paper], question: Node, data: st.DataObject
) -> None:
    columns, model = build(lines), Model(lines)
    papers = len(columns)
    flags = data.draw(st.lists(st.integers(0, 15), min_size=papers, max_size=papers))
    some = st.sampled_from(range(papers)) if papers else st.nothing()
    tagged, dismissed = data.draw(st.sets(some)), data.draw(st.sets(some))
    later = data.draw(st.dictionaries(some, st.sampled_from([20250301, 20250314, 20250319])))
    notes = data.draw(st.dictionaries(some, st.sampled_from(NOTES)))
    marks = MarkTable(bytearray(flags), {"a": tagged}, {"weak": dismissed}, later, notes)
    wanted = [true_of(question, ordinal, model, marks) for ordinal in range(papers)]
    for _ in range(2):  # found out, and remembered
        assert list(holds(question, columns, marks, TODAY)) == wanted
    for fact, _ in leaves(question):
        if isinstance(fact, Fact) and is_of_marks(fact):
            one_by_one = [holds_of(fact, ordinal, marks, TODAY) for ordinal in range(papers)]
            assert one_by_one == [true_of(fact, one, model, marks) for one in range(papers)]


@patiently
@given(logs)
def test_a_value_of_a_paper_means_the_papers_that_have_it(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    marks = MarkTable.empty(len(columns))
    for field, value in set().union(*map(values_of, model.papers)):
        wanted = [(field, value) in values_of(paper) for paper in model.papers]
        if value == " ".join(value.split()):
            assert list(holds(Fact(field, value), columns, marks)) == wanted


SHELF = build(
    [
        Paper(
            id="arxiv:2501.00001",
            title="Planning with Paper Boats",
            abstract="We fold.",
            year=2025,
            venue="ICLR 2025",
            listings=(Listing("000_402e", 1, "2025-03-12"),),
            aliases=("doi:10.1000/boats",),
            added="2025-03-13T10:00:00Z",
            extra=(
                ("categories", "cs.LG stat.ML"),
                ("organization", "Google DeepMind"),
                ("submitter", "Ana García"),
                ("upvotes", "20"),
            ),
        ),
        Paper(
            id="doi:10.1/kites",
            title="Kites: Größe zählt",
            venue="NeurIPS 2024",
            listings=(Listing("seite", 1, "--03-10"),),
            added="2025-03-14T09:00:00Z",
            extra=(("categories", "cs.CL"), ("organization", "Deep Pond"), ("upvotes", "3")),
        ),
        Paper(
            id="title:00000000000000aa",
            title="W of 注意力",
            year=2024,
            added="2025-03-14T08:00:00Z",
        ),
    ]
)
"""Papers 0, 1 and 2."""


def found(text: str, columns: Columns = SHELF, marks: MarkTable | None = None) -> set[int]:
    marks = marks or MarkTable.empty(len(columns))
    mask = holds(Query.parse(text).root, columns, marks, TODAY)
    assert set(mask) <= {0, 1}
    return {ordinal for ordinal, true in enumerate(mask) if true}


@pytest.mark.parametrize(
    ("text", "papers"),
    [
        ("", {0, 1, 2}),
        ("source:000", {0}),
        ("source:0", {0}),
        ("source:SEITE", {1}),
        ("cat:cs", {0, 1}),
        ("cat:CS.lg", {0}),
        ("cat:stat", {0}),
        ("cat:ml", set()),
        ("org:deepmind", {0}),
        ("org:deep", {0, 1}),
        ('org:"mind google"', set()),
        ("submitter:garcia", {0}),
        ("venue:iclr", {0}),
        ('venue:"ICLR 2025"', {0}),
        ("venue:202", {0, 1}),
        ("day:2025-03-12", {0}),
        ('day:"Mar 10"', {1}),
        ("id:2501.00001v3", {0}),
        ("id:10.1000/boats", {0}),
        ("date:2025", {0, 1}),
        ("date:2025-03", {0, 1}),
        ("date:2d", {0}),
        ("date:mon..", {0, 1}),
        ("date:2024", {2}),
        ("date:2024-06", set()),
        ("date:2023-06..2024-06", set()),
        ("date:2023-06..2024-12-31", {2}),
        ("added:today", {1, 2}),
        ("added:yesterday", {0}),
        ("is:new", {1, 2}),
        ("year:>=2024", {0, 2}),
        ("-year:>=2024", {1}),
        ("upvotes:>=20", {0}),
        ("upvotes:..20", {0, 1}),
        ("stars:0..", set()),
        ("has:abstract", {0}),
        ("has:arxiv OR has:doi", {0, 1}),
        ("has:code", set()),
        ("/paper/", {0}),
        ("/Paper/", {0}),
        ("/PAPER/", set()),
        (r"/\Wpaper/", {0}),
        ("/GRÖSSE|größe/", set()),
        ("/gröSSe|GRÖßE/", set()),
        ("/GRÖßE/ OR /größe/", {1}),
        ("/^w of ...$/", {2}),
        ("/zählt.*w of/", set()),
        ("upvotes:1.. -cat:cs.LG", {1}),
    ],
)
def test_a_fact_finds_the_papers_it_is_true_of(text: str, papers: set[int]) -> None:
    assert found(text) == papers


def test_states_and_tags_are_read_at_every_question() -> None:
    marks = MarkTable(bytearray([READ, STARRED]), {"To Read": {1, 9}})
    assert found("is:unread", marks=marks) == {1, 2}
    assert found('tag:"to read" is:starred', marks=marks) == {1}
    marks.flags[1] = DISMISSED
    marks.tags["To Read"].add(0)
    assert found("is:unread", marks=marks) == {2}
    assert found('tag:"to read"', marks=marks) == {0, 1}


def test_more_questions_than_are_remembered_are_answered() -> None:
    for _ in range(2):
        for number in range(60):
            assert found(f"upvotes:{number}") == (
                {0} if number == 20 else {1} if number == 3 else set()
            )
    assert len(SHELF.answers) < 60


def test_days_count_from_the_day_it_is() -> None:
    now = datetime.now().astimezone()
    day = (now - timedelta(days=2)).date().isoformat()
    columns = build([Paper("doi:10.1/x", "X", listings=(Listing("s", 1, day),))])
    marks = MarkTable.empty(1)
    assert holds(Fact("date", "4d"), columns, marks) == b"\1"
    assert holds(Fact("date", "4d"), columns, marks, date(2020, 1, 1)) == b"\0"
    assert now.astimezone(UTC).date() > date(2020, 1, 1)


def test_a_library_without_papers_has_none_of_anything() -> None:
    empty = build([])
    for text in ("", "is:new", "date:7d", "added:7d", "year:2024", "/x/", "stars:1", "-has:pdf"):
        assert found(text, empty) == set()


def test_facts_load_no_numpy() -> None:
    program = (
        "import sys\n"
        "from index.columns.columns import Columns\n"
        "from index.facts import holds\n"
        "from index.marktable import MarkTable\n"
        "from index.query.query import Query\n"
        "query = Query.parse('is:new date:7d added:7d upvotes:>3 has:pdf cat:cs tag:x year:2024')\n"
        "holds(query.root, Columns.empty(), MarkTable.empty(0))\n"
        "sys.exit(bool({'numpy', 're2'} & set(sys.modules)))"
    )
    checkout = Path(__file__).parents[2]
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=checkout, check=False).returncode == 0
    )


def test_a_note_is_looked_at_again_once_it_changed() -> None:
    marks = MarkTable.empty(len(SHELF))
    marks.notes[0] = "A first thought"
    assert holds(Fact("note", "thou"), SHELF, marks)[0]
    marks.notes[0] = "Another"
    assert not holds(Fact("note", "thou"), SHELF, marks)[0]
    assert holds(Query.parse("note:another -note:first").root, SHELF, marks)[0]


def test_what_was_put_off_is_not_unread_until_its_day() -> None:
    marks = MarkTable.empty(len(SHELF))
    marks.today = TODAY
    marks.later[0] = 20250320
    marks.set_flag(LATER, 0, marks.is_ahead(20250320))
    assert not holds(Fact("is", "unread"), SHELF, marks)[0]
    assert holds(Fact("is", "later"), SHELF, marks)[0]
    assert holds(Fact("later", "1w"), SHELF, marks)[0]
    assert not holds(Fact("later", "..5d"), SHELF, marks)[0]
