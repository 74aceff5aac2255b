from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import stem, words
from index.edit_distance import within
from index.fulltext import lexicon
from index.fulltext.arrayfile import DamagedFileError
from index.fulltext.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

written = st.text(st.sampled_from("abnpl漢éßi7"), min_size=1, max_size=6)
folded = written.flatmap(lambda text: st.sampled_from([word.text for word in words(text)] or ["a"]))
vocabularies = st.sets(folded, max_size=25)


def stems(found: Lexicon, numbers: NDArray[np.int64]) -> set[str]:
    return {found.stems[number].decode() for number in numbers.tolist()}


def of(texts: Iterable[str]) -> Lexicon:
    return Lexicon.of(texts, "mine")


@given(vocabularies)
def test_words_are_all_there_in_order(vocabulary: set[str]) -> None:
    assert of(vocabulary).words() == sorted(vocabulary)


@given(vocabularies, folded)
def test_a_stem_is_known_by_its_number(vocabulary: set[str], word: str) -> None:
    known = of(vocabulary)
    number = known.number(stem(word))
    assert (number is not None) == (stem(word) in set(map(stem, vocabulary)))
    if number is not None:
        assert known.stems[number].decode() == stem(word)


@given(vocabularies, folded)
def test_a_beginning_stands_for_the_stems_of_its_words(vocabulary: set[str], prefix: str) -> None:
    known = of(vocabulary)
    expected = {stem(word) for word in vocabulary if word.startswith(prefix)}
    assert stems(known, known.beginning_with(prefix)) == expected


@given(vocabularies, folded, st.sampled_from([1, 2]))
def test_similar_words_are_those_within_so_many_slips(
    vocabulary: set[str], word: str, slips: int
) -> None:
    known = of(vocabulary)
    expected = {one for one in vocabulary if within(word, one, slips)}
    found = known.spelt_like(word, slips)
    assert {like for _, like, _ in found} == expected
    assert {like for distance, like, _ in found if not distance} == expected & {word}
    assert stems(known, known.like(word, slips)) == set(map(stem, expected))


@given(vocabularies, vocabularies)
def test_more_words_change_no_number(first: set[str], second: set[str]) -> None:
    before = of(first)
    after = before.extended(second)
    assert after.words() == sorted(first | second)
    assert list(after.stems)[: len(before.stems)] == list(before.stems)
    assert after.name == before.name
    for word in first | second:
        number = after.number(stem(word))
        assert number is not None
        assert after.stems[number].decode() == stem(word)


def test_a_lexicon_is_read_back_as_written_and_grows_in_its_file(tmp_path: Path) -> None:
    path = tmp_path / lexicon.FILE_NAME
    first = lexicon.write(path, ["planning", "plan", "graph"])
    second = lexicon.write(path, ["plane", "graph"])
    found = Lexicon.read(path)
    assert found.words() == second.words() == ["graph", "plan", "plane", "planning"]
    assert found.name == first.name
    assert found.number("graph") == first.number("graph")
    assert stems(found, found.beginning_with("plann")) == {"plan"}


def test_two_lexicons_have_two_names(tmp_path: Path) -> None:
    names = {lexicon.write(tmp_path / name, ["word"]).name for name in ("one", "two")}
    assert len(names) == 2


def test_no_file_is_an_empty_lexicon(tmp_path: Path) -> None:
    found = Lexicon.read(tmp_path / lexicon.FILE_NAME)
    assert found.words() == []
    assert found.number("plan") is None
    assert found.spelt_like("plan", 2) == []


def test_a_damaged_lexicon_is_refused(tmp_path: Path) -> None:
    path = tmp_path / lexicon.FILE_NAME
    lexicon.write(path, ["planning"])
    content = bytearray(path.read_bytes())
    content[-1] ^= 4
    path.write_bytes(content)
    with pytest.raises(DamagedFileError):
        Lexicon.read(path)
