"""What every source promises. A new one joins by a sample in `source_samples`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adding import Input
from index.library import Library
from index.paper import Paper
from index.record import from_record, to_record
from index.sources.registry import SOURCES, detect
from tests.index.source_samples import LINE_BY_LINE, ORIGIN, SAMPLES, papers_of, problems_of, read
from tests.index.unknown_fields import UNKNOWN, WITHOUT_FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.sources.base import Source

lines = st.text(st.characters(exclude_categories=(), exclude_characters="\n"), max_size=40)
samples = pytest.mark.parametrize("sample", SAMPLES)
sources = pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)


def test_every_source_has_a_sample() -> None:
    assert {name for name, _ in SAMPLES.values()} == {source.name for source in SOURCES}


@samples
def test_a_format_is_known_by_its_content(sample: str) -> None:
    name, text = SAMPLES[sample]
    assert detect(text, "").name == name


@sources
@pytest.mark.parametrize(
    "text", ["", "# Notes\n\nSubscribers pay by the month.\n", "a,b\n1,2\n", "<html></html>"]
)
def test_other_text_is_left_alone(source: Source, text: str) -> None:
    assert not source.detects(text)


@samples
def test_a_whole_input_gives_papers_that_travel(sample: str) -> None:
    items = read(detect(SAMPLES[sample][1], ""), SAMPLES[sample][1])
    assert problems_of(items) == []
    assert len(items) > 1
    for paper in papers_of(items):
        assert paper.added
        assert from_record(to_record(paper)) == paper


@pytest.mark.parametrize("sample", LINE_BY_LINE)
def test_no_more_is_read_than_is_asked_for(sample: str) -> None:
    text = SAMPLES[sample][1]
    taken: list[str] = []

    def endless() -> Iterator[str]:
        while True:
            for line in text.split("\n"):
                taken.append(line)
                yield line

    next(detect(text, "").read(endless(), ORIGIN))
    assert len(taken) < 100


@sources
@settings(deadline=None)
@given(st.lists(lines, max_size=30))
def test_any_text_gives_papers_that_travel_and_problems(source: Source, text: list[str]) -> None:
    for item in source.read(iter(text), ORIGIN):
        if isinstance(item, Paper):
            assert from_record(to_record(item)) == item
        else:
            assert item.where.startswith("page.txt, record ")


@samples
@settings(deadline=None)
@given(place=st.floats(0, 1), junk=lines)
def test_a_spoilt_input_gives_papers_that_travel_and_problems(
    sample: str, place: float, junk: str
) -> None:
    text = SAMPLES[sample][1]
    at = int(place * len(text))
    for item in read(detect(text, ""), text[:at] + junk + text[at + 9 :]):
        assert not isinstance(item, Paper) or from_record(to_record(item)) == item


@pytest.mark.parametrize("sample", [one for one in SAMPLES if not one.startswith("page of")])
def test_an_input_cut_short_gives_whole_papers_and_says_so(sample: str) -> None:
    name, text = SAMPLES[sample]
    source = next(source for source in SOURCES if source.name == name)
    whole = papers_of(read(source, text))
    for at in range(1, len(text.rstrip()) - 1, 17):
        items = read(source, text[:at])
        assert all(paper in whole for paper in papers_of(items)), text[:at]
        if not text[:at].isspace():
            lost = len(whole) - len(papers_of(items))
            assert not lost or problems_of(items) or sample in LINE_BY_LINE, text[:at]


def test_every_sample_with_fields_has_been_given_some_that_nobody_knows() -> None:
    assert {*UNKNOWN, *WITHOUT_FIELDS} == set(SAMPLES)


@pytest.mark.parametrize("sample", UNKNOWN)
def test_fields_that_nobody_knows_change_nothing(sample: str) -> None:
    text = SAMPLES[sample][1]
    grown = UNKNOWN[sample]
    assert grown.count("zz") + grown.count("ZZ") > 1
    source = detect(grown, "")
    assert source == detect(text, "")
    assert read(source, grown) == read(source, text)


@samples
def test_adding_twice_changes_nothing(sample: str, tmp_path: Path) -> None:
    given = tmp_path / "page.txt"
    given.write_text(SAMPLES[sample][1], "utf-8")
    library = Library(tmp_path / "papers", tmp_path / "cache")
    first = library.add([Input(given, year=2025)])
    assert (first.problems, first.added > 0) == ((), True)
    before = {path: path.read_bytes() for path in (tmp_path / "papers").glob("*.jsonl")}
    again = library.add([Input(given, year=2025)])
    assert (again.added, again.merged, again.problems) == (0, 0, ())
    assert before == {path: path.read_bytes() for path in (tmp_path / "papers").glob("*.jsonl")}


@samples
def test_reading_twice_gives_the_same(sample: str) -> None:
    name, text = SAMPLES[sample]
    source = next(source for source in SOURCES if source.name == name)
    assert read(source, text) == read(source, text)
