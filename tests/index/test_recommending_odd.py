"""Rankings of odd papers, of none, and while others come in."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import chain, repeat
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.library import Library
from index.marktable import STARRED, MarkTable
from index.paper import Paper
from index.query.query import Query
from index.recommending import standing as standing_module
from index.recommending.standing import FEW_STARS
from index.recommending.taste import Rule, Taste
from tests.index.ranking_cases import PAPERS
from tests.index.vector_cases import marks, shelved

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.columns.columns import Columns


def test_an_empty_library_has_no_trouble(tmp_path: Path) -> None:
    library = shelved(tmp_path, [])
    table = marks(library)
    assert library.recommender.is_ready
    assert not library.recommender.catch_up()
    standing = library.recommender.standing(table, Taste())
    assert standing.places.tolist() == []
    assert standing.note == ""  # nothing to compare, so nothing to wait for
    assert library.search(Query.parse("sort:score"), table, None).total == 0
    assert not library.recommender.rising(date(2026, 1, 1))


def _asked_everything(library: Library, table: MarkTable) -> None:
    """No question fails, whatever the papers are."""
    for ordinal in range(len(library)):
        found = library.recommender.related(ordinal, 5)
        assert found is not None
        assert ordinal not in {each.ordinal for each in found}
        told = library.recommender.explain(ordinal, table, Taste())
        assert np.isfinite(told.score)
    assert len(library.search(Query.parse("sort:score"), table).ordinals) == len(library)


def test_one_paper_has_no_neighbours(tmp_path: Path) -> None:
    library = shelved(tmp_path, PAPERS[:1])
    _asked_everything(library, marks(library, starred=[0]))
    assert library.recommender.related(0) == []


def test_where_every_word_is_everywhere_neighbours_have_a_reason_still(tmp_path: Path) -> None:
    texts = ("keel mast sail", "mast sail keel", "sail keel mast", "keel sail mast")
    papers = [
        Paper(id=f"x:{number}", title=text, abstract=text) for number, text in enumerate(texts)
    ]
    found = shelved(tmp_path, papers).recommender.related(0)
    assert found
    assert all(set(each.reason.words) == {"keel", "mast", "sail"} for each in found)


@pytest.mark.parametrize(
    "odd",
    [
        Paper(id="x:1", title=""),
        Paper(id="x:1", title="Keel"),
        Paper(id="x:1", title="???", abstract="!!! ..."),
        Paper(id="x:1", title="注意力机制就是全部", abstract="我们提出了一种新的注意力机制。"),
        Paper(id="x:1", title="การเรียนรู้", abstract="วิธีการใหม่"),
        Paper(id="x:1", title="Long", abstract="keel " * 1_000_000),
    ],
    ids=["no words", "no abstract", "signs", "no spaces", "Thai", "a million words"],
)
def test_an_odd_paper_gets_an_answer(tmp_path: Path, odd: Paper) -> None:
    library = shelved(tmp_path, [odd, *PAPERS[:12], replace(odd, id="x:2", title=f"{odd.title} B")])
    _asked_everything(library, marks(library, starred=[0, 1, 2, 5]))
    nearest = library.recommender.related(0, 1)
    if "注意力" in odd.title:
        assert nearest
        assert nearest[0].ordinal == 13
        assert set(nearest[0].reason.words) <= set(odd.title + odd.abstract)


def test_the_notes_name_the_number_that_is_meant() -> None:
    assert str(standing_module.FEWEST) in FEW_STARS
    assert STARRED == 2


def in_turn(found: Iterator[Columns]) -> property:
    """A property that is another one each time it is looked at."""
    return property(lambda _: next(found))


def test_papers_that_come_in_while_it_is_asked_do_no_harm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = shelved(tmp_path, PAPERS[:40])
    old = library.columns
    again = replace(PAPERS[0], id="x:again", authors=("Another",), aliases=())
    library.log.append([*PAPERS[40:50], again])
    new = library.open_columns()
    recommender = library.recommender
    muting = Taste(rules=(Rule(Query.parse(f'title:"{PAPERS[0].title}"'), mute=True),))
    for operation in (
        lambda: recommender.related(0),
        lambda: recommender.standing(MarkTable.empty(40), muting),
        lambda: recommender.mute(MarkTable.empty(40), muting),
    ):
        monkeypatch.setattr(Library, "columns", in_turn(chain([old], repeat(new))))
        operation()
        monkeypatch.undo()
