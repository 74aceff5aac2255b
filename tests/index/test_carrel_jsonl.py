from __future__ import annotations

import json
from dataclasses import replace

from index.record import to_record
from index.sources.carrel_jsonl import CarrelLines
from tests.index.source_samples import ADDED, PAPERS, PAPERS_TEXT, papers_of, problems_of, read


def test_papers_travel_as_they_are() -> None:
    assert read(CarrelLines(), PAPERS_TEXT) == list(PAPERS)


def test_a_paper_that_never_was_in_a_library_is_added_now() -> None:
    line = json.dumps(to_record(replace(PAPERS[0], added="")))
    assert papers_of(read(CarrelLines(), line))[0].added == ADDED


def test_a_wrong_line_is_a_problem_with_its_number() -> None:
    items = read(
        CarrelLines(), f'{PAPERS_TEXT}\n{{"carrel": 1, "id": "title:0"}}\n{PAPERS_TEXT[:50]}'
    )
    assert len(papers_of(items)) == 2
    first, second = problems_of(items)
    assert first == "page.txt, record 3: title is missing or empty"
    assert second.startswith("page.txt, record 4: not valid JSON: ")


def test_a_broken_first_line_does_not_hide_the_format() -> None:
    assert CarrelLines().detects(f'{{"carr\n{PAPERS_TEXT}')


def test_a_newer_format_says_so() -> None:
    (problem,) = problems_of(read(CarrelLines(), '{"carrel": 4, "id": "a:b", "title": "C"}'))
    assert "written by a later Carrel (version" in problem
