from __future__ import annotations

import pytest

from tests.readme import BEGIN, END, README, with_keys


def test_the_key_table_is_the_one_in_force() -> None:
    text = README.read_text("utf-8")
    assert with_keys(text) == text, "run `make docs`"


def test_only_what_lies_between_the_marks_is_written() -> None:
    made = with_keys(f"before\n{BEGIN}\nwhat stood there\n{END}\nafter\n")
    assert made.startswith(f"before\n{BEGIN}\n\n| |")
    assert made.endswith(f"|\n\n{END}\nafter\n")
    assert "what stood there" not in made
    assert with_keys(made) == made


@pytest.mark.parametrize("text", ["", BEGIN, f"{END} {BEGIN}", f"{BEGIN}{END}{BEGIN}{END}"])
def test_a_readme_without_the_marks_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="once each"):
        with_keys(text)
