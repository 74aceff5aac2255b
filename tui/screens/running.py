"""Programs beside the reader: commands of the reader's own, and Carrel's verbs of the shell.

They run on threads that nobody waits for; what came of them is told in the status line, and what a
verb has to say is shown on a sheet once nothing else lies over the panes.
"""

from __future__ import annotations

import os
import shlex
import sys
import tempfile
import threading
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from textual.app import SuspendNotSupported

from index.errors import CarrelError
from tui.owncommands.own_command import PREFIX, OwnCommand
from tui.owncommands.programs import Ended, run_beside, run_in_terminal
from tui.owncommands.values import values_of
from tui.paths import Home
from tui.readable import ON_A_SHEET
from tui.render import shown
from tui.saying import papers_in_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from index.paper import Paper
    from tui.render import Line
    from tui.screens.reader import ReaderScreen

T = TypeVar("T")

MOST_RUNS = 50
"""Runs of one key; a command that takes all papers at once is one."""

MOST_SHARED = 1_000
"""Papers of one run: more words than this few systems hand over."""

MOST_AT_ONCE = 4
"""Commands that are under way beside each other."""

MOST_LINES = 2_000

ABOUT = {"show": 0, "related": 0, "mark": 1}
"""Verbs about papers, and how many words stand before the first one's id."""

REGROUPING = ("join", "split")
"""Verbs after which papers are fewer or more: the list follows, as that is what was wanted."""

WIDEST = 100
"""Cells of what a verb says, as the stylesheet has its sheet."""

_DUMB = {"NO_COLOR": "1", "TERM": "dumb", ON_A_SHEET: "1"}


