"""From the key to the disk, with a disk that refuses or takes its time."""

from __future__ import annotations

import errno
import os
import threading
from typing import TYPE_CHECKING

import pytest

from index.marktable import STARRED
from tests.tui.reader_driver import BOATS, KITES, Driver, reader
from tests.waiting import PATIENCE, until
from tui import opening, unsaved
from tui.reading.reading import Reading
from tui.screens import saving, telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from tui.app import CarrelApp
    from tui.paths import Home


class Disk:
    """A disk whose `fsync` fails, or takes its time, for as long as the test wants."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, call: str = "fsync") -> None:
        self.fails = False
        self.tries = 0
        self.free = threading.Event()
        self.free.set()
        self._done: Callable[..., int | None] = getattr(os, call)
        monkeypatch.setattr(os, call, self)
        monkeypatch.setattr(unsaved, "FIRST_PAUSE", 0.01)
        monkeypatch.setattr(unsaved, "LONGEST_PAUSE", 0.01)

    def __call__(self, *arguments: int) -> int | None:
        assert self.free.wait(PATIENCE), "nobody let go of the disk"
        if self.fails:
            self.tries += 1
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        return self._done(*arguments)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


def status(driver: Driver) -> str:
    return driver.text("status")


async def test_a_mark_is_forced_to_disk_and_nothing_is_said_of_it(home: Home, disk: Disk) -> None:
    async with reader(home) as driver:
        await driver.press("s")
        await until(lambda: not driver.screen.session.reading.unsaved, "the mark on the disk")
        await driver.pilot.pause()
        assert telling.PENDING.strip() not in status(driver)
        assert "not saved" not in status(driver)
        assert "starred" in status(driver)


async def test_a_mark_that_takes_long_is_shown_as_pending(
    home: Home, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(home) as driver:
        monkeypatch.setattr(saving, "PENDING_AFTER", 0.001)
        disk.free.clear()
        await driver.press("s")
        await until(lambda: telling.PENDING.strip() in status(driver), "a pending mark")
        assert driver.flags(BOATS) == STARRED
        assert driver.screen.session.reading.unsaved == 1
        assert "starred" in status(driver)
        disk.free.set()
        await until(lambda: telling.PENDING.strip() not in status(driver), "no pending mark")
        assert not driver.screen.session.reading.unsaved
        assert "not saved" not in status(driver)


async def test_what_the_disk_refuses_is_told_and_asked_again_until_it_is_safe(
    home: Home, disk: Disk
) -> None:
    async with reader(home) as driver:
        disk.fails = True
        await driver.press("s")
        await until(lambda: disk.tries > 3, "four tries")
        await until(lambda: "not saved: " in status(driver), "word of what is not saved")
        assert "Input/output error; trying again" in status(driver)
        assert driver.flags(BOATS) == STARRED
        await driver.press("j")
        assert "not saved: " in status(driver)
        disk.fails = False
        await until(lambda: "not saved: " not in status(driver), "no word of what is not saved")
        assert not driver.screen.session.reading.unsaved


async def test_what_could_not_be_written_is_told_and_made_once_it_can(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(home) as driver:
        disk = Disk(monkeypatch, "write")
        disk.fails = True
        await driver.press("s")
        await until(lambda: "not saved: " in status(driver), "word of what is not saved")
        assert driver.current == BOATS
        assert driver.flags(BOATS) == 0
        await driver.press("j", "s")
        await until(lambda: disk.tries > 5, "six tries")
        assert driver.current == KITES
        disk.fails = False
        await until(lambda: driver.flags(BOATS) == driver.flags(KITES) == STARRED, "both stars")
        await until(lambda: "not saved: " not in status(driver), "no word of what is not saved")
        assert not len(driver.screen.session.unsaved)
    assert set(Reading.open(home.journals, "testhost").starred()) == {BOATS, KITES}


async def test_undo_forgets_what_was_never_written(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reader(home) as driver:
        await driver.press("s", "k")
        disk = Disk(monkeypatch, "write")
        disk.fails = True
        await driver.press("x")
        assert len(driver.screen.session.unsaved)
        await driver.press("u")
        assert "it was not saved yet" in status(driver)
        disk.fails = False
        await driver.press("u")
        assert driver.flags(BOATS) == 0


def test_quitting_says_what_is_not_saved(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opening.make_app(home, os.environ)
    session = app.session
    disk = Disk(monkeypatch)

    def run(_: CarrelApp) -> None:
        session.reading.mark("star", ["a"])
        disk.fails = True

    monkeypatch.setattr(opening, "make_app", lambda *_: app)
    monkeypatch.setattr(type(app), "run", run)
    assert opening.open_reader(home, os.environ) == 1
    told = capsys.readouterr().err
    assert "carrel: 1 mark is in the journal, not known to be safe on the disk\n" in told
    assert "Input/output error" in told
