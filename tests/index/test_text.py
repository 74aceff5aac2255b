from __future__ import annotations

import unicodedata
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.text import clean, fold, printable, uncrowded, web_address

anything = st.text(st.characters(exclude_categories=()), max_size=200)
tricky = st.text(
    st.sampled_from(
        "a e\t\n\r\x00\x07\x1b\x85\x9b\xa0\xad\u0301\u0323\u0308\u034f\u1100\u1161\u11a8\u115f"
        "\u17b4\u200b\u200d\u200e\u202e\u2028\u2066\u2800\u3000\u3164\ud800\udc00\ufb01\ufdfa\ufe0f"
        "\ufeff\uffff\ufffd\u0b47\u0b3e\u0903\u094d\u1161\U0001f44d\U0001f3fb\U0001f3ff\xe2\x80\x99\xc3\xa9\U0001f468\U000e0041"
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  Two \t spaces\r\nand a line  ", "Two spaces and a line"),
        ("non\xa0breaking\u3000wide\u2009thin\u2029", "non breaking wide thin"),
        ("\x1b[31mred\x1b]0;title\x07", "[31mred]0;title"),
        ("C1 \x9b31m and NUL\x00", "C1 31m and NUL"),
        ("abc\u202edef\u2066ghi", "abcdefghi"),
        ("zero\u200bwidth\u2060 joi\u200dner\ufeff", "zerowidth joiner"),
        ("soft\xadhyphen", "softhyphen"),
        ("lone \ud800 surrogate", "lone surrogate"),
        ("eﬃcient ﬁnding of ﬂow", "efficient finding of flow"),
        ("Le\u0301vy", "Lévy"),
        ("Z" + "\u0335" * 500 + "algo", "Z" + "\u0335" * 4 + "algo"),
        ("model\xe2\x80\x99s caf\xc3\xa9", "model’s café"),
        ("a" + "\u0301\u0316" * 50_000, "á\u0316\u0316\u0316\u0316"),
        ("\u1100" + "\u1161" * 99 + "b", "가" + "\u1161" * 8 + "b"),
        ("\u0915" + "\u0903" * 99, "\u0915" + "\u0903" * 8),
        ("\U0001f44d" + "\U0001f3fd" * 99, "\U0001f44d\U0001f3fd"),
        ("naïve 注意力 σ² 👍", "naïve 注意力 σ² 👍"),
        ("heart\ufe0f \ufffc\u3164x", "heart x"),
        ("[/INST] [@click=app.quit]", "[/INST] [@click=app.quit]"),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(anything | tricky)
@example("e\u200b\u0301")
@example("a" + "\u0301" * 9 + "\u0323")
def test_cleaning_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once


@given(anything | tricky)
def test_a_clean_text_steers_no_terminal(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(sign) for sign in cleaned} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    assert cleaned == " ".join(cleaned.split())
    assert unicodedata.is_normalized("NFC", cleaned)
    cleaned.encode("utf-8")


def test_what_is_composed_holds_no_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    """Composing takes time in the square of a run of combining signs."""
    composed: list[str] = []

    def normalize(form: str, text: str) -> str:
        composed.append(text)
        return unicodedata.normalize("NFC", text)

    monkeypatch.setattr("index.text.unicodedata", SimpleNamespace(**vars(unicodedata)))
    monkeypatch.setattr("index.text.unicodedata.normalize", normalize)
    monkeypatch.setattr("index.text.unicodedata.is_normalized", None)
    clean("a" + "\u0301\u0316\u0903" * 10_000)
    assert max(map(len, composed)) < 100


def test_signs_too_many_for_one_cell_go_and_blanks_stay() -> None:
    assert uncrowded(" a" + "\u0301" * 9 + " ") == " a" + "\u0301" * 4 + " "


@given(st.text(st.characters(categories=("Lu", "Ll", "Nd", "Po")), max_size=50))
def test_letters_stay(text: str) -> None:
    assert fold(clean(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("García", "garcia"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łukasz Bjørn Đặng ıssız", "lukasz bjorn dang issiz"),
        ("S²FT CO₂ ﬁ Ｆｕｌｌ", "s2ft co2 fi full"),
        ("ガ", "ガ"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text", ["https://arxiv.org/abs/2403.01234", "HTTP://x.org/a?b=1&c=%20#d"])
def test_web_addresses_pass(text: str) -> None:
    assert web_address(f" {text}\n") == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "ftp://x.org",
        "https://x.org/a b",
        'https://x.org/"><script>',
        "www.x.org",
    ],
)
def test_other_addresses_do_not(text: str) -> None:
    assert web_address(text) == ""


@given(st.text())
def test_what_is_told_of_a_text_can_be_printed_and_has_its_length(text: str) -> None:
    assert printable(text, most=None).isprintable()
    assert len(printable(text, most=None)) == len(text)
    assert len(printable(text, most=9)) <= 10


def test_signs_that_cannot_be_seen_are_told_as_such() -> None:
    assert printable("a\x1b[2J\u202eb") == "a\ufffd[2J\ufffdb"
    assert printable("x" * 70) == "x" * 64 + "…"
