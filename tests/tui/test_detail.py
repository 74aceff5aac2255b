from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from index.marktable import DISMISSED, LATER, READ, STARRED
from index.paper import Link, Listing, Paper
from tests.papers import SHELF
from tui.detail import Detail, detail_lines

BOATS = SHELF[0]


def text_of(detail: Detail, width: int = 84) -> str:
    return "\n".join("".join(text for text, _ in line) for line in detail_lines(detail, width))


def test_everything_known_of_a_paper_is_there() -> None:
    text = text_of(Detail(BOATS, STARRED, ("rl", "waiting")))
    for part in (
        "Planning with Paper Boats",
        "Ana García, Bo Lindqvist",
        "POND 2025 · arxiv:2501.00001",
        "#1 on page-1, Mar 12 2026, the harbour",
        "● unread   ★ starred",
        "#rl  #waiting",
        "We fold boats and let them plan.",
        "https://example.org/b.pdf",
    ):
        assert part in text


def test_what_is_not_known_takes_no_room() -> None:
    lines = detail_lines(Detail(Paper("title:1", "Bare"), DISMISSED, ()), 60)
    assert ["".join(text for text, _ in line) for line in lines] == [
        "Bare",
        "× dismissed",
        "",
        "No abstract came with this paper.",
    ]


def test_what_the_reader_decided_and_wrote_is_there() -> None:
    text = text_of(Detail(BOATS, LATER, (), note="One\n\n  two", later="2026-12-01"), 60)
    assert "» put off until Dec 1 2026" in text
    assert "▎ One\n▎ \n▎   two\n\nWe fold" in text
    text = text_of(Detail(BOATS, READ, (), later="2026-03-01"), 60)
    assert "✓ read   back since Mar 1 2026" in text
    assert "× dismissed: weak" in text_of(Detail(BOATS, DISMISSED, (), reason="weak"))


def test_a_long_note_shows_its_beginning() -> None:
    note = "\n".join(f"line {n}" for n in range(40))
    text = text_of(Detail(BOATS, 0, (), note=note))
    assert "line 7" in text
    assert "line 8" not in text
    assert "▎ and 32 more lines" in text


@given(st.text(), st.integers(2, 60))
def test_no_note_is_wider_than_the_pane_or_steers_it(note: str, width: int) -> None:
    for line in detail_lines(Detail(Paper("title:1", "Bare"), 0, (), note=note), width):
        text = "".join(part for part, _ in line)
        assert text.isprintable()
        assert cell_len(text) <= max(width, 24)


def test_matched_words_are_marked_in_title_and_abstract() -> None:
    detail = Detail(BOATS, 0, (), ((0, 8),), ((27, 31),))
    runs = [run for line in detail_lines(detail, 80) for run in line]
    assert [text for text, role in runs if role == "match"] == ["Planning", "plan"]


def test_a_long_row_of_authors_ends_with_a_number() -> None:
    crowd = replace(BOATS, authors=tuple(f"Author Number{n}" for n in range(60)))
    text = text_of(Detail(crowd, 0, ()), 50)
    assert "Author Number0" in text
    named = sum(f"Author Number{n}," in text or f"Number{n} and" in text for n in range(60))
    assert f"and {60 - named} more" in " ".join(text.split())


def test_a_paper_on_many_pages_names_some_and_counts_the_rest() -> None:
    listings = tuple(Listing(f"page-{n}", n + 1) for n in range(9))
    assert "and 5 more listings" in text_of(Detail(replace(BOATS, listings=listings), 0, ()))


@given(st.text(max_size=200), st.text(max_size=400), st.text(max_size=60), st.integers(24, 120))
def test_no_line_is_too_wide_and_none_holds_a_control_byte(
    title: str, abstract: str, name: str, width: int
) -> None:
    paper = Paper(
        "title:1",
        title,
        abstract,
        authors=(name, name),
        venue=name,
        keywords=(name,),
        links=(Link("abs", abstract),),
        listings=(Listing(name, 3, "--03-12", name),),
    )
    for line in detail_lines(Detail(paper, 0, (name,)), width):
        assert sum(cell_len(text) for text, _ in line) <= width
        assert all(text.isprintable() for text, _ in line)


def test_a_curator_of_several_pages_is_named_once() -> None:
    listings = (
        Listing("page-1", 1, "", "the harbour"),
        Listing("page-2", 2, "", "the harbour"),
        Listing("page-3", 3, "", "the mill"),
    )
    text = " ".join(text_of(Detail(replace(BOATS, listings=listings), 0, ()), 120).split())
    assert "#1 on page-1 · #2 on page-2, the harbour" in text
    assert "#3 on page-3, the mill" in text


def test_of_two_pages_one_says_whose_it_is() -> None:
    links = (
        Link("abs", "https://huggingface.co/papers/2501.00001"),
        Link("abs", "https://arxiv.org/abs/2501.00001"),
    )
    text = text_of(Detail(replace(BOATS, links=links), 0, ()), 100)
    assert "HF page  https://huggingface.co/papers/2501.00001" in text
    assert "\npage     https://arxiv.org/abs/2501.00001" in text
