"""No permission, no room, nobody who listens: nothing is lost, and one line says what is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.commandline import carrel, program
from tests.pseudoterminal import isolated
from tests.reader import opened, reader
from tests.refusals import KNOWN, assert_refused, home_with_one_paper, papers, record

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GIVE_UP_RIGHTS = """
import ctypes, os
if os.geteuid() == 0:  # root is asked for no permission; without its capabilities it is
    header, nothing = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert ctypes.CDLL(None).capset(header, nothing) == 0
"""

DISK_FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))
"""
"""Files may not grow over a limit: what a full disk does to them, at a place that can be chosen."""

needs_rights = pytest.mark.skipif(
    sys.platform != "linux" and os.geteuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """HOME of a reader who has one paper."""
    return home_with_one_paper(tmp_path / "home")


@needs_rights
def test_a_file_that_may_not_be_read(home: Path) -> None:
    (home / "secret.jsonl").write_text(record(1), "utf-8")
    (home / "secret.jsonl").chmod(0)
    outcome = carrel(home, "add", "secret.jsonl", under=GIVE_UP_RIGHTS)
    assert outcome.code == 1
    assert "secret.jsonl: may not be read\n" in outcome.out


@pytest.fixture
def read_only(home: Path) -> Iterator[Path]:
    """That HOME, where the library may be read and nothing written."""
    assert carrel(home, "search", "fine").code == 0
    everything = [home / "carrel", *(home / "carrel").rglob("*")]
    for path in everything:
        path.chmod(0o500 if path.is_dir() else 0o400)
    yield home
    for path in everything:
        path.chmod(0o700)


@needs_rights
def test_a_home_that_may_not_be_written_is_read(read_only: Path) -> None:
    (read_only / "good.jsonl").write_text(record(1), "utf-8")
    for verb, *words in (["search", "fine"], ["search"], ["export", ""], ["keys"]):
        outcome = carrel(read_only, verb, *words, under=GIVE_UP_RIGHTS)
        assert outcome.code == 0
        assert outcome.out.count("\n") >= 1
    log = str(read_only / "carrel" / "data")
    for verb, *words in (["add", "good.jsonl"], ["mark", "star", KNOWN]):
        assert_refused(carrel(read_only, verb, *words, under=GIVE_UP_RIGHTS), log)
    assert papers(read_only) == 1


@needs_rights
def test_the_doctor_looks_where_nothing_may_be_written(read_only: Path) -> None:
    outcome = carrel(read_only, "doctor", under=GIVE_UP_RIGHTS)
    assert outcome.code == 1
    unsound = [line.split()[1] for line in outcome.out.splitlines() if line.startswith("!")]
    assert unsound == ["data", "cache", "state"]
    assert outcome.err == "3 things need a look\n"


@needs_rights
@pytest.mark.terminal
def test_the_reader_says_that_a_mark_was_not_saved(read_only: Path) -> None:
    with reader(read_only, under=GIVE_UP_RIGHTS) as terminal:
        opened(terminal, 1)
        terminal.press("s")
        terminal.wait_for("not saved: ")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 1
        assert "carrel: not saved: star arxiv:2501.00090" in terminal.text


def files(home: Path) -> dict[str, bytes]:
    """What is in the files below a folder; locks and other empty files do not count."""
    contents = {str(path): path.read_bytes() for path in home.rglob("*") if path.is_file()}
    return {path: content for path, content in contents.items() if content}


@pytest.mark.parametrize("room", [0, 400, 20_000])
def test_a_full_disk_leaves_nothing_half_written(home: Path, room: int) -> None:
    many = "".join(record(number, abstract="word " * 40) for number in range(100, 300))
    (home / "many.jsonl").write_text(many, "utf-8")
    assert carrel(home, "search", "fine").code == 0
    before = files(home)
    full = DISK_FULL.format(room)
    assert_refused(carrel(home, "add", "many.jsonl", under=full), str(home))
    if room < 60:
        assert_refused(carrel(home, "mark", "star", KNOWN, under=full), str(home))
    assert files(home) == before
    assert papers(home) == 1
    assert carrel(home, "add", "many.jsonl").code == 0
    assert papers(home) == 201


def test_an_export_that_does_not_fit_leaves_the_old_file(home: Path) -> None:
    (home / "list.bib").write_text("what stood there\n", "utf-8")
    before = sorted(home.iterdir())
    outcome = carrel(home, "export", "", "-o", "list.bib", under=DISK_FULL.format(30))
    assert_refused(outcome, "list.bib: could not be written")
    assert (home / "list.bib").read_text("utf-8") == "what stood there\n"
    assert sorted(home.iterdir()) == before


@pytest.mark.parametrize(
    ("target", "reason"),
    [("no/such/folder.bib", "there is no folder"), (".", "this is a folder")],
)
def test_a_target_that_is_none(home: Path, target: str, reason: str) -> None:
    assert_refused(carrel(home, "export", "", "-o", target), f"{target}: {reason}")


FULL = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
PRINTING = [
    ("search", ""),
    ("search", "--json"),
    ("export", ""),
    ("keys",),
    ("doctor",),
    ("add", "known.jsonl"),
    ("mark", "star", KNOWN),
]


@FULL
@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_output_that_cannot_be_written_is_told_in_one_line(
    home: Path, words: tuple[str, ...]
) -> None:
    with open("/dev/full", "wb") as full:
        done = into(full.fileno(), home, words)
    assert done.returncode == 1
    assert done.stderr.decode() == "carrel: No space left on device\n"


@pytest.mark.parametrize("words", PRINTING, ids=" ".join)
def test_a_reader_of_the_output_may_leave(home: Path, words: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = into(writing, home, words)
    os.close(writing)
    assert done.returncode == 1
    assert done.stderr.decode().splitlines() in ([], ["1 paper as BibTeX"])


def into(output: int, home: Path, words: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        program(*words),
        cwd=home,
        env=isolated(home),
        stdout=output,
        stderr=subprocess.PIPE,
        check=False,
    )
