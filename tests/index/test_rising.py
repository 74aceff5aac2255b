"""Words of the field, and how words are shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from index.paper import Listing, Paper
from index.recommending.wording import wording
from tests.index.ranking_cases import titled
from tests.index.vector_cases import shelved

if TYPE_CHECKING:
    from pathlib import Path


def test_words_that_rise_are_told_with_their_counts(tmp_path: Path) -> None:
    papers = [
        titled(
            number,
            f"Sails {'and GraphQL kites' if number >= 36 or number == 3 else 'and ropes'}",
            listings=(Listing("p", 1, "2026-03-10" if number >= 30 else "2025-12-10"),),
        )
        for number in range(40)
    ]
    library = shelved(tmp_path, papers)
    found = library.recommender.rising(date(2026, 3, 14))
    assert found is not None
    assert {each.word for each in found[:2]} == {"GraphQL", "kites"}
    assert (found[0].recent, found[0].recent_papers) == (4, 10)
    assert (found[0].before, found[0].before_papers) == (1, 30)
    assert "ropes" not in {each.word for each in found}
    none = library.recommender.rising(date(2026, 3, 14), np.arange(40) < 30)
    assert none == []
    assert library.recommender.rising(date(2020, 1, 1)) == []


def test_words_that_papers_are_only_written_with_do_not_rise(tmp_path: Path) -> None:
    papers = [
        Paper(
            id=f"x:{number}",
            title=f"Boat {number}",
            abstract=f"Sails {'across kites; kites, kites' if number >= 36 else 'of old'}.",
            listings=(Listing("p", 1, "2026-03-10" if number >= 30 else "2025-12-10"),),
        )
        for number in range(40)
    ]
    found = shelved(tmp_path, papers).recommender.rising(date(2026, 3, 14))
    assert found is not None
    assert [each.word for each in found] == ["kites"]


def test_words_are_shown_as_they_are_written() -> None:
    paper = Paper(id="x:1", title="Planning LoRA", abstract="plans, planning and LORA; LoRA. Plan!")
    found = wording([paper])
    for one in found:
        assert wording([paper], [one])[one] == found[one], "the same where only one is wanted"
    assert found["plan"] == "plan" or found["plan"] == "planning"
    assert found["lora"] == "LoRA"
