from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import random
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CarrelError, Problem
from index.paper import Paper
from index.sources.base import CutLine, Origin
from index.sources.opening import HEAD, Opening
from index.sources.registry import detect, papers

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 1_000


def over(data: bytes, most_bytes: int = 10**9) -> Opening:
    return Opening(None, io.BytesIO(data), most_bytes=most_bytes)


def lines_of(data: bytes, longest: int = LONGEST) -> list[str]:
    with over(data) as opening:
        return list(opening.lines(longest))


def records(count: int) -> bytes:
    return b"".join(
        json.dumps(
            {"title": f"Sets {number}", "abstract": random.Random(number).randbytes(99).hex()}
        ).encode()
        + b"\n"
        for number in range(count)
    )


@given(st.lists(st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=20)))
def test_lines_come_as_they_are(lines: list[str]) -> None:
    text = "\n".join(["first", *lines, "last"])
    for data in (text, text.replace("\n", "\r\n"), "\ufeff" + text):
        assert lines_of(data.encode()) == ["first", *lines, "last"]
        for pack in (gzip.compress, bz2.compress, lzma.compress):
            assert lines_of(pack(data.encode())) == ["first", *lines, "last"]
    for encoding in ("utf-16", "utf-32"):
        assert lines_of(text.encode(encoding)) == ["first", *lines, "last"]


def test_a_carriage_return_belongs_to_the_line_end() -> None:
    assert lines_of(b"one\r\n\r\ntwo\x0cthree\n") == ["one", "", "two\x0cthree"]


def test_many_chunks_make_the_same_lines() -> None:
    lines = [f"{number} {'x' * (number % 700)}" for number in range(3_000)]
    assert lines_of("\n".join(lines).encode()) == lines


def test_a_line_too_long_is_cut_and_the_next_is_whole() -> None:
    for length in (LONGEST + 1, 10 * 1024**2):
        first, cut, last = lines_of(b"a\n" + b"x" * length + b"\nb\n")
        assert (first, last) == ("a", "b")
        assert isinstance(cut, CutLine)
        assert cut == "x" * LONGEST
    assert not any(isinstance(line, CutLine) for line in lines_of(b"x" * LONGEST))


def test_bytes_that_are_no_utf8_are_told_once() -> None:
    with over(b"good\nGarc\xeda Garc\xeda\nL\xe9vy\n" + b"and more\n" * 20) as opening:
        assert list(opening.lines(LONGEST))[1:3] == ["García García", "Lévy"]
    (problem,) = opening.problems
    assert problem == Problem(
        "holds bytes that are not UTF-8, first in line 2; they were read as Windows-1252",
        "if that is wrong, convert the file",
        "standard input",
    )


def test_bytes_amid_utf8_are_lost_and_told() -> None:
    with over("Lévy L".encode() + b"\xe9vy and many others\n") as opening:
        assert list(opening.lines(LONGEST)) == ["Lévy L\ufffdvy and many others"]
    assert opening.problems[0].message.endswith("they were lost")


def test_progress_is_told_in_bytes_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "papers.gz"
    path.write_bytes(gzip.compress(records(5_000), mtime=0))
    told: list[int] = []
    with Opening(path, on_bytes=told.append) as opening:
        assert opening.total == path.stat().st_size
        assert sum(1 for _ in opening.lines(LONGEST)) == 5_000
    assert told == sorted(told)
    assert told[-1] == opening.done == opening.total
    assert len(told) > 2


def test_a_stream_of_unknown_length_has_no_total() -> None:
    with over(b"text") as opening:
        assert opening.total == 0


def test_the_head_is_what_a_slow_pipe_gives_in_all() -> None:
    reading, writing = os.pipe()
    with os.fdopen(writing, "wb") as sender:
        sender.write(b'{"title": ')
        sender.flush()
        sender.write(b'"A"}\n')
    with os.fdopen(reading, "rb") as receiver, Opening(None, receiver) as opening:
        assert opening.head == '{"title": "A"}\n'


@pytest.mark.parametrize("kept", [0.5, 0.99])
def test_a_file_cut_short_gives_every_whole_record_before(kept: float, tmp_path: Path) -> None:
    whole = gzip.compress(records(5_000), mtime=0)
    path = tmp_path / "papers.jsonl.gz"
    path.write_bytes(whole[: int(len(whole) * kept)])
    with Opening(path) as opening:
        items = list(papers(opening, Origin("papers", opening.where)))
    *found, problem = items
    assert all(isinstance(item, Paper) for item in found)
    assert len(found) > 5_000 * kept * 0.98
    assert isinstance(problem, Problem)
    assert problem.where == f"{path}, after record {len(found)}"
    assert problem.message.startswith("is cut short")


