"""Saved views: the reader's file, the decisions, and how the two find together."""

from __future__ import annotations

import os
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.query import Query
from tests.index.query_strategies import QUERIES
from tests.tui.reading_cases import HandClock, opened
from tui.paths import Home
from tui.reading.action import Change
from tui.reading.journal_format import Record
from tui.reading.journal_format import written as written_record
from tui.reading.reading import Reading
from tui.views.saved_view import SavedView
from tui.views.saved_views import Reconciled, SavedViews, reconciled
from tui.views.views_file import ViewsFile, changed, written

if TYPE_CHECKING:
    from pathlib import Path

BY_HAND = """\
# mine
[[view]]
name = "Robots"   # the good ones
query = 'tag:robots'  # in quotes of this kind
digit = 7

# about waiting
[[view]]
query = "waiting  is:unread"
name = "Waiting"
"""

names = st.text(st.sampled_from("aB é\"\\[]#='中"), min_size=1, max_size=6).map(
    lambda text: " ".join(text.split()) or "x"
)
queries = QUERIES.map(str).filter(lambda text: 0 < len(text) <= 300)
texts = st.builds(
    lambda query, digit: SavedView("", query, digit).text,
    queries,
    st.one_of(st.none(), st.integers(1, 9)),
)


def views_of(text: str) -> dict[str, str]:
    return {view.name: view.text for view in parsed(text)}


def parsed(text: str) -> list[SavedView]:
    found = tomllib.loads(text).get("view", [])
    return [SavedView.checked(view["name"], view["query"], view.get("digit")) for view in found]


class Machine:
    """A home with its own config and cache, whose data may be shared."""

    def __init__(self, folder: Path, data: Path, host: str, clock: HandClock) -> None:
        self.home = Home(data, folder / "cache", folder / "config", folder / "state")
        self.reading = opened(data, host, clock)
        self.views = SavedViews.of(self.home, self.reading)

    @property
    def text(self) -> str:
        return self.home.views_file.read_text("utf-8")

    def writes(self, text: str) -> None:
        self.home.config.mkdir(parents=True, exist_ok=True)
        self.home.views_file.write_text(text, "utf-8")
        self.views.follow()

    def saves(self, name: str, text: str) -> None:
        self.reading.mark(f"view:{text}", [name])
        self.views.follow()

    def sees(self) -> dict[str, str]:
        self.reading.poll()
        self.views.follow()
        assert self.views.problems == []
        return {view.name: view.text for view in self.views.views}


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Machine:
    return Machine(tmp_path / "desk", tmp_path / "data", "desk", clock)


@pytest.fixture
def laptop(tmp_path: Path, clock: HandClock) -> Machine:
    return Machine(tmp_path / "laptop", tmp_path / "data", "laptop", clock)


# The file's text


@given(queries, st.one_of(st.none(), st.integers(1, 9)))
def test_the_text_of_a_view_is_its_query_and_its_digit(query: str, digit: int | None) -> None:
    view = SavedView("x", query, digit)
    assert SavedView.of("x", view.text) == view
    assert SavedView.checked("x", query, digit) == view


@given(st.dictionaries(names, texts, max_size=4), st.dictionaries(names, texts, max_size=3))
def test_lines_are_changed_to_what_was_wanted(before: dict[str, str], news: dict[str, str]) -> None:
    text = written({name: SavedView.of(name, said) for name, said in before.items()})
    assert views_of(text) == before
    gone = dict.fromkeys([*before][:1])
    changes = gone | {name: SavedView.of(name, said) for name, said in news.items()}
    after = changed(text, changes)
    assert after is not None
    wanted = {name: said for name, said in (before | news).items() if changes.get(name, 1)}
    assert views_of(after) == wanted


def test_comments_order_and_spelling_are_the_readers() -> None:
    text = changed(BY_HAND, {"Robots": SavedView("Robots", "tag:robots has:code", 8)})
    assert text == BY_HAND.replace("'tag:robots'", '"tag:robots has:code"').replace("= 7", "= 8")
    text = changed(BY_HAND, {"Robots": SavedView("Robots", "tag:robots")})
    assert text == BY_HAND.replace("'tag:robots'", '"tag:robots"').replace("digit = 7\n", "")
    text = changed(BY_HAND, {"Waiting": SavedView("Waiting", "x", 3)})
    assert text == BY_HAND.replace("waiting  is:unread", "x") + "digit = 3\n"
    text = changed(BY_HAND, {"Robots": None})
    assert text == BY_HAND[:7] + BY_HAND[BY_HAND.index("\n# about") :]
    assert text.count("#") == 2
    text = changed(BY_HAND, {"Robots": None, "Machines": SavedView("Machines", "tag:robots")})
    assert text == BY_HAND.replace('"Robots"', '"Machines"').replace(
        "'tag:robots'", '"tag:robots"'
    ).replace("digit = 7\n", "")


