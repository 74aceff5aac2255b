"""The files as others leave them: torn, damaged, changed by hand, merged, taken away."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING
from zlib import crc32

import pytest

from index.marktable import READ, STARRED
from tests.tui.reading_cases import START, HandClock, Shelf, opened
from tui.reading.action import Action
from tui.reading.journal_format import Record, written

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "arxiv:2403.00001", "arxiv:2403.00002", "doi:10.1/ç"
AT = "2026-01-01T00:00:00.000000Z"
CUT = "journal-desk.toml, record 2: record cut short"


def state_of(folder: Path) -> dict[str, tuple[int, tuple[str, ...]]]:
    reading = opened(folder, "reader")
    return {paper_id: (reading.state(paper_id), reading.tags(paper_id)) for paper_id in (A, B, C)}


def test_a_journal_torn_at_any_byte_loses_the_torn_record_only(tmp_path: Path) -> None:
    journal = tmp_path / "journal-desk.toml"
    reading = opened(tmp_path)
    reading.mark("star", [A])
    first = len(journal.read_bytes())
    reading.mark("star", [C])
    data = journal.read_bytes()
    for cut in range(first, len(data)):
        journal.write_bytes(data[:cut])
        told = data[first:cut].strip() and cut < len(data) - 1
        reading = opened(tmp_path)
        assert reading.starred() == ((A, C) if cut == len(data) - 1 else (A,))
        assert [CUT in str(problem) for problem in reading.problems] == ([True] if told else [])
        watching = opened(tmp_path)
        assert reading.mark("read", [B])
        assert watching.poll() == {B}
        for one in (reading, watching, opened(tmp_path)):
            assert (one.state(A), one.state(B)) == (STARRED, READ)
            assert len(one.problems) == len([True] if told else [])
        assert opened(tmp_path).undo() == Action("read", (B,))


def test_a_record_that_is_just_being_written_is_taken_once_it_is_whole(tmp_path: Path) -> None:
    opened(tmp_path).mark("star", [A])
    data = written(Record("2026-04-01T00:00:00.000000Z", "read", (A, B)))
    watching = opened(tmp_path)
    with (tmp_path / "journal-desk.toml").open("ab") as stream:
        for place in range(len(data)):
            whole = place >= len(data) - 1
            stream.write(data[place : place + 1])
            stream.flush()
            if place < len(data) - 2:
                assert watching.poll() == frozenset()
            elif whole:
                assert watching.state(B) == READ or watching.poll() == {A, B}
            else:
                assert watching.poll() == {A, B}
    assert not watching.problems
    watching.save()
    assert state_of(tmp_path)[B] == (READ, ())


def test_a_changed_byte_in_the_middle_costs_one_record(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    for paper_id in (A, B, C):
        reading.mark("star", [paper_id])
    journal = tmp_path / "journal-desk.toml"
    journal.write_bytes(journal.read_bytes().replace(B.encode(), b"arxiv:2403.09999"))
    reading = opened(tmp_path)
    assert reading.starred() == (A, C)
    (problem,) = reading.problems
    assert str(problem).startswith("journal-desk.toml, record 2: record damaged")


def test_a_journal_of_rubbish_is_told_in_few_words(tmp_path: Path) -> None:
    (tmp_path / "journal-desk.toml").write_bytes(b"[[action]]\n\xff\n" * 1000)
    reading = opened(tmp_path)
    assert len(reading.problems) < 10
    assert reading.mark("star", [A])
    assert opened(tmp_path).starred() == (A,)


def test_journals_of_several_machines_merge_the_same_in_any_order(tmp_path: Path) -> None:
    machines = {}
    for number, host in enumerate(("desk", "laptop", "server")):
        home = tmp_path / host
        clock = HandClock(START)
        reading = opened(home, host, clock)
        reading.mark("star", [A, B])
        clock.wait(number)
        reading.mark(("unstar", "tag:x", "untag:x")[number], [A])
        clock.wait(5 - 2 * number)
        reading.mark(("tag:x", "unstar", "star")[number], [B, C])
        reading.undo()
        reading.mark(("read", "unread", "dismiss")[number], [C])
        machines[f"journal-{host}.toml"] = (home / f"journal-{host}.toml").read_bytes()
    states = []
    for number, order in enumerate(permutations(machines)):
        folder = tmp_path / f"merged-{number}"
        folder.mkdir()
        reading = opened(folder, "reader")
        for name in order:
            (folder / name).write_bytes(machines[name])
            reading.poll()
            reading.save()
        assert state_of(folder) == {
            paper_id: (reading.state(paper_id), reading.tags(paper_id)) for paper_id in (A, B, C)
        }
        states.append(state_of(folder))
    assert states == states[:1] * len(states)


def test_an_older_star_that_arrives_late_does_not_come_back(tmp_path: Path) -> None:
    late = written(Record(AT, "star", (A, B)))
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.mark("unstar", [A])
    reading.save()
    (tmp_path / "journal-laptop.toml").write_bytes(late)
    assert reading.poll() == {B}
    assert opened(tmp_path).starred() == (B,)


def test_what_is_changed_by_hand_stays_changed(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A, B])
    reading.save()
    path = tmp_path / "reading.toml"
    lines = path.read_text().splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(f'"{A}"')]
    path.write_text("".join(kept) + f'\n[tag.mine]\n"{C}" = 2026-03-15\n')
    assert reading.poll() == {A, C}
    assert reading.mark("read", [B])
    reading.save()
    for one in (reading, opened(tmp_path)):
        assert one.starred() == (B,)
        assert one.tags(C) == ("mine",)
        assert one.state(B) == READ | STARRED
    assert not reading.problems


def test_a_change_by_hand_is_in_the_table(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    table = reading.table(Shelf(A, B))
    reading.mark("star", [A])
    reading.save()
    path = tmp_path / "reading.toml"
    path.write_text(path.read_text().replace(A, B))
    assert reading.poll() == {A, B}
    assert list(table.flags) == [0, STARRED]


def test_undo_does_not_touch_what_was_changed_by_hand(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.mark("star", [B])
    reading.save()
    path = tmp_path / "reading.toml"
    path.write_text(path.read_text().replace(f'"{B}" = 2026', f'"{B}" = 2027'))
    assert reading.undo() == Action("star", (A,))
    assert reading.starred() == (B,)


def damaged(folder: Path, text: str) -> None:
    reading = opened(folder)
    reading.mark("star", [A, B])
    reading.mark("read", [A])
    reading.save()
    (folder / "reading.toml").write_text(text)


@pytest.mark.parametrize(
    "text",
    ["[star\n", "<<<<<<<\n[star]\nx = 1\n", "star = 3\n", '[star]\n"a" = "soon"\n', "\ufeff["],
)
def test_a_damaged_file_is_told_survived_and_kept_aside(tmp_path: Path, text: str) -> None:
    damaged(tmp_path, text)
    reading = opened(tmp_path)
    assert reading.problems[0].where.startswith("reading.toml")
    assert reading.starred() == (A, B)
    assert reading.state(A) == READ | STARRED
    reading.mark("tag:x", [C])
    assert (tmp_path / "reading.toml").read_text() == text
    reading.save()
    assert (tmp_path / "reading.toml.damaged-1").read_text() == text
    again = opened(tmp_path)
    assert not again.problems
    assert (again.starred(), again.tags(C)) == ((A, B), ("x",))


def test_several_damaged_files_are_all_kept(tmp_path: Path) -> None:
    for text in ("[one", "[two"):
        damaged(tmp_path, text)
        opened(tmp_path).save()
    kept = [(tmp_path / f"reading.toml.damaged-{number}").read_text() for number in (1, 2)]
    assert kept == ["[one", "[two"]


def test_a_file_damaged_and_mended_while_the_reader_runs(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.save()
    path = tmp_path / "reading.toml"
    good = path.read_bytes()
    path.write_bytes(good[: len(good) // 2])
    reading.poll()
    assert reading.starred() == (A,)
    path.write_bytes(good + b"\n")
    reading.poll()
    reading.mark("star", [B])
    reading.save()
    assert opened(tmp_path).starred() == (A, B)
    assert not list(tmp_path.glob("*.damaged-*"))


def test_a_file_of_a_later_version_is_never_replaced(tmp_path: Path) -> None:
    text = 'version = 2\n[folded]\n"journal-desk.toml" = { bytes = 99 }\n'
    damaged(tmp_path, text)
    reading = opened(tmp_path)
    assert "later Carrel" in reading.problems[0].message
    reading.mark("star", [C])
    assert not reading.save()
    assert (tmp_path / "reading.toml").read_text() == text
    assert opened(tmp_path).starred() == (A, B, C)


def test_unknown_names_survive_saving(tmp_path: Path) -> None:
    (tmp_path / "reading.toml").write_text(f'[stars]\n"{A}" = 2026-03-14\n')
    reading = opened(tmp_path)
    assert reading.problems[0].hint == "did you mean star?"
    reading.mark("star", [B])
    reading.save()
    assert f'[stars]\n"{A}" = 2026-03-14\n' in (tmp_path / "reading.toml").read_text()


def test_records_of_a_later_version_are_kept_for_it(tmp_path: Path) -> None:
    body = f'[[action]]\nat = {AT}\nverb = "snooze"\nids = ["{A}"]\n'
    record = f'{body}sum = "{crc32(body.encode()):08x}"\n'.encode()
    opened(tmp_path).mark("star", [A])
    with (tmp_path / "journal-desk.toml").open("ab") as stream:
        stream.write(b"\n" + record)
    reading = opened(tmp_path)
    reading.mark("star", [B])
    reading.save()
    again = opened(tmp_path)
    assert again.starred() == (A, B)
    assert "snooze" in again.problems[0].message


def test_a_journal_that_was_begun_anew_is_read_from_its_beginning(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    reading.save()
    (tmp_path / "journal-desk.toml").unlink()
    elsewhere = opened(tmp_path / "elsewhere", clock=HandClock(START))
    for number in range(9):
        elsewhere.mark("tag:x" if number % 2 == 0 else "untag:x", [B])
    (tmp_path / "elsewhere" / "journal-desk.toml").rename(tmp_path / "journal-desk.toml")
    again = opened(tmp_path)
    assert (again.starred(), again.tags(B)) == ((A,), ("x",))
    assert "not the file that was folded" in again.problems[0].message
    again.save()
    assert not opened(tmp_path).problems


def test_a_journal_taken_away_while_the_reader_runs_is_begun_anew(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    reading.mark("star", [A])
    (tmp_path / "journal-desk.toml").unlink()
    assert reading.poll() == frozenset()
    assert reading.mark("star", [B])
    assert reading.starred() == (A, B)
    reading.save()
    assert opened(tmp_path).starred() == (A, B)


def test_marks_of_a_journal_that_has_not_arrived_yet_are_read_when_it_has(tmp_path: Path) -> None:
    laptop = opened(tmp_path, "laptop")
    laptop.mark("star", [A])
    whole = (tmp_path / "journal-laptop.toml").read_bytes()
    laptop.mark("star", [B])
    laptop.save()
    laptop.mark("star", [C])
    newest = (tmp_path / "journal-laptop.toml").read_bytes()
    (tmp_path / "journal-laptop.toml").write_bytes(whole)
    desk = opened(tmp_path, "desk")
    assert desk.starred() == (A, B)
    desk.save()
    (tmp_path / "journal-laptop.toml").write_bytes(newest)
    assert desk.poll() == {C}
    assert opened(tmp_path).starred() == (A, B, C)
