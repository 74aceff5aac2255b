"""Feeds from a list of another program."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from tui.cli import main
from tui.config import Config
from tui.feeds.lists import follow_all
from tui.feeds.settings import MAX_FEEDS, read_feeds

if TYPE_CHECKING:
    from pathlib import Path

    from index.feeds.feed import Feed
    from tui.paths import Home


def opml(folder: Path, *feeds: tuple[str, str]) -> Path:
    outlines = "".join(f'<outline text="{title}" xmlUrl="{url}"/>' for title, url in feeds)
    path = folder / "follows.opml"
    path.write_text(f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>')
    return path


def followed(home: Home) -> list[Feed]:
    config, problems = Config.load(home.config_file)
    feeds, wrong = read_feeds(config.feeds, "config.toml")
    assert (problems, wrong) == ([], [])
    return feeds


def test_its_feeds_are_followed_and_the_options_stay(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home.config.mkdir(parents=True)
    home.config_file.write_text("dwell = 3  # mine\n\n")
    path = opml(
        tmp_path,
        ("J. of Lanterns", "https://journal.example/feed"),
        ("cs.CL", "http://rss.arxiv.org/rss/cs.CL+cs.LG"),
        ("J. of Lanterns", "https://other.example/a?b=1&amp;c=2"),
    )
    assert main(["add", str(path)]) == 0
    assert "3 feeds are followed now" in capsys.readouterr().out
    assert home.config_file.read_text().startswith("dwell = 3  # mine\n\n[feeds.")
    assert [(feed.name, feed.kind) for feed in followed(home)] == [
        ("j-of-lanterns", "rss"),
        ("cs-cl", "arxiv-rss"),
        ("j-of-lanterns-2", "rss"),
    ]
    assert Config.load(home.config_file)[0].dwell == 3
    assert main(["add", str(path)]) == 0
    assert "its feeds are followed already" in capsys.readouterr().out
    assert len(followed(home)) == 3


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "iso-8859-1"])
def test_a_list_may_be_packed_and_in_any_encoding(
    home: Home, tmp_path: Path, encoding: str, packed: bool
) -> None:
    head = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n<!-- Für dich -->\n'
    outline = '<outline text="Entwürfe" xmlUrl="https://journal.example/feed"/>'
    data = f'{head}<opml version="2.0"><body>{outline}</body></opml>'.encode(encoding)
    path = tmp_path / "follows.opml"
    path.write_bytes(gzip.compress(data) if packed else data)
    assert main(["add", str(path)]) == 0
    assert [(feed.name, feed.what) for feed in followed(home)] == [
        ("entwurfe", "https://journal.example/feed")
    ]


def test_without_options_they_stand_below_the_example(home: Home, tmp_path: Path) -> None:
    follow_all(opml(tmp_path, ("", "https://journal.example/feed")), home.config_file)
    assert "# [feeds.daily]" in home.config_file.read_text()
    assert [feed.name for feed in followed(home)] == ["journal-example-feed"]


def test_papers_beside_it_go_in(home: Home, tmp_path: Path) -> None:
    papers = tmp_path / "papers.jsonl"
    papers.write_text('{"title": "One More", "abstract": "Yes."}\n')
    lists = opml(tmp_path, ("J", "https://journal.example/feed"))
    assert main(["add", str(lists), str(papers)]) == 0
    assert home.has_papers
    assert len(followed(home)) == 1


@pytest.mark.parametrize("count", [MAX_FEEDS + 1])
def test_there_is_an_end_to_them(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str], count: int
) -> None:
    feeds = [(f"f{number}", f"https://journal.example/{number}") for number in range(count)]
    assert main(["add", str(opml(tmp_path, *feeds))]) == 1
    assert f"more than {MAX_FEEDS} feeds" in capsys.readouterr().err
    assert not home.config_file.exists()


def test_one_that_is_damaged_is_one_line(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cut.opml"
    path.write_text('<opml version="2.0"><body><outline xmlUrl="https://a.example/"')
    assert main(["add", str(path)]) == 1
    assert "cut.opml: not valid OPML" in capsys.readouterr().err
    assert not home.config_file.exists()
