"""A paper that was read at an older version says so in its row, and is not unread again."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from index.adding import Input
from index.library import Library
from tests.index.feed_samples import arxiv_entry, arxiv_feed
from tests.tui.reader_driver import reader
from tui.cli import main
from tui.newversions import NewVersions
from tui.reading.host import host_name
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from tui.paths import Home

SETS, BOATS = "arxiv:2503.02130", "arxiv:2503.02131"


def add(folder: Path, version: int) -> None:
    entries = (arxiv_entry(f"{one[6:]}v{version}", f"On {one[-2:]}") for one in (SETS, BOATS))
    path = folder / "arxiv.xml"
    path.write_text(arxiv_feed(*entries))
    assert main(["add", str(path)]) == 0


def told(home: Home) -> list[str]:
    library = Library(home.papers, home.cache)
    reading = Reading.open(home.journals, host_name(os.environ))
    reading.table(library.columns)
    versions = NewVersions(library, reading)
    found = [versions.told(library.find(one) or 0) for one in (SETS, BOATS)]
    assert found == [versions.told(library.find(one) or 0) for one in (SETS, BOATS)]
    return found


def test_what_became_newer_since_it_was_read_is_told_until_it_is_read_again(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add(tmp_path, 1)
    assert main(["mark", "read", SETS]) == 0
    assert told(home) == ["", ""]
    add(tmp_path, 3)
    assert told(home) == ["v3, read at v1", ""]
    later = Reading.open(
        home.journals, host_name(os.environ), lambda: datetime.now(UTC) + timedelta(seconds=9)
    )
    later.mark("unread", [SETS])
    later.mark("read", [SETS])
    assert told(home) == ["", ""]


async def test_the_list_says_so_quietly(home: Home, tmp_path: Path) -> None:
    library = Library(home.papers, home.cache)
    for version in (1, 3):
        entry = arxiv_entry(f"{SETS[6:]}v{version}", "On Sets")
        (tmp_path / "arxiv.xml").write_text(arxiv_feed(entry))
        library.add([Input(tmp_path / "arxiv.xml")])
        if version == 1:
            Reading.open(home.journals, host_name(os.environ)).mark("read", [SETS])
    async with reader(home, ()) as driver:
        assert "On Sets" in driver.text("list")
        assert "v3, read at v1" in driver.text("list")
        await driver.press("r")  # unread again, at whatever version
        assert "read at" not in driver.text("list")
