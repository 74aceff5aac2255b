from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui.wrapping import fit, fit_right, wrap, wrap_dotted

TEXTS = st.text(st.sampled_from("ab c de  fg-漢字é🙂ｗ "), max_size=120)


@given(TEXTS, st.integers(2, 30))
def test_lines_fit_and_nothing_but_blanks_is_lost(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(cell_len(text[start:end]) <= width for start, end in lines)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in lines)
    assert "".join("".join(text[s:e] for s, e in lines).split()) == "".join(text.split())


def test_a_line_breaks_between_words() -> None:
    text = "attention is all you need"
    assert [text[s:e] for s, e in wrap(text, 12)] == ["attention is", "all you need"]


def test_a_word_wider_than_the_line_is_cut() -> None:
    text = "see https://example.org/long"
    assert [text[s:e] for s, e in wrap(text, 10)] == ["see", "https://ex", "ample.org/", "long"]


def test_a_line_breaks_between_items_that_fit_one_and_within_others() -> None:
    items = ["ICML 2024", "listed, May 3 2024", "a venue with quite a name"]
    lines = ["ICML 2024", "listed, May 3 2024", "a venue with quite a", "name"]
    assert wrap_dotted(items, 20) == lines


@given(st.lists(st.text("ab é漢", min_size=1).map(str.strip).filter(bool)), st.integers(2, 30))
def test_lines_of_items_fit_and_lose_nothing(items: list[str], width: int) -> None:
    lines = wrap_dotted(items, width)
    assert all(cell_len(line) <= width for line in lines)
    assert "".join("".join(lines).replace("·", "").split()) == "".join("".join(items).split())


@given(TEXTS, st.integers(0, 30))
def test_fitted_text_has_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


@given(TEXTS, st.integers(1, 30))
def test_text_set_right_has_exactly_the_width(text: str, width: int) -> None:
    assert cell_len(fit_right(text, width)) == width


def test_cut_text_ends_with_an_ellipsis() -> None:
    assert fit("reinforcement", 6) == "reinf…"
    assert fit("漢字漢字", 6) == "漢字 …"
    assert fit_right("7", 3) == "  7"
