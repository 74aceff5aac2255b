"""What bad input gets: one line that names file, record and reason; the rest goes in; exit 1."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.commandline import Outcome, added, carrel, program
from tests.pseudoterminal import isolated
from tests.reader import leave, opened, reader

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


def record(number: int, **more: object) -> str:
    paper = {"title": f"Paper {number}", "abstract": "Fine.", "arxiv": f"2501.{number:05}"}
    return json.dumps(paper | more) + "\n"


GOOD = "".join(record(number) for number in range(3))
NEXT = record(50)


@dataclass(frozen=True)
class Case:
    """A file, how many of its papers are good, and what is said about it."""

    name: str
    data: bytes
    added: int
    said: str

    @property
    def id(self) -> str:
        return self.name


def long_gzip() -> bytes:
    whole = gzip.compress("".join(record(n, tldr=str(hash((n, n)))) for n in range(900)).encode())
    return whole[: len(whole) // 2]


CASES = (
    Case("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, 0, ": is an image"),
    Case("noise.jsonl", bytes(range(256)) * 400, 0, ": is not text"),
    Case("empty.txt", b"", 0, ": is empty"),
    Case("blank.jsonl", b"\n \n\n", 0, ": is empty"),
    Case("prose.txt", b"Just some words.\nNothing else.\n", 0, ": holds papers in no format"),
    Case("utf16.jsonl", GOOD.encode("utf-16"), 0, ": is UTF-16"),
    Case("utf16-without-mark.jsonl", GOOD.encode("utf-16-le"), 0, ": is not text"),
    Case("half.jsonl", (GOOD + record(9)[:40]).encode(), 3, ", record 4: not valid JSON"),
    Case("halves.jsonl", (GOOD + record(9)[:40] + "\n" + NEXT).encode(), 4, ", record 4: not v"),
    Case("array.json", b"[%s" % GOOD.replace("}\n", "},").encode()[:-20], 2, ", record 3: not v"),
    Case(
        "huge-title.jsonl",
        (GOOD + record(9, title="T" * 100_000) + NEXT).encode(),
        4,
        ", record 4: title is longer than 2,000 characters",
    ),
    Case(
        "long-line.jsonl",
        (GOOD + record(9, abstract="x " * 5_000_000) + NEXT).encode(),
        4,
        ", record 4: the line is longer than 8 MiB",
    ),
    Case("one-line.txt", b"x" * 10_000_000, 0, ": holds papers in no format"),
    Case("nul.jsonl", (GOOD + '{"title": "a\0b"}\n' + NEXT).encode(), 4, ", record 4: not valid"),
    Case(
        "deep.jsonl",
        (GOOD + '{"title": ' + "[" * 100_000 + "\n" + NEXT).encode(),
        4,
        ", record 4: ",
    ),
    Case("number.jsonl", (GOOD + '{"title":%s}\n' % ("9" * 5000) + NEXT).encode(), 4, ", record 4"),
    Case("title.jsonl", (GOOD + record(9, title=7) + NEXT).encode(), 4, ", record 4: title is"),
    Case("abstract.jsonl", (GOOD + record(9, abstract=[])).encode(), 3, ", record 4: abstract"),
    Case("author.jsonl", (GOOD + record(9, author={"a": 1})).encode(), 3, ", record 4: author"),
    Case("year.jsonl", (GOOD + record(9, year="soon")).encode(), 3, ", record 4: year"),
    Case("list.jsonl", (GOOD + "[1]\n" + NEXT).encode(), 4, ", record 4: a record is"),
    Case("no-title.jsonl", (GOOD + record(9, title=" ")).encode(), 3, ", record 4: title is"),
    Case(
        "twice.jsonl",
        (GOOD + record(1, title="Another", abstract="Other.")).encode(),
        3,
        ", record 4: arxiv:2501.00001 has another title",
    ),
    Case("latin.jsonl", (GOOD + record(9)).encode().replace(b"9", b"\xe9", 1), 4, "not UTF-8"),
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """HOME of a reader who has one paper."""
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "known.jsonl").write_text(record(90), "utf-8")
    added(folder, folder / "known.jsonl")
    return folder


def papers(home: Path) -> int:
    outcome = carrel(home, "search", "--json")
    assert outcome.code == 0
    return int(json.loads(outcome.out)["total"])


def assert_refused(outcome: Outcome, start: str, code: int = 1) -> None:
    """One line about it on standard error, no traceback, and the exit code."""
    assert outcome.code == code
    assert "Traceback" not in outcome.err
    assert any(line.startswith(f"carrel: {start}") for line in outcome.err.splitlines()), outcome


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_file_is_named_with_record_and_reason(home: Path, case: Case) -> None:
    (home / case.name).write_bytes(case.data)
    outcome = carrel(home, "add", case.name)
    assert outcome.code == 1
    assert outcome.err == ""
    told = outcome.out.split("\n\n")[1].splitlines()
    assert any(line.startswith(case.name) and case.said in line for line in told)
    assert max(map(len, told)) < 300
    assert papers(home) == 1 + case.added


def test_what_came_through_of_a_torn_download_is_kept(home: Path) -> None:
    (home / "torn.jsonl.gz").write_bytes(long_gzip())
    report = json.loads(carrel(home, "add", "--json", "torn.jsonl.gz").out)
    assert 100 < report["added"] < 900
    [problem] = report["problems"]
    assert problem["file"] == "torn.jsonl.gz"
    assert problem["reason"].startswith("is cut short")
    assert papers(home) == 1 + report["added"]


def test_bad_files_do_not_keep_good_ones_out(home: Path) -> None:
    (home / "good.jsonl").write_text(GOOD, "utf-8")
    outcome = carrel(home, "add", "nowhere.txt", ".", "good.jsonl", "-", given=record(60).encode())
    assert outcome.code == 1
    assert outcome.out.split("\n\n")[1].splitlines() == [
        "nowhere.txt: there is no such file",
        ".: is a folder (name the files in it)",
    ]
    assert papers(home) == 5


@needs_rights
def test_a_file_that_may_not_be_read(home: Path) -> None:
    (home / "secret.jsonl").write_text(GOOD, "utf-8")
    (home / "secret.jsonl").chmod(0)
    outcome = carrel(home, "add", "secret.jsonl", under=GIVE_UP_RIGHTS)
    assert outcome.code == 1
    assert "\nsecret.jsonl: may not be read\n" in outcome.out


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
    (read_only / "good.jsonl").write_text(GOOD, "utf-8")
    for verb, *words in (["search", "fine"], ["search"], ["export", ""], ["keys"]):
        outcome = carrel(read_only, verb, *words, under=GIVE_UP_RIGHTS)
        assert outcome.code == 0
        assert outcome.out.count("\n") >= 1
    log = str(read_only / "carrel" / "data")
    for verb, *words in (["add", "good.jsonl"], ["mark", "star", "2501.00090"]):
        assert_refused(carrel(read_only, verb, *words, under=GIVE_UP_RIGHTS), log)
    assert papers(read_only) == 1


@needs_rights
@pytest.mark.terminal
def test_the_reader_says_that_a_mark_was_not_saved(read_only: Path) -> None:
    with reader(read_only, under=GIVE_UP_RIGHTS) as terminal:
        opened(terminal, 1)
        terminal.press("s")
        terminal.wait_for("not saved: ")
        leave(terminal)


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
        assert_refused(carrel(home, "mark", "star", "2501.00090", under=full), str(home))
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
    ("add", "known.jsonl"),
    ("mark", "star", "2501.00090"),
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


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("--bogus",),
        ("--sample", "--or-sample"),
        ("add",),
        ("add", "--year", "soon", "x"),
        ("search", "--limit", "-3"),
        ("search", "--sort", "colour"),
        ("mark", "star"),
        ("mark", "adore", "2501.00090"),
        ("mark", "tag:", "2501.00090"),
        ("export", "--format", "docx"),
        ("keys", "--keymap", "nano"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_told_with_the_usage(home: Path, words: tuple[str, ...]) -> None:
    outcome = carrel(home, *words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("usage: carrel")
    assert re.search(r"\ncarrel( \w+)?: error: \S", outcome.err)
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize(
    ("query", "pointed"),
    [
        ("(a b", "  ^"),
        ('plan "x y', "       ^^^^"),
        ("a is:what", "       ^^^^"),
        ("a OR", "    ^^"),
    ],
)
def test_a_wrong_query_is_pointed_at(home: Path, query: str, pointed: str) -> None:
    outcome = carrel(home, "search", query)
    assert outcome.code == 1
    assert outcome.out == ""
    first, shown, below = outcome.err.splitlines()
    assert first.startswith("carrel: query, character ")
    assert shown == f"  {query}"
    assert below.rstrip() == pointed
    assert_refused(carrel(home, "export", query), "query, character ")


def test_an_unknown_id_is_named_and_the_others_are_marked(home: Path) -> None:
    outcome = carrel(home, "mark", "star", "2501.00090", "2501.99999")
    assert_refused(outcome, "no such paper in the library: 2501.99999")
    assert outcome.out == "1 starred\n"


def test_a_library_in_pieces_is_told_and_used(home: Path) -> None:
    log = home / "carrel" / "data" / "papers" / "papers.jsonl"
    whole = log.read_bytes()
    log.write_bytes(b"not a paper\n" + whole + whole[: len(whole) // 2])
    shutil.rmtree(home / "carrel" / "cache")
    outcome = carrel(home, "search", "fine")
    assert outcome.code == 0
    assert outcome.out.count("\n") == 1
    assert "papers.jsonl" in outcome.err
    assert "Traceback" not in outcome.err
