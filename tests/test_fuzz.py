"""A second of what ``make fuzz`` does for minutes: no crash, no hang, problems only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.fuzz.targets import TARGETS
from tests.patterns import patterns

if TYPE_CHECKING:
    from tests.fuzz.target import Target

EXAMPLES = 60


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_what_strangers_make_up_does_no_harm(target: Target) -> None:
    assert target.run(EXAMPLES, 1) >= EXAMPLES


def test_the_patterns_are_found() -> None:
    found = patterns()
    assert len(found) > 60
    assert {"index.tex.formulas._PROSE", "index.text._ODD", "tui.keys._MODIFIER"} <= set(found)
