"""What a reader has is theirs alone: no other account reads it, and no machine hears of it."""

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
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """HOME of a reader who has used every verb, and then the reader."""
    home = tmp_path_factory.mktemp("private")
    (home / "papers.jsonl").write_text("".join(map(record, range(9))), "utf-8")
    for words in VERBS:
        outcome = carrel(home, *words, under=DEAF)
        assert outcome.code == 0, outcome
    with reader(home, under=DEAF) as terminal:
        sit(terminal)
    return home


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_every_file_and_folder_is_the_readers_alone(home: Path) -> None:
    kept = [home / "carrel", *(home / "carrel").rglob("*")]
    assert len(kept) > 8
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in kept}
    assert {path: oct(mode) for path, mode in modes.items() if mode & 0o077} == {}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_what_is_exported_has_the_permissions_of_documents(home: Path) -> None:
    assert stat.S_IMODE((home / "shared.bib").stat().st_mode) == 0o666
