from __future__ import annotations

import numpy as np
import pytest

from index.fulltext.hits import Hits, KeptHits


def hits(count: int) -> Hits:
    return Hits(np.arange(count), np.ones(count))


def never() -> Hits:
    pytest.fail("asked for again")


def test_what_was_found_is_not_looked_for_again() -> None:
    kept = KeptHits(1, least=10)
    found = kept.get("one", lambda: hits(3))
    assert kept.get("one", never) is found


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept = KeptHits(1, least=10)
    kept.get("one", lambda: hits(4))
    two = kept.get("two", lambda: hits(4))
    one = kept.get("one", never)
    kept.get("three", lambda: hits(4))
    assert kept.get("one", never) is one
    assert kept.get("two", lambda: hits(4)) is not two


def test_one_finding_is_kept_however_large() -> None:
    kept = KeptHits(1, least=10)
    found = kept.get("all", lambda: hits(99))
    assert kept.get("all", never) is found
