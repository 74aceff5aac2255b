"""Putting inversions together, and which segments it is done to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fulltext.inverting import ChunkTable, invert
from index.fulltext.merging import MOST_SEGMENTS, combined, segments_to_keep
from tests.index.inversion_model import assert_equal, numbered_papers
from tests.index.paper_strategies import patiently

if TYPE_CHECKING:
    from index.paper import Paper


@patiently
@given(papers=numbered_papers, part_of=st.lists(st.integers(0, 3), min_size=41, max_size=41))
def test_parts_put_together_are_the_whole(
    papers: list[tuple[int, Paper]], part_of: list[int]
) -> None:
    parts = [[one for one in papers if part_of[one[0]] == part] for part in range(4)]
    inversions = [invert(part, ChunkTable(set())) for part in parts]
    assert_equal(combined(inversions), invert(papers, ChunkTable(set())))


@dataclass(frozen=True)
class _Segment:
    documents: int
    deleted: int = 0

    def doc_count(self) -> int:
        return self.documents - self.deleted

    def doc_count_all(self) -> int:
        return self.documents


FULL = [_Segment(count) for count in range(100, 100 + MOST_SEGMENTS)]


@pytest.mark.parametrize(
    ("segments", "kept"),
    [
        pytest.param([], [], id="none"),
        pytest.param(FULL[1:], FULL[1:], id="room for one more"),
        pytest.param(FULL, FULL[-4:], id="too many: the largest stay, in order"),
        pytest.param([_Segment(10, 5), _Segment(10, 4)], [_Segment(10, 4)], id="half deleted"),
    ],
)
def test_what_stays(segments: list[_Segment], kept: list[_Segment]) -> None:
    assert segments_to_keep(segments) == kept
