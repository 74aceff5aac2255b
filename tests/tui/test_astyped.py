from __future__ import annotations

import pytest

from index.query.query import QueryError
from tui.astyped import as_typed


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("", ""),
        ("lear", "lear OR lear*"),
        ("deep lear", "deep (lear OR lear*)"),
        ("deep lear ", "deep lear"),
        ("deep title:lear", "deep (title:lear OR title:lear*)"),
        ("deep*", "deep*"),
        ('"deep lear"', '"deep lear"'),
        ("is:unread", "is:unread"),
        ("deep -lear", "deep -lear"),
    ],
)
def test_the_last_word_is_only_begun(text: str, meaning: str) -> None:
    assert str(as_typed(text)) == meaning


def test_a_text_half_way_may_be_no_query() -> None:
    with pytest.raises(QueryError):
        as_typed('"deep lear')
