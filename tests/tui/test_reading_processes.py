"""Several processes on one folder: nothing is lost on either side."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.tui.reading_cases import opened

if TYPE_CHECKING:
    from pathlib import Path

MARKER = """
import sys
from pathlib import Path
from tui.reading.reading import Reading
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for number in range(count):
    Reading.open(folder, "desk").mark("star", [f"{name}:{number}"])
"""
COUNT = 20

FOLLOWER = """
import sys
from pathlib import Path
from tui.reading.reading import Reading
folder, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
expected = {f"{name}:{number}" for name in ("x", "y", "z") for number in range(count)}
reading = Reading.open(folder, "desk")
before, made, seen = set(reading.starred()), 0, set()
while not expected <= set(reading.starred()):
    if made < count:
        reading.mark("star", [f"{name}:{made}"])
        made += 1
    seen |= reading.poll()
own = {f"{name}:{number}" for number in range(count)}
print(seen | before == expected - own, reading.problems)
"""


def start(folder: Path, name: str) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", MARKER, str(folder), name, str(COUNT)]
    return subprocess.Popen(arguments)


def test_marks_made_at_the_same_time_are_all_kept_and_seen(tmp_path: Path) -> None:
    reading = opened(tmp_path)
    expected = {f"{name}:{number}" for name in ("x", "y", "here") for number in range(COUNT)}
    processes = [start(tmp_path, name) for name in ("x", "y")]
    seen: set[str] = set()
    number = 0
    while any(process.poll() is None for process in processes) or number < COUNT:
        seen |= reading.poll()
        if number < COUNT:
            reading.mark("star", [f"here:{number}"])
            number += 1
        reading.save()
    seen |= reading.poll()
    assert [process.returncode for process in processes] == [0, 0]
    assert set(reading.starred()) == expected
    assert seen == {paper_id for paper_id in expected if not paper_id.startswith("here")}
    assert not reading.problems
    (tmp_path / "reading.toml").unlink()
    assert set(opened(tmp_path).starred()) == expected


def test_readers_that_run_at_the_same_time_see_all_of_each_other(tmp_path: Path) -> None:
    """Two readers and a stream of marks; each reader goes on until it has everything."""
    readers = [
        subprocess.Popen(
            [sys.executable, "-c", FOLLOWER, str(tmp_path), name, str(COUNT)],
            stdout=subprocess.PIPE,
            text=True,
        )
        for name in ("x", "y")
    ]
    stream = start(tmp_path, "z")
    told = [process.communicate()[0] for process in readers]
    assert stream.wait() == 0
    assert [process.returncode for process in readers] == [0, 0]
    assert told == ["True []\n"] * 2
    reading = opened(tmp_path)
    assert len(reading.starred()) == len(reading.log()) == 3 * COUNT
    assert not reading.problems


def test_marking_loads_no_screen_no_search_and_no_numbers() -> None:
    code = (
        "import sys, tui.reading.reading, tui.reading.host, tui.reading.lock;"
        "tui.reading.lock.warm_up();"
        "print([m for m in ('textual', 'rich', 'whoosh', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_starting_loads_no_lock_and_no_toml_parser(tmp_path: Path) -> None:
    opened(tmp_path).mark("star", ["a"])
    opened(tmp_path).save()
    code = (
        "import sys; from pathlib import Path; from tui.reading.reading import Reading;"
        "print(Reading.open(Path(sys.argv[1]), 'desk').starred(),"
        "[m for m in ('filelock', 'tomllib', 'tomli_w', 'socket') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "('a',) []"
