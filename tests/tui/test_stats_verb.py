"""``carrel stats``: the overview on standard output."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.papers import SHELF, fill
from tui.cli import main
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from tui.paths import Home


@pytest.fixture
def _read(home: Home) -> None:
    fill(home, indexed=False)
    reading = Reading.open(home.journals, "testhost")
    reading.mark("read", [SHELF[0].id])
    reading.mark("star", [SHELF[0].id, SHELF[3].id])
    reading.mark("tag:pond", [SHELF[0].id])


@pytest.mark.usefixtures("_read")
def test_it_tells_totals_days_and_shares(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats"]) == 0
    out, err = capsys.readouterr()
    assert not err
    assert "\x1b" not in out
    lines = out.splitlines()
    assert lines[0] == "4 papers"
    assert lines[1].split()[:2] == ["left", "3"]
    assert max(map(len, lines)) <= 80
    for words in ("Read by day", "Starred by day", "Backlog", "Papers a day", "Venues"):
        assert words in lines
    (pond,) = (line for line in lines if line.startswith("  pond"))
    assert pond.endswith("0 of 1 left")


@pytest.mark.usefixtures("_read")
def test_as_json_every_day_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats", "--json", "--days", "7"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["papers"], told["left"], told["read"], told["starred"]) == (4, 3, 1, 2)
    assert len(told["days"]) == 7
    assert told["days"][-1] | {"day": "", "added": 0} == {
        "day": "",
        "added": 0,
        "decided": 1,
        "read": 1,
        "starred": 2,
        "left": 3,
    }
    assert told["tags"] == [{"name": "pond", "papers": 1, "left": 0}]
    assert {each["name"] for each in told["sources"]} == {"page-1", "page-2"}


def test_an_empty_library_has_nothing_to_tell(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["stats"]) == 0
    assert "there are no papers yet" in capsys.readouterr().out


def test_days_are_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["stats", "--days", "0"])
    assert refused.value.code == 2
    assert "--days" in capsys.readouterr().err
