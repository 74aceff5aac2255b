from __future__ import annotations

import errno
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from index.adding import Input
from index.errors import CarrelError
from index.library import Library
from index.paper import Listing, Paper
from index.record import to_record
from index.report import ImportReport, Progress

CHECKOUT = Path(__file__).parents[2]


class Desk:
    """A library and a folder of inputs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def library(self) -> Library:
        return Library(self.folder / "papers", self.folder / "cache")

    def file(self, name: str, *records: dict[str, object] | Paper | str) -> Input:
        path = self.folder / name
        lines = [
            one
            if isinstance(one, str)
            else json.dumps(to_record(one) if isinstance(one, Paper) else one)
            for one in records
        ]
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return Input(path)

    def add(self, *inputs: Input) -> ImportReport:
        return self.library().add(inputs)

    def papers(self) -> list[Paper]:
        library = self.library()
        return [library.paper(ordinal) for ordinal in range(len(library))]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def listed(title: str, **facts: object) -> dict[str, object]:
    return {"title": title, "author": "Ann Lee;Bo Chen", "conference": "iclr2025", **facts}


def test_records_become_papers_with_the_page_as_their_listing(desk: Desk) -> None:
    report = desk.add(desk.file("venue list.jsonl", listed("Alpha"), listed("Beta")))
    assert report == ImportReport(read=2, added=2)
    papers = desk.papers()
    assert [paper.title for paper in papers] == ["Alpha", "Beta"]
    assert {paper.listings for paper in papers} == {(Listing("venue list"),)}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.added) for one in papers)


def test_a_library_travels_as_its_log(desk: Desk, tmp_path: Path) -> None:
    desk.add(desk.file("a.jsonl", listed("Alpha"), listed("Beta", site="x")))
    other = Desk(tmp_path / "other")
    report = other.add(Input(tmp_path / "papers" / "papers.jsonl"))
    assert report == ImportReport(read=2, added=2)
    assert other.papers() == desk.papers()


@pytest.mark.parametrize(
    ("path", "name", "source"),
    [
        ("pages/000_402e.txt", "", "000_402e"),
        ("list.jsonl.gz", "", "list"),
        ("2401.00001", "", "2401.00001"),
        ("Papers.HTML", "", "Papers"),
        (".txt", "", ".txt"),
        ("a\x1b[31mb.txt", "", "a[31mb"),
        ("x.txt", "  my \x07 list ", "my list"),
        (None, "", "standard input"),
        (None, "mail", "mail"),
    ],
)
def test_listings_call_a_page_by_its_file_or_as_told(
    path: str | None, name: str, source: str
) -> None:
    assert Input(Path(path) if path else None, name).source == source


def test_every_input_has_its_say_whatever_happens_to_the_others(desk: Desk) -> None:
    good = desk.file("good.jsonl", listed("Alpha"), "{", listed("Beta"))
    empty = desk.file("empty.txt")
    prose = desk.file("prose.txt", "Nothing here is a paper.")
    last = desk.file("last.jsonl", listed("Gamma"))
    report = desk.add(Input(desk.folder / "missing"), good, empty, prose, last)
    assert (report.read, report.added, report.skipped) == (4, 3, 1)
    places = [problem.where for problem in report.problems]
    assert places == [
        str(desk.folder / "missing"),
        f"{good.path}, record 2",
        str(empty.path),
        str(prose.path),
    ]
    assert [paper.title for paper in desk.papers()] == ["Alpha", "Beta", "Gamma"]


def test_progress_runs_over_all_inputs_together(desk: Desk) -> None:
    inputs = [desk.file(f"{n}.jsonl", listed(f"Title {n}"), listed(f"Other {n}")) for n in "ab"]
    told: list[Progress] = []
    desk.library().add(inputs, told.append)
    sizes = [given.path.stat().st_size for given in inputs if given.path]
    assert {one.total for one in told} == {sum(sizes)}
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert told[-1].done == sum(sizes)
    assert {one.label for one in told} == {"a", "b"}


def test_an_input_of_unknown_size_has_no_total(desk: Desk) -> None:
    told: list[Progress] = []
    desk.library().add([desk.file("a.jsonl", listed("Alpha")), Input(None)], told.append)
    assert {one.total for one in told} == {0}


def test_lines_of_the_log_that_are_no_papers_are_reported(desk: Desk) -> None:
    desk.add(desk.file("a.jsonl", listed("Alpha")))
    log = desk.library().log.path
    with log.open("ab") as stream:
        stream.write(b'{"carrel": 1, "title": "Beta", "id": "arx')
    report = desk.add(desk.file("b.jsonl", listed("Gamma")))
    assert report.added == 1
    (problem,) = report.problems
    assert str(log) in problem.where
    assert [paper.title for paper in desk.papers()] == ["Alpha", "Gamma"]


def test_a_full_disk_is_told_and_the_log_stays_whole(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add(desk.file("a.jsonl", listed("Alpha")))
    before = desk.library().log.path.read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(CarrelError, match="No space left"):
            desk.add(desk.file("b.jsonl", listed("Beta")))
    assert desk.library().log.path.read_bytes() == before
    assert desk.add(desk.file("b.jsonl", listed("Beta"))).added == 1


def test_without_room_for_columns_papers_are_added_all_the_same(desk: Desk) -> None:
    (desk.folder / "cache").write_text("a file in the way")
    library = desk.library()
    assert library.add([desk.file("a.jsonl", listed("Alpha"))]).added == 1
    assert library.columns.title(0) == "Alpha"
    assert desk.add(desk.file("a.jsonl", listed("Alpha"))).unchanged == 1


KILLED = """
import os, signal, sys
from pathlib import Path
from index.columns import draft as columnsdraft
from index.adding import Input
from index.library import Library

