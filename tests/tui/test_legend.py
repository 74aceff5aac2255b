"""Keys as they are told: the footer's and help's are seen in the reader, the rest here."""

from __future__ import annotations

from itertools import pairwise

import pytest
from rich.cells import cell_len

from tui.config import KEYMAPS
from tui.keymap import LOOKUP, Keymap
from tui.keyresolver import KeyResolver, Pending
from tui.legend import bar_hint, continuations, help_lines


def pending(name: str, *keys: str) -> Pending:
    resolver = KeyResolver(Keymap.load(name)[0])
    for key in keys:
        resolution = resolver.feed(key, LOOKUP["list"])
    assert isinstance(resolution, Pending)
    return resolution


def told(step: Pending, width: int) -> str:
    return "".join(text for text, _ in continuations(step, width))


def test_keys_that_do_the_same_are_told_together() -> None:
    text = told(pending("vim", "ctrl+w"), 80)
    assert text == " C-w …   w C-w l next pane   W h previous pane"


def test_numbered_views_are_told_as_one() -> None:
    assert told(pending("vim", "apostrophe"), 80) == " ' …   1…9 view   0 clear   s save view"
    assert "1…9 view" in told(pending("emacs", "ctrl+c"), 80)


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80])
def test_what_does_not_fit_is_told_by_an_ellipsis(width: int) -> None:
    text = told(pending("vim", "g"), width)
    assert cell_len(text) <= width
    assert ("e export" in text) != text.endswith("   …")


@pytest.mark.parametrize("name", KEYMAPS)
@pytest.mark.parametrize("width", [30, 58, 78, 98])
def test_help_is_never_cut_off(name: str, width: int) -> None:
    keymap, _ = Keymap.load(name)
    lines = ["".join(text for text, _ in line) for line in help_lines(keymap, width)]
    assert max(map(cell_len, lines)) <= width
    words = " ".join(" ".join(lines).split())
    assert "C-q" in words
    if width >= 58:
        assert any(
            "Open the paper under the cursor in the detail" in " ".join(f"{a} {b}".split())
            for a, b in pairwise(lines)
        )


def test_an_empty_bar_names_the_ways_to_fewer_papers() -> None:
    keymap, _ = Keymap.load("default")
    assert bar_hint(keymap) == "/ to search   f to filter"
