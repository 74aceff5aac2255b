from __future__ import annotations

import json

from index.errors import Problem
from index.report import ImportReport


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
                "file": "a, record 1.json",
                "record": 12,
                "reason": "title is missing",
                "hint": "mend it",
            },
            {"file": "b.txt", "record": None, "reason": "is empty", "hint": ""},
        ],
    }


def test_a_problem_behind_a_record_is_of_the_file_and_the_uncounted_rest_is_told() -> None:
    problems = (Problem("is cut short", where="a.gz, after record 7"),)
    report = ImportReport(7, skipped=7, problems=problems, untold=6).to_json()
    assert report["problems"] == [
        {"file": "a.gz", "record": None, "reason": "is cut short", "hint": ""}
    ]
    assert report["untold"] == 6
