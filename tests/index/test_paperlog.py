from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import CarrelError
from index.paper import Listing, Paper
from index.paperlog import LogLine, PaperLog
from tests.index.paper_strategies import patiently

if TYPE_CHECKING:
    from collections.abc import Callable

FIRST = Paper("arxiv:2401.00001", "Erstes", listings=(Listing("seite", 1, "--03-12"),))
SECOND = Paper("doi:10.1000/b", "第二", abstract="Ünïcödé ✓")
THIRD = Paper("openreview:Zx9a", "Third")


def papers_in(log: PaperLog, start: int = 0) -> list[Paper]:
    return [line.paper for line in log.scan(start) if line.paper]


def problems_in(log: PaperLog) -> list[LogLine]:
    return [line for line in log.scan() if line.problem]


@pytest.fixture
def log(tmp_path: Path) -> PaperLog:
    return PaperLog(tmp_path / "papers", patience=0.2)


def test_a_log_that_is_not_there_is_empty(log: PaperLog) -> None:
    assert log.size == 0
    assert list(log.scan()) == []
    assert log.mark(0) == 0


def test_papers_come_back_in_the_order_they_were_added(log: PaperLog) -> None:
    log.append([FIRST, SECOND])
    log.append([THIRD])
    assert papers_in(log) == [FIRST, SECOND, THIRD]


def test_append_says_where_each_paper_stands(log: PaperLog) -> None:
    spans = [*log.append([FIRST, SECOND]), *log.append([THIRD])]
    assert [log.read_at(*span) for span in spans] == [FIRST, SECOND, THIRD]
    assert spans == [(line.offset, line.length) for line in log.scan()]
    assert sum(spans[-1]) == log.size
    assert papers_in(log, spans[1][0]) == [SECOND, THIRD]


def test_adding_nothing_touches_nothing(log: PaperLog) -> None:
    assert log.append([]) == []
    assert not log.folder.exists()


def test_a_log_cut_at_any_byte_keeps_the_lines_before_and_takes_more(log: PaperLog) -> None:
    log.append([FIRST, SECOND])
    whole = log.path.read_bytes()
    second = whole.index(b"\n") + 1
    for size in range(len(whole)):
        log.path.write_bytes(whole[:size])
        kept = [FIRST] * (size >= second - 1) + [SECOND] * (size >= len(whole) - 1)
        assert papers_in(log) == kept
        torn = 0 < size < second - 1 or second < size < len(whole) - 1
        assert [line.length for line in problems_in(log)] == [0] * torn
        ends = [line.end for line in log.scan()]
        assert not torn or ends[-1] == (second if size > second else 0)

        spans = log.append([THIRD])
        assert papers_in(log) == [*kept, THIRD]
        assert log.read_at(*spans[0]) == THIRD
        assert not problems_in(log)
        aside = list(log.folder.glob("papers.jsonl.cut-*"))
        cut = whole[:size].rpartition(b"\n")[2]
        assert [path.read_bytes() for path in aside] == [cut] * torn
        for path in aside:
            path.unlink()


def test_half_a_long_line_is_set_aside_whole_beside_the_one_before(log: PaperLog) -> None:
    long = b'{"carrel": 1, "title": "' + b"x" * 50_000
    for number in (1, 2):
        log.append([FIRST])
        with log.path.open("ab") as stream:
            stream.write(long)
        log.append([SECOND])
        assert (log.folder / f"papers.jsonl.cut-{number}").read_bytes() == long
    assert papers_in(log) == [FIRST, SECOND] * 2


@patiently
@given(st.binary(max_size=60).filter(lambda noise: b"\n" not in noise))
def test_a_line_of_noise_is_a_problem_and_hides_no_paper(noise: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        log = PaperLog(Path(folder))
        log.append([FIRST])
        with log.path.open("ab") as stream:
            stream.write(noise + b"\n")
        log.append([SECOND])
        assert papers_in(log) == [FIRST, SECOND]
        assert len(problems_in(log)) == bool(noise.strip())


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 100_000,
        b'{"carrel": 1, "id": "arxiv:2401.00001"}',
        b'{"carrel": 4, "id": "arxiv:2401.00001", "title": "x"}',
        b'{"carrel": 1, "id": "arxiv:2401.00001", "title": "\xff"}',
        b"1" * 10_000,
        b"null",
    ],
)
def test_what_is_not_a_paper_is_named_with_its_place(log: PaperLog, line: bytes) -> None:
    log.append([FIRST])
    place = log.size
    with log.path.open("ab") as stream:
        stream.write(line + b"\n")
    (found,) = problems_in(log)
    assert found.problem is not None
    assert found.problem.where == f"{log.path}, byte {place}"
    with pytest.raises(CarrelError):
        log.read_at(found.offset, found.length)


def test_a_paper_that_is_gone_is_an_error_with_the_file(log: PaperLog) -> None:
    with pytest.raises(CarrelError) as caught:
        log.read_at(0, 10)
    assert str(log.path) in str(caught.value)


