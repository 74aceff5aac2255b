from __future__ import annotations

import re
import tomllib
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.reading_cases import ids, moments, texts, verbs
from tui.reading.marks import Marks
from tui.reading.snapshot import Folded, Snapshot
from tui.reading.snapshot_reader import understood
from tui.reading.snapshot_writer import written
from tui.reading.valued import KEYS, MAX_NOTE

AT = "2026-03-14T09:26:53.123456Z"
LATER = "2026-03-15T00:00:00.000000Z"
HEAD = "version = 1\n\n"

tables = st.dictionaries(verbs, st.dictionaries(ids, moments, min_size=1, max_size=5), max_size=5)


@st.composite
def marked(draw: st.DrawFn) -> Marks:
    """Marks with texts and without."""
    facts = draw(tables)
    for attribute in draw(st.sets(st.sampled_from(sorted({*texts} - {"dismiss"})))):
        facts[attribute] = draw(st.dictionaries(ids, moments, min_size=1, max_size=5))
    said = {
        attribute: {
            paper_id: draw(texts[attribute])
            for paper_id in facts.get(attribute, ())
            if attribute != "dismiss" or draw(st.booleans())
        }
        for attribute in texts
    }
    return Marks(facts, {attribute: found for attribute, found in said.items() if found})


folded = st.dictionaries(
    st.builds("journal-{}.toml".format, st.sampled_from(["desk", "lap top", "köln"])),
    st.builds(Folded, st.integers(0, 10**9), st.from_regex(r"[0-9a-f]{8}", fullmatch=True)),
)


def read(text: str) -> Snapshot:
    return understood(text.encode(), "reading.toml")


