from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.paper import Link, Paper
from tests.papers import SHELF
from tui.external import may_open
from tui.hyperlink import LONGEST, is_understood, link_role
from tui.paperlinks import addresses_in, best_link, links_of, pdf_link


def test_the_link_of_a_paper_is_its_page_or_made_from_its_id() -> None:
    assert best_link(SHELF[0]) == "https://example.org/boats"
    assert best_link(SHELF[1]) == "https://arxiv.org/abs/2501.00002"
    assert best_link(Paper("doi:10.1/x y", "X")) == "https://doi.org/10.1/x%20y"
    assert best_link(Paper("title:1", "X")) == ""
    assert pdf_link(SHELF[0]) == "https://example.org/b.pdf"
    assert pdf_link(SHELF[1]) == "https://arxiv.org/pdf/2501.00002"


def test_every_address_is_listed_once_what_is_read_first_before_the_rest() -> None:
    paper = Paper(
        "arxiv:2403.01234",
        "X",
        "Code: https://github.com/a/b. See (http://a.org/x_(y)) and https://h.io/p/.",
        links=(
            Link("project", "https://h.io/p"),
            Link("code", "https://github.com/a/b"),
            Link("abs", "https://arxiv.org/abs/2403.01234"),
            Link("video", "javascript:alert(1)"),
        ),
        aliases=("doi:10.1/x", "openreview:AbC"),
    )
    assert [(link.label, link.url) for link in links_of(paper, "mine: https://n.org")] == [
        ("page", "https://arxiv.org/abs/2403.01234"),
        ("PDF", "https://arxiv.org/pdf/2403.01234"),
        ("code", "https://github.com/a/b"),
        ("project", "https://h.io/p"),
        ("HF page", "https://huggingface.co/papers/2403.01234"),
        ("DOI", "https://doi.org/10.1/x"),
        ("reviews", "https://openreview.net/forum?id=AbC"),
        ("abstract", "http://a.org/x_(y)"),
        ("note", "https://n.org"),
    ]


@given(st.text())
def test_what_is_found_in_a_text_stands_in_it(text: str) -> None:
    assert all(url in text for url in addresses_in(text))


@given(st.text())
def test_only_what_may_be_opened_is_listed(url: str) -> None:
    paper = Paper("title:1", "X", url, links=(Link("code", url), Link("abs", f"https://{url}")))
    assert all(link.url.startswith(("http://", "https://")) for link in links_of(paper))


@given(st.text() | st.text(st.characters(codec="ascii"), min_size=5).map("https://a.org/".__add__))
def test_a_terminal_is_told_nothing_but_printable_addresses(url: str) -> None:
    kind, _, target = link_role(url).partition(":")
    assert kind == "link"
    assert target.isascii()
    assert target.isprintable()
    assert len(target) <= LONGEST
    assert not target or target.startswith(("http://", "https://"))


def test_an_address_with_other_letters_is_written_out() -> None:
    assert link_role("https://a.org/ä;b?c=%20") == "link:https://a.org/%C3%A4;b?c=%20"
    assert link_role("https://a.org/\x1b]52;c;x\a") == "link"
    assert link_role("file:///etc/passwd") == "link"
    assert may_open("https://a.org/ä;b?c=%20")


def test_terminals_that_may_print_what_they_do_not_know_are_told_nothing() -> None:
    assert is_understood({"TERM": "xterm-256color"})
    assert is_understood({"TERM": "screen-256color", "TMUX": "x"})
    assert not is_understood({"TERM": "screen-256color", "STY": "x"})
    assert not is_understood({"TERM": "xterm", "STY": "x"})
    assert not is_understood({"TERM": "linux"})