def test_what_cannot_be_changed_by_lines_is_said() -> None:
    odd = '[[view]]\nname = """Odd"""\nquery = """x"""\n'
    assert changed(odd, {"Odd": SavedView("Odd", "y")}) is None
    inline = 'view = [{ name = "In", query = "x" }]\n'
    assert changed(inline, {"In": None}) is None
    assert changed(inline, {"Other": SavedView("Other", "y")}) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[view]]\nname = "a"\nqury = "x"', '"qury" is unknown (did you mean "query"?)'),
        ('[[views]]\nname = "a"\nquery = "x"', '"views" is unknown (did you mean "view"?)'),
        ('[[view]]\nquery = "x"', "view 1: name is missing"),
        ('[[view]]\nname = "a"\nquery = 3', "view 1: query is missing, or not in quotes"),
        ('[[view]]\nname = "a"\nquery = "(x"', "view 1: this parenthesis is not closed"),
        ('[[view]]\nname = "a"\nquery = "x"\ndigit = 10', "a view's digit is 1 to 9, not 10"),
        ('[[view]]\nname = "a"\nquery = "x"\ndigit = "1"', "digit is not a number from 1 to 9"),
        ('[[view]]\nname = " "\nquery = "x"', "a view needs a name"),
        ("view = 3", "view is not a list of tables"),
        ("[[view]\n", "not TOML"),
        (BY_HAND + BY_HAND, 'a second view is called "Robots" (the first one counts)'),
        (
            BY_HAND + '[[view]]\nname = "x"\nquery = "x"\ndigit = 7',
            "a second view has the digit 7",
        ),
    ],
)
def test_a_mistake_is_named_and_costs_its_view(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "views.toml"
    path.write_text(text + "\n", "utf-8")
    problems = ViewsFile.read(path).problems
    assert any(told in str(problem) for problem in problems), list(map(str, problems))


# Three ways

some = st.dictionaries(st.sampled_from("abc"), st.sampled_from("xyz"), max_size=3)


@given(some, some, some)
def test_after_it_was_carried_out_nothing_is_left_to_do(
    file: dict[str, str], copy: dict[str, str], decided: dict[str, str]
) -> None:
    todo = reconciled(file, copy, decided)
    assert not todo.decide.keys() & todo.write.keys()
    after_file = {name: text for name, text in (file | todo.write).items() if text}
    after_decided = {name: text for name, text in (decided | todo.decide).items() if text}
    assert after_file == after_decided
    assert reconciled(after_file, after_file, after_decided) == Reconciled({}, {})
    for name in {*file, *copy}:
        if file.get(name) != copy.get(name):
            assert after_file.get(name) == file.get(name), "what a hand wrote prevails"
        else:
            assert after_file.get(name) == decided.get(name)


# A machine, and two


def test_a_saved_view_is_in_the_file_and_undo_takes_it_out(desk: Machine) -> None:
    desk.saves("Robots", "tag:robots")
    assert views_of(desk.text) == {"Robots": "tag:robots"}
    desk.saves("Robots", "3: tag:robots has:code")
    desk.reading.undo()
    assert desk.sees() == {"Robots": "tag:robots"}
    desk.reading.undo()
    assert desk.sees() == {}
    assert views_of(desk.text) == {}
    desk.reading.redo()
    assert desk.sees() == views_of(desk.text) == {"Robots": "tag:robots"}


def test_a_file_written_by_hand_is_taken_in_and_left_as_it_is(desk: Machine) -> None:
    desk.writes(BY_HAND)
    expected = {"Robots": "7: tag:robots", "Waiting": "waiting is:unread"}
    assert desk.sees() == desk.reading.views() == expected
    assert desk.text == BY_HAND
    assert desk.reading.undo() is None, "nothing of it was done in the reader"
    desk.writes(BY_HAND.replace("waiting", "kites"))
    assert desk.sees()["Waiting"] == "kites is:unread"


def test_a_view_taken_out_by_hand_is_gone_for_good(desk: Machine) -> None:
    desk.saves("Robots", "tag:robots")
    desk.saves("Kites", "kites")
    desk.writes(changed(desk.text, {"Robots": None}) or "")
    assert desk.sees() == {"Kites": "kites"}
    os.unlink(desk.home.cache / "views.toml")
    again = SavedViews.of(desk.home, desk.reading)
    again.follow()
    assert [view.name for view in again.views] == ["Kites"]


def test_two_machines_merge_by_name_and_the_latest_wins(
    desk: Machine, laptop: Machine, clock: HandClock
) -> None:
    desk.saves("Robots", "tag:robots")
    laptop.writes(BY_HAND)
    clock.wait()
    desk.saves("Waiting", "1: waiting")
    assert laptop.sees()["Waiting"] == desk.sees()["Waiting"] == "1: waiting"
    assert desk.sees()["Robots"] == laptop.sees()["Robots"] == "7: tag:robots"
    assert "# about waiting" in laptop.text
    clock.wait()
    laptop.reading.mark("unview", ["Robots"])
    laptop.views.follow()
    assert desk.sees() == laptop.sees() == {"Waiting": "1: waiting"}


def test_a_damaged_file_loses_no_view_and_is_not_written(desk: Machine) -> None:
    desk.saves("Robots", "tag:robots")
    broken = desk.text.replace("query =", "qury =") + "[[view]\n"
    desk.home.views_file.write_text(broken, "utf-8")
    desk.views.follow()
    assert {view.name for view in desk.views.views} == {"Robots"}
    desk.reading.mark("view:x", ["New"])
    desk.views.follow()
    assert {view.name for view in desk.views.views} == {"Robots", "New"}
    assert any("before it is put right" in str(problem) for problem in desk.views.problems)
    assert desk.text == broken
    desk.writes(BY_HAND)
    assert desk.sees().keys() == {"Robots", "Waiting", "New"}


def test_a_file_whose_lines_cannot_be_changed_is_kept_and_written_anew(desk: Machine) -> None:
    inline = 'view = [{ name = "In", query = "x" }]\n'
    desk.writes(inline)
    desk.saves("Out", "y")
    assert desk.sees() == views_of(desk.text) == {"In": "x", "Out": "y"}
    assert desk.home.views_file.with_name("views.toml.bak").read_text("utf-8") == inline


def test_a_lost_file_is_written_again(desk: Machine) -> None:
    desk.saves("Robots", "tag:robots")
    desk.home.views_file.unlink()
    assert desk.sees() == views_of(desk.text) == {"Robots": "tag:robots"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_where_the_file_cannot_be_written_the_views_are_there_all_the_same(desk: Machine) -> None:
    desk.home.config.mkdir(parents=True)
    desk.home.config.chmod(0o500)
    desk.saves("Robots", "tag:robots")
    assert [view.name for view in desk.views.views] == ["Robots"]
    assert "cannot be kept" in str(desk.views.problems[0])
    desk.home.config.chmod(0o700)


def test_whatever_was_cut_short_is_done_the_next_time(
    desk: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("tui.views.saved_views.replace_file", refuse)
        desk.saves("Robots", "tag:robots")
        assert "No space left" in str(desk.views.problems[0])
        assert [view.name for view in desk.views.views] == ["Robots"]
    again = SavedViews.of(desk.home, Reading.open(desk.home.journals, "desk"))
    again.follow()
    assert not again.problems
    assert views_of(desk.text) == {"Robots": "tag:robots"}


def test_following_looks_no_further_where_nothing_is_new(desk: Machine) -> None:
    desk.saves("Robots", "tag:robots")
    stamp = desk.home.views_file.stat().st_mtime_ns
    assert not desk.views.follow()
    assert desk.home.views_file.stat().st_mtime_ns == stamp
    assert desk.home.views_file.stat().st_mode & 0o077 == 0


def test_a_view_is_in_its_canonical_text() -> None:
    view = SavedView.checked("  My\tview ", "is:UNREAD   +rl")
    assert (view.name, view.query) == ("My view", str(Query.parse("is:unread tag:rl")))


def test_a_name_is_shown_as_it_is_kept_or_not_at_all(desk: Machine, clock: HandClock) -> None:
    desk.reading.mark("view:x", ["  a\x1b[2J \u202eb"])
    assert desk.sees() == {"a[2J b": "x"}
    record = Record.of("2026-03-14T09:00:00.000000Z", [Change("view", ("raw\x9b", "ok"), "y")])
    (desk.home.data / "journal-else.toml").write_bytes(written_record(record))
    assert desk.sees() == views_of(desk.text) == {"a[2J b": "x", "ok": "y"}
