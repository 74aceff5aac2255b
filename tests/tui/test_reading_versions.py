"""Files of marks that a later Carrel wrote, and files beyond all measure: left alone, not lost."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from tests.tui.reading_cases import HandClock, opened
from tui.reading import backup, journal
from tui.reading.journal_format import VERSION, parse

if TYPE_CHECKING:
    from pathlib import Path

A, B = "arxiv:2403.00001", "doi:10.1/b"


def later(verb: str, paper_id: str, at: str = "2026-03-14T10:00:00.000000Z") -> bytes:
    """A record as a later Carrel might write it: its decision carries a value."""
    body = f"""[[action]]
version = {VERSION + 1}
at = {at}
verb = "{verb}"
ids = ["{paper_id}"]
until = 2026-04-01
"""
    return f'\n{body}sum = "{crc32(body.encode()):08x}"\n'.encode()


def test_a_journal_says_which_version_it_is_of(tmp_path: Path) -> None:
    opened(tmp_path).mark("star", [A])
    head = (tmp_path / "journal-desk.toml").read_text().split("[[action]]")[0]
    assert "\nversion = 1\n" in head
    assert not opened(tmp_path).problems


def test_a_journal_of_before_there_were_versions_is_read(tmp_path: Path) -> None:
    opened(tmp_path).mark("star", [A])
    path = tmp_path / "journal-desk.toml"
    path.write_bytes(path.read_bytes().replace(b"version = 1\n", b""))
    reading = opened(tmp_path)
    assert reading.starred() == (A,)
    assert not reading.problems
    reading.mark("star", [B])
    assert opened(tmp_path).starred() == (A, B)


def test_what_a_later_carrel_recorded_is_not_done_and_waits_for_it(tmp_path: Path) -> None:
    opened(tmp_path).mark("star", [A])
    path = tmp_path / "journal-desk.toml"
    with path.open("ab") as stream:
        stream.write(later("unstar", A) + later("star", B))
    before = path.read_bytes()
    reading = opened(tmp_path)
    assert reading.starred() == (A,)
    (told,) = map(str, reading.problems[:1])
    assert "later Carrel (version 2)" in told
    assert "left unread and kept for it" in told
    clock = HandClock()
    clock.wait(86_400)
    opened(tmp_path, clock=clock).mark("read", [B])
    assert opened(tmp_path).save()
    assert path.read_bytes().startswith(before)
    folded = opened(tmp_path)._folder._file.snapshot.folded["journal-desk.toml"]
    assert folded.bytes == before.index(later("unstar", A)) + 1
    again = opened(tmp_path)
    assert (again.starred(), again.state(B)) == ((A,), 1)
    assert again.problems


def test_a_journal_of_another_form_is_left_unread_and_marks_go_on(tmp_path: Path) -> None:
    path = tmp_path / "journal-desk.toml"
    form = b'# of later\nversion = 2\n\n[[decision]]\nstar = ["x"]\nproof = "1"\n'
    path.write_bytes(form)
    reading = opened(tmp_path)
    assert any("later Carrel (version 2)" in str(problem) for problem in reading.problems)
    reading.mark("star", [A])
    assert reading.save()
    assert path.read_bytes().startswith(form)
    again = opened(tmp_path)
    assert again.starred() == (A,)
    assert again._folder._file.snapshot.folded["journal-desk.toml"].bytes == 0


def test_a_copy_with_later_records_is_come_across_again(tmp_path: Path) -> None:
    opened(tmp_path).mark("star", [A])
    copy = tmp_path / "journal-desk.sync-conflict-20260314-092653-ABCDEFG.toml"
    copy.write_bytes(later("star", B))
    for _ in range(2):
        reading = opened(tmp_path)
        reading.save()
        assert copy.name not in opened(tmp_path)._folder._file.snapshot.folded
    assert any("later Carrel" in str(problem) for problem in opened(tmp_path).problems)


@pytest.mark.parametrize("name", ["journal-desk.toml", "journal-else.toml"])
def test_a_journal_beyond_all_measure_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    opened(tmp_path).mark("star", [A])
    with (tmp_path / name).open("ab") as stream:
        stream.write(b"#" * 9_000)
    monkeypatch.setattr(journal, "LARGEST", 8_000)
    reading = opened(tmp_path)
    told = [str(problem) for problem in reading.problems]
    assert [line for line in told if name in line and "not read" in line]
    assert reading.starred() == (() if "desk" in name else (A,))


def test_a_file_of_marks_beyond_all_measure_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(tmp_path).mark("star", [A])
    assert opened(tmp_path).save()
    path = tmp_path / "reading.toml"
    path.write_bytes(path.read_bytes() + b"#" * 9_000)
    before = path.read_bytes()
    monkeypatch.setattr(backup, "LARGEST", 8_000)
    reading = opened(tmp_path)
    assert reading.starred() == (A,)
    assert ["not read" in str(problem) for problem in reading.problems] == [True]
    reading.mark("star", [B])
    assert not reading.save()
    assert path.read_bytes() == before
    assert opened(tmp_path).starred() == (A, B)


BOMBS = {
    "line 7 is longer than 500,000 characters": "x = '" + "a" * 500_000 + "'",
    "line 7 is nested deeper than 32 levels": "x = " + "[" * 99 + "]" * 99,
    "more than 200,000 keys": "x = {" + "a=1,\n" * 200_001 + "}",
    "more than 16 MiB": "# much\n" * 2_400_000,
    "too many digits": "x = " + "9" * 5_000,
    "not valid TOML": "x = ",
}


@pytest.mark.parametrize("told", BOMBS)
def test_what_would_keep_the_parser_busy_costs_itself_only(tmp_path: Path, told: str) -> None:
    opened(tmp_path).mark("star", [A])
    assert opened(tmp_path).save()
    path = tmp_path / "reading.toml"
    whole = path.read_text()
    assert whole.splitlines()[5].startswith("version")
    by_hand = f'[read]\n"{B}" = 2026-03-01T00:00:00.000000Z\n'
    path.write_text(whole.replace("version = 1\n", f"version = 1\n{BOMBS[told]}\n\n{by_hand}"))
    before = path.read_bytes()
    reading = opened(tmp_path)
    assert told in reading.problems[0].message
    assert (reading.starred(), reading.state(B)) == ((A,), 1)
    assert reading.save()
    assert (tmp_path / "reading.toml.damaged-1").read_bytes() == before
    assert not opened(tmp_path).problems


def test_a_torn_end_of_another_machine_is_not_for_this_one_to_tell(tmp_path: Path) -> None:
    opened(tmp_path, "laptop").mark("star", [A])
    path = tmp_path / "journal-laptop.toml"
    whole = path.read_bytes()
    path.write_bytes(whole[:-9])
    assert parse(path.read_bytes()).torn
    reading = opened(tmp_path)
    assert not reading.problems
    path.write_bytes(whole)
    assert reading.poll() == {A}
    assert opened(tmp_path, "laptop").problems == []
