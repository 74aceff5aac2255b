from __future__ import annotations

from itertools import accumulate, pairwise

from hypothesis import given
from hypothesis import strategies as st

from index.columns.carryover import inserted, spliced
from index.columns.columns import Columns
from index.columns.columnsfile import SECTIONS
from index.paper import Paper
from tests.index.columns_model import build

texts = st.lists(st.binary(max_size=4), max_size=12)


@given(texts, texts, st.data())
def test_texts_are_those_before_with_some_exchanged_and_others_added(
    before: list[bytes], added: list[bytes], data: st.DataObject
) -> None:
    places = st.sampled_from(range(len(before))) if before else st.nothing()
    changed = data.draw(st.dictionaries(places, st.binary(max_size=4)))
    changed |= dict(enumerate(added, len(before)))
    edges = memoryview(bytearray(4 * len(before) + 4)).cast("I")
    for place, edge in enumerate(accumulate(map(len, before), initial=0)):
        edges[place] = edge
    text, starts = spliced(memoryview(b"".join(before)), edges, changed)
    wanted = [changed.get(place, old) for place, old in enumerate(before)] + added
    assert [text[start:end] for start, end in pairwise(starts)] == wanted
    assert starts[0] == 0


@given(st.sets(st.integers()), st.sets(st.integers(), max_size=4))
def test_what_is_put_into_an_order_stands_where_it_belongs(
    before: set[int], fresh: set[int]
) -> None:
    order = sorted(before - fresh, reverse=True)
    assert inserted(order, fresh, int.__neg__) == sorted(before | fresh, reverse=True)


def test_a_few_papers_more_make_what_all_at_once_make() -> None:
    def paper(number: int, title: str) -> Paper:
        aliases = (f"title:{number:016}", "doi:10.1000/shared")[: number % 3]
        return Paper(f"arxiv:2401.{number:05}", title, aliases=aliases, year=2000 + number % 9)

    lines = [paper(number, f"Title {number * 7 % 50}") for number in range(150)]
    later = [paper(70, "Title 3, longer"), paper(4, "A"), paper(150, "Title 9"), paper(151, "zz")]
    grown, whole = build(later, build(lines), len(lines)), build([*lines, *later])
    for name, _, _ in SECTIONS:
        assert bytes(grown.section(name)) == bytes(whole.section(name)), name
    assert len(Columns.empty()) < len(grown) == 152
