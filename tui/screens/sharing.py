"""Papers on their way out: to the browser, or into a bibliography."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import CarrelError
from tui import external
from tui.paperlinks import best_link, pdf_link
from tui.render import shown
from tui.saying import papers_in_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from index.paper import Paper
    from tui.screens.reader import ReaderScreen

MOST_TABS = 20
"""Papers whose addresses are opened at once."""

KINDS = {"abs": "page", "pdf": "PDF", "code": "code", "project": "project page"}


class Sharing:
    """Everything that takes a paper out of Carrel."""

    def __init__(self, desk: ReaderScreen, environ: Mapping[str, str]) -> None:
        self._desk = desk
        self._environ = environ
        self._exported: set[Path] = set()

    async def open(self, kind: str) -> bool:
        """Open one of the paper's addresses; False where there was none or no browser."""
        paper = self._desk.session.paper()
        if paper is None:
            return False
        url = _address(paper, kind)
        if not url:
            self._desk.say(f"this paper has no {KINDS[kind]} link")
            return False
        return await self.open_address(url)

    async def open_all(self, kind: str, ordinals: Sequence[int]) -> tuple[list[int], str]:
        """Open an address of each of several papers; which were opened, and what to say of it.

        Where there is no browser their links are copied, which says so itself.
        """
        count, noun = len(ordinals), f"{KINDS[kind]} link"
        if count > MOST_TABS:
            return [], f"{count:,} papers are more than the {MOST_TABS} that are opened at once"
        opened: list[int] = []
        for ordinal in ordinals:
            url = _address(self._desk.session.library.paper(ordinal), kind)
            if not external.may_open(url):
                continue
            if self._desk.in_page:
                self._desk.app.open_url(url)
            elif not external.open_in_browser(url, self._environ):
                await self._desk.copying.links()
                return opened, ""
            opened.append(ordinal)
        lacking = count - len(opened)
        if not opened:
            return [], f"none of the {count:,} has a {noun}"
        without = f"; {lacking:,} without a {noun}" if lacking else ""
        return opened, f"opened {papers_in_words(len(opened))}{without}"

    async def open_address(self, url: str) -> bool:
        """Open an address in the browser; where there is none, copy it and return False."""
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
        await self._desk.copying.text(url, f"{shown(url)}, for there is no browser here")
        return False

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


def _address(paper: Paper, kind: str) -> str:
    if kind == "abs":
        return best_link(paper)
    return pdf_link(paper) if kind == "pdf" else paper.link(kind)
