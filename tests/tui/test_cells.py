from __future__ import annotations

import subprocess
import sys

import rich.cells
from hypothesis import given
from hypothesis import strategies as st

from tui.cells import cell_len

texts = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("a …–—“”’·•→≤≈─│╭●◆★✓日本☺\u200d\ufe0f\u0301\u00ad"),
    )
)


@given(texts)
def test_a_text_is_as_wide_as_rich_says(text: str) -> None:
    assert cell_len(text) == rich.cells.cell_len(text)


def test_every_character_is_as_wide_as_rich_says() -> None:
    # Not one by one through the cache, which would be full of them.
    wrong = [
        hex(code)
        for code in range(0x20, 0x3000)
        if cell_len.__wrapped__(chr(code)) != rich.cells.cell_len(chr(code))
    ]
    assert not wrong


def test_what_titles_and_frames_are_made_of_needs_no_table_of_unicode() -> None:
    code = """
import sys
from tui.cells import cell_len
cell_len("│ Schrödinger’s cats – a “naïve” view… ≤ 3 × • ★ ✓ ● │")
print(*(name for name in sys.modules if name.startswith("rich._unicode_data.")))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not [name for name in done.stdout.split() if "unicode" in name.rpartition(".")[2]]
