"""A share of `make torture`: something goes wrong at a hundred boundaries, drawn over all work."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc, forks")

KILLS = 100


def tortured(*options: str) -> str:
    """The figures of a run, which must have found nothing wrong."""
    command = [sys.executable, "-m", "tests.torture", "--jobs=1", *options]
    root = Path(__file__).parents[1]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-8000:]}"
    return done.stdout


def test_killed_at_any_boundary_nothing_is_lost_or_torn() -> None:
    said = tortured(f"--kills={KILLS}", "--errors=0", "--processes=0", "--readers=0")
    assert f"kills at boundaries: {KILLS} (" in said


def test_an_error_at_any_boundary_is_told_in_one_line_and_loses_nothing() -> None:
    said = tortured("--kills=0", "--errors=60", "--processes=0", "--readers=0")
    refused = re.search(r"^steps refused .*: (\d+)$", said, re.MULTILINE)
    assert refused is not None
    assert int(refused[1]) > 20


@pytest.mark.terminal
def test_real_processes_killed_at_any_time_lose_nothing() -> None:
    tortured("--kills=0", "--errors=0", "--processes=3", "--readers=1")
