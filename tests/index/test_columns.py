from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.columns import columnsfile
from index.columns.columnsfile import HAS, NONE
from index.columns.entry import COUNTS, newest_listing, short_authors, stamp_number
from index.columns.facets import FIELDS
from index.day import day_key
from index.paper import Link, Listing, Paper
from index.text import fold
from tests.index.columns_model import Model, build, count_of, has, values_of
from tests.index.paper_strategies import IDS, logs, papers, patiently

if TYPE_CHECKING:
    from index.columns.columns import Columns


def body(columns: Columns) -> dict[str, bytes]:
    return {name: bytes(columns.section(name)) for name, _, _ in columnsfile.SECTIONS}


@patiently
@given(logs)
def test_rows_are_those_of_the_papers(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    assert len(columns) == len(model.papers)
    for ordinal, paper in enumerate(model.papers):
        row = columns.row(ordinal)
        listing, key = newest_listing(paper)
        assert (row.ordinal, row.id, row.title) == (ordinal, paper.id, paper.title)
        assert (row.venue, row.year) == (paper.venue, paper.year)
        assert row.authors_short == short_authors(paper.authors)
        shown = (listing.source, listing.day, listing.rank) if listing else ("", "", None)
        assert (row.source, row.day, row.rank) == shown
        assert columns.section("day_keys")[ordinal] == key
        assert columns.added[ordinal] == stamp_number(paper.added)
        assert columns.ranks[ordinal] == (NONE if row.rank is None else row.rank)


@patiently
@given(logs)
def test_what_is_counted_and_what_a_paper_has_is_kept(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    for ordinal, paper in enumerate(model.papers):
        for name in COUNTS:
            count = count_of(paper, name)
            assert columns.section(name)[ordinal] == (NONE if count is None else count)
        bits = columns.section("has")[ordinal]
        assert [bool(bits >> bit & 1) for bit in range(8)] == [*(has(paper, h) for h in HAS), False]


@patiently
@given(logs)
def test_an_id_or_alias_finds_its_papers(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    for paper_id in (*IDS, "", "arxiv:0000.00000"):
        owners = model.owners(paper_id)
        assert tuple(columns.owners(paper_id)) == owners
        assert columns.find(paper_id) == (owners[0] if owners else None)


@patiently
@given(logs, st.integers(0, 40))
def test_many_ids_are_found_as_each_is(lines: list[Paper], others: int) -> None:
    columns = build(lines)
    ids = [*IDS, "", *(f"arxiv:0000.{number:05}" for number in range(others))]
    for some in (ids, ids[:1]):
        each = {paper_id: columns.find(paper_id) for paper_id in some}
        found = {paper_id: ordinal for paper_id, ordinal in each.items() if ordinal is not None}
        assert columns.find_many(some) == found


@patiently
@given(logs)
def test_orders_are_those_of_a_sort(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    assert columns.default_order.tolist() == model.order()
    assert columns.added_order.tolist() == model.added_order()
    titles = [fold(paper.title) for paper in model.papers]
    assert columns.title_ranks.tolist() == [sorted(titles).index(title) for title in titles]


@patiently
@given(logs)
def test_facets_hold_every_value_of_every_paper(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    table = columns.facets
    found = {
        (field, table.label(number)): table.papers(number).tolist()
        for field in FIELDS
        for number in table.span(field)
    }
    assert found == model.facets()
    assert [number for field in FIELDS for number in table.span(field)] == list(range(len(table)))
    assert list(table.labels) == [label for _, label in found]


@patiently
@given(logs)
def test_a_paper_knows_its_values(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    table = columns.facets
    fields = [field for field in FIELDS for _ in table.span(field)]
    for ordinal, paper in enumerate(model.papers):
        start, end = table.paper_starts[ordinal], table.paper_starts[ordinal + 1]
        numbers = table.paper_values[start:end].tolist()
        assert numbers == sorted(numbers)
        assert {(fields[one], table.label(one)) for one in numbers} == values_of(paper)


@patiently
@given(logs)
def test_facets_stand_by_size_and_days_and_years_by_date(lines: list[Paper]) -> None:
    columns, model = build(lines), Model(lines)
    table = columns.facets
    for field in ("source", "venue", "cat", "org", "submitter"):
        sizes = [len(table.papers(number)) for number in table.span(field)]
        assert sizes == sorted(sizes, reverse=True)
    years = [int(table.label(number)) for number in table.span("year")]
    assert years == sorted(years, reverse=True)
    keys = [
        max(
            day_key(table.label(number), None, model.papers[paper].added)
            for paper in table.papers(number)
        )
        for number in table.span("day")
    ]
    assert keys == sorted(keys, reverse=True)


@patiently
@given(logs, st.lists(st.integers(0, 14), max_size=3))
def test_generations_end_where_one_build_does(lines: list[Paper], cuts: list[int]) -> None:
    columns: Columns | None = None
    edges = [0, *sorted(min(cut, len(lines)) for cut in cuts), len(lines)]
    for start, end in pairwise(edges):
        columns = build(lines[start:end], columns, start)
    assert columns is not None
    assert body(columns) == body(build(lines))
    assert columns.generation > 0


@patiently
@given(papers, papers)
def test_an_ordinal_stays_when_a_better_id_turns_up(first: Paper, second: Paper) -> None:
    old = Paper("title:0123456789abcdef", first.title)
    new = Paper("arxiv:2501.00001", first.title, aliases=(old.id,))
    lines = [old, Paper("doi:10.9/z", second.title), new]
    columns = build(lines)
    assert len(columns) == 2
    assert columns.id(0) == new.id
    assert columns.find(old.id) == columns.find(new.id) == 0
    assert columns.locate(0) == (200, 100)


def test_the_newest_listing_is_shown_and_the_best_rank_of_that_day() -> None:
    listed = (
        Listing("old", 1, "2024-01-01"),
        Listing("low", 9, "2025-03-12"),
        Listing("high", 2, "2025-03-12"),
        Listing("none", None, "2025-03-12"),
    )
    row = build([Paper("doi:10.1/x", "X", listings=listed)]).row(0)
    assert (row.source, row.rank, row.day) == ("high", 2, "2025-03-12")


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ((), ""),
        (("Diederik P. Kingma",), "Kingma"),
        (("Yang Song", "Ermon, Stefano"), "Song, Ermon"),
        (("Ashish Vaswani", "Noam Shazeer", "Niki Parmar"), "Vaswani et al."),
        (("Martin Luther King Jr.",), "King"),
        (("李飞飞",), "李飞飞"),
        (("Jr.",), "Jr."),
        ((" , ",), ","),
    ],
)
def test_authors_are_shortened_to_family_names(authors: tuple[str, ...], short: str) -> None:
    assert short_authors(authors) == short


def test_values_that_no_column_can_hold_count_as_missing() -> None:
    listing = Listing("s", rank=2**40, day="")
    extra = (("stars", "9" * 5000), ("upvotes", str(2**40)))
    paper = Paper("doi:10.1/x", "X", year=2**40, listings=(listing,), extra=extra)
    columns = build([paper])
    row = columns.row(0)
    assert (row.year, row.rank) == (None, None)
    assert [columns.section(name)[0] for name in COUNTS] == [NONE] * len(COUNTS)
    assert not columns.facets.span("year")


def test_what_no_paper_has_is_known() -> None:
    bare = build([Paper("doi:10.1/a", "A"), Paper("doi:10.1/b", "B")])
    rich = build(
        [
            Paper("doi:10.1/a", "A"),
            Paper(
                "doi:10.1/b",
                "B",
                authors=("Bo",),
                venue="POND",
                links=(Link("code", "https://example.org/code"),),
                extra=(("upvotes", "0"),),
                added="2026-03-14T09:26:53Z",
            ),
        ]
    )
    for name in ("venue", "code", "authors", "upvotes"):
        assert (bare.has_any(name), rich.has_any(name)) == (False, True), name
    row = rich.row(1)
    assert (row.upvotes, row.has_code, row.added) == (0, True, 20260314092653)
    assert (rich.row(0).upvotes, rich.row(0).has_code) == (NONE, False)
