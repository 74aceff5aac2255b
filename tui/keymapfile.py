"""One keymap file as it stands: what it binds and unbinds, and every mistake in it by itself.

Carrel's own maps and the reader's ``keys.toml`` have the same shape: ``name``, a table
``[options]``, and a table for each scope with ``"key sequence" = "action.id"``; ``""`` unbinds.
Called by `tui.keymap`, which lays one file on another. A mistake costs its own line only. Within
a file the first of two lines that cannot both hold wins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.errors import CarrelError, Problem
from index.text import clean
from tui.actions import BY_ID, SCOPES
from tui.keynames import types_text
from tui.keys import KeySequence, display, parse_sequence
from tui.tomlfile import TomlFile, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from tui.actions import Action

MAX_KEYS = 8
"""Keys in a sequence, which is kept with all that it begins with."""

MAX_PROBLEMS = 100
"""After so many the file is no keymap; to name what each line might have meant takes time."""

_FOLLOWED = frozenset(action.id for action in BY_ID.values() if action.prelude)

_LONGEST_KEY = 200
_LONGEST_NAME = 40

_TOP_LEVEL = ("name", "options", *SCOPES)


class Entry(NamedTuple):
    """One line of a keymap file that makes sense."""

    scope: str
    """One of `SCOPES`."""

    sequence: KeySequence
    """The keys, one after the other."""

    action_id: str
    """A known action that may stand in the scope; ``""`` unbinds."""

    spelling: str
    """The key as the file writes it."""

    where: str
    """File, table and key, for a problem."""


class _TooManyProblemsError(Exception):
    """The rest of the file is not looked at."""


class KeymapFile:
    """What one file says."""

    def __init__(self, path: Path, known: Mapping[str, Action] = BY_ID) -> None:
        self.path = path
        self._known = known
        self.name = ""
        """What the map calls itself."""
        self.counts: bool | None = None
        """Whether digits before a key are a count; ``None`` when the file does not say."""
        self.entries: dict[tuple[str, KeySequence], Entry] = {}
        """By scope and sequence, in the order of the file; of two that exclude each other, one."""
        self.problems: list[Problem] = []
        self._begun: dict[tuple[str, KeySequence], Entry] = {}
        """By scope and beginning of a longer sequence: the first entry that begins so."""

    @classmethod
    def read(cls, path: Path, known: Mapping[str, Action] = BY_ID) -> KeymapFile:
        """Read `path`, which may name the actions `known`; an absent file says nothing."""
        toml = TomlFile.read(path, _TOP_LEVEL)
        file = cls(path, known)
        file.problems += toml.problems
        try:
            file._take_entries(toml.entries)
        except _TooManyProblemsError:
            hint = "all from here on is left out"
            file.problems.append(Problem("too many mistakes", hint, str(path)))
        return file

    def _take_entries(self, entries: Iterable[tuple[str, object]]) -> None:
        path = self.path
        for name, value in entries:
            if name in SCOPES and isinstance(value, dict):
                for key, action in value.items():
                    self._take_line(name, key, action)
            elif name == "options" and isinstance(value, dict):
                for key, setting in value.items():
                    self._take_option(key, setting)
            elif name == "name" and isinstance(value, str):
                self.name = clean(value)[:_LONGEST_NAME]
            elif name in _TOP_LEVEL:
                kind = "text in quotes" if name == "name" else f"a table, [{name}]"
                self._tell(f"{name} must be {kind}", str(path))
            else:
                hint = nearest(name, _TOP_LEVEL) or f"tables are {', '.join(_TOP_LEVEL[1:])}"
                kind = f"table [{name}]" if isinstance(value, dict) else quoted(name)
                self._tell(f"{kind} is not known", str(path), hint)

    def _tell(self, message: str, where: str, hint: str = "") -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            raise _TooManyProblemsError
        self.problems.append(Problem(message, hint, where))

    def _take_option(self, key: str, setting: object) -> None:
        where = f"{self.path}, [options] {quoted(key)}"
        if key != "counts":
            self._tell("not an option of keymaps", where, nearest(key, ["counts"]))
        elif not isinstance(setting, bool):
            self._tell("must be true or false", where)
        else:
            self.counts = setting

    def _take_line(self, scope: str, key: str, action: object) -> None:
        """Check one line of a scope's table and keep it, or tell what is wrong with it."""
        where = f"{self.path}, [{scope}] {quoted(key)}"
        try:
            sequence = _parsed(key)
            action_id = _checked_action(scope, action, self._known)
            if action_id:
                _check_sequence(scope, sequence)
        except CarrelError as error:
            self._tell(error.problem.message, where, error.problem.hint)
            return
        entry = Entry(scope, sequence, action_id, key.strip(), where)
        rival = self._rival(entry)
        if rival is None:
            self.entries[scope, sequence] = entry
            if action_id:
                for length in range(1, len(sequence)):
                    self._begun.setdefault((scope, sequence[:length]), entry)
        elif rival.sequence != sequence:
            short, long = sorted((rival.sequence, sequence), key=len)
            self._tell(
                f"clashes with {_told(rival)} above, which is kept",
                where,
                f"{display(long)} cannot follow while {display(short)} acts at once",
            )
        elif rival.action_id != action_id:
            self._tell(f"the same key as {_told(rival)} above, which is kept", where)

    def _rival(self, entry: Entry) -> Entry | None:
        """The line above that leaves no room for `entry`."""
        scope, sequence = entry.scope, entry.sequence
        if same := self.entries.get((scope, sequence)):
            return same
        if not entry.action_id:
            return None
        for length in range(1, len(sequence)):
            shorter = self.entries.get((scope, sequence[:length]))
            if shorter and shorter.action_id and excludes(shorter, entry):
                return shorter
        longer = self._begun.get((scope, sequence))
        return longer if longer and excludes(longer, entry) else None


