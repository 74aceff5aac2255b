"""Papers to text to file: what ``carrel export`` and the reader's export key both do.

A file is written whole or not at all: when anything goes wrong the old one is as it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from index.errors import CarrelError
from index.files import replace_file
from index.leftovers import remove_leftovers
from tui.export.citekey import cite_keys
from tui.export.entry import Entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from index.paper import Paper
    from tui.export.registry import Format


class Marks(Protocol):
    """What an export takes from the reader's marks: `tui.reading.reading.Reading` has it."""

    def tags(self, paper_id: str) -> tuple[str, ...]:
        """The tags of a paper, sorted."""
        ...

    def starred(self) -> tuple[str, ...]:
        """Ids of the starred papers, in the order of starring."""
        ...

    def note(self, paper_id: str) -> str:
        """The note on a paper."""
        ...

    def later(self, paper_id: str) -> str:
        """The day until which it is put off."""
        ...

    def reason(self, paper_id: str) -> str:
        """Why it was dismissed."""
        ...


def entries(papers: Iterable[Paper], marks: Marks) -> tuple[Entry, ...]:
    """One entry for each paper, in the order given, a paper given twice once."""
    unique = {paper.id: paper for paper in papers}.values()
    starred = marks.starred()
    keys = cite_keys(unique, starred)
    stars = frozenset(starred)
    return tuple(
        Entry(
            paper=paper,
            key=keys[paper.id],
            tags=marks.tags(paper.id),
            starred=not stars.isdisjoint((paper.id, *paper.aliases)),
            note=marks.note(paper.id),
            later=marks.later(paper.id),
            reason=marks.reason(paper.id),
        )
        for paper in unique
    )


def export_text(papers: Iterable[Paper], marks: Marks, form: Format) -> str:
    """The text of a file that holds these papers; none of them gives a valid, empty file."""
    return form.render(entries(papers, marks))


def write_text(path: Path, text: str) -> None:
    """Put `text` at `path`, in place of what is there; through a link, to where it points.

    A file that was there keeps its permissions. A device or a pipe is written to, not replaced.

    Raises:
        CarrelError: it could not be written; the old file is untouched.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise CarrelError("this is a folder", hint="name a file in it", where=str(path))
        if not target.parent.is_dir():
            message = f"there is no folder {path.parent}"
            raise CarrelError(message, hint="make it first", where=str(path))
        _write(target, text.encode("utf-8"))
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise CarrelError(f"could not be written: {reason}", where=str(path)) from error


def _write(target: Path, data: bytes) -> None:
    if target.exists() and not target.is_file():
        target.write_bytes(data)
        return
    replace_file(target, data, private=False)
    remove_leftovers(target.parent, target.name)
