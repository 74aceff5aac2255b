from __future__ import annotations

import pytest

from index.errors import CarrelError
from index.paper import Paper
from index.query.query import Query
from tests.bench.engine import NOWHERE, Question
from tests.bench.invented import KNOWN
from tests.bench.queries import FIXED, RARE, TYPED, classes, keystrokes
from tests.bench.wordcount import WordCount


def counted(*titles: str) -> WordCount:
    return WordCount.of([Paper(f"title:{number}", each) for number, each in enumerate(titles)])


def sample() -> WordCount:
    return WordCount.of(
        [
            Paper("title:a", "Naïve planning", authors=("Ann Lee", "José García")),
            Paper("title:b", "Planning with García", authors=("Bo Lee",)),
        ]
    )


def test_words_are_counted_once_a_paper() -> None:
    assert counted("plan plan Plan", "plan").words["plan"] == 2


def test_rare_words_are_long_and_of_one_paper() -> None:
    rare = counted("planning alphabet soup", "planning with tweezers and spoons").rare(9)
    assert rare == ["spoons", "tweezers"]


def test_rare_words_are_spread_over_the_alphabet() -> None:
    assert counted("aaaaaa bbbbbb cccccc dddddd eeeeee ffffff").rare(2) == ["cccccc", "eeeeee"]


def test_accented_words_and_names_come_by_frequency() -> None:
    assert sample().accented(9)[:2] == ["garcía", "josé"]
    assert sample().names(1) == ["lee"]


def test_beginnings_are_those_that_most_papers_have() -> None:
    words = counted("plan planning", "plain boats", "boats")
    assert words.prefixes(3, 1) == ["pla"]
    assert words.prefixes(2, 9) == ["pl", "bo"]


def test_every_class_has_three_questions_that_are_queries() -> None:
    for name, questions in classes(sample()).items():
        assert len(questions) >= 3 or name == RARE, name
        for question in questions:
            assert not isinstance(question.node, type(Query().root)), question


def test_fixed_words_are_those_of_made_up_papers() -> None:
    known = {*KNOWN, "and"}
    for text in (*FIXED["two words"], *FIXED["three words"], *FIXED["common word"]):
        assert set(text.split()) <= known, text


def test_keystrokes_leave_out_what_is_no_query_yet() -> None:
    assert keystrokes(["is:unread a"]) == [["i", "is", "is:unread", "is:unread ", "is:unread a"]]
    for texts in keystrokes(TYPED):
        for text in texts:
            Query.parse(text)


def test_other_engines_are_spared_facts() -> None:
    assert Question("is:unread deep lear", typed=True).node == Query.parse("deep lear*").root
    assert Question("is:unread", typed=True).node == Query().root
    assert Question("deep -tag:x").node == Query.parse("deep").root


def test_a_question_that_is_no_query_says_so() -> None:
    with pytest.raises(CarrelError):
        _ = Question("is:").node
    assert NOWHERE not in KNOWN
