"""What is said of a word that the command line does not know."""

from __future__ import annotations

import pytest

from tui.cli import main


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["serach", "x"], "carrel: error: no verb is called serach (did you mean search?)"),
        (["xyzzy"], "carrel: error: no verb is called xyzzy (carrel --help lists them)"),
        (["keys", "--keymap", "emac"], "argument --keymap: there is no emac (did you mean emacs?)"),
        (
            ["views", "xyzzy"],
            "argument WHAT: there is no xyzzy (there is list, save, remove, rename)",
        ),
        (["rules"], "the following arguments are required: test"),
    ],
)
def test_a_word_that_is_none_is_met_with_the_nearest(
    words: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith(told)
