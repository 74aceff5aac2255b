"""Feeds in the options: what is taken, what is named, and the example that stands there first."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from index.feeds.feed import Feed
from index.feeds.kinds import KINDS
from tui.config import Config
from tui.feeds.settings import EXAMPLE, MAX_FEEDS, read_feeds, write_example

if TYPE_CHECKING:
    from pathlib import Path


def read(text: str) -> tuple[list[Feed], list[str]]:
    feeds, problems = read_feeds(tomllib.loads(text).get("feeds"), "config.toml")
    return feeds, [str(problem) for problem in problems]


def test_none_are_none() -> None:
    assert read("") == ([], [])


@pytest.mark.parametrize(
    ("kind", "what", "settled"),
    [
        ("hf-daily", "", "day"),
        ("hf-daily", "week", "week"),
        ("hf-daily", "submitter: ada", "submitter:ada"),
        ("hf-search", " protein   folding ", "protein folding"),
        ("arxiv", "cs.CL, cs.LG cs.CL", "cs.CL cs.LG"),
        ("arxiv", "hep-th math.AG cond-mat.mes-hall", "hep-th math.AG cond-mat.mes-hall"),
        ("arxiv", "cs.cl CS.CL cs hep-th", "cs.CL cs.* hep-th"),
        ("arxiv", "cs.* physics.optics q-bio", "cs.* physics.optics q-bio.*"),
        ("arxiv-rss", "cs.* Math.AG math", "cs+math.AG+math"),
        ("arxiv-query", "ti:diffusion AND cat:cs.LG", "ti:diffusion AND cat:cs.LG"),
        ("arxiv-rss", "cs.CL cs.LG", "cs.CL+cs.LG"),
        ("rss", "https://example.org/a.xml", "https://example.org/a.xml"),
    ],
)
def test_what_is_asked_for_has_one_form(kind: str, what: str, settled: str) -> None:
    feeds, problems = read(f'[feeds.x]\nkind = "{kind}"\nwhat = "{what}"\ndays = 3\n')
    assert (feeds, problems) == ([Feed("x", kind, settled, days=3)], [])


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('kind = "hf-dayly"', 'kind "hf-dayly" is not known (did you mean "hf-daily"?)'),
        ("", "a feed needs a kind (one of hf-daily"),
        ('kind = "hf-daily"\nwhat = "weak"', '(did you mean "week"?)'),
        ('kind = "hf-daily"\nday = 3', '"day" is not part of a feed (did you mean "days"?)'),
        ('kind = "hf-daily"\ndays = 0', "days must be a whole number from 1 to 60, not 0"),
        ('kind = "hf-daily"\nmost = true', "most must be a whole number from 1 to 30,000"),
        ('kind = "hf-daily"\nwhat = 3', "what must be text in quotes, not 3"),
        ('kind = "arxiv"', 'an arXiv feed needs a category (what = "cs.CL")'),
        (
            'kind = "arxiv"\nwhat = "css.CL"',
            '"css.CL" is no category of arXiv (did you mean cs.',
        ),
        ('kind = "arxiv"\nwhat = "cs.LG cs.XX"', '"cs.XX" is no category of arXiv (did you mean'),
        ('kind = "arxiv"\nwhat = "cs.LGG"', "(did you mean cs.LG?)"),
        ('kind = "arxiv-rss"\nwhat = "stats.ML"', "(did you mean stat.ML?)"),
        ('kind = "arxiv-rss"\nwhat = "hep-tx"', "(did you mean hep-th?)"),
        ('kind = "arxiv"\nwhat = "@#"', '"@#" is no category of arXiv (write it as in cs.CL'),
        ('kind = "arxiv-query"\nwhat = "submittedDate:[1 TO 2]"', "asked for by the feed itself"),
        ('kind = "hf-search"', "a search needs words"),
        ('kind = "rss"\nwhat = "file:///etc/passwd"', "needs the address of a feed"),
        ('kind = "rss"\nwhat = "https://[x/"', "needs the address of a feed"),
    ],
)
def test_a_mistake_is_named_and_the_others_hold(table: str, told: str) -> None:
    feeds, problems = read(f'[feeds.wrong]\n{table}\n[feeds.right]\nkind = "hf-daily"\n')
    assert [feed.name for feed in feeds] == ["right"]
    assert len(problems) == 1
    assert problems[0].startswith('config.toml, feed "wrong": ')
    assert told in problems[0]


@pytest.mark.parametrize("text", ["feeds = 3", "[[feeds]]\na = 1", "feeds.x = 3", '[feeds."a/b"]'])
def test_what_is_no_feed_at_all(text: str) -> None:
    feeds, problems = read(text)
    assert (feeds, len(problems)) == ([], 1)


def test_names_differ_in_more_than_case_as_files_do() -> None:
    feeds, problems = read('[feeds.A]\nkind = "hf-daily"\n[feeds.a]\nkind = "hf-daily"\n')
    assert ([feed.name for feed in feeds], len(problems)) == (["A"], 1)


def test_there_is_an_end_to_feeds() -> None:
    feeds, problems = read(
        "".join(f'[feeds.f{number}]\nkind = "hf-daily"\n' for number in range(MAX_FEEDS + 2))
    )
    assert (len(feeds), len(problems)) == (MAX_FEEDS, 2)


class TestExample:
    def test_every_feed_of_it_is_right_and_of_another_kind(self) -> None:
        text = re.sub(r"^# (\[|\w+ = )", r"\1", EXAMPLE, flags=re.MULTILINE)
        feeds, problems = read(text)
        assert problems == []
        assert [feed.kind for feed in feeds] == list(KINDS)

    def test_fits_a_small_terminal(self) -> None:
        assert max(map(len, EXAMPLE.splitlines())) < 80

    def test_follows_nothing_as_it_stands(self, tmp_path: Path) -> None:
        path = tmp_path / "config" / "config.toml"
        assert write_example(path)
        assert Config.load(path) == (Config(), [])

    def test_never_replaces_what_is_there(self, tmp_path: Path) -> None:
        path = tmp_path / "config.toml"
        path.write_text("dwell = 3\n")
        assert not write_example(path)
        assert path.read_text() == "dwell = 3\n"


def test_the_options_keep_feeds_as_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text('dwell = 3\n[feeds.a]\nkind = "odd"\n')
    config, problems = Config.load(path)
    assert (config.feeds, config.dwell, problems) == ({"a": {"kind": "odd"}}, 3.0, [])
