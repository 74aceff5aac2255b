from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from index.marktable import DISMISSED, READ, STARRED, MarkTable
from index.paper import Listing, Paper
from index.query.query import Query
from index.search import search
from tests.index.search_cases import Shelf

if TYPE_CHECKING:
    from pathlib import Path


def paper(number: int, title: str, **rest: object) -> Paper:
    return Paper(id=f"arxiv:2401.{number:05}", title=title, **rest)  # type: ignore[arg-type]


def listed(source: str, rank: int | None, day: str) -> tuple[Listing, ...]:
    return (Listing(source, rank, day),)


PAPERS = (
    paper(
        1,
        "Planning with Trees",
        abstract="We plan ahead. Neural network search.",
        authors=("Ana García", "Jörg Müller"),
        venue="ICLR 2025",
        listings=listed("000_a", 2, "2025-03-12"),
        added="2026-01-03T00:00:00Z",
    ),
    paper(
        2,
        "A Network of Neurons",
        abstract="The network is neural, not planar.",
        authors=("Gordon Ho", "Ann García-Pérez"),
        venue="NeurIPS 2024",
        listings=listed("001_b", 1, "2025-03-12"),
        added="2026-01-01T00:00:00Z",
    ),
    paper(
        3,
        "Über Pläne",
        abstract="Naïve learners learn.",
        keywords=("few-shot", "learning"),
        venue="Zeitschrift für Informatik",
        listings=listed("001_b", None, "--03-12"),
        added="2026-01-02T00:00:00Z",
    ),
    Paper(id="doi:10.1000/xyz", title="attention, again", aliases=("openreview:aBcDeF",)),
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    return Shelf(tmp_path_factory.mktemp("search"), PAPERS)


def numbers(shelf: Shelf, text: str, marks: MarkTable | None = None) -> set[int]:
    """The papers that match, numbered from 1 in the order above."""
    results = shelf.search(text, marks)
    return {ordinal + 1 for ordinal in results.ordinals[: results.listed]}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", {1, 2, 3, 4}),
        # words, in any form, whatever the case and the accents
        ("plan", {1}),
        ("PLANNED", {1}),
        ("uber plane", {3}),
        ("naive", {3}),
        ("garcia", {1, 2}),
        ("learning", {3}),
        ("zebra", set()),
        # several words, fields
        ("network plan", {1}),
        ("network OR learning", {1, 2, 3}),
        ("title:network", {2}),
        ("abstract:network", {1, 2}),
        ("author:garcia", {1, 2}),
        ("title:garcia", set()),
        ("author:ana network", {1}),
        # not
        ("-network", {3, 4}),
        ("network -plan", {2}),
        ("-(plan OR attention)", {2, 3}),
        # phrases, which stay within a field, an author, a keyword
        ('"neural network"', {1}),
        ('"network neural"', set()),
        ('"ana garcia"', {1}),
        ('"garcia jorg"', set()),
        ('"ho ann"', set()),
        ('"shot learning"', set()),
        ("few-shot", {3}),
        ('"plan ahead"', {1}),
        ('"trees we"', set()),
        # beginnings of words as they are written, not of stems
        ("plann*", {1}),
        ("planni*", {1}),
        ("plana*", {2}),
        ("pl*", {1, 2, 3}),
        ("neu*", {1, 2}),
        ("title:neu*", {2}),
        ("few-sh*", {3}),
        ("zeb*", set()),
        # facts
        ("venue:iclr", {1}),
        ("venue:2024", {2}),
        ('venue:"2025 iclr"', {1}),
        ("venue:clr", set()),
        ("venue:fur", {3}),
        ("source:001", {2, 3}),
        ("source:001_B", {2, 3}),
        ("source:01_b", set()),
        ("day:2025-03-12", {1, 2}),
        ("day:2025-03", {1, 2}),
        ("day:2025", {1, 2}),
        ("day:2025-0", set()),
        ('day:"Mar 12 2025"', {1, 2}),
        ('day:"mar 12"', {3}),
        ("day:--03-12", {3}),
        ("id:2401.00001", {1}),
        ("id:arxiv:2401.00002v3", {2}),
        ("id:https://arxiv.org/abs/2401.00002", {2}),
        ("id:10.1000/XYZ", {4}),
        ("id:aBcDeF", {4}),
        ("id:openreview:aBcDeF", {4}),
        ("id:2401", set()),
        ("-venue:iclr", {2, 3, 4}),
        ("network venue:iclr", {1}),
        ("attention OR venue:iclr", {1, 4}),
    ],
)
def test_what_a_query_finds(shelf: Shelf, text: str, found: set[int]) -> None:
    assert numbers(shelf, text) == found


def test_a_value_written_exactly_is_that_value_alone(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.append([paper(1, "old", venue="ICML"), paper(2, "new", venue="ICML 2025")])
    assert shelf.found("venue:ICML") == {"old"}
    assert shelf.found("venue:icml") == {"old", "new"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is:unread", {3, 4}),
        ("is:read", {1}),
        ("is:starred", {1, 3}),
        ("is:dismissed", {2}),
        ("-is:starred", {2, 4}),
        ("is:unread learning", {3}),
        ("network is:dismissed", {2}),
        ("tag:to-read", {1, 4}),
        ("tag:To-Read", {1, 4}),
        ("tag:to", set()),
        ("tag:none", set()),
        ("tag:to-read is:starred", {1}),
    ],
)
def test_marks(shelf: Shelf, text: str, found: set[int]) -> None:
    marks = MarkTable(
        bytearray([READ | STARRED, DISMISSED, STARRED, 0]), {"to-read": {0, 3}, "x": {1}}
    )
    assert numbers(shelf, text, marks) == found


