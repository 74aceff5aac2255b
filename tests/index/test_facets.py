from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.columns.columns import Columns
from index.columns.facets import count
from index.paper import Listing, Paper
from tests.index.columns_model import Model, build
from tests.index.paper_strategies import logs, patiently


@patiently
@given(logs, st.data())
def test_counts_are_those_of_the_chosen_papers(lines: list[Paper], data: st.DataObject) -> None:
    columns = build(lines)
    papers = len(columns)
    chosen = data.draw(
        st.lists(st.sampled_from(range(papers)), unique=True) if papers else st.just([])
    )
    counts = count(columns.facets, papers, chosen)
    expected = {
        value: len(set(ordinals) & set(chosen)) for value, ordinals in Model(lines).facets().items()
    }
    assert {(field, value): size for field, value, size in counts} == expected
    everything = count(columns.facets, papers)
    assert count(columns.facets, papers, range(papers)) == everything
    assert count(columns.facets, papers, columns.default_order) == everything


def test_a_paper_counts_once_for_each_page_that_lists_it() -> None:
    columns = build(
        [
            Paper(
                "doi:10.1/x",
                "X",
                venue="ICLR 2025",
                listings=(
                    Listing("b", 1, "--03-12"),
                    Listing("b", 7, "--03-12"),
                    Listing("a", 1, "--03-13"),
                ),
            ),
            Paper("doi:10.1/y", "Y", listings=(Listing("b", 2, "--03-12"),)),
        ]
    )
    assert count(columns.facets, 2) == [
        ("source", "b", 2),
        ("source", "a", 1),
        ("day", "--03-13", 1),
        ("day", "--03-12", 2),
        ("venue", "ICLR 2025", 1),
    ]


def test_an_empty_library_has_no_values() -> None:
    assert count(Columns.empty().facets, 0, []) == []


def test_counting_the_whole_library_loads_no_numpy() -> None:
    program = (
        "import sys\n"
        "from index.columns.columns import Columns\n"
        "from index.columns.facets import count\n"
        "count(Columns.empty().facets, 0); sys.exit('numpy' in sys.modules)"
    )
    checkout = Path(__file__).parents[2]
    assert (
        subprocess.run([sys.executable, "-c", program], cwd=checkout, check=False).returncode == 0
    )