def end(*_):
    os.kill(os.getpid(), signal.SIGKILL)

columnsdraft.ColumnsDraft.save = end
Library(Path(sys.argv[1]), Path(sys.argv[2])).add([Input(Path(sys.argv[3]))])
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
def test_being_killed_between_log_and_columns_loses_nothing(desk: Desk) -> None:
    desk.add(desk.file("a.jsonl", listed("Alpha")))
    given = desk.file("b.jsonl", listed("Beta"), listed("Gamma"))
    places = [str(desk.folder / name) for name in ("papers", "cache", "b.jsonl")]
    ended = subprocess.run([sys.executable, "-c", KILLED, *places], cwd=CHECKOUT, check=False)
    assert ended.returncode == -signal.SIGKILL
    assert [paper.title for paper in desk.papers()] == ["Alpha", "Beta", "Gamma"]
    assert desk.add(given) == ImportReport(read=2, unchanged=2)


ADDING = """
import sys
from pathlib import Path
from index.adding import Input
from index.library import Library
for name in sys.argv[3:]:
    report = Library(Path(sys.argv[1]), Path(sys.argv[2])).add([Input(Path(name))])
    assert not report.problems, report.problems
"""


def test_two_imports_at_once_neither_lose_nor_repeat_papers(desk: Desk) -> None:
    places = [str(desk.folder / name) for name in ("papers", "cache")]
    running = []
    for half in range(2):
        names = []
        for part in range(4):
            own = [listed(f"Own {half} {part} {n}") for n in range(20)]
            both = [listed(f"Common {part} {n}") for n in range(20)]
            names.append(str(desk.file(f"{half}-{part}.jsonl", *own, *both).path))
        command = [sys.executable, "-c", ADDING, *places, *names]
        running.append(subprocess.Popen(command, cwd=CHECKOUT))
    assert [process.wait() for process in running] == [0, 0]
    titles = [paper.title for paper in desk.papers()]
    assert len(titles) == len(set(titles)) == 2 * 4 * 20 + 4 * 20
    library = desk.library()
    assert library.columns.covers(library.log)


def test_the_five_pages_hold_533_papers(desk: Desk, seeds: list[Path]) -> None:
    inputs = [Input(page) for page in seeds]
    report = desk.add(*inputs)
    assert (report.read, report.added, report.problems) == (595, 533, ())
    papers = desk.papers()
    assert sum(len(paper.listings) for paper in papers) == 595
    assert len(list(desk.library().log.scan())) == 533
    assert desk.add(*inputs) == ImportReport(read=595, unchanged=595)
