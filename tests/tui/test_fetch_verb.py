"""``carrel fetch`` and ``carrel feeds``, against a server on this machine."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from index.fetching.address import VARIABLE
from index.library import Library
from tests.commandline import PATIENCE, carrel, program
from tests.index.feed_payloads import hf_row, hf_url
from tests.pseudoterminal import isolated
from tests.webserver import Reply, WebServer
from tui.cli import INTERRUPTED, main

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tui.paths import Home

JOURNAL = "https://journal.example/feed"
FEEDS = f"""
[feeds.daily]
kind = "hf-daily"
days = 1

[feeds.journal]
kind = "rss"
what = "{JOURNAL}"
"""
ITEMS = (
    '<?xml version="1.0"?><rss version="2.0"><channel><title>J</title><item>'
    "<title>On [@click=app.quit]Lanterns[/]</title><link>https://journal.example/1</link>"
    "<description>We look.</description></item></channel></rss>"
)


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[WebServer]:
    with WebServer() as server:
        monkeypatch.setenv(VARIABLE, server.address)
        # Whichever day it is in UTC when the verb asks.
        today = datetime.now(UTC).date()
        for day in (today, today + timedelta(days=1)):
            rows = [hf_row("2603.02130", day.isoformat()), hf_row("2603.00002", day.isoformat())]
            server.tell(hf_url(date=day.isoformat()), Reply.json(rows))
        server.tell(JOURNAL, Reply.xml(ITEMS))
        yield server


def follow(home: Home, text: str = FEEDS) -> None:
    home.config.mkdir(parents=True, exist_ok=True)
    home.config_file.write_text(text, "utf-8")


def test_the_first_time_an_example_is_written(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch"]) == 0
    told = capsys.readouterr().err
    assert told == f"no feeds yet: take the # of some away in {home.config_file}\n"
    assert '# kind = "hf-daily"' in home.config_file.read_text()
    home.config_file.write_text("dwell = 3\n")
    assert main(["fetch"]) == 0
    assert "`carrel feeds --example` shows how" in capsys.readouterr().err
    assert home.config_file.read_text() == "dwell = 3\n"
    assert not web.asked


def test_new_papers_come_and_can_be_found(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home)
    assert main(["fetch"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "daily           2 new   days: 1 fetched",
        "journal         1 new   days: 1 fetched",
    ]
    assert told.err == ""
    assert "Carrel/" in web.asked[0].headers["user-agent"]
    library = Library(home.papers, home.cache)
    assert library.is_indexed
    assert library.find("arxiv:2603.02130") is not None
    assert main(["fetch"]) == 0
    assert "not asked now; the next time is" in capsys.readouterr().out


def test_one_that_fails_is_told_in_a_line_and_the_others_are_kept(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home)
    web.tell(JOURNAL, Reply.page())
    assert main(["fetch", "--quiet"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "carrel: journal: answered with a web page, not with a feed\n"
    assert len(Library(home.papers, home.cache)) == 2


def test_a_wrong_feed_is_named_and_the_others_run(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home, f'{FEEDS}\n[feeds.odd]\nkind = "rsss"\n')
    assert main(["fetch", "--quiet"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert 'feed "odd": kind "rsss" is not known (did you mean "rss"?)' in told.err
    assert len(Library(home.papers, home.cache)) == 3


def test_a_dry_run_asks_nobody_and_writes_nothing(
    home: Home, web: WebServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["fetch", "--dry-run"]) == 0
    assert "no feeds yet" in capsys.readouterr().err
    assert not (tmp_path / "carrel").exists()  # not even the example
    follow(home)
    assert main(["fetch", "--dry-run"]) == 0
    assert f"journal         {JOURNAL}" in capsys.readouterr().out
    assert main(["fetch", "--dry-run", "--json", "journal"]) == 0
    assert json.loads(capsys.readouterr().out) == {"feed": "journal", "url": JOURNAL}
    assert not web.asked
    assert not home.data.exists()


def test_a_dry_run_says_which_feeds_are_left_alone(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home)
    assert main(["fetch", "--quiet"]) == 0
    asked, before = len(web.asked), contents(home)
    assert main(["fetch", "--dry-run"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert [line[:48] for line in told] == [
        f"{name:<15} not asked now; the next time is " for name in ("daily", "journal")
    ]
    assert (len(web.asked), contents(home)) == (asked, before)


def contents(home: Home) -> dict[str, bytes]:
    """Every file of a home."""
    files = [path for path in home.data.parent.rglob("*") if path.is_file()]
    return {str(path): path.read_bytes() for path in files}


def test_quiet_without_feeds_says_nothing_at_all(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        assert main(["fetch", "--quiet"]) == 0
        assert capsys.readouterr() == ("", "")


def test_the_name_of_a_feed_stands_apart_from_what_it_brought(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "a-journal-of-lanterns-and-of-boats"
    follow(home, FEEDS.replace("feeds.journal", f"feeds.{name}"))
    main(["fetch", name])
    assert capsys.readouterr().out == f"{name} 1 new   days: 1 fetched\n"


def test_feeds_are_chosen_by_name(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home)
    assert main(["fetch", "journal", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["feed"], told["added"], told["problem"]) == ("journal", 1, None)
    assert web.urls == [JOURNAL]
    assert main(["fetch", "jurnal"]) == 1
    assert 'did you mean "journal"?' in capsys.readouterr().err


def test_a_time_limit_is_a_number_of_minutes(home: Home) -> None:
    for text in ("0", "soon", "nan", "1e9"):
        with pytest.raises(SystemExit) as ended:
            main(["fetch", "--time-limit", text])
        assert ended.value.code == 2


def test_feeds_are_listed_with_what_was_had(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home)
    assert main(["feeds"]) == 0
    assert "never had whole, next at any time" in capsys.readouterr().out
    web.tell(JOURNAL, Reply.page())
    main(["fetch"])
    capsys.readouterr()
    assert main(["feeds"]) == 0
    told = capsys.readouterr().out
    assert "last paper  Lanterns of 2603.02130 (arxiv:2603.02130)" in told
    assert " failed: answered with a web page, not with a feed" in told
    assert "● fetched  – empty  ! failed  ~ stale  ○ not yet" in told
    assert main(["feeds", "--json"]) == 0
    daily, journal = json.loads(capsys.readouterr().out)["feeds"]
    assert list(daily["days"].values()) == ["fetched"]
    assert daily["last_paper"]["id"] == "arxiv:2603.02130"
    assert daily["next_allowed"] > daily["succeeded"]
    assert journal["succeeded"] is None
    assert journal["problem"] == "answered with a web page, not with a feed"


def test_further_back_for_once(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home)
    assert main(["fetch", "daily"]) == 0
    first = datetime.now(UTC).date() - timedelta(days=4)
    for back in range(5):
        day = (first + timedelta(days=back)).isoformat()
        web.tell(hf_url(date=day), Reply.json([hf_row(f"2603.1{back}001", day)]))
    # It was asked just now; of more days there is more to ask.
    assert main(["fetch", "daily", "--days", "4"]) == 0
    assert len(Library(home.papers, home.cache)) in (5, 6)  # 5, and 6 where midnight passed
    for text in ("0", "61", "-1", "many"):
        with pytest.raises(SystemExit) as ended:
            main(["fetch", "--days", text])
        assert ended.value.code == 2


def test_a_feed_that_is_followed_no_more_is_named(
    home: Home, web: WebServer, capsys: pytest.CaptureFixture[str]
) -> None:
    follow(home)
    main(["fetch"])
    follow(home, FEEDS.replace("feeds.daily", "feeds.hf").partition("\n[feeds.journal]")[0])
    capsys.readouterr()
    assert main(["feeds"]) == 0
    told = capsys.readouterr().out
    assert "no longer followed, and its papers kept: journal\n" in told
    # The other one got another name, and goes on where it was.
    assert "last paper  Lanterns of 2603.02130" in told


@pytest.mark.parametrize("ended_by", ["Ctrl-C", "SIGTERM", "SIGHUP", "the reader"])
def test_what_arrived_is_kept_whatever_ends_it(
    home: Home, web: WebServer, tmp_path: Path, ended_by: str
) -> None:
    follow(home)
    held = threading.Event()
    web.tell(JOURNAL, Reply(before=lambda: held.wait(PATIENCE)))
    places = (str(place) for place in (home.data, home.cache, home.config, home.state))
    verb, child = program("fetch"), [sys.executable, "-m", "tui.feeds.process", *places]
    command = child if ended_by == "the reader" else verb
    numbers = {"Ctrl-C": signal.SIGINT, "SIGHUP": signal.SIGHUP}
    number = numbers.get(ended_by, signal.SIGTERM)
    environment = isolated(tmp_path, **{VARIABLE: web.address})
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE)
    try:
        while JOURNAL not in web.urls:
            assert process.poll() is None
            os.sched_yield()
        process.send_signal(number)
        _, talk = process.communicate(timeout=PATIENCE)
    finally:
        held.set()
        process.kill()
    if ended_by == "Ctrl-C":
        assert process.returncode == INTERRUPTED
        assert talk.decode() == "carrel: interrupted; everything finished so far is kept\n"
    else:
        assert process.returncode == 128 + number
    if ended_by.startswith("SIG"):
        assert talk.decode() == "carrel: told to end; everything that arrived is kept\n"
    assert len(Library(home.papers, home.cache)) == 2


def test_the_example_can_be_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feeds", "--example"]) == 0
    assert "# [feeds.daily]" in capsys.readouterr().out


def test_a_server_in_place_of_the_web_is_on_this_machine(tmp_path: Path) -> None:
    (tmp_path / "carrel" / "config").mkdir(parents=True)
    (tmp_path / "carrel" / "config" / "config.toml").write_text(FEEDS)
    setting = f"import os; os.environ[{VARIABLE!r}] = 'http://10.0.0.1:80'"
    outcome = carrel(tmp_path, "fetch", under=setting)
    assert (outcome.code, outcome.out) == (1, "")
    assert "names no server on this machine" in outcome.err


def test_feeds_are_told_where_nothing_can_be_written(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.config.parent.mkdir(parents=True)
    home.config.symlink_to(home.config.parent / "gone")
    assert main(["feeds"]) == 0
    assert "no feeds yet: write some into " in capsys.readouterr().err
