"""What opens over the panes: a question at the foot of the screen, or help."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from index.marktable import STARRED
from tui.render import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.widget import AwaitMount

    from tui.screens.marking import Marking
    from tui.screens.noting import Noting
    from tui.screens.reader import ReaderScreen
    from tui.screens.sharing import Sharing

KNOWN_TAGS = 8
"""How many tags in use the tag prompt reminds of."""


class Asking:
    """Every question the reader is asked."""

    def __init__(
        self, desk: ReaderScreen, marking: Marking, sharing: Sharing, noting: Noting
    ) -> None:
        self._desk, self._marking, self._sharing = desk, marking, sharing
        self._noting = noting

    def tags(self) -> AwaitMount | None:
        """Ask which tags to add to the paper, or those selected, and which to take off."""
        detail, targets = self._desk.session.detail(), self._marking.targets()
        if detail is None or not targets:
            return None
        has = "has " + " ".join(f"#{tag}" for tag in detail.tags) if detail.tags else ""
        if targets != [self._desk.session.view.ordinal]:
            has = f"for {len(targets):,} selected"
        known = sorted(self._desk.session.table.tags)[:KNOWN_TAGS]
        hint = ["a name adds, -name takes off", has, "known: " + ", ".join(known) if known else ""]
        return self.ask(
            "Tags", " · ".join(part for part in hint if part), partial(self._tagged, targets)
        )

    def select(self) -> AwaitMount:
        """Ask for a query whose papers are selected."""
        listed = len(self._desk.session.view.ordinals)
        hint = f"selects what it finds among these {listed:,} · as is:unread or title:bert"
        return self.ask("Select", hint, self._selected)

    def note(self) -> AwaitMount | None:
        """Ask for the note on the paper; one of several lines opens in the editor."""
        ordinal = self._desk.session.view.ordinal
        note = self._noting.note()
        if ordinal is None:
            return None
        if "\n" in note:
            self._noting.edit()
            return None
        editor = "" if self._desk.in_page else self._desk.key_of("paper.note_edit")
        parts = ["an empty line takes it away" if note else ""]
        parts += [f"{editor}: in your editor"] if editor else []
        hint = " · ".join(part for part in parts if part)

        def noted(text: str | None) -> None:
            if text is not None and text != note:
                self._noting.write(ordinal, text)

        return self.ask("Note", hint, noted, note, may_be_empty=True)

    def view(self) -> AwaitMount | None:
        """Ask for the name under which the query is saved."""
        query = self._desk.finding.query
        if not str(query):
            self._desk.say("every paper is shown: there is no query to save")
            return None
        names = [view.name for view in self._desk.session.views.views]
        hint = f"{shown(str(query))} · views: {shown(', '.join(names)) or 'none yet'}"
        return self.ask("Save view as", hint, self._view_named)

    def export(self) -> AwaitMount:
        """Ask where the starred papers go."""
        from tui.export.registry import FORMATS

        count = self._desk.session.table.count(STARRED)
        endings = " ".join(form.ending for form in FORMATS)
        hint = f"{count} starred · the ending says the format: {endings}"
        return self.ask("Export to", hint, self.exported, "starred.bib")

    def help(self) -> AwaitMount:
        """Show every key, first those of the pane that has them, and what can be asked."""
        from tui.screens.help import HelpScreen

        return self._desk.app.push_screen(
            HelpScreen(self._desk.keymap, self._desk.scope, in_page=self._desk.in_page)
        )

    def ask(
        self,
        question: str,
        hint: str,
        then: Callable[[str | None], object],
        text: str = "",
        *,
        may_be_empty: bool = False,
        told: Callable[[str], str] | None = None,
    ) -> AwaitMount:
        """Ask for a line of text, as `Prompt` is told."""
        from tui.screens.prompt import Prompt

        prompt = Prompt(question, hint, then, text, may_be_empty=may_be_empty, told=told)
        return self._desk.app.push_screen(prompt)

    def _view_named(self, name: str | None) -> None:
        if name:
            self._marking.save_view(name, self._desk.finding.query)

    def _tagged(self, targets: Sequence[int], text: str | None) -> None:
        if text:
            self._marking.tag(text, targets)

    def _selected(self, text: str | None) -> None:
        if text:
            self._desk.selecting.by_query(text)

    def exported(self, path: str | None) -> AwaitMount | None:
        """Write the starred papers there; where another file would be replaced, ask first."""
        if not path:
            return None
        if self._sharing.would_replace(path):
            hint = "there is such a file, and it was not written from here"
            return self.ask("Replace it?", hint, self._replaced, path)
        self._sharing.export(path)
        return None

    def _replaced(self, path: str | None) -> None:
        if path:
            self._sharing.export(path)
