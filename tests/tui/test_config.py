"""The reader's options."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.query.query import Query
from index.recommending.taste import Rule, Taste
from tui.config import Config

if TYPE_CHECKING:
    from pathlib import Path

    from index.errors import Problem


def _load(folder: Path, text: str) -> tuple[Config, list[Problem]]:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return Config.load(path)


def test_no_file_means_every_default(tmp_path: Path) -> None:
    assert Config.load(tmp_path / "config.toml") == (Config(), [])


def test_every_option_is_read(tmp_path: Path) -> None:
    text = 'keymap = "vim"\ntheme = "nord"\ndwell = 3\nstart = "is:unread"\n'
    assert _load(tmp_path, text) == (Config("vim", "nord", 3.0, "is:unread"), [])


def test_the_looks_of_the_options(tmp_path: Path) -> None:
    text = 'columns = ["day", "title", "state", "day"]\ndensity = "roomy"\ndates = "relative"\n'
    config, problems = _load(tmp_path, text)
    assert not problems
    assert config == Config(columns=("day", "title", "state"), density="roomy", dates="relative")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ('columns = ["titel"]', 'column "titel" is not known', 'did you mean "title"?'),
        ('columns = ["title", "upvote"]', 'column "upvote" is not', 'did you mean "upvotes"?'),
        ('columns = ["title", "zzz"]', 'column "zzz" is not known', "one of title, state, star,"),
        ('columns = ["state"]', "must have the title among them", ""),
        ("columns = []", "must have the title among them", ""),
        ('columns = "title"', "must be a list of names", ""),
        ("columns = [1]", "must be a list of names", ""),
        ('density = "rommy"', 'density "rommy" is not known', 'did you mean "roomy"?'),
        ("density = 2", "density must be text", ""),
        ('dates = "old"', 'dates "old" is not known', "one of plain, relative"),
        ('colums = ["title"]', '"colums" is not an option', 'did you mean "columns"?'),
    ],
)
def test_looks_that_cannot_be_are_told_with_the_nearest(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    config, (problem,) = _load(tmp_path, text)
    assert config == Config()
    assert message in problem.message
    assert problem.hint.startswith(hint)


RULES = """
outside = 0.25
interests = ["robots", " pruning ", "robots"]

[[rule]]
query = "author:garcia has:code"
weight = 2

[[rule]]
query = "survey"
mute = true
"""


def test_what_the_order_of_scores_goes_by_is_read(tmp_path: Path) -> None:
    config, problems = _load(tmp_path, RULES)
    assert problems == []
    assert config.taste == Taste(
        ("robots", "pruning"),
        (Rule(Query.parse("author:garcia has:code"), 2.0), Rule(Query.parse("survey"), mute=True)),
        0.25,
    )


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("weight = 1", "a rule needs a query in quotes"),
        ('query = ""\nweight = 1', "a rule needs a query in quotes"),
        ('query = "autor:x"\nweight = 1', "no field is called autor (did you mean author?)"),
        ('query = "a (b"\nmute = true', "rule 2, query, character 3"),
        ('query = "a"', "either a weight or mute = true"),
        ('query = "a"\nweight = 1\nmute = true', "either a weight or mute = true"),
        ('query = "a"\nmute = false', "either a weight or mute = true"),
        ('query = "a"\nweight = "2"', 'weight must be a number from -100 to 100, not "2"'),
        ('query = "a"\nweight = nan', "not nan"),
        ('query = "a"\nweight = 1e9', "from -100 to 100"),
        ('query = "a"\nwieght = 1', 'did you mean "weight"?'),
        ('query = "a"\nmute = 1', "mute must be true or false, not 1"),
        ('query = "a sort:day"\nweight = 1', "neither sort: nor limit:"),
        ('query = "-is:muted"\nmute = true', "cannot ask for what rules mute"),
    ],
)
def test_a_rule_with_a_mistake_is_named_and_the_others_hold(
    tmp_path: Path, table: str, told: str
) -> None:
    text = (
        f'[[rule]]\nquery = "x"\nweight = 1\n[[rule]]\n{table}\n[[rule]]\nquery = "y"\nmute = true'
    )
    config, (problem,) = _load(tmp_path, text)
    assert told in str(problem)
    assert f"{tmp_path / 'config.toml'}, rule 2" in problem.where
    assert [str(rule.query) for rule in config.rules] == ["x", "y"]


def test_too_many_rules_are_cut_off(tmp_path: Path) -> None:
    config, (problem,) = _load(tmp_path, '[[rule]]\nquery = "x"\nweight = 1\n' * 250)
    assert len(config.rules) == 200
    assert "more than 200 rules" in str(problem)


@pytest.mark.parametrize(
    ("written", "seconds"),
    [("0", 0.0), ("2.5", 2.5), ('"off"', -1.0), ("-1", -1.0), ("-0.5", -1.0), ("inf", 86_400.0)],
)
def test_dwell(tmp_path: Path, written: str, seconds: float) -> None:
    assert _load(tmp_path, f"dwell = {written}\n") == (Config(dwell=seconds), [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ('keymap = "vin"', 'did you mean "vim"?'),
        ('keymap = "kakoune"', "one of default, vim, emacs"),
        ("keymap = 1", "not 1"),
        ("theme = true", "not true"),
        ("theme = []", "text in quotes"),
        ('dwell = "long"', 'not "long"'),
        ("dwell = true", "not true"),
        ("dwell = nan", "not nan"),
        ("dwel = 1", 'did you mean "dwell"?'),
        ("colour = 1", '"colour" is not an option'),
        ("[list]\nj = 1", "keys go into keys.toml"),
        ("[theme]\nx = 1", "not a table"),
        ('"a\\u001b]52;" = 1', "\\x1b"),
        ("outside = 0.6", "from 0 to 0.5, not 0.6"),
        ('outside = "some"', 'not "some"'),
        ("outside = true", "not true"),
        ('interests = "robots"', "tags in quotes"),
        ("interests = [1]", "tags in quotes"),
        ("rule = 1", "a rule is written below [[rule]]"),
        ("[rule]\nquery = 1", "a rule is written below [[rule]]"),
        ("rules = []", "write [[rule]] above each"),
    ],
)
def test_a_mistake_is_told_and_the_rest_holds(tmp_path: Path, line: str, told: str) -> None:
    config, (problem,) = _load(tmp_path, f'start = "cat"\n{line}\n')
    assert told in str(problem)
    assert str(tmp_path / "config.toml") in problem.where
    assert "\x1b" not in str(problem)
    assert config == Config(start="cat")


def test_a_huge_number_is_no_trouble(tmp_path: Path) -> None:
    assert _load(tmp_path, "dwell = " + "9" * 400) == (Config(dwell=86_400.0), [])


def test_a_broken_line_does_not_cost_the_others(tmp_path: Path) -> None:
    config, (problem,) = _load(tmp_path, 'keymap = "vim\ndwell = 0\n')
    assert config == Config(dwell=0.0)
    assert "line 1" in problem.where


def test_a_file_of_unknown_options_is_given_up(tmp_path: Path) -> None:
    _, problems = _load(tmp_path, "\n".join(f"o{number} = 1" for number in range(3_900)))
    assert 0 < len(problems) < 30
    assert problems[-1].message == "too many mistakes"
