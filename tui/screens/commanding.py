"""Commands under the reader's hands: what is written behind ``:`` is done like a key.

A command without an argument is its action's deed, the very one that a key calls. With one, it is
done here in place of asking for it.
"""

from __future__ import annotations

from collections.abc import Awaitable
from functools import cached_property
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.query.query import Query, QueryError
from tui.commandline.arguments import Known
from tui.commandline.command import Command, commands
from tui.commandline.history import CommandHistory
from tui.commandline.parsing import GO, Parsed, parse
from tui.keymap import LOOKUP
from tui.looks import OWN_THEMES
from tui.reading.typed import typed
from tui.render import shown
from tui.tomlfile import nearest
from tui.verbnames import LASTING, VERBS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from textual.widget import AwaitMount

    from tui.screens.reader import ReaderScreen

    Done = Awaitable[object] | None

SHELL = "carrel "
"""What begins the deed of a command that is a verb of the shell."""

_OUTSIDE_FOCUS = ("app", "list", "detail", "filter")
_LINKS = {"page": "abs", "abs": "abs", "pdf": "pdf", "code": "code", "project": "project"}


class Commanding:
    """The command line and what it does."""

    def __init__(self, desk: ReaderScreen) -> None:
        self._desk = desk

    @cached_property
    def _history(self) -> CommandHistory:
        return CommandHistory(self._desk.home.commands_file)

    @property
    def commands(self) -> dict[str, Command]:
        """Every command that makes sense where the reader is, by its name."""
        desk = self._desk
        here = LOOKUP["focus"] if desk.scope == "focus" else _OUTSIDE_FOCUS
        verbs = {name: does for name, does in VERBS.items() if name not in LASTING}
        known = commands(desk.keymap.actions, verbs)
        known.pop("command", None)
        return {
            name: one for name, one in known.items() if not one.scopes or {*one.scopes} & {*here}
        }

    def open(self, text: str = "") -> AwaitMount:
        """Take a command."""
        from tui.screens.commandline import CommandLine

        self._history.begin()
        line = CommandLine(self.commands, self._known(), self._history, self.run, text)
        return self._desk.app.push_screen(line)

    async def run(self, text: str) -> None:
        """Carry out what is written."""
        desk = self._desk
        try:
            parsed = parse(text, self.commands)
            if parsed is None:
                return
            done = self._do(parsed)
        except QueryError as error:
            desk.say(f"{error.problem.message}, at character {error.start + 1}", "warning")
        except CarrelError as error:
            desk.say(str(error), "warning")
        else:
            if isinstance(done, Awaitable):
                await done
        self._remember(text)
        desk.painting.status()

    def _remember(self, text: str) -> None:
        try:
            self._history.remember(text)
        except CarrelError as error:
            self._desk.painting.notice("history", str(error))

    def _do(self, parsed: Parsed) -> Done:
        """Carry out a command.

        Raises:
            CarrelError: its argument is none.
        """
        command, count, argument = parsed
        if command is GO:
            self._desk.moving.to(count - 1)
            return None
        if command.does.startswith(SHELL):
            self._desk.running.verb(command.name, argument)
            return None
        if command.does in self._own:
            return self._own[command.does](argument)
        if not argument or self._is_off(command.does):
            return self._desk.perform(command.does, count)
        done = self._with_argument[command.does](argument, count)
        self._desk.acted(command.does)
        return done

    def _is_off(self, action: str) -> bool:
        """Whether an action is off here, which its own deed then says."""
        return self._desk.in_page and bool(self._desk.keymap.action(action).off_in_page)

    @property
    def _own(self) -> Mapping[str, Callable[[str], Done]]:
        return {
            "view": self._view,
            "write": self._write,
            "wq": self._write_and_quit,
            "copy": self._copy,
        }

    @property
    def _with_argument(self) -> Mapping[str, Callable[[str, int], Done]]:
        desk = self._desk
        return {
            "feeds.fetch": lambda text, _: desk.running.verb("fetch", text),
            "looks.theme": lambda text, _: desk.looking.wear(_one_of("theme", text, self._themes)),
            "paper.tag": lambda text, _: desk.marking.tag(text, desk.marking.targets()),
            "paper.note": self._note,
            "paper.dismiss": self._dismiss,
            "paper.later": desk.reasoning.put_off,
            "paper.open": self._open,
            "search.focus": self._search,
            "select.query": lambda text, _: desk.selecting.by_query(text),
            "view.sort": self._sort,
            "view.save": lambda text, _: desk.marking.save_view(text, desk.finding.query),
            "app.export": lambda text, _: desk.asking.exported(_file(text)),
        }

    # With an argument

    def _note(self, text: str, _: int) -> None:
        ordinal = self._desk.session.view.ordinal
        if ordinal is not None:
            self._desk.noting.write(ordinal, text)

    def _dismiss(self, text: str, count: int) -> None:
        reasons = self._desk.config.reasons
        typed(f"dismiss:{text}", self._desk.session.reading.today, reasons)
        self._desk.reasoning.dismiss(text, count)

    def _open(self, text: str, _: int) -> Done:
        if text == "links":
            return self._desk.linking.links()
        return self._desk.moving.open_outside(_LINKS[_one_of("link", text, _LINKS)])

    def _search(self, text: str, _: int) -> None:
        query = Query.parse(text)
        self._desk.search_bar.remember(str(query))
        self._desk.finding.show(query)

    def _sort(self, text: str, _: int) -> None:
        name = _one_of("order", text.removeprefix("-"), self._orders())
        sign = "-" if text.startswith("-") else ""
        self._desk.finding.show(self._desk.finding.query.with_sort(sign + name))

    def _view(self, text: str) -> None:
        if text.isdecimal():
            self._desk.choosing.show_view(int(text[:2]))
        elif not text:
            self._desk.go_to("filter")
        else:
            names = self._desk.choosing.view_names()
            self._desk.choosing.show_named(_one_of("view", text, names))

    def _write(self, text: str) -> Done:
        if text and self._is_off("app.export"):
            return self._desk.perform("app.export")
        if text:
            return self._desk.asking.exported(_file(text))
        self._desk.say("every mark is saved already; with a file, it takes the starred papers")
        return None

    def _write_and_quit(self, text: str) -> Done:
        text = _file(text)
        if text and self._is_off("app.export"):
            return self._desk.perform("app.export")
        if text and self._desk.sharing.would_replace(text):
            self._desk.say(f"there is a file {shown(text)}; write it, then leave", "warning")
        elif not text or self._desk.sharing.export(text):
            self._desk.app.exit()
        return None

    def _copy(self, text: str) -> Done:
        copying = self._desk.copying
        ways = {"link": copying.links, "title": copying.titles, "bibtex": copying.bibtex}
        return ways[_one_of("way to copy", text or "link", ways)]()

    # Names

    def _known(self) -> Known:
        from tui.export.registry import FORMATS

        desk, session = self._desk, self._desk.session
        paper = session.paper()
        return Known(
            tags=tuple(sorted(session.table.tags)),
            tags_of_paper=tuple(session.reading.tags(paper.id)) if paper else (),
            views=tuple(desk.choosing.view_names()),
            reasons=desk.config.reasons,
            themes=self._themes,
            orders=tuple(self._orders()),
            formats=tuple((form.ending, form.label) for form in FORMATS),
        )

    def _orders(self) -> Sequence[str]:
        from index.query.query import SORTS

        return SORTS

    @property
    def _themes(self) -> tuple[str, ...]:
        """Carrel's own by their short names, then all others."""
        return (*OWN_THEMES, *sorted(self._desk.app.available_themes))


def _file(text: str) -> str:
    """The file that is meant: the name of a format stands for one with its ending.

    Raises:
        CarrelError: it is written as the shell's verbs take options.
    """
    from tui.export.registry import FORMATS

    if text.startswith("-"):
        hint = f"a file of that name is written ./{shown(text)}"
        raise CarrelError(f"there are no options here, only a file: {shown(text)}", hint=hint)
    return next((f"starred{form.ending}" for form in FORMATS if form.name == text), text)


def _one_of(what: str, text: str, names: Sequence[str] | Mapping[str, object]) -> str:
    """The name that is meant: whole, or the only one that begins so, in whatever case.

    Raises:
        CarrelError: there is none, with the nearest.
    """
    wanted = text.casefold()
    found = [name for name in names if name.casefold() == wanted]
    found = found or [name for name in names if name.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    hint = nearest(text, names) or f"there are {', '.join(list(names)[:8])}"
    told = "could be " + ", ".join(found[:4]) if found else f"is no {what}"
    raise CarrelError(f"{shown(text)} {told}", hint="" if found else hint)
