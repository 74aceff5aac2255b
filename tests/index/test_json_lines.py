from __future__ import annotations

import json

import pytest

from index.errors import CarrelError
from index.sources import json_lines
from index.sources.json_lines import array_records, line_records

LIMIT = 200


@pytest.fixture
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", LIMIT)


def told(item: object) -> str:
    assert isinstance(item, CarrelError)
    return item.problem.message


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize("gap", ["", " ", "\n" * 90])
def test_an_array_is_read_part_by_part(gap: str) -> None:
    records = [{"title": "T" * (number % 150)} for number in range(300)]
    text = f",{gap}".join(map(json.dumps, records))
    found = list(array_records(iter(f"[{text}]".split("\n"))))
    assert found == list(enumerate(records, 1))


@pytest.mark.usefixtures("_short")
@pytest.mark.parametrize(
    "record",
    [
        {"title": "T" * LIMIT},
        {"title": "T" * 9 * LIMIT},
        {"reviews": [[]] * LIMIT},
        {"n": [True] * LIMIT},
    ],
    ids=["a little", "much", "lists", "words"],
)
def test_a_record_of_an_array_has_a_greatest_length(record: object) -> None:
    text = json.dumps([{"title": "first"}, record, {"title": "last"}])
    first, (number, error) = array_records(iter([text]))
    assert first == (1, {"title": "first"})
    assert (number, told(error)) == (2, "the record is longer than 0 MiB")


@pytest.mark.usefixtures("_short")
def test_a_fault_is_told_with_its_place_in_the_whole_text() -> None:
    text = f"[{json.dumps('x' * 150)}, {json.dumps('y' * 150)}, {json.dumps('z' * 150)}, nonsense]"
    *_, (number, error) = array_records(iter([text]))
    place = text.index("nonsense") + 1
    assert (number, told(error)) == (
        4,
        f"not valid JSON: Expecting value at character {place}",
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("9" * 5_000, "the JSON has a number with too many digits"),
        ('{"year": ' + "9" * 5_000 + "}", "the JSON has a number with too many digits"),
        ("[" * 100_000, "the JSON is nested too deeply"),
        ('{"a":' * 100_000, "the JSON is nested too deeply"),
        ('{"a" 1}', "not valid JSON: Expecting ':' delimiter at character 6"),
    ],
    ids=["number", "year", "lists", "objects", "colon"],
)
def test_what_json_cannot_be_is_told_in_words_for_readers(line: str, message: str) -> None:
    [(_, of_line)] = line_records(iter([line]))
    assert told(of_line) == message
    [*_, (_, of_array)] = array_records(iter(["[" + line]))
    assert told(of_array).partition(" at ")[0] == message.partition(" at ")[0]
