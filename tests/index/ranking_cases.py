"""Made-up papers that rankings are tested on, and what a test asks of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from index.paper import Paper
from index.query.query import Query
from index.recommending.taste import Rule, Taste
from tests.index.vector_cases import made_up

if TYPE_CHECKING:
    from index.recommending.standing import Standing

PAPERS = made_up(80)
PURE = Taste(outside=0.0)
RULES = (
    Rule(Query.parse('author:"Writer 6"'), 50.0),
    Rule(Query.parse("title:oven"), mute=True),
)


def order(found: Standing) -> list[int]:
    """The ordinals as they stand, the first to read first."""
    ordinals: list[int] = np.argsort(found.places).tolist()
    return ordinals


def titled(number: int, title: str, abstract: str = "", **more: object) -> Paper:
    """A paper with little else."""
    paper = Paper(id=f"arxiv:2501.{number:05}", title=title, abstract=abstract)
    return replace(paper, **more)  # type: ignore[arg-type]
