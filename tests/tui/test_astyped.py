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
        ("deep --lear", "deep (lear OR lear*)"),
        ("deep lear sort:day", "deep lear sort:day"),
        ("sort:day --any deep lear", "deep (lear OR lear*) sort:day --any"),
        ("lear #50", "lear limit:50"),
        ("lear --any", "lear --any"),
        ("lear is:unread", "lear is:unread"),
        ("is:unread lear", "is:unread (lear OR lear*)"),
        ("lear @7d", "lear date:7d"),
        ("lear !re", "lear -/re/"),
        ("lear –", "lear"),
        ("deep OR lear", "deep OR lear OR lear*"),
        ("a OR deep lear", "a OR deep (lear OR lear*)"),
        ("a (deep OR lear)", "a (deep OR lear)"),
        ("few-sh", "few-sh OR few-sh*"),
        ("kw:lear", "keywords:lear OR keywords:lear*"),
        ('"deep"lear', "deep (lear OR lear*)"),
        ("lear~", "lear~"),
        ("lear~2", "lear~2"),
        ("/lear/", "/lear/"),
        ("lear NOT deep", "lear -deep"),
        ("学", "学 OR 学*"),
    ],
)
def test_the_last_word_is_only_begun(text: str, meaning: str) -> None:
    assert str(as_typed(text)) == meaning


@pytest.mark.parametrize("text", ['"deep lear', "(deep lear", "a /deep lear", "a OR", "sort:d"])
def test_a_text_half_way_may_be_no_query(text: str) -> None:
    with pytest.raises(QueryError):
        as_typed(text)
