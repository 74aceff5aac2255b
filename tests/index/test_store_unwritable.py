"""What the index makes of a disk that refuses: one error, with the folder and the reason."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from index.fulltext import indexing
from index.fulltext.storage import PrivateStorage
from index.fulltext.whoosh_api import SegmentWriter
from tests.index.search_cases import Shelf, invented

if TYPE_CHECKING:
    from pathlib import Path


WHOOSHS_OWN = SegmentWriter.cancel


def refuse(*_: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))  # as a write does, without a name


def give_up_and_complain(writer: SegmentWriter) -> None:
    WHOOSHS_OWN(writer)
    raise Exception("This file is already closed")  # as Whoosh does at times


def test_a_write_that_fails_names_the_folder_and_why_even_where_giving_up_fails_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shelf = Shelf(tmp_path)
    shelf.append(invented(3, seed=1))
    with monkeypatch.context() as patched:
        patched.setattr(indexing, "write_segment", refuse)
        patched.setattr(SegmentWriter, "cancel", give_up_and_complain)
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as caught:
            shelf.catch_up()
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(shelf.store.folder)
    shelf.catch_up()
    shelf.assert_whole()


def test_what_whoosh_throws_away_again_is_private_meanwhile(tmp_path: Path) -> None:
    below = PrivateStorage(str(tmp_path)).temp_storage("MAIN.tmp")
    below.create_file("part").close()
    for path in (tmp_path / "MAIN.tmp", tmp_path / "MAIN.tmp" / "part"):
        assert not path.stat().st_mode & 0o077
