from __future__ import annotations

import pytest

from tui.render import cut_runs, shown


@pytest.mark.parametrize(
    "hostile",
    ["\x1b]52;c;aGk=\x07", "\x1b[31mred", "a\rb", "a\nb", "\x9b2J", "\u202eabc", "tab\tbed"],
)
def test_nothing_but_printable_text_is_shown(hostile: str) -> None:
    assert shown(hostile).isprintable()


def test_matches_are_cut_out_of_a_line() -> None:
    text = "deep wells and deep water"
    spans = [(0, 4), (15, 19)]
    assert cut_runs(text, spans, 5, 25, "body") == [
        ("wells and ", "body"),
        ("deep", "match"),
        (" water", "body"),
    ]
    assert cut_runs(text, [(3, 7)], 5, 10, "body") == [("we", "match"), ("lls", "body")]
