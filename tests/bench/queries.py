"""What is asked: classes of questions, and queries that are typed letter by letter.

The words are among those that made-up papers use as well (`invented.KNOWN`), or are chosen from
the corpus by how often it has them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.errors import CarrelError
from tests.bench.engine import Question
from tui.astyped import as_typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.bench.wordcount import WordCount

RARE = "rare word"
ACCENTED = "not ASCII"
FIELD = "field"

FIXED: dict[str, tuple[str, ...]] = {
    "common word": ("learning", "model", "data", "method"),
    RARE: (),
    "two words": ("graph network", "language model", "robust training", "image attention"),
    "three words": ("graph neural network", "learning model data", "deep reinforcement planning"),
    "OR": ("robust OR reinforcement", "graph OR image OR language", "diffusion OR planning"),
    "NOT": ("learning -image", "model -language -image", "attention -graph"),
    "mixed": (
        "(graph OR image) attention -language",
        "deep (learning OR training) network",
        "neural (planning OR diffusion) -graph",
    ),
    "phrase": ('"neural network"', '"language model"', '"reinforcement learning"'),
    "prefix, 1 letter": ("t*", "l*", "s*"),
    "prefix, 2 letters": ("tr*", "le*", "mo*"),
    "prefix, 3 letters": ("tra*", "lea*", "mod*"),
    "prefix, 5 letters": ("train*", "learn*", "model*", "atten*"),
    "fuzzy": ("lerning~", "netwrok~", "atention~", "plannning~"),
    FIELD: ("title:attention", "title:graph title:network", "abstract:robust abstract:data"),
    ACCENTED: ("léarning", "gråph nétwork", "dàta -modél"),
    "nothing": ("qqwzzk", "learning qqwzzk", '"planning qqwzzk"'),
}
"""Queries of each class; `classes` adds those of the corpus."""

BEGUN = ("deep lear", "graph neur", "reinforcement learning plan", "language mode")
"""Asked as they are while being typed."""

TYPED = (
    "deep learning",
    "graph neural network",
    "reinforcement learning planning",
    "diffusion model",
    "language model training",
    "attention",
    "robust image data",
    "neural network -graph",
    '"neural network" training',
    "title:attention language",
    "planning OR reinforcement",
    "is:unread learning method",
)
"""Typed from the first letter to the last."""


def classes(count: WordCount) -> dict[str, list[Question]]:
    """The questions of each class."""
    chosen = {
        RARE: count.rare(5),
        ACCENTED: count.accented(3),
        FIELD: [f"author:{name}" for name in count.names(2)],
    }
    asked = {
        name: [Question(text) for text in (*texts, *chosen.get(name, ()))]
        for name, texts in FIXED.items()
    }
    return {**asked, "as you type": [Question(text, typed=True) for text in BEGUN]}


def keystrokes(texts: Iterable[str]) -> list[list[str]]:
    """What stands in the search bar after each key, query by query, where that is a query."""
    return [
        [text[:end] for end in range(1, len(text) + 1) if _is_query(text[:end])] for text in texts
    ]


def _is_query(text: str) -> bool:
    try:
        as_typed(text)
    except CarrelError:
        return False
    return True
