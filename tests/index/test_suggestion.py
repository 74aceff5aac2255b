from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.marktable import READ, MarkTable
from index.paper import Paper
from index.query.query import Query
from index.suggestion import suggest
from tests.index.search_cases import Shelf

if TYPE_CHECKING:
    from pathlib import Path

TITLES = (
    "Transformers for kites",
    "A transformer in the wind",
    "Transfer of kites",
    "Robust kites",
    "Kitchens",
    "Müller and the wind",
)


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    papers = [Paper(f"arxiv:2401.{number:05}", title) for number, title in enumerate(TITLES)]
    return Shelf(tmp_path_factory.mktemp("spelling"), papers)


def suggested(shelf: Shelf, text: str, marks: MarkTable | None = None) -> str | None:
    marks = marks or MarkTable.empty(len(shelf.columns))
    found = suggest(Query.parse(text), marks, shelf.columns, shelf.store.snapshot())
    return None if found is None else str(found)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("transfomer", "transformer"),
        ("kiets", "kites"),
        ("title:trasfer", "title:transfer"),
        ("robsut kitse", "robust kites"),
        ("wnd -kites", "wind -kites"),
        ('"trasfer of kites"', '"transfer of kites"'),
        ("kites (robsut OR wnd)", "kites (robust OR wind)"),
        ("mullre", "muller"),
        ("robust-kiets", "robust-kites"),
        ("transfomer sort:title --all", "transformer sort:title --all"),
    ],
)
def test_unknown_words_are_spelt_as_papers_spell_them(shelf: Shelf, typed: str, meant: str) -> None:
    assert suggested(shelf, typed) == meant
    assert shelf.search(meant).total


@pytest.mark.parametrize(
    "text",
    [
        "kites",  # finds something
        "robust kitchens",  # known words, but no paper has both
        "qqqqqqqq",  # like nothing
        "transfomer venue:nowhere",  # no spelling helps
        "",
        "is:read",
        "-transfomer",  # what is excluded may well be unknown
        "zx",
    ],
)
def test_nothing_is_suggested_where_no_spelling_helps(shelf: Shelf, text: str) -> None:
    assert suggested(shelf, text) is None


def test_the_nearest_spelling_that_finds_something_wins(shelf: Shelf) -> None:
    marks = MarkTable.empty(len(TITLES))
    marks.flags[4] = READ
    assert suggested(shelf, "kitchen is:read") is None  # it is known by its stem
    assert suggested(shelf, "kitchns") == "kitchens"
    assert suggested(shelf, "kitchns is:read", marks) == "kitchens is:read"


def test_a_library_without_an_index_suggests_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.append([Paper("arxiv:2401.00001", "Kites")])
    assert suggested(shelf, "kiets") is None


def test_a_slip_that_papers_have_made_too_is_doubted_where_nothing_is_found(tmp_path: Path) -> None:
    titles = ["A networc of kites", *(f"Network number {number}" for number in range(50))]
    papers = [Paper(f"arxiv:2401.{number:05}", title) for number, title in enumerate(titles)]
    shelf = Shelf(tmp_path, papers)
    assert suggested(shelf, "networc number") == "network number"
    assert suggested(shelf, "networc nmber") == "network number"
    assert suggested(shelf, "kites number") is None  # as frequent as anything like it
