"""The pictures in ``screenshots/``: the real app over the sample library, keys and all.

``make screenshots`` writes them anew; a test makes them again and compares. Nothing in them is
painted by hand: every scene is a terminal size and the keys that lead to it.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.adding import Input
from index.library import Library
from tests.livedin import live_in, now
from tui.opening import make_app
from tui.reading.moment import utc_now
from tui.reading.reading import Reading
from tui.sample import PAPERS, sample_home
from tui.screens.reader import ReaderScreen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.app import CarrelApp
    from tui.paths import Home

FOLDER = Path(__file__).resolve().parent.parent / "screenshots"
WIDE = (132, 36)
SMALL = (80, 24)
TALL = (132, 56)
BROAD = (160, 24)


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture."""

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    sample: bool = True
    toured: bool = True
    """Whether the reader was shown around before."""

    lived_in: bool = False
    """Whether the home is one in which somebody has read for months, and its clock stands still."""

    done: int | None = None
    """How many papers of the day are decided on; None, and the sample has no such day."""

    options: str = ""
    """What stands in ``config.toml``."""

    colours: bool = True
    """Whether colours are wanted at all."""


DAY, PAPERS_OF_DAY = "2025-03-14", 41
"""A day that lists many of the sample's papers; the one before lists the rest."""

START = ("slash", *f"day:{DAY}", "enter")
"""The keys to the list of that day."""

DECIDED = ("g", *["j"] * 8, "t", *"memory", "enter", "s", "v", "j", "j")
"""Keys that put every state, a tag and a selected paper on the screen."""

COLUMNS = 'columns = ["state", "star", "day", "title", "tags", "authors", "venue", "year", "code"]'

SCENES = (
    Scene("wide", WIDE, ("j", "j", "s", "j", "s", "x", "r", "k", "k")),
    Scene("small", SMALL, ("j", "s", "r", "j")),
    Scene("search", WIDE, ("slash", *"language mode")),
    Scene("alike", WIDE, (*["j"] * 4, "m", "j")),
    Scene("why", WIDE, (*["j"] * 6, "s", "j", "j", "s", "s", "4", "j", "j", "j", "w")),
    Scene("help", WIDE, ("question_mark",)),
    Scene("focus", SMALL, (*START, "n", "z", "space"), done=29),
    Scene("day-done", WIDE, (*START, "s", "g", "n", "r"), done=40),
    Scene("selected", WIDE, ("j", "V", "j", "j", "j", "V", "j", "j", "v", "j")),
    Scene("tour", SMALL, ("j", "enter", "escape"), toured=False),
    Scene("jump", SMALL, ("apostrophe",)),
    Scene("help-here", SMALL, ("f", "question_mark")),
    Scene("help-search", WIDE, ("question_mark", *"star")),
    Scene("palette", SMALL, ("ctrl+p", *"star")),
    Scene("overview", TALL, ("O", "j"), sample=False, lived_in=True),
    Scene("empty", SMALL, sample=False),
    Scene("light", WIDE, (*START, *DECIDED), done=12, options='theme = "light"'),
    Scene("contrast", SMALL, (*START, *DECIDED), done=12, options='theme = "contrast"'),
    Scene("terminal", SMALL, (*START, *DECIDED), done=12, options='theme = "terminal"'),
    Scene("no-colour", SMALL, (*START, *DECIDED), done=12, colours=False),
    Scene("roomy", WIDE, (*START, *DECIDED, "Z"), done=12),
    Scene("columns", BROAD, (*START, *DECIDED, ")", "("), done=12, options=COLUMNS),
)


async def picture(scene: Scene, home: Home) -> str:
    """The SVG of one scene."""
    if scene.lived_in:
        live_in(home)
    if scene.done is not None:
        _list_on_days(home, scene.done)
    if scene.toured:
        home.state.mkdir(parents=True, exist_ok=True)
        home.tour_file.touch()
    # Done beforehand, so that no picture shows how far the reader's own children have come.
    library = Library(home.papers, home.cache)
    library.catch_up()
    library.recommender.catch_up()
    if scene.options:
        home.config.mkdir(parents=True, exist_ok=True)
        home.config_file.write_text(scene.options, "utf-8")
    with _environment(home, colours=scene.colours):
        app = make_app(home, os.environ, clock=now if scene.lived_in else utc_now)
        async with app.run_test(size=scene.size) as pilot:
            await _settled(app)
            for key in scene.keys:
                await pilot.press(key)
                await _settled(app)
            await pilot.pause()
            return _portable(app.export_screenshot(title="Carrel"))


def _list_on_days(home: Home, done: int) -> None:
    """Let a day list the sample's papers, and so many of them be decided on."""
    papers = [json.loads(line) for line in PAPERS.read_text("utf-8").splitlines()]
    for place, paper in enumerate(papers):
        day = DAY if place < PAPERS_OF_DAY else "2025-03-13"
        paper["listings"] = [{"source": "daily", "rank": place + 1, "day": day}]
    page = home.data.parent / "daily.jsonl"
    page.write_text("".join(f"{json.dumps(paper)}\n" for paper in papers), "utf-8")
    Library(home.papers, home.cache).add([Input(page)])
    reading = Reading.open(home.journals, "carrel")
    ids = [paper["id"] for paper in papers]
    reading.mark("star", ids[2:done:9])
    reading.mark("read", ids[2:done:4])
    reading.mark("dismiss", [one for one in ids[:done] if one not in ids[2:done:4]])


async def _settled(app: CarrelApp) -> None:
    """Wait until the search bar is there and every search that was asked for is answered."""
    reader = app.screen_stack[0]
    assert isinstance(reader, ReaderScreen)
    while not reader.search_bar.is_mounted or reader.finding.searching.busy:
        await asyncio.sleep(0.01)
    reader.search_bar.cursor_blink = False


@contextlib.contextmanager
def _environment(home: Home, *, colours: bool) -> Iterator[None]:
    """The same environment on any machine: no theme, host or place of whoever takes pictures."""
    kept = dict(os.environ)
    os.environ.clear()
    os.environ.update(
        CARREL_HOME=str(home.data.parent),
        CARREL_HOST="carrel",
        TEXTUAL_ANIMATIONS="none",
        TZ="UTC",
        TERM="xterm-256color",
        COLORTERM="truecolor",
    )
    time.tzset()
    os.environ |= {} if colours else {"NO_COLOR": "1"}
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(kept)
        time.tzset()


def _portable(svg: str) -> str:
    """The picture without what differs between two runs, or would be fetched when it is opened."""
    svg = re.sub(r"terminal-\d+-", "terminal-", svg)
    return re.sub(r"\s*src:[^;]*;", "", svg)


async def pictures() -> dict[str, str]:
    """Every scene's SVG by its name."""
    made = {}
    for scene in SCENES:
        with sample_home(fill=scene.sample) as home:
            made[scene.name] = await picture(scene, home)
    return made


def main() -> int:
    """Write every picture into ``screenshots/``."""
    FOLDER.mkdir(exist_ok=True)
    for name, svg in asyncio.run(pictures()).items():
        path = FOLDER / f"{name}.svg"
        path.write_text(svg, encoding="utf-8", newline="\n")
        print(path.relative_to(FOLDER.parent))
    return 0


if __name__ == "__main__":
    sys.exit(main())