def test_the_mark_tells_another_log_from_a_longer_one(log: PaperLog) -> None:
    log.append([FIRST] * 100)
    size = log.size
    mark = log.mark(size)
    log.append([SECOND])
    assert log.mark(size) == mark
    data = bytearray(log.path.read_bytes())
    for place in (0, size - 2):
        changed = data.copy()
        changed[place] ^= 1
        log.path.write_bytes(changed)
        assert log.mark(size) != mark
    log.path.unlink()
    assert log.mark(size) != mark


# Writing that fails


def full_disk(after: int) -> Callable[[int, bytes], int]:
    """`os.write` on a disk with room for so many bytes."""
    room = after
    real = os.write

    def write(descriptor: int, data: bytes) -> int:
        nonlocal room
        if not room:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(descriptor, data[:room])
        room -= written
        return written

    return write


@pytest.mark.parametrize("room", [0, 1, 40])
def test_a_full_disk_leaves_the_log_as_it_was(
    log: PaperLog, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    log.append([FIRST])
    before = log.path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full_disk(room))
        with pytest.raises(CarrelError, match="No space left") as caught:
            log.append([SECOND])
    assert caught.value.problem.where == str(log.path)
    assert log.path.read_bytes() == before
    log.append([SECOND])
    assert papers_in(log) == [FIRST, SECOND]


def test_a_write_that_is_interrupted_leaves_the_log_as_it_was(
    log: PaperLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.append([FIRST])
    before = log.path.read_bytes()

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            log.append([SECOND])
    assert log.path.read_bytes() == before


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    in_the_way = tmp_path / "papers"
    in_the_way.write_text("a file")
    with pytest.raises(CarrelError) as caught:
        PaperLog(in_the_way).append([FIRST])
    assert str(in_the_way) in caught.value.problem.where


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder it may not write")
def test_no_permission_is_named(log: PaperLog) -> None:
    log.append([FIRST])
    log.path.chmod(0o400)
    with pytest.raises(CarrelError, match="Permission denied") as caught:
        log.append([SECOND])
    assert str(log.path) in caught.value.problem.where


# Taking turns


def test_writing_may_be_entered_from_within(log: PaperLog) -> None:
    with log.writing(), log.writing():
        log.append([FIRST])
    assert papers_in(log) == [FIRST]


def test_while_another_is_writing_it_says_who(log: PaperLog) -> None:
    other = PaperLog(log.folder)
    with other.writing(), pytest.raises(CarrelError) as caught:
        log.append([FIRST])
    assert f"process {os.getpid()}" in str(caught.value)
    assert papers_in(log) == []
    log.append([FIRST])


ADD_MANY = """
import sys
from pathlib import Path
from index.paper import Paper
from index.paperlog import PaperLog
log = PaperLog(Path(sys.argv[1]))
for number in range(20):
    log.append([Paper(f"doi:10.1/{sys.argv[2]}-{number}-{part}", "T" * 500) for part in range(5)])
"""


def test_two_processes_lose_nothing_of_each_other(log: PaperLog) -> None:
    arguments = [sys.executable, "-c", ADD_MANY, str(log.folder)]
    here = Path(__file__).parents[2]
    running = [subprocess.Popen([*arguments, name], cwd=here) for name in ("a", "b")]
    assert [process.wait() for process in running] == [0, 0]
    found = {paper.id for paper in papers_in(log)}
    assert len(found) == 200
    assert problems_in(log) == []


LATER = b'{"carrel": 4, "id": "arxiv:2401.00009", "verdict": {"of": "later"}}'


@pytest.mark.parametrize("end", [b"\n", b""], ids=["ended", "not ended"])
def test_what_a_later_carrel_wrote_is_whole_and_stays_where_it_is(
    log: PaperLog, end: bytes
) -> None:
    log.append([FIRST])
    log.path.write_bytes(log.path.read_bytes() + LATER + end)
    (line,) = problems_in(log)
    assert line.is_later
    assert "later Carrel (version 4)" in str(line.problem)
    log.append([SECOND])
    assert LATER + b"\n" in log.path.read_bytes()
    assert papers_in(log) == [FIRST, SECOND]
    assert [path.name for path in log.folder.glob("papers.jsonl*")] == ["papers.jsonl"]


@pytest.mark.parametrize("end", [b"\n", b""], ids=["ended", "not ended"])
def test_a_line_beyond_all_measure_is_passed_over(
    log: PaperLog, monkeypatch: pytest.MonkeyPatch, end: bytes
) -> None:
    monkeypatch.setattr("index.paperlog.LONGEST_LINE", 1000)
    log.append([FIRST])
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + b"[" * 2500 + b"\n" + whole + b"[" * 4000 + end)
    assert papers_in(log) == [FIRST, FIRST]
    assert ["longer than" in str(line.problem) for line in problems_in(log)] == [True, True]
    assert sum(line.length for line in log.scan()) == log.size
