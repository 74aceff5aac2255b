"""Papers on their way out: to the browser, the clipboard, or a bibliography."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError
from tui import external
from tui.render import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.paper import Paper
    from tui.screens.reader import ReaderScreen

KINDS = {"abs": "page", "pdf": "PDF", "code": "code", "project": "project page"}


class Sharing:
    """Everything that takes a paper out of Carrel."""

    def __init__(self, desk: ReaderScreen, environ: Mapping[str, str]) -> None:
        self._desk = desk
        self._environ = environ
        self._exported: set[Path] = set()

    def open(self, kind: str) -> bool:
        """Open one of the paper's addresses; False where there was none or no browser."""
        paper = self._desk.session.paper()
        if paper is None:
            return False
        url = paper.link(kind) or (best_link(paper) if kind == "abs" else "")
        if not url:
            self._desk.say(f"this paper has no {KINDS[kind]} link")
            return False
        if not external.may_open(url):
            self._desk.say(f"not a web address, so not opened: {shown(url)}", "warning")
            return False
        if self._desk.in_page:
            self._desk.app.open_url(url)
            self._desk.say(f"opened in a tab of its own: {shown(url)}")
            return True
        if external.open_in_browser(url, self._environ):
            self._desk.say(f"opened {shown(url)}")
            return True
        self._copy(url, f"no browser here; copied instead: {shown(url)}")
        return False

    def copy_link(self) -> None:
        """Copy the paper's address."""
        paper = self._desk.session.paper()
        url = best_link(paper) if paper else ""
        if url:
            self._copy(url, f"copied {shown(url)}")
        elif paper:
            self._copy(paper.title, "this paper has no link; copied its title")

    def copy_bibtex(self) -> None:
        """Copy the paper as a BibTeX entry."""
        from tui.export.registry import by_name
        from tui.export.writing import export_text

        paper = self._desk.session.paper()
        if paper is not None:
            text = export_text([paper], self._desk.session.reading, by_name("bibtex"))
            self._copy(text, "copied the BibTeX entry")

    def would_replace(self, path: str) -> bool:
        """Whether a file stands there that was not exported since the reader was opened."""
        target = Path(path).expanduser()
        return target.exists() and target not in self._exported

    def export(self, path: str) -> bool:
        """Write the starred papers to a file whose ending says the format; False if it failed."""
        from tui.actions import BY_ID
        from tui.export.registry import FORMATS, for_file
        from tui.export.writing import export_text, write_text

        if self._desk.in_page:  # by whatever way it was asked for
            self._desk.say(BY_ID["app.export"].off_in_page)
            return False
        session = self._desk.session
        target = Path(path).expanduser()
        endings = [form.ending for form in FORMATS]
        if target.suffix and target.suffix.casefold() not in endings:
            known = " ".join(endings)
            self._desk.say(f"no format ends in {target.suffix}; there are {known}", "warning")
            return False
        papers = session.starred()
        try:
            write_text(target, export_text(papers, session.reading, for_file(target)))
        except CarrelError as error:
            self._desk.say(str(error), "warning")
            return False
        self._exported.add(target)
        noun = "paper" if len(papers) == 1 else "papers"
        self._desk.say(f"{len(papers)} starred {noun} → {shown(str(target))}")
        return True

    def _copy(self, text: str, said: str) -> None:
        if not external.copy_with_tool(text, self._environ):
            self._desk.app.copy_to_clipboard(text)
        self._desk.say(said)


def best_link(paper: Paper) -> str:
    """The address that stands for a paper: its page, else made from its id, else any."""
    if url := paper.link("abs"):
        return url
    if arxiv := paper.known_as("arxiv"):
        return f"https://arxiv.org/abs/{arxiv}"
    if doi := paper.known_as("doi"):
        return f"https://doi.org/{doi}"
    return paper.links[0].url if paper.links else ""
