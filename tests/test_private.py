"""What a reader has is theirs alone: no other account reads it, and no machine hears of it.

Only `carrel fetch` asks other machines, and the reader when it is told to fetch: never at the
start, never by itself. The one module that can is loaded by nothing else.
"""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commandline import carrel
from tests.reader import accept, answer, leave, of, opened, reader, search
from tests.refusals import record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

DEAF = """
import os, socket, sys
os.umask(0)
def refuse(event, args):
    # Where signals wake it, an event loop has two sockets that are joined and lead nowhere.
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto",
                 "socket.gethostbyname", "urllib.Request", "ftplib.connect", "http.client.connect"):
        with open(os.environ["HOME"] + "/heard.txt", "a") as log:
            print(event, args, file=log)
        raise OSError("there is no network")
    if event == "socket.__new__" and args[1] not in (socket.AF_UNIX, -1):
        with open(os.environ["HOME"] + "/heard.txt", "a") as log:
            print(event, args, file=log)
        raise OSError("there is no network")
sys.addaudithook(refuse)
"""
"""No permission is held back by the shell, and whoever opens a socket is refused and noted."""

VERBS = (
    ("add", "papers.jsonl"),
    ("search", "paper"),
    ("search", "papre"),
    ("mark", "star", "2501.00001"),
    ("mark", "tag:later", "2501.00002"),
    ("mark", "dismiss:weak", "2501.00003"),
    ("note", "2501.00001", "mine"),
    ("views", "save", "Mine", "has:note"),
    ("undo",),
    ("redo",),
    ("log",),
    ("export", "-o", "shared.bib"),
    ("keys",),
    ("words",),
    ("doctor",),
    ("feeds",),
    ("fetch", "--dry-run"),
)

FEEDS = """
[feeds.daily]
kind = "hf-daily"

[feeds.journal]
kind = "rss"
what = "https://journal.example/feed"
"""
"""A reader who follows feeds, and is not told by them to fetch any."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HOME of a reader who has used every verb, and then the reader."""
    home = tmp_path_factory.mktemp("private")
    (home / "papers.jsonl").write_text("".join(map(record, range(9))), "utf-8")
    write_feeds(home)
    for words in VERBS:
        outcome = carrel(home, *words, under=DEAF)
        assert outcome.code == 0, outcome
    with reader(home, under=DEAF) as terminal:
        sit(terminal)
    return home


def write_feeds(home: Path) -> None:
    """Follow feeds."""
    config = home / "carrel" / "config"
    config.mkdir(mode=0o700, parents=True)
    for folder in (config.parent, config):
        folder.chmod(0o700)
    (config / "config.toml").write_text(FEEDS, "utf-8")
    (config / "config.toml").chmod(0o600)


def sit(terminal: Terminal) -> None:
    """A whole sitting: read, mark, tag, filter, search, open, copy, export, undo."""
    opened(terminal, 9)
    terminal.press("enter", "escape", "s", "r", "x", "u", "t")
    answer(terminal, "Tags", "today")
    terminal.press("o", "y", "f", "escape")
    search(terminal, "papre")
    terminal.wait_for("papre")
    terminal.press("escape")
    terminal.wait_for("▌")  # what follows ESC at once would be taken for Alt with a key
    terminal.wait_for(of(9))
    search(terminal, "paper")
    terminal.wait_for("paper")
    accept(terminal)
    leave(terminal)


def test_nothing_was_asked_of_the_network(home: Path) -> None:
    assert not (home / "heard.txt").exists()


def test_fetching_asks_and_is_heard(tmp_path: Path) -> None:
    """The same ears hear what `fetch` asks for, and only then is there anything to hear."""
    write_feeds(tmp_path)
    outcome = carrel(tmp_path, "fetch", under=DEAF)
    assert outcome.code == 1
    assert "daily: no host huggingface.co can be found" in outcome.err
    heard = (tmp_path / "heard.txt").read_text()
    assert "huggingface.co" in heard
    assert "journal.example" in heard


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_every_file_and_folder_is_the_readers_alone(home: Path) -> None:
    kept = [home / "carrel", *(home / "carrel").rglob("*")]
    assert len(kept) > 8
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in kept}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_what_is_exported_has_the_permissions_of_documents(home: Path) -> None:
    assert stat.S_IMODE((home / "shared.bib").stat().st_mode) == 0o666
