from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests import figures
from tests.figures import BEGIN, END, KEPT, TABLE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / TABLE).write_text(f"before\n{BEGIN}\n{END}\nafter\n", "utf-8")
    return tmp_path


def test_the_table_is_made_of_what_is_kept() -> None:
    text = (figures._FOLDER / TABLE).read_text("utf-8")
    assert figures.with_table(text, figures.read()) == text, "the targets write the table"


def test_a_run_takes_the_place_of_the_one_before_and_leaves_the_others(folder: Path) -> None:
    figures.record("soak", {"keys": "20,000"}, folder, "2026-03-14")
    figures.record("fuzz", {"inputs": "7"}, folder, "2026-03-15")
    figures.record("soak", {"keys": "30,000", "a | b": "1\n2"}, folder, "2026-03-16")
    assert (folder / TABLE).read_text("utf-8") == (
        f"before\n{BEGIN}\n\n"
        "| target | what | figure | run on |\n|---|---|---|---|\n"
        "| `make fuzz` | inputs | 7 | 2026-03-15 |\n"
        "| `make soak` | keys | 30,000 | 2026-03-16 |\n"
        "| `make soak` | a \\| b | 1 2 | 2026-03-16 |\n"
        f"\n{END}\nafter\n"
    )


def test_the_same_figures_give_the_same_files(folder: Path) -> None:
    figures.record("soak", {"keys": "20,000"}, folder, "2026-03-14")
    before = [(folder / name).read_bytes() for name in (KEPT, TABLE)]
    figures.record("soak", {"keys": "20,000"}, folder, "2026-03-14")
    assert [(folder / name).read_bytes() for name in (KEPT, TABLE)] == before


@pytest.mark.parametrize("text", ["", BEGIN, f"{END} {BEGIN}", f"{BEGIN}{END}{BEGIN}{END}"])
def test_a_file_without_the_marks_is_refused_and_nothing_written(tmp_path: Path, text: str) -> None:
    (tmp_path / TABLE).write_text(text, "utf-8")
    with pytest.raises(ValueError, match="once each"):
        figures.record("soak", {"keys": "1"}, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [TABLE]