def test_marks_of_fewer_and_of_more_papers_than_there_are(shelf: Shelf) -> None:
    assert numbers(shelf, "is:unread", MarkTable(bytearray([READ]))) == {2, 3, 4}
    more = MarkTable(bytearray([READ] * 9), {"t": {2, 8}})
    assert numbers(shelf, "is:read", more) == {1, 2, 3, 4}
    assert numbers(shelf, "tag:t", more) == {3}


def test_marks_may_change_while_results_live(shelf: Shelf) -> None:
    marks = MarkTable.empty(4)
    results = shelf.search("is:unread", marks)
    marks.flags[0] = READ
    marks.flags.append(0)
    assert results.total == 4
    assert numbers(shelf, "is:unread", marks) == {2, 3, 4}


@pytest.mark.parametrize(
    ("text", "sort", "order"),
    [
        ("", "", [2, 1, 3, 4]),
        ("", "relevance", [2, 1, 3, 4]),
        ("", "rank", [2, 1, 3, 4]),
        ("", "title", [2, 4, 1, 3]),
        ("", "added", [1, 3, 2, 4]),
        ("-venue:iclr", "", [2, 3, 4]),
        ("-plan", "", [2, 3, 4]),
        ("network", "", [2, 1]),
        ("plan OR learning", "day", [1, 3]),
        ("network", "title", [2, 1]),
        ("network", "added", [1, 2]),
    ],
)
def test_orders(shelf: Shelf, text: str, sort: str, order: list[int]) -> None:
    results = shelf.search(text, sort=sort)
    assert [ordinal + 1 for ordinal in results.ordinals] == order


def test_results_name_the_order_they_are_in(shelf: Shelf) -> None:
    sorts = {text: shelf.search(text).sort for text in ("", "plan", "-plan", "venue:iclr")}
    assert sorts == {"": "day", "plan": "relevance", "-plan": "day", "venue:iclr": "day"}
    assert shelf.search("plan", sort="title").sort == "title"
    assert shelf.search("-plan sort:-relevance").sort == "-day"


def test_equal_scores_keep_the_order_of_the_library(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, [paper(number, "Same Words") for number in range(9)], batch=2)
    results = shelf.search("same")
    assert list(results.ordinals) == list(range(9))
    assert results.scores is not None
    assert len(set(results.scores)) == 1


def test_scores_stand_by_their_papers_in_any_order(shelf: Shelf) -> None:
    best = shelf.search("network")
    other = shelf.search("network", sort="added")
    assert best.scores is not None
    assert other.scores is not None
    assert dict(zip(best.ordinals, best.scores, strict=True)) == dict(
        zip(other.ordinals, other.scores, strict=True)
    )
    assert list(best.scores) == sorted(best.scores, reverse=True)
    assert shelf.search("venue:iclr").scores is None


def test_a_match_in_the_title_counts_more(tmp_path: Path) -> None:
    pair = [paper(1, "x", abstract="sorting"), paper(2, "sorting", abstract="x")]
    assert Shelf(tmp_path, pair).titles("sorting") == ["sorting", "x"]


def test_facts_need_no_index_at_all(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.append(PAPERS)
    assert numbers(shelf, "venue:iclr OR source:001") == {1, 2, 3}
    assert shelf.search("venue:iclr").unindexed == 0
    assert not shelf.store.folder.exists()


def test_a_limit_cuts_what_is_listed_and_not_what_matches(shelf: Shelf) -> None:
    for text in ("limit:2", "sort:title limit:2", "network OR learning OR attention limit:2"):
        results = shelf.search(text)
        assert (len(results), results.listed) == (2, 2)
        assert results.total > 2
        everything = shelf.search(text.replace("limit:2", ""))
        assert list(results.ordinals) == list(everything.ordinals)[:2]


def test_what_is_not_indexed_yet_matches_neither_a_word_nor_its_absence(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, PAPERS[:2])
    shelf.append(PAPERS[2:])
    assert numbers(shelf, "network OR learning") == {1, 2}
    assert numbers(shelf, "-plan") == {2}
    assert numbers(shelf, "plan OR venue:fur") == {1, 3}
    assert shelf.search("plan").unindexed == 2
    shelf.catch_up()
    assert numbers(shelf, "-plan") == {2, 3, 4}
    assert shelf.search("plan").unindexed == 0


def test_papers_that_the_columns_do_not_have_yet_are_not_found(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path, PAPERS[:1])
    early = shelf.columns
    shelf.put(PAPERS[1:])
    results = search(Query.parse("network"), MarkTable.empty(1), early, shelf.store)
    assert list(results.ordinals) == [0]


def test_an_empty_library_has_nothing_to_find(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    for text in ("", "word", "-word", "is:unread", "wo*", '"two words"'):
        assert shelf.search(text).total == 0


def test_the_whole_list_loads_neither_whoosh_nor_numpy(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.append(PAPERS)
    folders = shelf.library.log.folder, tmp_path / "cache"
    code = (
        "import sys; from pathlib import Path; from index.library import Library\n"
        "from index.marktable import MarkTable; from index.query.query import Query\n"
        "library = Library(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "results = library.search(Query(), MarkTable.empty(len(library)))\n"
        "print(results.total, [name for name in ('whoosh', 'numpy') if name in sys.modules])"
    )
    command = [sys.executable, "-c", code, *map(str, folders)]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "4 []\n"
