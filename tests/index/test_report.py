from __future__ import annotations

import json

from index.errors import Problem
from index.report import ImportReport


def test_reports_add_up() -> None:
    first = ImportReport(3, 1, 1, 0, 1, (Problem("bad"),))
    second = ImportReport(2, 0, 0, 2, 0, (Problem("worse"),))
    assert first + second == ImportReport(5, 1, 1, 2, 1, (Problem("bad"), Problem("worse")))
    assert first + ImportReport() == first


def test_as_json_a_problem_has_its_record_number_and_reason() -> None:
    problems = (
        Problem("title is missing", "mend it", "a, record 1.json, record 12"),
        Problem("is empty", where="b.txt"),
    )
    report = json.loads(json.dumps(ImportReport(1, skipped=1, problems=problems).to_json()))
    assert report == {
        "read": 1,
        "added": 0,
        "merged": 0,
        "unchanged": 0,
        "skipped": 1,
        "problems": [
            {
                "where": "a, record 1.json, record 12",
                "record": 12,
                "reason": "title is missing",
                "hint": "mend it",
            },
            {"where": "b.txt", "record": None, "reason": "is empty", "hint": ""},
        ],
    }
