from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import pytest

from index.library import Library
from tests.papers import SHELF, fill
from tests.tui.reader_driver import reader
from tests.tui.test_doctor_verb import files, run
from tui.reading.journal_format import Record, written
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.paths import Home

STARRED = SHELF[0].id
BY_HAND = "2026-03-01T00:00:00.000000Z"


@pytest.fixture
def shelf(home: Home) -> Home:
    """Four papers; one starred with a key, one by hand, and ``reading.toml`` saved twice."""
    fill(home)
    reading = Reading.open(home.journals, "testhost")
    reading.mark("star", [STARRED])
    assert reading.save()
    text = home.reading.read_text()
    home.reading.write_text(text.replace("[star]\n", f'[star]\n"{SHELF[1].id}" = {BY_HAND}\n'))
    reading = Reading.open(home.journals, "testhost")
    reading.mark("read", [SHELF[2].id])
    assert reading.save()
    reading.mark("read", [SHELF[3].id])
    assert reading.save()
    return home


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_a_dry_run_says_what_would_be_done_and_does_nothing(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    with (shelf.papers / "papers.jsonl").open("ab") as stream:
        stream.write(b"{nonsense\n")
    shelf.reading.write_bytes(b"\0" * 300)
    before = files(shelf.data.parent)
    assert run(shelf, "--repair", "--dry-run") == 1
    told = lines(capsys)
    assert [line.split()[1] for line in told] == ["papers", "columns", "marks"]
    assert "aside" in told[0]
    assert files(shelf.data.parent) == before


def test_everything_is_repaired_and_what_it_was_is_kept(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    log = shelf.papers / "papers.jsonl"
    log.write_bytes(b"{nonsense\n" + log.read_bytes())
    damaged = b"\0" * 300
    shelf.reading.write_bytes(damaged)
    for path in (shelf.cache / "fulltext").glob("*.flat"):
        path.write_bytes(b"no")
    assert run(shelf, "--repair") == 0
    told = lines(capsys)
    assert all(line.startswith("✓ ") for line in told)
    assert {line.split()[1] for line in told} >= {"papers", "columns", "marks"}
    (kept,) = shelf.data.glob("reading.toml.damaged-*")
    assert kept.read_bytes() == damaged
    reading = Reading.open(shelf.journals, "testhost")
    assert set(reading.starred()) == {STARRED, SHELF[1].id}
    assert not reading.problems
    assert run(shelf) == 0


def test_config_and_keys_are_told_and_never_touched(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.config.mkdir()
    shelf.config_file.write_text("dwel = 3\n")
    assert run(shelf, "--repair") == 1
    assert "did you mean" in capsys.readouterr().out
    assert shelf.config_file.read_text() == "dwel = 3\n"


def test_a_damaged_journal_is_named_and_left_as_it_is(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    (journal,) = shelf.data.glob("journal-*.toml")
    damaged = journal.read_bytes().replace(b"star", b"stir", 1)
    journal.write_bytes(damaged)
    shelf.reading.unlink()
    assert run(shelf, "--repair") == 0
    assert journal.read_bytes() == damaged
    assert set(Reading.open(shelf.journals, "testhost").starred()) == {STARRED, SHELF[1].id}
    capsys.readouterr()
    assert run(shelf) == 0
    place = damaged.index(b"[[action]]")
    told = f"journal-testhost.toml, byte {place:,}: record damaged: its sum is wrong"
    assert told in capsys.readouterr().out


def test_a_file_of_a_later_version_is_refused_and_left_alone(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    text = shelf.reading.read_text().replace("version = 1", "version = 2")
    shelf.reading.write_text(text)
    assert run(shelf, "--repair") == 1
    assert "later Carrel" in capsys.readouterr().out
    assert shelf.reading.read_text() == text


def test_json_has_the_repairs(shelf: Home, capsys: pytest.CaptureFixture[str]) -> None:
    shelf.reading.write_bytes(b"")
    assert run(shelf, "--repair", "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert found["sound"]
    assert [repair["name"] for repair in found["repairs"]] == ["marks"]


async def test_a_reader_may_be_open_meanwhile(shelf: Home) -> None:
    log = shelf.papers / "papers.jsonl"
    async with reader(shelf, ()) as driver:
        log.write_bytes(log.read_bytes() + b"{nonsense\n")
        assert all(repair.ok for repair in Library(shelf.papers, shelf.cache).repair())
        driver.screen.look_around()
        await driver.press("j", "j", "s", "k")
        assert len(driver.listed) == len(SHELF)
    assert len(Reading.open(shelf.journals, "testhost").starred()) == 3


@pytest.mark.parametrize("damage", [b"", b"\0" * 99, b"[star\n\xff", None])
async def test_a_reader_starts_says_so_and_overwrites_nothing_it_could_not_read(
    shelf: Home, damage: bytes | None
) -> None:
    if damage is None:
        shelf.reading.unlink()
    else:
        shelf.reading.write_bytes(damage)
    async with reader(shelf, ()) as driver:
        assert "reading.toml" in driver.text("status")
        assert "journals and the backup" in driver.text("status")
        reading = driver.screen.session.reading
        assert set(reading.starred()) == {STARRED, SHELF[1].id}
        assert reading.save()
    kept = [path.read_bytes() for path in shelf.data.glob("reading.toml.damaged-*")]
    assert kept == ([] if damage is None else [damage])
    again = Reading.open(shelf.journals, "testhost")
    assert not again.problems
    assert set(again.starred()) == {STARRED, SHELF[1].id}


@pytest.mark.parametrize("name", ["journal-testhost.toml", "journal-testhost+merged.toml"])
def test_half_a_record_at_the_end_of_a_journal_is_set_aside(
    shelf: Home, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    path = shelf.data / name
    half = b"\n[[action]]\nat = 2026-03-14T09:2"
    whole = path.read_bytes() if path.exists() else b"version = 1\n"
    path.write_bytes(whole + half)
    assert run(shelf) == 1
    told = capsys.readouterr().out
    assert "record cut short" in told
    assert "doctor --repair: set half a record at the end of a journal aside" in told
    assert path.read_bytes() == whole + half
    assert run(shelf, "--repair") == 0
    capsys.readouterr()
    assert path.read_bytes().rstrip(b"\n") == whole.rstrip(b"\n")
    (kept,) = shelf.data.glob(f"{name}.cut-*")
    assert path.read_bytes() + kept.read_bytes() == whole + half
    assert run(shelf) == 0
    assert set(Reading.open(shelf.journals, "testhost").starred()) == {STARRED, SHELF[1].id}


def test_half_a_record_of_another_machine_is_left_to_it(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shelf.data / "journal-elsewhere.toml"
    path.write_bytes(b"[[action]]\nat = 2026")
    assert run(shelf, "--repair") == 0
    capsys.readouterr()
    assert run(shelf) == 0
    assert "journal-elsewhere.toml, byte 0: record cut short" in capsys.readouterr().out
    assert path.read_bytes() == b"[[action]]\nat = 2026"


def test_a_journal_of_a_later_form_is_no_damage(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    path = shelf.data / "journal-testhost.toml"
    path.write_bytes(path.read_bytes() + b"version = 2\n[[decision]]\nat = 2026")
    before = path.read_bytes()
    assert run(shelf, "--repair") == 1
    assert "later Carrel (version 2)" in capsys.readouterr().out
    assert path.read_bytes() == before


def test_what_killed_writes_left_is_told_and_removed(
    shelf: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.leftovers._LOCKED_AFTER", 0.0)
    shelf.config.mkdir(exist_ok=True)
    places = (shelf.data, shelf.papers, shelf.config, shelf.cache, shelf.cache / "fulltext")
    left = [folder / ".some.toml.carrel-0123456789ab" for folder in places]
    for path in left:
        path.write_bytes(b"half")
    assert run(shelf) == 0
    told = capsys.readouterr().out
    assert "5 half-written by killed writes" in told
    assert "doctor --repair: remove them" in told
    assert all(path.exists() for path in left)
    assert run(shelf, "--repair") == 0
    assert "5 half-written files of killed writes removed" in capsys.readouterr().out
    assert not any(path.exists() for path in left)


def union_of_git(journal: bytes) -> bytes:
    more = written(Record("2026-03-14T00:00:00.000000Z", "star", (SHELF[2].id,)))
    return b"<<<<<<< HEAD\n" + journal + b"=======\n" + journal + more + b">>>>>>> other\n"


def one_damaged_since(journal: bytes) -> bytes:
    more = Record("2026-03-14T00:00:00.000000Z", "star", (SHELF[2].id,))
    gone = Record("2026-03-14T01:00:00.000000Z", "star", (SHELF[3].id,))
    return journal + written(gone).replace(b"star", b"stir") + written(more)


@pytest.mark.parametrize("spoilt", [union_of_git, one_damaged_since])
def test_a_journal_in_doubt_is_told_no_more_once_it_is_folded_in(
    shelf: Home, capsys: pytest.CaptureFixture[str], spoilt: Callable[[bytes], bytes]
) -> None:
    path = shelf.data / "journal-testhost.toml"
    path.write_bytes(spoilt(path.read_bytes()))
    before = path.read_bytes()
    assert run(shelf) == 1
    assert "doctor --repair: write reading.toml anew" in capsys.readouterr().out
    assert run(shelf, "--repair") == 0
    assert path.read_bytes() == before
    assert run(shelf) == 0
    wanted = {STARRED, SHELF[1].id, SHELF[2].id}
    assert set(Reading.open(shelf.journals, "testhost").starred()) == wanted


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are those of POSIX")
def test_a_home_that_is_open_to_others_is_told_and_closed(
    shelf: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    shelf.data.chmod(0o755)
    assert run(shelf) == 0
    assert f"other accounts of this machine may look into {shelf.data}" in capsys.readouterr().out
    assert run(shelf, "--repair") == 0
    assert shelf.data.stat().st_mode & 0o777 == 0o700
    assert f"closed to other accounts: {shelf.data}" in capsys.readouterr().out
