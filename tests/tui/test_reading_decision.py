from __future__ import annotations

import pytest
from hypothesis import given

from index.errors import CarrelError
from tests.tui.reading_cases import verbs
from tui.reading.decision import (
    MAX_TAG_LENGTH,
    PLAIN_VERBS,
    attribute_of,
    checked_verb,
    is_positive,
    opposite,
)


@given(verbs)
def test_a_verb_and_its_opposite_decide_one_attribute(verb: str) -> None:
    assert opposite(opposite(verb)) == verb
    assert is_positive(verb) != is_positive(opposite(verb))
    assert attribute_of(verb) == attribute_of(opposite(verb))


def test_every_plain_verb_is_kept_as_it_is() -> None:
    assert [checked_verb(verb) for verb in PLAIN_VERBS] == list(PLAIN_VERBS)


def test_a_tag_is_composed_so_that_two_ways_to_type_it_are_one() -> None:
    assert checked_verb("tag:re\u0301sume\u0301") == "tag:r\u00e9sum\u00e9"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("stra", "did you mean star?"),
        ("", "known: read"),
        ("tag", "tag:NAME"),
        ("tag:", "a tag needs a name"),
        ("tag:two words", "cannot hold ' '"),
        ("untag:[b]", "cannot hold '['"),
        ("tag:" + "x" * (MAX_TAG_LENGTH + 1), "64 characters at most"),
        ("label:x", "no such mark"),
    ],
)
def test_a_wrong_verb_is_told(text: str, told: str) -> None:
    with pytest.raises(CarrelError) as caught:
        checked_verb(text)
    assert told in str(caught.value)


def test_what_is_told_of_a_wrong_verb_is_fit_for_a_terminal() -> None:
    with pytest.raises(CarrelError) as caught:
        checked_verb("tag:\x1b[2J\u202e")
    assert str(caught.value).isprintable()
