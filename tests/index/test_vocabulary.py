from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from index.fulltext import vocabulary
from index.fulltext.vocabulary import Vocabulary

letters = st.text(st.sampled_from("abéz注\U0001f600ÿ"), min_size=1, max_size=4)


@given(st.sets(letters), letters)
def test_the_words_beginning_with_some_letters(words: set[str], start: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "words.txt"
        vocabulary.write(path, words)
        known = Vocabulary.read(path)
    assert known.words() == sorted(words)
    assert known.beginning_with(start) == sorted(w for w in words if w.startswith(start))


def test_no_file_is_no_words(tmp_path: Path) -> None:
    known = Vocabulary.read(tmp_path / "none.txt")
    assert known.words() == known.beginning_with("a") == []


def test_stems_come_once_and_sorted() -> None:
    known = Vocabulary(b"planet\nplanned\nplanning\nplans\n")
    assert known.stems_beginning_with("plan") == ["plan", "planet"]
    assert known.stems_beginning_with("plann") == ["plan"]
