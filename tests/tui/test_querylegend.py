from __future__ import annotations

import pytest

from index.query.query import Query
from tui.querylegend import EXAMPLES


@pytest.mark.parametrize("example", [example for example, _ in EXAMPLES])
def test_every_example_is_a_query(example: str) -> None:
    query = Query.parse(example)
    assert query != Query()
    assert Query.parse(str(query)) == query