def facts(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    return {verb: table for verb, table in snapshot.marks.tables.items() if table}


def said(snapshot: Snapshot) -> dict[str, dict[str, str]]:
    return {attribute: found for attribute, found in snapshot.marks.texts.items() if found}


@given(marked(), folded)
def test_what_is_written_is_read_again(marks: Marks, journals: dict[str, Folded]) -> None:
    snapshot = Snapshot(marks, journals)
    again = read(written(snapshot))
    assert facts(again) == facts(snapshot)
    assert said(again) == said(snapshot)
    assert again.folded == journals
    assert not again.problems
    assert again.whole


@given(marked(), folded)
def test_the_file_is_toml_with_one_fact_a_line(marks: Marks, journals: dict[str, Folded]) -> None:
    snapshot = Snapshot(marks, journals)
    text = written(snapshot)
    document = tomllib.loads(text)
    count = sum(map(len, facts(snapshot).values())) + len(journals)
    lines = [line for line in text.splitlines() if line.startswith('"')]
    assert len(lines) == count
    for verb, table in facts(snapshot).items():
        kind, _, name = verb.partition(":")
        found = document[kind][name] if name else document[kind]
        assert list(found) == sorted(found)
        texts_of = snapshot.marks.texts.get(verb, {})
        assert found == {
            key: {"at": datetime.fromisoformat(at), KEYS[verb]: texts_of[key]}
            if key in texts_of
            else datetime.fromisoformat(at)
            for key, at in table.items()
        }


@given(marked())
def test_any_toml_of_the_same_facts_is_the_same(marks: Marks) -> None:
    snapshot = Snapshot(marks)
    by_hand = re.sub(r"(?m)^(\".*\"|version|\S+) = ", r"\1  =  ", written(snapshot))
    by_hand = by_hand.replace("]\n", "]  # by hand\n")
    assert facts(read(by_hand)) == facts(snapshot)
    assert said(read(by_hand)) == said(snapshot)
    assert not read(by_hand.replace("\n", "\r\n")).problems


def test_the_text_itself() -> None:
    marks = Marks({"tag:a.b": {"doi:10.1/x": AT}, "unstar": {"b": AT}, "star": {"c": AT, "a": AT}})
    text = written(Snapshot(marks, {"journal-desk.toml": Folded(512, "00c0ffee")}))
    comment, _, body = text.partition("version")
    assert all(line.startswith("# ") for line in comment.splitlines())
    assert body == (
        " = 1\n"
        f'\n[star]\n"a" = {AT}\n"c" = {AT}\n'
        f'\n[unstar]\n"b" = {AT}\n'
        f'\n[tag."a.b"]\n"doi:10.1/x" = {AT}\n'
        '\n[folded]\n"journal-desk.toml" = { bytes = 512, sum = "00c0ffee" }\n'
    )


def test_times_written_by_hand_are_taken() -> None:
    snapshot = read(
        "[star]\na = 2026-03-14\nb = 2026-03-14T11:26:53+02:00\nc = 2026-03-14 09:26:53\n"
    )
    assert facts(snapshot) == {
        "star": {
            "a": "2026-03-14T00:00:00.000000Z",
            "b": "2026-03-14T09:26:53.000000Z",
            "c": "2026-03-14T09:26:53.000000Z",
        }
    }
    assert not snapshot.problems


def test_a_paper_in_both_tables_of_a_pair_follows_the_later_line() -> None:
    text = f'{HEAD}[star]\n"a" = {AT}\n\n[unstar]\n"a" = {LATER}\n'
    assert facts(read(text)) == {"unstar": {"a": LATER}}


def test_unknown_names_are_told_with_the_nearest_and_kept() -> None:
    text = f'colour = "red"\n[stars]\n"a" = {AT}\n[[list]]\nx = 1\n[read]\n"b" = {AT}\n'
    snapshot = read(text)
    assert [problem.message for problem in snapshot.problems] == [
        "unknown name 'colour', kept but not used",
        "unknown name 'stars', kept but not used",
        "unknown name 'list', kept but not used",
    ]
    assert snapshot.problems[1].hint == "did you mean star?"
    again = read(written(snapshot))
    assert (
        again.unknown
        == snapshot.unknown
        == {
            "colour": "red",
            "stars": {"a": datetime.fromisoformat(AT)},
            "list": [{"x": 1}],
        }
    )
    assert facts(again) == {"read": {"b": AT}}
    assert snapshot.whole


@pytest.mark.parametrize(
    ("text", "where", "told"),
    [
        ('[star]\na = "soon"', "reading.toml, [star]", "a: not a date and time"),
        ("[star]\na = 9999-01-01", "reading.toml, [star]", "a: the year 9999 is too late"),
        ("[star.a]\nb = 1", "reading.toml, [star]", "a: not a date and time"),
        ("star = 3", "reading.toml, [star]", "not a table"),
        ('[star]\na = { at = 2026-01-01, text = "x" }', "reading.toml, [star]", "not a date"),
        ("[note]\na = 2026-01-01", "reading.toml, [note]", "a: text is missing"),
        ('[note]\na = { text = "x" }', "reading.toml, [note]", "in { at = …, text = … }"),
        ('[note]\na = { at = 2026-01-01, txt = "x" }', "reading.toml, [note]", "{ at = …, text"),
        ('[later]\na = { at = 2026-01-01, until = "x" }', "reading.toml, [later]", "not a day: x"),
        ('[dismiss]\na = { at = 2026-01-01, reason = "a b" }', "reading.toml, [dismiss]", "' '"),
        ("tag = 3", "reading.toml, [tag]", "not a table"),
        ("[tag]\nx = 2026-01-01", "reading.toml, [tag.x]", "not a table"),
        ('[tag."a b"]\nx = 2026-01-01', "reading.toml, [tag.a b]", "cannot hold ' '"),
        ("folded = []", "reading.toml, [folded]", "not a table"),
        ("[folded]\nx = 12", "reading.toml, [folded]", "it is read anew"),
        ('version = "two"', "reading.toml", "not a number that can be right"),
        ("version = 0", "reading.toml", "not a number that can be right"),
    ],
)
def test_wrong_types_cost_their_line_only(text: str, where: str, told: str) -> None:
    table = "" if text.startswith("version") else f'\n[read]\n"b" = {AT}\n'
    snapshot = read(text + "\n" + table)
    (problem,) = snapshot.problems
    assert problem.where == where
    assert told in problem.message
    assert not snapshot.whole
    assert snapshot.replaceable
    assert facts(snapshot) == ({"read": {"b": AT}} if table else {})


def test_a_file_of_a_later_version_is_left_alone() -> None:
    snapshot = read(f'version = 2\n[star]\n"a" = {AT}\n')
    assert not snapshot.replaceable
    assert "later Carrel" in snapshot.problems[0].message


@pytest.mark.parametrize(
    "damage",
    ["<<<<<<< ours", "[star", '"a" = ', "\x00", f'"b" = {AT}\n"b" = {LATER}', f'"c" = {AT} {AT}'],
)
def test_what_is_no_toml_is_read_line_by_line(damage: str) -> None:
    text = f'{HEAD}[star]\n"a" = {AT}\n{damage}\n\n[unread]\n"z" = {AT}\n'
    snapshot = read(text)
    assert facts(snapshot)["unread"] == {"z": AT}
    assert facts(snapshot)["star"]["a"] == AT
    assert "not valid TOML" in snapshot.problems[0].message
    assert not snapshot.whole
    assert not snapshot.folded


def test_a_day_that_does_not_exist_is_no_fact() -> None:
    snapshot = read(f'{HEAD}[star]\n"a" = 2026-02-30T00:00:00.000000Z\n"b" = {AT}\n')
    assert facts(snapshot) == {"star": {"b": AT}}
    assert snapshot.problems


def test_bytes_that_are_no_text_cost_their_line_only() -> None:
    data = f'{HEAD}[star]\n"a" = {AT}\n"b?" = {AT}\n'.encode().replace(b"?", b"\xff")
    snapshot = understood(data, "reading.toml")
    assert facts(snapshot) == {"star": {"a": AT}}
    assert snapshot.problems[0].message.startswith("not UTF-8 at byte")


@given(st.binary(max_size=200))
def test_nothing_in_a_file_raises(data: bytes) -> None:
    understood(data, "reading.toml")
    understood(HEAD.encode() + b"[star]\n" + data, "reading.toml")


def test_deep_nesting_is_a_problem_and_no_crash() -> None:
    assert read("x = " + "[" * 100_000).problems


def test_the_text_of_what_carries_one() -> None:
    marks = Marks(
        {"note": {"b": AT, "a": LATER}, "dismiss": {"x": AT, "y": AT}, "later": {"c": AT}},
        {
            "note": {"b": 'Two\nlines, "quoted"', "a": "é"},
            "dismiss": {"y": "weak"},
            "later": {"c": "2026-12-01"},
        },
    )
    _, _, body = written(Snapshot(marks)).partition("version = 1\n")
    assert body == (
        f'\n[dismiss]\n"x" = {AT}\n"y" = {{ at = {AT}, reason = "weak" }}\n'
        f'\n[later]\n"c" = {{ at = {AT}, until = "2026-12-01" }}\n'
        f'\n[note]\n"a" = {{ at = {LATER}, text = "é" }}\n'
        f'"b" = {{ at = {AT}, text = "Two\\nlines, \\"quoted\\"" }}\n'
    )


def test_texts_written_by_hand_are_taken_and_made_fit_to_be_shown() -> None:
    snapshot = read(
        f'[note]\n"a" = {{ text = """\nTwo \nlines\\u001b[2J\n""", at = {AT} }}\n'
        "[later.b]\nuntil = 2026-12-01\nat = 2026-03-14\n"
    )
    assert said(snapshot) == {"note": {"a": "Two\nlines[2J"}, "later": {"b": "2026-12-01"}}
    assert not snapshot.problems


def test_a_note_that_is_too_long_costs_its_line_only() -> None:
    long = "x" * (MAX_NOTE + 1)
    snapshot = read(f'{HEAD}[note]\n"a" = {{ at = {AT}, text = "{long}" }}\n\n[star]\n"b" = {AT}\n')
    assert "64 KiB at most" in snapshot.problems[0].message
    assert facts(snapshot) == {"star": {"b": AT}}
    assert not snapshot.whole


def test_lines_with_texts_are_read_where_the_rest_is_no_toml() -> None:
    note = f'"a" = {{ at = {AT}, text = "x" }}'
    snapshot = read(f'{HEAD}[note]\n{note}\n"b" = {AT}\n"c" = {{ at = {AT}, text = "y\n')
    assert said(snapshot) == {"note": {"a": "x"}}
    assert not snapshot.whole
