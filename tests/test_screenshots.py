"""The pictures in ``screenshots/`` are the app as it is, and are made the same way anywhere."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest

from tests.pseudoterminal import isolated
from tests.screenshots import FOLDER, SCENES, pictures

if TYPE_CHECKING:
    from pathlib import Path

NAMES = [scene.name for scene in SCENES]

ELSEWHERE = {
    "PYTHONHASHSEED": "7",
    "TZ": "Pacific/Auckland",
    "NO_COLOR": "1",
    "COLORTERM": "",
    "TERM": "dumb",
    "TEXTUAL_THEME": "textual-light",
    "CARREL_HOST": "another",
    "SSH_TTY": "/dev/pts/7",
}
"""An environment as unlike this one as can be."""

TAKE = """
import asyncio, sys
from tests.screenshots import pictures
sys.stdout.buffer.write("".join(asyncio.run(pictures()).values()).encode())
"""


@pytest.fixture(scope="module")
def taken() -> dict[str, str]:
    """Every picture, taken anew."""
    return asyncio.run(pictures())


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_of_the_app_as_it_is(taken: dict[str, str], name: str) -> None:
    kept = (FOLDER / f"{name}.svg").read_text("utf-8")
    # Not compared by pytest: it would explain how two long texts differ for minutes.
    assert bool(kept == taken[name]), f"{name}.svg is of another day: run `make screenshots`"


def test_there_is_no_picture_that_nobody_takes() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(f"{n}.svg" for n in NAMES)


def test_pictures_do_not_depend_on_who_takes_them(taken: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", TAKE],
        cwd=tmp_path,
        env=isolated(tmp_path, **ELSEWHERE),
        capture_output=True,
        check=True,
    )
    assert bool(done.stdout.decode() == "".join(taken.values())), "two runs, two pictures"


def test_pictures_are_sound_and_fetch_nothing(taken: dict[str, str]) -> None:
    for svg in taken.values():
        assert ElementTree.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"
        assert not re.search(r"url\((?!#)|@import|\bhref=|\bsrc\b|<(image|script|use)\b", svg)
