"""The reader's options: ``config.toml``.

Read once at start-up by the app and by the verbs that need an option, and handed on as a value.
The docstrings of the fields are the manual. A mistake never stops Carrel: it is told, and the
option keeps its default. Keys have a file of their own, ``keys.toml``.
"""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from index.errors import CarrelError, Problem
from tui.actions import SCOPES
from tui.looks import DATES, DENSITIES
from tui.reading.typed import REASONS
from tui.reading.valued import checked_name
from tui.rowcolumns import COLUMNS, DEFAULT, TITLE
from tui.tomlfile import TomlFile, nearest, quoted, shown_value

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.recommending.taste import Rule, Taste
    from tui.owncommands.own_command import OwnCommand

KEYMAPS = ("default", "vim", "emacs")
"""The keymaps that Carrel brings along, ``keymaps/NAME.toml`` each."""

MAX_PROBLEMS = 20
"""After so many the file is likely not Carrel's."""

MAX_REASONS = 36
"""As many as there are letters and digits to choose one by."""

MAX_OUTSIDE = 0.5
"""Of a day; more would not be for the reader any more."""

MAX_LATER = 3_650
"""Days; whoever wants longer dismisses."""

MAX_DWELL = 86_400.0
"""Seconds; a day on the screen is as good as for ever, and no timer overflows."""


class Config(NamedTuple):
    """Every option, with its default."""

    keymap: str = "default"
    """The keymap to start from: ``"default"``, ``"vim"`` or ``"emacs"``. ``keys.toml`` goes on
    top of it."""

    theme: str = ""
    """The colours: ``"dark"``, ``"light"``, ``"contrast"``, ``"terminal"`` for the 16 colours of
    the terminal itself, or any theme of Textual's, ``"nord"`` for one. Empty: dark, and the
    terminal's own where it has no more than those."""

    dwell: float = 1.5
    """Seconds that an opened paper stays on the screen before it counts as read. ``0``: at once.
    ``"off"``, or any negative number: never by itself, held as ``-1``."""

    start: str = ""
    """The query shown first, ``"is:unread"`` for one. Empty: every paper."""

    later: int = 7
    """Days until a paper that is put off comes back by itself, where no day is given."""

    hyperlinks: bool = True
    """Whether a paper's links can be opened by the terminal itself (OSC 8), where it is known to
    bear them."""

    columns: tuple[str, ...] = DEFAULT
    """What a row of the list shows, from left to right: ``state``, ``star``, ``title``, ``day``,
    ``venue``, ``tags``, ``authors``, ``upvotes``, ``score``, ``code``, ``year``, ``added``. Where
    there is not room for all, the last of these go first."""

    density: str = "compact"
    """``"compact"``: a line for each paper. ``"roomy"``: a second, quiet line below its title."""

    dates: str = "plain"
    """``"plain"``: ``Mar 12``. ``"relative"``: how long ago that was."""

    reasons: tuple[str, ...] = REASONS
    """Why you dismiss papers, a short name each, in the order in which you are asked."""

    interests: tuple[str, ...] = ()
    """Tags that each name an interest of yours, beside those that your stars tell of:
    ``["robots", "pruning"]``. The order of scores learns from the papers that carry them."""

    outside: float = 0.1
    """The share of each day that comes from outside your interests in the order of scores, from
    ``0`` to ``0.5``."""

    rules: tuple[Rule, ...] = ()
    """``[[rule]]`` tables: a ``query``, and either a ``weight`` that is added to the scores of the
    papers it finds, or ``mute = true``, which leaves them out of the order of scores
    (``is:muted`` lists them)."""

    feeds: object = None
    """``[feeds.NAME]`` tables: where new papers come from, each with a ``kind``, ``what`` of it,
    the ``days`` back that are fetched and the ``most`` papers of one fetch. Kept as it stands in
    the file: `tui.feeds.settings` reads it when feeds are first asked for."""

    commands: tuple[OwnCommand, ...] = ()
    """``[commands.NAME]`` tables: programs that papers are handed to, with a ``key``, the words to
    ``run`` with placeholders in braces, a ``help`` sentence, and ``terminal``, ``wait`` or
    ``once`` set to ``true`` where it needs the terminal, an Enter behind it, or one run for all
    that is selected."""

    @property
    def taste(self) -> Taste:
        """What the order of scores needs to know."""
        from index.recommending.taste import Taste

        return Taste(self.interests, self.rules, self.outside)

    @classmethod
    def load(cls, path: Path) -> tuple[Config, list[Problem]]:
        """Read the options at `path`; an absent file means every default."""
        file = TomlFile.read(path)
        config = cls()
        for name, value in file.entries:
            if name == "commands":
                from tui.owncommands.reading import read_commands

                commands, wrong = read_commands(value, str(path))
                config = config._replace(commands=(*config.commands, *commands))
                file.problems += wrong
                continue
            if len(file.problems) > MAX_PROBLEMS:
                hint = "all from here on is left out"
                file.problems.append(Problem("too many mistakes", hint, str(path)))
                break
            try:
                if name == "feeds":
                    config = config._replace(feeds=_feeds(config.feeds, value))
                    continue
                if name == "rule":
                    from tui.rules import read_rules

                    rules, wrong = read_rules(value, str(path))
                    config = config._replace(rules=(*config.rules, *rules))
                    file.problems += wrong
                    continue
                config = _with_option(config, name, value)
            except CarrelError as error:
                file.problems.append(error.problem._replace(where=str(path)))
        return config, file.problems


