"""What the tests of bad input share: small records, a home with one of them, what a refusal is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.commandline import Outcome, added, carrel

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = "2501.00090"
"""The arXiv id of the paper that `home_with_one_paper` has."""


def record(number: int, **more: object) -> str:
    """A line with a conference record; its arXiv id ends in the number."""
    paper = {"title": f"Paper {number}", "abstract": "Fine.", "arxiv": f"2501.{number:05}"}
    return json.dumps(paper | more) + "\n"


def home_with_one_paper(folder: Path) -> Path:
    """Make HOME of a reader who has added ``known.jsonl``, which stands in it."""
    folder.mkdir()
    (folder / "known.jsonl").write_text(record(90), "utf-8")
    added(folder, folder / "known.jsonl")
    return folder


def papers(home: Path) -> int:
    """How many papers the library has."""
    outcome = carrel(home, "search", "--json")
    assert outcome.code == 0
    return int(json.loads(outcome.out)["total"])


def assert_refused(outcome: Outcome, start: str, code: int = 1) -> None:
    """One line about it on standard error, no traceback, and the exit code."""
    assert outcome.code == code
    assert "Traceback" not in outcome.err
    assert any(line.startswith(f"carrel: {start}") for line in outcome.err.splitlines()), outcome
