"""A pipe where a file of ours should be is refused, not waited for.

Homes are copied, synced and unpacked; an archive can hold anything.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from index.files import open_plain
from tests.commandline import carrel
from tests.refusals import KNOWN, home_with_one_paper

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes are those of POSIX")

FILES = (
    "data/reading.toml",
    "data/reading (1).toml",
    "data/reading.lock",
    "data/journal-testhost.toml",
    "data/journal-elsewhere.toml",
    "data/papers/papers.jsonl",
    "config/config.toml",
    "config/keys.toml",
    "config/views.toml",
    "cache/views.toml",
    "cache/columns-99999999.bin",
    "cache/fulltext.key",
    "cache/fulltext/stamp.json",
    "cache/fulltext/lexicon.bin",
)

VERBS = (("doctor",), ("search", "fine"), ("mark", "star", KNOWN), ("views",))


@pytest.mark.parametrize("name", FILES)
def test_nobody_waits_for_a_pipe(tmp_path: Path, name: str) -> None:
    home = home_with_one_paper(tmp_path / "home")
    path = home / "carrel" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    os.mkfifo(path)
    for words in VERBS:
        outcome = carrel(home, *words)
        assert outcome.code in (0, 1), outcome
        assert "Traceback" not in outcome.err


def test_files_are_opened_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"text")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    for name in ("file", "link"):
        with open_plain(tmp_path / name) as stream:
            assert stream.read() == b"text"
    with pytest.raises(OSError, match="not a file"):
        open_plain(tmp_path / "pipe")
    with pytest.raises(OSError, match="not a file"):
        open_plain("/dev/zero")
    with pytest.raises(IsADirectoryError):
        open_plain(tmp_path)
    with pytest.raises(FileNotFoundError):
        open_plain(tmp_path / "none")