class Running:
    """What is under way."""

    def __init__(self, desk: ReaderScreen, environ: Mapping[str, str]) -> None:
        self._desk = desk
        self._environ = environ
        self._under_way = 0

    # Commands of the reader's own

    def own(self, action_id: str) -> None:
        """Hand the paper, or all selected, to a program."""
        desk = self._desk
        name = action_id.removeprefix(PREFIX)
        command = next(one for one in desk.config.commands if one.name == name)
        targets = desk.marking.targets()
        most = MOST_SHARED if command.once else MOST_RUNS
        if not targets:
            desk.say("there is no paper under the cursor")
        elif len(targets) > most:
            told = f"{len(targets):,} papers are more than the {most:,} that {name} takes at once"
            desk.say(told, "warning")
        elif self._is_free(name):
            self._start(command, [desk.session.library.paper(one) for one in targets])

    def _start(self, command: OwnCommand, papers: Sequence[Paper]) -> None:
        files = ExitStack()
        groups = [papers] if command.once else [[paper] for paper in papers]
        runs: list[list[str]] = []
        refused: list[str] = []
        for group in groups:
            try:
                runs.append(self._words(command, group, files))
            except CarrelError as error:
                refused.append(f"“{shown(group[0].title)[:40]}”: {error}")
            except OSError as error:
                refused.append(f"no file for it: {error.strerror or error}")
        if not runs:
            files.close()
            self._desk.say(f"{command.name} not run, {refused[0]}", "warning")
        elif command.terminal:
            with files:
                self._in_terminal(command, runs, refused)
        else:
            self._beside(command, runs, refused, files)

    def _words(self, command: OwnCommand, papers: Sequence[Paper], files: ExitStack) -> list[str]:
        from tui.export.registry import by_name
        from tui.export.writing import export_text

        reading = self._desk.session.reading

        @cache
        def bibtex() -> str:
            return export_text(papers, reading, by_name("bibtex"))

        @cache
        def file() -> str:
            folder = files.enter_context(tempfile.TemporaryDirectory(prefix="carrel-"))
            path = Path(folder, "papers.bib")
            path.write_text(bibtex(), "utf-8")
            return str(path)

        return command.words([values_of(paper, reading, bibtex, file) for paper in papers])

    def _in_terminal(
        self, command: OwnCommand, runs: Sequence[Sequence[str]], refused: Sequence[str]
    ) -> None:
        try:
            with self._desk.app.suspend():
                ended = [run_in_terminal(words) for words in runs]
                if command.wait:
                    failed = next((one.told for one in ended if one.code), "done")
                    input(f"\n{command.name}: {failed}   Enter goes back to Carrel ")
        except SuspendNotSupported:
            told = f"{command.name} needs a terminal of its own, and here is none"
            self._desk.say(told, "warning")
        except EOFError:
            pass
        else:
            self._tell(command, ended, refused)

    def _beside(
        self,
        command: OwnCommand,
        runs: Sequence[Sequence[str]],
        refused: Sequence[str],
        files: ExitStack,
    ) -> None:
        def run() -> list[Ended]:
            with files:
                return [run_beside(words) for words in runs]

        self._desk.painting.notice(PREFIX + command.name, f"{command.name} is running")
        self._thread(run, partial(self._tell, command, refused=refused))

    def _tell(
        self, command: OwnCommand, ended: Sequence[Ended], refused: Sequence[str] = ()
    ) -> None:
        """Say what came of it; what went wrong goes first."""
        desk = self._desk
        desk.painting.notice(PREFIX + command.name, "")
        failed = [one.told for one in ended if one.code]
        runs = "run" if len(ended) == 1 else "runs"
        if failed:
            of = f" in {len(failed)} of {len(ended)} {runs}" if len(ended) > 1 else ""
            desk.say(f"{command.name} failed{of}: {failed[0]}", "warning")
        elif refused:
            desk.say(
                f"{command.name}: {len(ended)} done, {len(refused)} not run, {refused[0]}",
                "warning",
            )
        else:
            done = papers_in_words(len(ended)) if len(ended) > 1 else ""
            desk.say(f"{command.name}: done{f' for {done}' if done else ''}")

    # Verbs of the shell

    def verb(self, name: str, argument: str) -> None:
        """Run one of Carrel's own verbs, and show what it says.

        Raises:
            CarrelError: a quote is not closed.
        """
        if self._desk.in_page:
            raise CarrelError(f"{name} is off in the browser: it reads and writes files")
        try:
            words = shlex.split(argument)
        except ValueError as error:
            raise CarrelError("a quote that is not closed") from error
        if not self._is_free(name):
            return
        words = self._with_paper(name, words)
        # -P and the path of this process: no file of the folder that the reader stands in is run.
        command = [sys.executable, "-P", "-m", "tui", name, *words]
        path = os.pathsep.join(map(os.path.abspath, sys.path))
        place = {"PYTHONPATH": path, "COLUMNS": str(self._columns), **_place_of(self._desk.home)}
        environ = {**self._environ, **_DUMB, **place}
        self._desk.painting.notice(PREFIX + name, f"{name} is running")
        self._thread(lambda: run_beside(command, environ), partial(self._said, name))

    def _with_paper(self, name: str, words: list[str]) -> list[str]:
        """The words of a verb; where it is about papers and names none, those that are meant."""
        plain = [word for word in words if not word.startswith("-")]
        if name not in ABOUT or len(plain) != ABOUT[name] or "--limit" in words:
            return words
        columns = self._desk.session.library.columns
        return [*words, *map(columns.id, self._desk.marking.targets()[:MOST_SHARED])]

    @property
    def _columns(self) -> int:
        """Cells that a sheet has for what a verb says."""
        return max(min(self._desk.size.width - 6, WIDEST), 20)

    def _said(self, name: str, ended: Ended) -> None:
        self._desk.painting.notice(PREFIX + name, "")
        self._desk.look_around()
        if name in REGROUPING and not ended.code and self._desk.scope != "search":
            self._desk.growth.take_in()
            self._desk.finding.show_anew()
        lines = [*ended.said.splitlines(), *ended.complaint.splitlines()]
        role = "warning" if ended.code else "meta"
        if len(lines) < 2 or self._desk.app.screen is not self._desk:
            more = f" (and {len(lines) - 1} more lines)" if len(lines) > 1 else ""
            self._desk.say((lines[0] if lines else f"{name}: done") + more, role)
        else:
            self._show(name, lines[:MOST_LINES])

    def _show(self, name: str, lines: Sequence[str]) -> None:
        from tui.screens.sheet import Sheet, SheetPane
        from tui.wrapping import wrap

        def lay_out(width: int) -> list[Line]:
            laid: list[Line] = []
            for line in map(shown_whole, lines):
                text = line.lstrip(" ")
                indent = " " * min(len(line) - len(text) + 1, width // 2)
                parts = wrap(text, width - len(indent) - 1) or [(0, 0)]
                laid += [[(f"{indent}{text[start:end]}", "body")] for start, end in parts]
            return laid

        pane = SheetPane(f"carrel {name}", lay_out, id="output")
        self._desk.app.push_screen(Sheet(self._desk.keymap, pane, "app.command"))

    # Both

    def _is_free(self, name: str) -> bool:
        if self._under_way < MOST_AT_ONCE:
            return True
        self._desk.say(f"{self._under_way} commands are running; {name} can wait", "warning")
        return False

    def _thread(self, work: Callable[[], T], then: Callable[[T], None]) -> None:
        """Do some work on a thread that quitting does not wait for, then say what came of it."""
        app = self._desk.app
        self._under_way += 1

        def ended(result: T) -> None:
            self._under_way -= 1
            then(result)

        def run() -> None:
            result = work()
            try:
                app.call_from_thread(ended, result)
            except RuntimeError:
                return  # the reader has left

        threading.Thread(target=run, daemon=True).start()


def shown_whole(line: str) -> str:
    """A line as it may stand on the screen, its blanks as they are: tables are lined up."""
    line = line.expandtabs(4)
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in line)


def _place_of(home: Home) -> dict[str, str]:
    """What tells a child which home is meant."""
    folder = home.data.parent
    return {"CARREL_HOME": str(folder)} if home == Home.below(folder) else {}
