from __future__ import annotations

import tomllib
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tui.reading_cases import changes, moments
from tui.reading.action import Change
from tui.reading.journal_format import Record, parse, written
from tui.reading.valued import KEYS

AT = "2026-03-14T09:26:53.123456Z"
LATER = "2026-03-15T00:00:00.000000Z"
STAR = Record(AT, "star", ("arxiv:2403.01234", "doi:10.1/x"))
UNDO = Record(LATER, "unstar", ("arxiv:2403.01234",), undoes=AT)

decided = st.lists(changes(), min_size=1, max_size=3)
records = st.one_of(
    st.builds(Record.of, moments, decided),
    st.builds(Record.of, moments, decided, undoes=moments),
    st.builds(Record.of, moments, decided, redoes=moments, host=st.sampled_from(["", "desk"])),
)


def signed(body: str) -> bytes:
    return f'{body}sum = "{crc32(body.encode()):08x}"\n'.encode()


@given(st.lists(records, max_size=4))
def test_records_come_back_in_their_order(run: list[Record]) -> None:
    data = b"# a comment\n" + b"".join(map(written, run))
    parsed = parse(data)
    assert parsed.records == run
    assert not parsed.faults
    assert not parsed.torn
    assert parsed.end == (len(data) if run else 0)


@given(st.lists(records, min_size=1, max_size=4))
def test_a_journal_is_toml(run: list[Record]) -> None:
    actions = tomllib.loads(b"".join(map(written, run)).decode())["action"]
    found = [
        tuple(Change(one["verb"], tuple(one["ids"]), *texts_of(one)) for one in does)
        for action in actions
        for does in [action.get("does", [action])]
    ]
    assert found == [record.changes for record in run]


def texts_of(table: dict[str, object]) -> tuple[str, tuple[str, ...]]:
    (text,) = [value for key, value in table.items() if key in KEYS.values()] or [""]
    was = table.get("was", [])
    assert isinstance(was, list)
    return str(text), tuple(was)


@given(records)
def test_any_toml_of_the_same_record_is_the_same(record: Record) -> None:
    body, _, _ = written(record).decode().rpartition("sum = ")
    by_hand = body.lstrip("\n").replace("[[action]]\n", '[[action]]\nmood = "good"\n')
    assert parse(signed(by_hand)).records == [record]


def test_the_text_of_a_note_that_replaces_another() -> None:
    change = Change("note", ("a", "b"), 'Two\nlines, "quoted"', ("old", "o\\ther"))
    assert written(Record.of(AT, [change])).decode().splitlines()[3:7] == [
        'verb = "note"',
        'ids = ["a", "b"]',
        r'text = "Two\nlines, \"quoted\""',
        r'was = ["old", "o\\ther"]',
    ]


def test_the_text_of_a_dismissal_with_a_reason_beside_another_decision() -> None:
    changes = [Change("dismiss", ("a",), "weak"), Change("unread", ("a",))]
    assert written(Record.of(AT, changes)).decode().splitlines()[3] == (
        'does = [{ verb = "dismiss", ids = ["a"], reason = "weak" }, '
        '{ verb = "unread", ids = ["a"] }]'
    )


def test_texts_are_made_fit_to_be_shown_when_they_are_read() -> None:
    body = f'[[action]]\nat = {AT}\nverb = "note"\nids = ["a"]\n'
    body += r'text = "\u001b[2Jx \r\n\u202ey"' + "\n"
    (record,) = parse(signed(body)).records
    assert record.changes == (Change("note", ("a",), "[2Jx\ny"),)


def test_the_text_itself() -> None:
    text = written(UNDO).decode()
    assert text.splitlines()[:6] == [
        "",
        "[[action]]",
        f"at = {LATER}",
        'verb = "unstar"',
        'ids = ["arxiv:2403.01234"]',
        f"undoes = {AT}",
    ]
    assert text.endswith('"\n')


@given(st.data())
def test_a_record_torn_anywhere_costs_itself_only(data: st.DataObject) -> None:
    torn = written(data.draw(records))
    cut = data.draw(st.integers(1, len(torn) - 2))
    parsed = parse(written(STAR) + torn[:cut] + written(UNDO))
    assert parsed.records == [STAR, UNDO]
    assert len(parsed.faults) == (1 if torn[:cut].strip() else 0)


@given(st.data())
def test_a_torn_end_is_left_for_later(data: st.DataObject) -> None:
    whole = written(STAR)
    torn = written(data.draw(records))
    cut = data.draw(st.integers(0, len(torn) - 2))
    parsed = parse(whole + torn[:cut])
    assert parsed.records == [STAR]
    assert not parsed.faults
    assert len(whole) <= parsed.end <= len(whole) + 1
    assert parsed.torn == bool(torn[:cut].strip())


@given(st.data())
def test_a_changed_byte_is_noticed(data: st.DataObject) -> None:
    good = written(STAR)
    place = data.draw(st.integers(0, len(good) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda byte: byte != good[place]))
    damaged = good[:place] + bytes([byte]) + good[place + 1 :]
    parsed = parse(written(UNDO) + damaged + written(UNDO))
    assert set(parsed.records) <= {STAR, UNDO}
    assert parsed.records[0] == UNDO
    assert parsed.records[-1] == UNDO
    if STAR in parsed.records:
        assert place in (0, len(good) - 1)


def test_lines_of_windows_are_understood() -> None:
    data = (b"# a comment\n" + written(STAR) + written(UNDO)).replace(b"\n", b"\r\n")
    parsed = parse(data)
    assert parsed.records == [STAR, UNDO]
    assert parsed.end == len(data)


