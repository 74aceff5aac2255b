"""Papers to the clipboard: their links, titles or BibTeX entries, and how that went.

It is waited for beside the screen, so that the key after it means what comes after it and a tool
that hangs freezes nothing. The status line always repeats what was copied, since a terminal may
not have done it.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from tui.clipboard import copy
from tui.paperlinks import best_link
from tui.render import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.paper import Paper
    from tui.screens.reader import ReaderScreen

MOST = 2_000
"""Papers that are copied at once; more make a file."""


class Copying:
    """Everything that goes to the clipboard."""

    def __init__(self, desk: ReaderScreen, environ: Mapping[str, str]) -> None:
        self._desk = desk
        self._environ = environ

    async def links(self) -> None:
        """Copy the address of the paper, or those of all selected, one a line."""
        papers = self._papers()
        if len(papers) == 1 and not best_link(papers[0]):
            title = papers[0].title
            await self.text(title, f"its title (no link): {shown(title)}")
        else:
            await self._lines(papers, best_link, "links")

    async def titles(self) -> None:
        """Copy the title, or the titles of all selected, one a line."""
        await self._lines(self._papers(), lambda paper: paper.title, "titles")

    async def bibtex(self) -> None:
        """Copy the paper, or all selected, as BibTeX entries."""
        from tui.export.registry import by_name
        from tui.export.writing import export_text

        papers = self._papers()
        if papers:
            text = export_text(papers, self._desk.session.reading, by_name("bibtex"))
            one = f"BibTeX of “{shown(papers[0].title)}”"
            await self.text(text, one if len(papers) == 1 else f"{len(papers):,} BibTeX entries")

    async def text(self, text: str, what: str) -> None:
        """Copy a text, and say how that went; `what` is what the reader is told it was."""
        app = self._desk.app
        send = partial(app.call_from_thread, app.copy_to_clipboard)
        copied = await asyncio.to_thread(copy, text, self._environ, send)
        self._desk.say(copied.sentence(what), "warning" if copied.is_refused else "meta")

    async def _lines(self, papers: list[Paper], line_of: Callable[[Paper], str], noun: str) -> None:
        lines = [line for paper in papers if (line := line_of(paper))]
        if not lines:
            if papers:
                self._desk.say(f"none of the {len(papers):,} has {noun}")
            return
        lacking = len(papers) - len(lines)
        many = f"{len(lines):,} {noun}" + (f"; {lacking:,} without any" if lacking else "")
        await self.text("\n".join(lines), shown(lines[0]) if len(papers) == 1 else many)

    def _papers(self) -> list[Paper]:
        """The papers that are meant, as far as they can be copied at once."""
        targets = self._desk.marking.targets()
        if len(targets) > MOST:
            export = self._desk.key_of("app.export")
            way = f"; {export} writes a file" if export else ""
            self._desk.say(f"{len(targets):,} papers are too many to copy{way}", "warning")
            return []
        if not targets:
            self._desk.say("there is no paper under the cursor")
        return [self._desk.session.library.paper(ordinal) for ordinal in targets]
