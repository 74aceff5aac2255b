from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import stem, terms, words


def _texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" – & … ", []),
        ("Attention Is All", ["attention", "is", "all"]),
        ("gpt4 3D 2nd", ["gpt4", "3d", "2nd"]),
        ("few-shot GPT-3.5 log_p(x)", ["few", "shot", "gpt", "3", "5", "log", "p", "x"]),
        ("model's Bayes' it's", ["model", "bayes", "it"]),
        ("model’s MODEL’S naïve", ["model", "model", "naive"]),
        ("d'Alembert don't l’Hôpital", ["d", "alembert", "don", "t", "l", "hopital"]),
        ("boy's-own x's_y", ["boy", "own", "x", "y"]),
        ("García Müller Søren Łukasz", ["garcia", "muller", "soren", "lukasz"]),
        ("Straße ﬁne İstanbul", ["strasse", "fine", "istanbul"]),
        ("S²FT CO₂ 𝛼-divergence Σ", ["s2ft", "co2", "α", "divergence", "σ"]),
        ("re\u00adlative", ["relative"]),
        ("机器学习 AI模型", ["机", "器", "学", "习", "ai", "模", "型"]),
        ("がカ・한국어", ["が", "カ", "한", "국", "어"]),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert _texts(text) == expected


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_accents_however_they_are_encoded(form: Literal["NFC", "NFD"]) -> None:
    assert _texts(unicodedata.normalize(form, "Erdős–Rényi")) == ["erdos", "renyi"]


def test_offsets_are_those_of_the_given_text() -> None:
    text = "Große ﬁne-tuning’s e\u0301tude: model’s 机器"
    assert [text[start:end] for start, end, _ in words(text)] == [
        "Große",
        "ﬁne",
        "tuning",
        "e\u0301tude",
        "model",
        "机",
        "器",
    ]


def test_endless_word_is_cut_into_terms() -> None:
    assert [len(text) for text in _texts("x" * 150)] == [64, 64, 22]
    assert [len(text) for text in _texts("é" * 150)] == [64, 64, 22]


@pytest.mark.parametrize(
    ("word", "expected"),
    [("planning", "plan"), ("mapping", "map"), ("networks", "network"), ("gpt4", "gpt4")],
)
def test_stems(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_terms_are_stems_in_order_with_common_words_kept() -> None:
    assert terms("The state-of-the-art plans") == ["the", "state", "of", "the", "art", "plan"]


@given(st.text())
def test_words_lie_in_order_within_the_text(text: str) -> None:
    behind = 0
    for start, end, word in words(text):
        assert behind <= start < end <= len(text)
        assert word
        behind = end


@given(st.text())
def test_terms_are_the_stems_of_the_words(text: str) -> None:
    assert terms(text) == [stem(word.text) for word in words(text)]


@given(st.text(st.characters(codec="ascii")))
def test_ascii_text_has_the_same_words_among_other_text(text: str) -> None:
    assert list(words(text)) == list(words(f"{text} –"))


@given(st.text(st.characters(codec="latin-1")))
def test_case_does_not_matter(text: str) -> None:
    assert terms(text.upper()) == terms(text.lower())
