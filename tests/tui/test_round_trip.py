"""What leaves as a bibliography and comes in again is the same papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adding import Input
from index.identity import fingerprint, paper_id
from index.library import Library
from index.paper import Link, Paper
from tests.tui.export_cases import entry
from tui.export.registry import by_name

if TYPE_CHECKING:
    from pathlib import Path

FORMATS = ("bibtex", "csl-json", "jsonl")
formats = pytest.mark.parametrize("form", FORMATS)

CASES = (
    Paper("arxiv:2503.02130", "Sorting {Sets} of 50% & _more_ #1 for $5", year=2025),
    Paper("arxiv:hep-th/9711200", "Old <b> Sets", authors=("H1 Collaboration",), year=1997),
    Paper("doi:10.1016/s0140-6736(20)30183-5", "Sets—sorted", venue="The Lancet", year=2020),
    Paper("doi:10.1007/978-3-030-58452-8_24", "GPT-4 and mT5", authors=("Ada Lévy", "Bo Sort Jr.")),
    Paper("openreview:aB_c-1x", "Sets", venue="ICLR 2025", year=2025,
          links=(Link("abs", "https://iclr.cc/virtual/2025/poster/91"),)),
    Paper("title:0", "Named", authors=("李飞飞", "李 飞飞", "Laurens van der Maaten", "NVIDIA")),
    Paper("title:1", "Placed", venue="J. Sets 3 (2025)", year=2025),
    Paper("title:2", "Placed Again", venue="Proceedings of the 2019 Conference on Sets", year=2019),
    Paper("title:3", "Placed Thrice", venue="2016 IEEE Conference on Sets (CVPR)", year=2016),
    Paper("title:4", "Placed at Last", venue="SIGGRAPH Asia 2024", year=2024),
    Paper("title:5", "Told", abstract="We -- {x} ~ ^ | <s> 5 < 6 > 4 of 50%.", year=2024),
)  # fmt: skip


def again(papers: list[Paper], form: str, folder: Path) -> list[Paper]:
    """The papers, exported and added to a home without any."""
    path = folder / f"exported{by_name(form).ending}"
    text = by_name(form).render([entry(paper, f"key{at}") for at, paper in enumerate(papers)])
    path.write_text(text, encoding="utf-8")
    library = Library(folder / "papers", folder / "cache")
    report = library.add([Input(path)])
    assert (report.added, report.problems) == (len(papers), ())
    return [library.paper(ordinal) for ordinal in range(len(library))]


def essence(paper: Paper) -> tuple[object, ...]:
    ids = {one for one in (paper.id, *paper.aliases) if not one.startswith("title:")}
    return ids, paper.title, paper.authors, paper.venue, paper.year, paper.abstract


@formats
def test_papers_that_come_back_are_the_same(form: str, tmp_path: Path) -> None:
    papers = sorted(CASES, key=lambda paper: paper.title)
    found = sorted(again(papers, form, tmp_path), key=lambda paper: paper.title)
    assert [essence(paper) for paper in found] == [essence(paper) for paper in papers]


WORDS = st.lists(
    st.one_of(
        st.sampled_from(
            "BERT of {x} { } 50% & #1 $5 a_b ~ ^ \\ <s> “so” Lévy 深度学习 x² ` @misc{a AT&T C++"
            " it's 'q' a--b".split()
        ),
        st.text(st.characters(categories=["Ll", "Lu", "Nd"], max_codepoint=0x17F), min_size=1),
    ),
    min_size=1,
    max_size=6,
).map(" ".join)


@formats
@settings(deadline=None, max_examples=15)
@given(words=WORDS, number=st.integers(1, 99_999), year=st.integers(1950, 2100))
def test_any_title_comes_back(
    form: str, words: str, number: int, year: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    title = f"On {words} and Sets"
    best, aliases = paper_id(arxiv=f"2503.{number:05}", title=title)
    paper = Paper(best, title, aliases=aliases, year=year, abstract=f"We do {words} here.")
    (found,) = again([paper], form, tmp_path_factory.mktemp("round"))
    assert (found.id, found.year) == (paper.id, year)
    assert fingerprint(found.title) == fingerprint(title)
    assert fingerprint(found.abstract) == fingerprint(paper.abstract)
