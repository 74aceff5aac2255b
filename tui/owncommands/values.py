"""What each placeholder stands for, of one paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.paperlinks import best_link, pdf_link

if TYPE_CHECKING:
    from collections.abc import Callable

    from index.paper import Paper
    from tui.reading.reading import Reading


def values_of(
    paper: Paper, reading: Reading, bibtex: Callable[[], str], file: Callable[[], str]
) -> Callable[[str], str]:
    """A function from a placeholder to its text.

    Args:
        paper: whose.
        reading: for tags and note.
        bibtex: the entries of all papers of the run.
        file: the name of a file that holds them.
    """
    plain: dict[str, Callable[[], str]] = {
        "id": lambda: paper.id,
        "title": lambda: paper.title,
        "authors": lambda: ", ".join(paper.authors),
        "year": lambda: str(paper.year or ""),
        "venue": lambda: paper.venue,
        "abstract": lambda: paper.abstract,
        "tags": lambda: " ".join(sorted(reading.tags(paper.id))),
        "note": lambda: reading.note(paper.id),
        "url": lambda: best_link(paper),
        "pdf": lambda: pdf_link(paper),
        "code": lambda: paper.link("code"),
        "doi": lambda: paper.known_as("doi"),
        "arxiv": lambda: paper.known_as("arxiv"),
        "bibtex": bibtex,
        "file": file,
    }
    return lambda name: plain[name]()