def _with_option(config: Config, name: str, value: object) -> Config:
    """`config` with one option set.

    Raises:
        CarrelError: there is no such option, or it does not take that value.
    """
    checked = _CHECKED.get(name)
    if checked is None:
        hint = nearest(name, [*Config._fields, "rule"])
        if name == "rules":
            hint = "write [[rule]] above each"
        if name in SCOPES:
            hint = "keys go into keys.toml"
        raise CarrelError(f"{quoted(name)} is not an option", hint=hint)
    known: dict[str, Any] = {name: checked(value)}
    return config._replace(**known)


def _feeds(before: object, value: object) -> object:
    """The tables of feeds, where a mended header made them stand twice."""
    if isinstance(before, dict) and isinstance(value, dict):
        return {**before, **value}
    return value


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise CarrelError(f"{name} must be text in quotes, not {shown_value(value)}")
    return value


def _reasons(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CarrelError('reasons must be a list of names, as in ["weak", "seen"]')
    if len(value) > MAX_REASONS:
        raise CarrelError(f"more than {MAX_REASONS} reasons")
    return tuple(dict.fromkeys(checked_name("reason", name) for name in value))


def _one_of(option: str, known: Sequence[str], value: object) -> str:
    name = _text(option, value)
    if name not in known:
        hint = nearest(name, known) or f"one of {', '.join(known)}"
        raise CarrelError(f"{option} {quoted(name)} is not known", hint=hint)
    return name


def _columns(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise CarrelError('columns must be a list of names, as in ["state", "star", "title"]')
    for name in value:
        _one_of("column", tuple(COLUMNS), name)
    names = tuple(dict.fromkeys(value))
    if TITLE not in names:
        raise CarrelError("columns must have the title among them")
    return names


def _tags(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, list) else [None]
    tags = [tag.strip() for tag in found if isinstance(tag, str) and tag.strip()]
    if len(tags) < len(found):
        raise CarrelError('interests must be tags in quotes, as in ["robots", "pruning"]')
    return tuple(dict.fromkeys(tags))


def _share(value: object) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= float(str(value)) <= MAX_OUTSIDE:
        message = f"outside must be a number from 0 to {MAX_OUTSIDE}, not {shown_value(value)}"
        raise CarrelError(message, hint="0.1 is one in ten")
    return float(str(value))


def _truth(name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise CarrelError(f"{name} must be true or false, not {shown_value(value)}")
    return value


def _days(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= MAX_LATER:
        message = f"later must be a number of days, from 1 to {MAX_LATER:,}"
        raise CarrelError(f"{message}, not {shown_value(value)}")
    return value


def _seconds(value: object) -> float:
    if value == "off":
        return -1.0
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CarrelError(f'dwell must be a number of seconds or "off", not {shown_value(value)}')
    if isinstance(value, float) and math.isnan(value):
        raise CarrelError("dwell must be a number, not nan")
    return float(min(value, MAX_DWELL)) if value >= 0 else -1.0


_CHECKED: Final[dict[str, Callable[[object], object]]] = {
    "keymap": partial(_one_of, "keymap", KEYMAPS),
    "theme": partial(_text, "theme"),
    "columns": _columns,
    "density": partial(_one_of, "density", DENSITIES),
    "dates": partial(_one_of, "dates", DATES),
    "dwell": _seconds,
    "later": _days,
    "hyperlinks": partial(_truth, "hyperlinks"),
    "start": partial(_text, "start"),
    "reasons": _reasons,
    "interests": _tags,
    "outside": _share,
}
"""What makes a value of each option out of what the file has, or says why it cannot."""
