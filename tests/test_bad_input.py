"""What bad input gets: one line that names file, record and reason; the rest goes in; exit 1."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tests.commandline import carrel
from tests.refusals import KNOWN, assert_refused, home_with_one_paper, papers, record

if TYPE_CHECKING:
    from pathlib import Path

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
    whole = gzip.compress(
        "".join(record(n, tldr=str(n * 7919 % 9973)) for n in range(900)).encode()
    )
    return whole[: len(whole) // 2]


CASES = (
    Case("image.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, 0, ": is an image"),
    Case("noise.jsonl", bytes(range(256)) * 400, 0, ": is not text"),
    Case("empty.txt", b"", 0, ": is empty"),
    Case("blank.jsonl", b"\n \n\n", 0, ": is empty"),
    Case("prose.txt", b"Just some words.\nNothing else.\n", 0, ": holds papers in no format"),
    Case("zstd.jsonl.zst", b"\x28\xb5\x2f\xfd" + GOOD.encode(), 0, ": is a zstd archive"),
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
    Case(
        "number.jsonl",
        (GOOD + '{"title":%s}\n' % ("9" * 5000) + NEXT).encode(),
        4,
        ", record 4: the JSON has a number with too many digits",
    ),
    Case(
        "bomb.jsonl.gz",
        gzip.compress(GOOD.encode() + (b" " * 1_000_000 + b"\n") * 200, 9),
        3,
        ": unpacks to more than 200 times its size; the rest is left out",
    ),
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
    return home_with_one_paper(tmp_path / "home")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_file_is_named_with_record_and_reason(home: Path, case: Case) -> None:
    (home / case.name).write_bytes(case.data)
    outcome = carrel(home, "add", case.name)
    assert outcome.code == 1
    assert outcome.err == ""
    told = outcome.out.split("\n\n")[-1].splitlines()
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
    (home / "notes").mkdir()
    (home / "notes" / "todo.txt").write_text("Buy milk.\n", "utf-8")
    words = ("add", "nowhere.txt", "notes", "good.jsonl", "-")
    outcome = carrel(home, *words, given=record(60).encode())
    assert outcome.code == 1
    assert outcome.out.split("\n\n")[1].splitlines() == ["nowhere.txt: there is no such file"]
    assert "\n1 file holds no papers\n" in outcome.out
    assert papers(home) == 5


@pytest.mark.parametrize(
    "words",
    [
        ("bogus",),
        ("--bogus",),
        ("--sample", "--or-sample"),
        ("add",),
        ("add", "--year", "soon", "x"),
        ("search", "--limit", "-3"),
        ("search", "--limit", "9" * 5_000),
        ("log", "--limit", "9" * 5_000),
        ("add", "--year", "9" * 5_000, "x"),
        ("search", "--sort", "colour"),
        ("mark", "star"),
        ("mark", "adore", KNOWN),
        ("mark", "tag:", KNOWN),
        ("export", "--format", "docx"),
        ("keys", "--keymap", "nano"),
    ],
    ids=lambda words: " ".join(words)[:40],
)
def test_wrong_usage_is_told_with_the_usage(home: Path, words: tuple[str, ...]) -> None:
    outcome = carrel(home, *words)
    assert outcome.code == 2
    assert outcome.out == ""
    assert outcome.err.startswith("usage: carrel")
    assert re.search(r"\ncarrel( \w+)?: error: \S", outcome.err)
    assert " _" not in outcome.err
    assert max(map(len, outcome.err.splitlines())) < 300
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
    outcome = carrel(home, "mark", "star", KNOWN, "2501.99999")
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