def shadows(one: KeySequence, other: KeySequence) -> bool:
    """Whether one of the two sequences begins with the other."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def excludes(one: Entry, other: Entry) -> bool:
    """Whether only one of the two lines can hold: one begins with the other, which acts at once.

    What may be followed acts at once and leaves the way open.
    """
    if not shadows(one.sequence, other.sequence):
        return False
    lengths = len(one.sequence), len(other.sequence)
    short = one if lengths[0] < lengths[1] else other
    return lengths[0] == lengths[1] or short.action_id not in _FOLLOWED


def checked_key(text: str, *, counts: bool) -> KeySequence:
    """The keys of a command of the reader's own.

    Raises:
        CarrelError: they are none, or cannot lead anywhere.
    """
    sequence = _parsed(text)
    _check_sequence("list", sequence)
    if counts and sequence[0] in tuple("123456789"):
        raise CarrelError("digits are counts", hint="take another key")
    return sequence


def _parsed(key: str) -> KeySequence:
    sequence = parse_sequence(key) if len(key) <= _LONGEST_KEY else ()
    if not 0 < len(sequence) <= MAX_KEYS:
        raise CarrelError(f"more than {MAX_KEYS} keys, one after the other")
    return sequence


def _checked_action(scope: str, action: object, actions: Mapping[str, Action]) -> str:
    if not isinstance(action, str):
        raise CarrelError("must name an action, in quotes", hint='"" unbinds the key')
    if not action:
        return ""
    known = actions.get(action)
    if known is None:
        raise CarrelError(f"{quoted(action)} is not an action", hint=nearest(action, actions))
    if scope not in known.scopes:
        places = ", ".join(f"[{place}]" for place in known.scopes)
        raise CarrelError(f"{action} cannot stand in [{scope}]", hint=f"it can in {places}")
    return action


def _check_sequence(scope: str, sequence: KeySequence) -> None:
    if "escape" in sequence[1:]:
        raise CarrelError("Esc ends a sequence and cannot be part of one")
    if scope == "search" and types_text(sequence[0]):
        raise CarrelError(
            f"{display(sequence[:1])} is typed into the search bar",
            hint="take a key that types nothing",
        )


def _told(entry: Entry) -> str:
    return f"{quoted(entry.spelling)} ({entry.action_id or 'unbound'})"
