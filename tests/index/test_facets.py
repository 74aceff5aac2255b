from __future__ import annotations

import subprocess
import sys
from array import array
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columns.columns import Columns
from index.facets import COUNTED, UNREAD_MUTED, count, count_marks, count_muted
from index.marktable import DISMISSED, LATER, READ, STARRED, MarkTable
from index.paper import Listing, Paper
from tests.index.columns_model import Model, build
from tests.index.paper_strategies import logs, patiently

if TYPE_CHECKING:
    from collections.abc import Collection

    from index.facets import Facet

STATES = {
    "unread": lambda flags: not flags & (READ | DISMISSED | LATER),
    "starred": lambda flags: bool(flags & STARRED),
    "read": lambda flags: bool(flags & READ),
    "dismissed": lambda flags: bool(flags & DISMISSED),
    "later": lambda flags: bool(flags & LATER),
}


@st.composite
def mark_tables(draw: st.DrawFn, papers: int) -> MarkTable:
    """Marks of a few papers more or fewer than there are."""
    known = draw(st.integers(0, papers + 3))
    ordinals = st.sets(st.integers(0, known - 1)) if known else st.just(set())
    return MarkTable(
        bytearray(draw(st.lists(st.integers(0, 15), min_size=known, max_size=known))),
        draw(st.dictionaries(st.sampled_from(["b", "a", "to read"]), ordinals)),
    )


def expected_marks(marks: MarkTable, chosen: Collection[int]) -> list[Facet]:
    flags = [marks.flags[paper] if paper < len(marks.flags) else 0 for paper in chosen]
    states = [("is", state, sum(map(holds, flags))) for state, holds in STATES.items()]
    return states + [
        ("tag", tag, len(papers & set(chosen))) for tag, papers in sorted(marks.tags.items())
    ]


@given(st.data(), st.integers(0, 20))
def test_muted_papers_are_counted_among_any(data: st.DataObject, papers: int) -> None:
    marks = data.draw(mark_tables(papers))
    marks.muted = bytes(data.draw(st.lists(st.integers(0, 1), min_size=papers, max_size=papers)))
    chosen = data.draw(st.lists(st.integers(0, papers), unique=True))
    known = min(len(marks.flags), papers)
    for ordinals in (None, chosen):
        among = range(papers) if ordinals is None else ordinals
        muted = [paper for paper in among if paper < papers and marks.muted[paper]]
        unread = [
            paper for paper in muted if paper < known and STATES["unread"](marks.flags[paper])
        ]
        counts = {value: count for _, value, count in count_muted(marks, ordinals)}
        if not any(marks.muted):
            assert counts == {}
        elif known == papers:
            assert counts == {"muted": len(muted), UNREAD_MUTED: len(unread)}


@patiently
@given(logs, st.data())
def test_counts_are_those_of_the_chosen_papers(lines: list[Paper], data: st.DataObject) -> None:
    columns, facets = build(lines), Model(lines).facets()
    papers = range(len(columns))
    marks = data.draw(mark_tables(len(papers)))
    chosen = data.draw(st.lists(st.sampled_from(papers), unique=True) if papers else st.just([]))
    for ordinals in (None, chosen, chosen[:1]):
        among = papers if ordinals is None else ordinals
        found = count(columns, marks, ordinals)
        values = {
            value: len(set(ordinals) & set(among))
            for value, ordinals in facets.items()
            if value[0] in COUNTED
        }
        assert {
            facet[:2]: facet[2] for facet in found[len(STATES) :] if facet[0] != "tag"
        } == values
        of_marks = [facet for facet in found if facet[0] in ("is", "tag")]
        assert of_marks == expected_marks(marks, among)
        if ordinals is not None:
            assert count_marks(marks, ordinals) == of_marks
        assert [facet[0] for facet in found] == sorted(
            (facet[0] for facet in found), key=("is", *COUNTED, "tag").index
        )


@patiently
@given(logs, st.data())
def test_everything_counts_the_same_however_it_is_given(
    lines: list[Paper], data: st.DataObject
) -> None:
    columns = build(lines)
    marks = data.draw(mark_tables(len(columns)))
    counts = count(columns, marks)
    assert count(columns, marks, columns.default_order) == counts
    assert count(columns, marks, array("I", range(len(columns)))) == counts
    assert count(columns, marks, range(len(columns))) == counts
    assert count_marks(marks) == expected_marks(marks, range(len(marks.flags)))


@pytest.mark.parametrize("papers", [1, 7, 9, 40, 200, 370, 399, 400])
def test_few_papers_and_many_count_alike(papers: int) -> None:
    columns = build([Paper(f"doi:10.1/{n}", "X", year=2000 + n % 7) for n in range(400)])
    marks = MarkTable(bytearray(n % 8 for n in range(400)), {"odd": set(range(1, 400, 2))})
    counts = {facet[:2]: facet[2] for facet in count(columns, marks, range(papers))}
    for year in range(2000, 2007):
        assert counts["year", str(year)] == len(range(year - 2000, papers, 7))
    assert counts["tag", "odd"] == papers // 2
    assert counts["is", "starred"] == sum(n & STARRED > 0 for n in range(papers))


def test_a_paper_counts_once_for_each_page_that_lists_it() -> None:
    columns = build(
        [
            Paper(
                "doi:10.1/x",
                "X",
                year=2025,
                venue="ICLR 2025",
                listings=(
                    Listing("b", 1, "--03-12"),
                    Listing("b", 7, "--03-12"),
                    Listing("a", 1, "--03-13"),
                ),
            ),
            Paper("doi:10.1/y", "Y", year=2026, listings=(Listing("b", 2, "--03-12"),)),
        ]
    )
    assert count(columns, MarkTable(bytearray([STARRED | READ, 0]), {"x": {0}})) == [
        ("is", "unread", 1),
        ("is", "starred", 1),
        ("is", "read", 1),
        ("is", "dismissed", 0),
        ("is", "later", 0),
        ("source", "b", 2),
        ("source", "a", 1),
        ("day", "--03-13", 1),
        ("day", "--03-12", 2),
        ("year", "2026", 1),
        ("year", "2025", 1),
        ("venue", "ICLR 2025", 1),
        ("tag", "x", 1),
    ]


def test_an_empty_library_has_states_and_no_values() -> None:
    nothing = [("is", state, 0) for state in STATES]
    assert count(Columns.empty(), MarkTable.empty(0), []) == nothing
    assert count(Columns.empty(), MarkTable.empty(0)) == nothing


def test_counting_the_whole_library_loads_no_numpy() -> None:
    program = (
        "import sys\n"
        "from index.columns.columns import Columns\n"
        "from index.facets import count, count_marks\n"
        "from index.marktable import MarkTable\n"
        "marks = MarkTable.empty(0)\n"
        "count(Columns.empty(), marks); count_marks(marks); sys.exit('numpy' in sys.modules)"
    )
    checkout = Path(__file__).parents[2]
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=checkout, check=False).returncode == 0
    )
