"""A fetch in a real terminal: its bar, and whatever ends it."""

from __future__ import annotations

import os
import re
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from index.fetching.address import VARIABLE
from index.library import Library
from tests.commandline import PATIENCE, program
from tests.index.feed_payloads import hf_row, hf_url
from tests.terminal import Terminal
from tests.webserver import Reply, WebServer
from tui.cli import INTERRUPTED
from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.terminal

FEEDS = """
[feeds.daily]
kind = "hf-daily"
days = 2
"""


class Held:
    """A host that gives today's list, and keeps whoever asks for yesterday's waiting."""

    def __init__(self, web: WebServer) -> None:
        self.go_on = threading.Event()
        today = datetime.now(UTC).date()
        for back in (-1, 0, 1, 2):  # it may be the next day by then
            day = (today - timedelta(days=back)).isoformat()
            rows = [hf_row(f"2603.0{back + 1}00{number}", day) for number in range(1, 4)]
            reply = Reply.json(rows)
            if back > 0:
                reply = Reply(reply.body, before=lambda: self.go_on.wait(PATIENCE))
            web.tell(hf_url(date=day), reply)


@pytest.fixture
def web() -> Iterator[WebServer]:
    with WebServer() as server:
        yield server


@pytest.fixture
def held(web: WebServer, tmp_path: Path) -> Iterator[Held]:
    home = Home.below(tmp_path / "carrel")
    home.config.mkdir(parents=True)
    home.config_file.write_text(FEEDS)
    host = Held(web)
    yield host
    host.go_on.set()


def fetching(web: WebServer, folder: Path, columns: int = 80, **more: str) -> Terminal:
    environment = {VARIABLE: web.address, **more}
    return Terminal(program("fetch"), folder, columns=columns, rows=10, environment=environment)


def kept(folder: Path) -> int:
    home = Home.below(folder / "carrel")
    return len(Library(home.papers, home.cache))


def test_a_bar_tells_how_far_it_is_and_goes(web: WebServer, held: Held, tmp_path: Path) -> None:
    with fetching(web, tmp_path) as terminal:
        told = re.compile(r"^daily ━.* 1/2 [\d,]+ kB/s (-:--:--|--:--|\d+:\d\d)$", re.MULTILINE)
        terminal.wait_for(lambda terminal: told.search(terminal.text) is not None)
        held.go_on.set()
        assert terminal.wait_exit() == 0
        assert terminal.lines[0] == "daily           6 new   days: 2 fetched"
        assert not any(terminal.lines[1:])


def test_a_narrow_terminal_has_what_is_counted(web: WebServer, held: Held, tmp_path: Path) -> None:
    with fetching(web, tmp_path, columns=30) as terminal:
        terminal.wait_for(lambda terminal: terminal.lines[0].startswith("1/2 "))
        assert terminal.lines[0].endswith(" daily")
        held.go_on.set()
        assert terminal.wait_exit() == 0


def test_no_colour_is_written_where_none_is_wanted(
    web: WebServer, held: Held, tmp_path: Path
) -> None:
    with fetching(web, tmp_path, NO_COLOR="1") as terminal:
        terminal.wait_for("1/2")
        held.go_on.set()
        assert terminal.wait_exit() == 0
        numbers = {
            int(number)
            for told in re.findall(rb"\x1b\[([\d;]*)m", terminal.raw)
            for number in told.split(b";")
            if number
        }
    assert not [number for number in numbers if number >= 30]


def test_ctrl_c_keeps_what_arrived_and_gives_the_terminal_back(
    web: WebServer, held: Held, tmp_path: Path
) -> None:
    with fetching(web, tmp_path) as terminal:
        terminal.wait_for("1/2")
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == INTERRUPTED
        assert "carrel: interrupted; everything finished so far is kept" in terminal.text
        assert terminal.raw.rindex(b"\x1b[?25h") > terminal.raw.rindex(b"\x1b[?25l")
    assert kept(tmp_path) == 3


def test_a_terminal_that_is_closed_keeps_what_arrived(
    web: WebServer, held: Held, tmp_path: Path
) -> None:
    terminal = fetching(web, tmp_path)
    terminal.wait_for("1/2")
    os.close(terminal._program._master)  # as a window that is closed
    _, status = os.waitpid(terminal._program.pid, 0)
    assert os.WIFEXITED(status)
    assert kept(tmp_path) == 3
