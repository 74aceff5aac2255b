"""Papers with only some of the words, where few have all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.marktable import STARRED, MarkTable
from index.paper import Paper
from index.ranking import MOST_OTHERS
from index.search import FEW
from tests.index.search_cases import Shelf

if TYPE_CHECKING:
    from pathlib import Path


def paper(number: int, title: str) -> Paper:
    return Paper(id=f"arxiv:2401.{number:05}", title=title)


def test_some_of_the_words_are_enough_where_all_find_few(tmp_path: Path) -> None:
    titles = ["red kites", "red", "kites", "blue", "red red kites kites", "Kites are red, mostly"]
    shelf = Shelf(tmp_path, [paper(number, title) for number, title in enumerate(titles)])
    results = shelf.search("red kites")
    assert (results.total, results.listed, results.others) == (3, 3, 2)
    assert set(results.ordinals[:3]) == {0, 4, 5}
    assert set(results.ordinals[3:]) == {1, 2}
    assert results.scores is not None
    assert min(results.scores) > 0


@pytest.mark.parametrize(
    ("text", "total", "others"),
    [
        ("red kites --all", 1, 0),
        ("red kites --any", 3, 0),
        ("red kites -blue --any", 2, 0),
        ("red", 2, 0),  # there is nothing to leave out
        ('"red kites"', 1, 0),
        ("red kites is:starred", 0, 1),  # facts hold in any case
        ("red kites -ponds", 0, 2),  # and so does what is excluded
        ("red OR kites", 3, 0),
        ("nosuchword red", 0, 2),
        ("nosuchword nosuchotherword", 0, 0),
    ],
)
def test_how_many_words_are_wanted_can_be_said(
    tmp_path: Path, text: str, total: int, others: int
) -> None:
    titles = ["red kites on ponds", "red", "kites blue", "ships"]
    shelf = Shelf(tmp_path, [paper(number, title) for number, title in enumerate(titles)])
    marks = MarkTable.empty(4)
    marks.flags[1] = STARRED
    results = shelf.search(text, marks)
    assert (results.total, results.others) == (total, others)


def test_where_many_have_every_word_no_other_follows(tmp_path: Path) -> None:
    both = [paper(number, "red kites") for number in range(FEW)]
    shelf = Shelf(tmp_path, [*both, paper(FEW, "red")])
    assert shelf.search("red kites").others == 0


def test_the_best_of_the_others_follow_and_not_all(tmp_path: Path) -> None:
    many = [paper(number, "red red" if number == 99 else "red sky") for number in range(150)]
    results = Shelf(tmp_path, many).search("red kites")
    assert (results.total, results.others) == (0, MOST_OTHERS)
    assert results.ordinals[0] == 99
