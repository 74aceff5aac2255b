"""Keys as they are told: the footer's are seen in the reader, the rest here."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from tui.keymap import LOOKUP, Keymap
from tui.keyresolver import KeyResolver, Pending
from tui.legend import bar_hint, continuations


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
    assert text == " C-w …   w C-w l next pane   W h previous pane   > wider   < narrower   …"


def test_numbered_views_are_told_as_one() -> None:
    assert told(pending("vim", "apostrophe"), 80) == " ' …   1…9 view   0 clear   s save view"
    assert "1…9 view" in told(pending("emacs", "ctrl+c"), 80)


@pytest.mark.parametrize("width", [20, 30, 40, 60, 80])
def test_what_does_not_fit_is_told_by_an_ellipsis(width: int) -> None:
    text = told(pending("vim", "g"), width)
    assert cell_len(text) <= width
    assert ("e export" in text) != text.endswith("   …")


def test_an_empty_bar_names_the_ways_to_fewer_papers() -> None:
    keymap, _ = Keymap.load("default")
    assert bar_hint(keymap) == "/ to search   f to filter"
