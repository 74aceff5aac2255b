"""Inversions the slow and plain way, and papers to invert whose words are hard to tell apart."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from index.analysis import stem, words
from index.fulltext.schema import passages
from index.paper import Paper

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.fulltext.inversion import Inversion

Posting = tuple[str, bytes, int]
"""Field, term and ordinal."""

_PIECES = (
    "plan planning planned Planning, (plans) graph's graph’s graph-based d'Alembert 's '' -- _x_ "
    "log_p GPT-4 few-shot naïve NAI\u0308VE Straße ﬁne 注意力 注 ﷺ İx ſ é e\u0301 \u0301 हिन्दी "
    "soft\u00adhyphen a\u200bb 3.5 ½ ²"
).split()
_GAPS = (
    " ",
    "  ",
    "\n",
    "\t",
    "\u00a0",
    "\u2003",
    "\u3000",
    "\x1c",
    "\x85",
    "",
    "",
    "-",
    "'",
    "’s ",
)

texts = st.lists(
    st.sampled_from([*_PIECES, "x" * 63, "y" * 65, "é" * 64])
    | st.sampled_from(_GAPS)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
    max_size=12,
).map("".join)


def _papers(drawn: dict[int, tuple[str, str, list[str], list[str]]]) -> list[tuple[int, Paper]]:
    return [
        (ordinal, Paper(f"arxiv:{ordinal}", title, abstract, tuple(authors), None, "", tuple(kw)))
        for ordinal, (title, abstract, authors, kw) in drawn.items()
    ]


numbered_papers = st.dictionaries(
    st.integers(0, 40),
    st.tuples(texts, texts, st.lists(texts, max_size=3), st.lists(texts, max_size=2)),
    max_size=6,
).map(_papers)
"""Papers with their ordinals, in no order."""


def modelled(papers: Iterable[tuple[int, Paper]]) -> dict[Posting, list[int]]:
    """The positions of each posting of some papers."""
    found: defaultdict[Posting, list[int]] = defaultdict(list)
    for ordinal, paper in papers:
        for field, parts in passages(paper).items():
            position = 0
            for part in parts:
                for word in words(part):
                    found[field, stem(word.text).encode(), ordinal].append(position)
                    position += 1
                position += 1
    return dict(found)


def plain(inversion: Inversion) -> dict[Posting, list[int]]:
    """The same of an inversion."""
    found = {}
    ordinals = inversion.ordinals.tolist()
    for name, field in inversion.fields.items():
        places = iter(field.positions.tolist())
        for number, term in enumerate(inversion.terms):
            for posting in range(field.starts[number], field.starts[number + 1]):
                key = name, term, ordinals[field.docs[posting]]
                assert key not in found
                found[key] = [next(places) for _ in range(field.frequencies[posting])]
        assert next(places, None) is None
    return found


def assert_sound(inversion: Inversion) -> None:
    """Everything that an inversion promises."""
    assert inversion.terms == sorted(set(inversion.terms))
    assert inversion.ordinals.tolist() == sorted(set(inversion.ordinals.tolist()))
    assert list(inversion.fields) == ["title", "abstract", "author", "keywords"]
    for field in inversion.fields.values():
        assert len(field.starts) == len(inversion.terms) + 1
        assert [one.dtype.name for one in field] == ["int64", "uint32", "uint32", "uint32"]
        for low, high in zip(field.starts[:-1], field.starts[1:], strict=True):
            docs = field.docs[low:high].tolist()
            assert docs == sorted(set(docs))
        assert len(field.docs) == len(field.frequencies) == field.starts[-1]


def assert_equal(one: Inversion, other: Inversion) -> None:
    """That two inversions are the same, array by array."""
    assert one.terms == other.terms
    assert one.ordinals.tolist() == other.ordinals.tolist()
    assert list(one.fields) == list(other.fields)
    for name, field in one.fields.items():
        for part, array in field._asdict().items():
            its = getattr(other.fields[name], part)
            assert array.dtype == its.dtype
            assert array.tolist() == its.tolist()
