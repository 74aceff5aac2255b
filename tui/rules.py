"""Rules in ``config.toml``: papers of which the reader always wants more, fewer or none.

```toml
[[rule]]
query = "author:garcia has:code"
weight = 2

[[rule]]
query = 'title:"position paper"'
mute = true
```

Called by `tui.config`. The query is of the same language as everywhere; a rule with a mistake is
named and left out, and the others hold.
"""

from __future__ import annotations

import math

from index.errors import CarrelError, Problem
from index.query.query import Fact, Query
from index.query.tree import leaves
from index.recommending.taste import Rule
from tui.tomlfile import nearest, quoted, shown_value

MAX_RULES = 200
"""More would make every order wait."""

MAX_WEIGHT = 100.0
"""In standard deviations: no score of a paper is so far from another."""

_KEYS = ("query", "weight", "mute")


def read_rules(value: object, where: str) -> tuple[list[Rule], list[Problem]]:
    """The rules of a file, and what is wrong with others.

    Args:
        value: what stands under ``rule``.
        where: the file's name, for problems.
    """
    if not isinstance(value, list):
        return [], [Problem("a rule is written below [[rule]]", where=where)]
    rules: list[Rule] = []
    problems: list[Problem] = []
    for number, table in enumerate(value, 1):
        place = f"{where}, rule {number}"
        if number > MAX_RULES:
            message = f"more than {MAX_RULES} rules"
            problems.append(Problem(message, "those from here on are left out", place))
            break
        try:
            rules.append(_rule(table))
        except CarrelError as error:
            problems.append(_at(error.problem, place))
    return rules, problems


def _at(problem: Problem, place: str) -> Problem:
    inside = f", {problem.where}" if problem.where else ""
    return Problem(problem.message, problem.hint or "the rule is left out", place + inside)


def _rule(table: object) -> Rule:
    """One rule.

    Raises:
        CarrelError: it makes no sense.
    """
    if not isinstance(table, dict):
        raise CarrelError("a rule is written below [[rule]]")
    for key in table:
        if key not in _KEYS:
            hint = nearest(key, _KEYS) or f"a rule has {', '.join(_KEYS)}"
            raise CarrelError(f"{quoted(key)} is not part of a rule", hint=hint)
    query = _query(table.get("query"))
    mute = table.get("mute", False)
    if not isinstance(mute, bool):
        raise CarrelError(f"mute must be true or false, not {shown_value(mute)}")
    if mute == ("weight" in table):
        raise CarrelError("a rule has either a weight or mute = true")
    return Rule(query, _weight(table.get("weight", 0)), mute)


def _query(value: object) -> Query:
    if not isinstance(value, str) or not value.strip():
        raise CarrelError('a rule needs a query in quotes, as in query = "author:garcia"')
    query = Query.parse(value)
    if query.sort or query.limit:
        raise CarrelError("the query of a rule takes neither sort: nor limit:")
    if any(leaf == Fact("is", "muted") for leaf, _ in leaves(query.root)):
        raise CarrelError("a rule cannot ask for what rules mute")
    return query


def _weight(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    number = float(str(value)[:40]) if is_number else math.nan
    if not -MAX_WEIGHT <= number <= MAX_WEIGHT:
        message = f"weight must be a number from {-MAX_WEIGHT:g} to {MAX_WEIGHT:g}"
        raise CarrelError(f"{message}, not {shown_value(value)}")
    return number