def test_a_damaged_file_gives_what_stands_before() -> None:
    data = bytearray(gzip.compress(records(5_000), mtime=0))
    data[len(data) // 2 :] = b"\x00" * (len(data) - len(data) // 2)
    with over(bytes(data)) as opening:
        found = list(papers(opening, Origin("papers", opening.where)))
    assert len(found) > 1_000
    assert isinstance(found[-1], Problem)


@pytest.mark.parametrize("pack", [partial(bz2.compress, compresslevel=1), lzma.compress])
def test_what_else_is_packed_is_unpacked_as_far_as_it_goes(pack: Callable[[bytes], bytes]) -> None:
    whole = pack(records(2_000))
    for data, count in ((whole, 2_000), (whole + whole, 4_000), (whole + b"\0" * 8, 2_000)):
        with over(data) as opening:
            assert sum(1 for _ in opening.lines(LONGEST)) == count
    with over(whole[: len(whole) // 2]) as opening:
        assert 0 < sum(1 for _ in opening.lines(LONGEST)) < 2_000
    assert opening.problems[0].message.startswith("is cut short")


def test_what_would_take_too_much_memory_to_unpack_is_refused() -> None:
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 1, "dict_size": 512 * 1024**2}]
    with pytest.raises(CarrelError, match="is damaged"):
        over(lzma.compress(records(9), filters=filters))


def test_going_on_in_the_middle_gives_the_same_lines() -> None:
    for data in (records(5_000), records(5_000).decode().encode("utf-16")):
        with over(data) as opening:
            lines = opening.lines(10_000)
            first = [next(lines) for _ in range(3_000)]
            passed = opening.passed
        with over(data) as opening:
            opening.skip(passed)
            assert first + list(opening.lines(10_000)) == lines_of(records(5_000), 10_000)


def test_rubbish_behind_the_archive_is_told() -> None:
    with over(gzip.compress(b"line\n", mtime=0) + b"rubbish") as opening:
        assert list(opening.lines(LONGEST)) == ["line"]
    assert opening.problems[0].message.startswith("is damaged")


def test_a_bomb_is_defused() -> None:
    data = gzip.compress(b"\n".join([b"a b c"] * 100_000), mtime=0)
    with over(data, most_bytes=2 * HEAD) as opening:
        assert len(list(opening.lines(LONGEST))) < 100_000
    assert opening.problems[0].message.startswith("holds more than 131,072 bytes of text")


def test_a_bomb_is_given_up_as_soon_as_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.opening.UNSUSPECTED", 2 * HEAD)
    line = b'{"title": "a title"}\n'
    data = gzip.compress(line * 1_000_000, mtime=0)
    with over(data) as opening:
        found = len(list(opening.lines(LONGEST)))
    assert 2 * HEAD < found * len(line) < 200 * len(data)
    [problem] = opening.problems
    assert problem.message == "unpacks to more than 200 times its size; the rest is left out"


def test_what_is_small_unpacked_may_be_any_number_of_times_its_size() -> None:
    with over(gzip.compress(b"line\n" * 1_000_000, mtime=0)) as opening:
        assert len(list(opening.lines(LONGEST))) == 1_000_000
    assert opening.problems == []


def test_records_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.registry.MOST_RECORDS", 3)
    with over(records(5)) as opening:
        *found, problem = papers(opening, Origin("papers", opening.where))
    assert len(found) == 3
    assert str(problem) == (
        "standard input, after record 3: holds more than 3 records; the rest is left out"
        " (split the file)"
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\r\n\t", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (gzip.compress(b"text", mtime=0)[:5], "is cut short"),
        (b"\x1f\x8b", "is cut short"),
        (b"\x1f\x8bnot gzip at all", "is damaged"),
        (b"%PDF-1.7\n1 0 obj", "is a PDF"),
        (b"PK\x03\x04rest", "is a zip archive"),
        (bz2.compress(b"text")[:9], "is cut short"),
        (lzma.compress(b"text")[:20], "is cut short"),
        (bz2.compress(b"text")[:9] + b"rubbish" * 9, "cannot be read|is damaged"),
        (lzma.compress(b"text")[:14] + b"rubbish" * 9, "is damaged"),
        (b"\x00" * 257 + b"ustar", "is a tar archive"),
        (b"bplist00rest", "is a web archive of Safari"),
        (random.Random(1).randbytes(5_000), "is not text"),
        (b"\x00" * 100_000, "is not text"),
        (b"MZ" + b"ab\x00\x01" * 100, "is not text"),
        (gzip.compress(random.Random(1).randbytes(5_000), mtime=0), "is not text"),
    ],
)
def test_what_cannot_be_read_at_all(data: bytes, reason: str) -> None:
    with pytest.raises(CarrelError, match=reason) as caught:
        over(data)
    assert caught.value.problem.where == "standard input"


def test_a_little_rubbish_does_not_condemn_a_text() -> None:
    text = b"A title with \x00 NUL and \x1b[31m colour, and then a good deal of common prose.\n"
    assert len(lines_of(text)) == 1


def test_files_that_cannot_be_opened_are_named(tmp_path: Path) -> None:
    for path, reason in (
        (tmp_path / "none.txt", "there is no such file"),
        (tmp_path, "is a folder"),
        (tmp_path / "a\x00b", "cannot be opened|no such file"),
        (tmp_path / ("x" * 5_000), "cannot be opened"),
    ):
        with pytest.raises(CarrelError, match=reason) as caught:
            Opening(path)
        assert str(tmp_path) in caught.value.problem.where


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such permissions")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may read anything")
def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "secret.txt"
    path.write_text("text")
    path.chmod(0)
    with pytest.raises(CarrelError, match="may not be read"):
        Opening(path)


def test_a_files_name_cannot_steer_the_terminal() -> None:
    with pytest.raises(CarrelError) as caught:
        Opening(Path("a\x1b[31m\u202eb"))
    assert caught.value.problem.where == "a\ufffd[31m\ufffdb"


def test_the_file_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    path.write_bytes(records(3))
    with Opening(path) as opening:
        assert len(list(opening.lines(LONGEST))) == 3
    path.unlink()


def test_a_format_nobody_knows_is_an_error_that_names_what_can_be_read() -> None:
    with pytest.raises(CarrelError, match="no format that is known") as caught:
        detect("a,b\n1,2\n", "table.csv")
    assert caught.value.problem.where == "table.csv"
    assert "feeds, JSON, BibTeX" in caught.value.problem.hint