def test_fields_in_another_order_are_understood() -> None:
    body = f'[[action]]\nids = ["a"]\n# from elsewhere\nverb = "star"\nat = {AT}\nmood = "good"\n'
    assert parse(signed(body)).records == [Record(AT, "star", ("a",))]


@pytest.mark.parametrize(
    "body",
    [
        f'[[action]]\nat = {AT}\nverb = "snooze"\nids = ["a"]\n',
        f'[[action]]\nat = {AT}\nverb = "tag:two words"\nids = ["a"]\n',
        f'[[action]]\nat = {AT}\nverb = "star"\nids = [1]\n',
        '[[action]]\nat = "noon"\nverb = "star"\nids = ["a"]\n',
        '[[action]]\nat = 2026-02-30T00:00:00.000000Z\nverb = "star"\nids = ["a"]\n',
        "[[action]]\nnot = toml = at all\n",
        f'[[action]]\nat = {AT}\nverb = "note"\nids = ["a"]\n',
        f'[[action]]\nat = {AT}\nverb = "note"\nids = ["a"]\ntext = "\\u200b"\n',
        f'[[action]]\nat = {AT}\nverb = "note"\nids = ["a"]\ntext = "\\q"\n',
        f'[[action]]\nat = {AT}\nverb = "note"\nids = ["a"]\ntext = "x"\nwas = ["y", "z"]\n',
        f'[[action]]\nat = {AT}\nverb = "note"\nids = ["a"]\ntext = "x"\nwas = "y"\n',
        f'[[action]]\nat = {AT}\nverb = "later"\nids = ["a"]\nuntil = "2026-02-30"\n',
        f'[[action]]\nat = {AT}\nverb = "dismiss"\nids = ["a"]\nreason = "two words"\n',
        f'[[action]]\nat = {AT}\nverb = "star"\nids = ["a"]\nwas = ["x"]\n',
    ],
)
def test_a_whole_record_that_means_nothing_is_kept_for_a_later_version(body: str) -> None:
    parsed = parse(written(STAR) + signed(body) + written(UNDO))
    assert parsed.records == [STAR, UNDO]
    assert parsed.foreign == len(written(STAR))
    assert parsed.faults[0][0] == parsed.foreign
    assert "not understood" in parsed.faults[0][1]


@given(st.binary(max_size=200))
def test_nothing_in_a_journal_raises(data: bytes) -> None:
    assert 0 <= parse(data).end <= len(data)
    parse(signed("[[action]]\n") + data)


def test_a_record_of_a_later_version_is_left_unread_and_kept() -> None:
    body = f'[[action]]\nversion = 2\nat = {AT}\nverb = "star"\nids = ["a"]\n'
    parsed = parse(written(STAR) + signed(body) + written(UNDO))
    assert parsed.records == [STAR, UNDO]
    assert parsed.foreign == len(written(STAR))
    assert "written by a later Carrel (version 2)" in parsed.faults[0][1]


@pytest.mark.parametrize("version", ["1", "0"])
def test_a_record_that_names_its_version_is_read(version: str) -> None:
    body = f'[[action]]\nversion = {version}\nat = {AT}\nverb = "star"\nids = ["a"]\n'
    parsed = parse(signed(body))
    assert parsed.records == [Record(AT, "star", ("a",))]
    assert not parsed.faults


HEAD = b"# a comment\nversion = 1\n"


def test_the_version_at_the_top_may_stand_anywhere_and_more_than_once() -> None:
    """A union of two journals puts it there."""
    data = HEAD + written(STAR) + HEAD + written(UNDO) + HEAD
    parsed = parse(data)
    assert (parsed.records, parsed.faults) == ([STAR, UNDO], [])
    assert parsed.foreign is None
    assert not parsed.torn


LATER_FORMS = [
    b"version = 2\n\n[[decision]]\nwhat = 1\n",
    b"version = 2\n\n[[action]]\nat = 1\nsum = 'other'\n\n[[action]]\nat = 2\nsum = 'other'\n",
    b"[[decision]]\nwhat = 1\n",
    b"[journal]\nform = 9\n",
]


@pytest.mark.parametrize("form", LATER_FORMS)
@pytest.mark.parametrize("behind", [b"", written(UNDO)], ids=["last", "among"])
def test_another_form_altogether_is_later_and_not_damaged(form: bytes, behind: bytes) -> None:
    parsed = parse(written(STAR) + form + behind)
    assert parsed.records == [STAR, *([UNDO] if behind else [])]
    assert [reason.partition(" (")[0] for _, reason in parsed.faults] == [
        "written by a later Carrel"
    ]
    assert parsed.foreign == len(written(STAR))
    assert not parse(written(STAR) + form + b"[[action]]\nat = ").torn


def test_git_may_set_its_markers_around_a_later_form() -> None:
    ours, theirs = written(STAR), b"version = 2\n[[decision]]\nwhat = 1\n" + written(UNDO)
    data = HEAD + b"<<<<<<< HEAD\n" + ours + b"=======\n" + theirs + b">>>>>>> other\n"
    parsed = parse(data)
    assert parsed.records == [STAR, UNDO]
    assert parsed.foreign == 0
    assert any("later Carrel (version 2)" in reason for _, reason in parsed.faults)


def test_what_would_keep_the_parser_busy_is_not_handed_to_it() -> None:
    key = ".".join("a" * 20_000)
    body = f'[[action]]\nat = {AT}\nverb = "star"\nids = ["a"]\n{key} = 1\n'
    assert "nested too deep" in parse(signed(body)).faults[0][1]
    body = f'[[action]]\nat = {AT}\nverb = "star"\nids = ["a"]\nmood = {"9" * 5_000}\n'
    assert parse(signed(body)).faults == [(0, "record not understood: too many digits")]
