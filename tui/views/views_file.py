"""``views.toml``: the reader's own file, read leniently and changed a line at a time.

::

    [[view]]
    name = "Robots"
    query = "tag:robots is:unread"
    digit = 7                       # may be left out

The order is the reader's, and so are the comments: saving a view appends a table or changes the
strings in one, removing it takes out its lines. Whatever comes of that is parsed again before it
is believed; a file in which lines cannot be changed so is written anew as a whole, and the old one
kept beside it (`changed`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.errors import CarrelError, Problem
from tui.reading.tomltext import quoted
from tui.tomlfile import TomlFile, nearest
from tui.tomlfile import quoted as shown
from tui.views.saved_view import SavedView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

MAX_PROBLEMS = 20
"""After so many the file is likely not Carrel's."""

_KEYS = ("name", "query", "digit")
_COMMENT = """\
# Your views, in the order in which the filter pane shows them. Carrel adds to this file and changes
# it when you save, rename or remove a view; the rest is yours, comments too.
"""
_HEADER = re.compile(r"\s*\[\[\s*view\s*\]\]\s*(?:#.*)?")
_TABLE = re.compile(r"\s*\[")
_IDLE = re.compile(r"\s*(?:#.*)?")
_LINE = r"(\s*{key}\s*=\s*)(?:\"(?:[^\"\\]|\\.)*\"|'[^']*'|[0-9]+)(\s*(?:#.*)?)"


@dataclass(slots=True)
class ViewsFile:
    """What the file says."""

    views: dict[str, SavedView] = field(default_factory=dict)
    """By name, in the order of the file."""

    problems: list[Problem] = field(default_factory=list)

    names: set[str] = field(default_factory=set)
    """Of all tables, those in doubt among them."""

    is_there: bool = True

    @classmethod
    def read(cls, path: Path) -> ViewsFile:
        """Read a file; what is wrong with it costs the view that it is about."""
        if not path.exists():
            return cls(is_there=False)
        toml = TomlFile.read(path, ("view",))
        result = cls(problems=toml.problems)
        for name, value in toml.entries:
            if name != "view":
                hint = nearest(name, ("view",)) or "a view is a table [[view]]"
                result._tell(f"{shown(name)} is unknown", hint, path)
            elif not isinstance(value, list):
                result._tell("view is not a list of tables", "write [[view]]", path)
            else:
                for number, table in enumerate(value, 1):
                    result._take(table, f"{path}, view {number}")
        if len(result.problems) > MAX_PROBLEMS:
            more = Problem(f"{len(result.problems) - MAX_PROBLEMS} more mistakes", "", str(path))
            result.problems[MAX_PROBLEMS:] = [more]
        return result

    def _take(self, table: object, where: str) -> None:
        try:
            view = self._understood(table, where)
        except CarrelError as error:
            self.problems.append(Problem(error.problem.message, error.problem.hint, where))
            return
        if view.name in self.views:
            self._tell(f"a second view is called {shown(view.name)}", "the first one counts", where)
        else:
            self.views[view.name] = view

    def _understood(self, table: object, where: str) -> SavedView:
        if not isinstance(table, dict):
            raise CarrelError("not a table", hint="write [[view]]")
        for key in table.keys() - set(_KEYS):
            self._tell(f"{shown(key)} is unknown", nearest(key, _KEYS), where)
        name, query, digit = (table.get(key) for key in _KEYS)
        if isinstance(name, str):
            self.names.add(name)
        if not isinstance(name, str) or not isinstance(query, str):
            missing = "query" if isinstance(name, str) else "name"
            raise CarrelError(f"{missing} is missing, or not in quotes")
        if digit is not None and type(digit) is not int:
            raise CarrelError("digit is not a number from 1 to 9")
        view = SavedView.checked(name, query, digit)
        if view.digit and any(view.digit == other.digit for other in self.views.values()):
            self._tell(f"a second view has the digit {view.digit}", "the first one has it", where)
            return SavedView(view.name, view.query)
        return view

    def _tell(self, message: str, hint: str, where: object) -> None:
        self.problems.append(Problem(message, hint, str(where)))


def changed(text: str, changes: Mapping[str, SavedView | None]) -> str | None:
    """The file's text with some views put in, changed or (None) taken out.

    A view that goes while one with the same query comes has got another name, and stays where it
    is. None if the lines cannot be changed so, and the file is to be written anew.
    """
    fresh = _lines_changed(text, changes)
    before, after = _tables(text), None if fresh is None else _tables(fresh)
    if before is None or after is None:
        return None
    for name, view in changes.items():
        before.pop(name, None)
        if view is not None:
            before[name] = (view.query, view.digit)
    return fresh if before == after else None


def _tables(text: str) -> dict[str, tuple[object, object]] | None:
    """The views in a text by name, none of them looked at; None if it does not have them so."""
    import tomllib

    try:
        views = tomllib.loads(text).get("view", [])
        tables = {view["name"]: (view["query"], view.get("digit")) for view in views}
        return tables if len(tables) == len(views) else None
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        return None


def _lines_changed(text: str, changes: Mapping[str, SavedView | None]) -> str | None:
    lines = (text or _COMMENT).splitlines(keepends=True)
    wanted = dict(changes)
    for old, new in _renamed(lines, changes).items():
        block = _block(lines, old)
        if block is None or not _put(lines, block, "name", quoted(new)):
            return None
        del wanted[old]
    for name, view in wanted.items():
        block = _block(lines, name)
        if view is None:
            if block is not None:
                blank = block.start > 0 and not lines[block.start - 1].strip()
                del lines[block.start - blank : block.stop]
        elif block is None:
            lines = _appended(lines, view)
        elif not _rewritten(lines, block, view):
            return None
    return "".join(lines)


def written(views: Mapping[str, SavedView]) -> str:
    """A whole file."""
    lines = _COMMENT.splitlines(keepends=True)
    for view in views.values():
        lines = _appended(lines, view)
    return "".join(lines)


def _appended(lines: list[str], view: SavedView) -> list[str]:
    if lines and not lines[-1].endswith("\n"):
        lines = [*lines[:-1], f"{lines[-1]}\n"]
    table = ["\n", "[[view]]\n", f"name = {quoted(view.name)}\n", f"query = {quoted(view.query)}\n"]
    return [*lines, *table, *([f"digit = {view.digit}\n"] if view.digit else [])]


def _renamed(lines: list[str], changes: Mapping[str, SavedView | None]) -> dict[str, str]:
    """Old name → new name."""
    gone = [name for name, view in changes.items() if view is None and _block(lines, name)]
    come = [view for name, view in changes.items() if view is not None and not _block(lines, name)]
    if len(gone) == len(come) == 1:
        old = _view_in(lines, _block(lines, gone[0]))
        if old.get("query") == come[0].query:
            return {gone[0]: come[0].name}
    return {}


def _block(lines: list[str], name: str) -> range | None:
    """The lines of the view of that name, from its header to its last key."""
    starts = [number for number, line in enumerate(lines) if _HEADER.fullmatch(line.rstrip())]
    for start in starts:
        stop = start + 1
        while stop < len(lines) and not _TABLE.match(lines[stop]):
            stop += 1
        while _IDLE.fullmatch(lines[stop - 1].rstrip()):
            stop -= 1
        block = range(start, stop)
        text = "".join(lines[start:stop])
        if name not in text and quoted(name)[1:-1] not in text:
            continue  # spelt in another way, it is not found: then the file is written anew
        if _view_in(lines, block).get("name") == name:
            return block
    return None


def _view_in(lines: list[str], block: range | None) -> Mapping[str, object]:
    import tomllib

    try:
        document = tomllib.loads("".join(lines[block.start : block.stop] if block else ()))
    except (ValueError, RecursionError):
        return {}
    (view,) = document.get("view", [{}])
    return view if isinstance(view, dict) else {}


def _rewritten(lines: list[str], block: range, view: SavedView) -> bool:
    """Give a view another query and digit; false if its lines cannot be changed so."""
    if not _put(lines, block, "query", quoted(view.query)):
        return False
    has_digit = "digit" in _view_in(lines, block)
    if view.digit and has_digit:
        return _put(lines, block, "digit", str(view.digit))
    if view.digit:
        lines.insert(block.stop, f"digit = {view.digit}\n")
    elif has_digit:
        return _put(lines, block, "digit", None)
    return True


def _put(lines: list[str], block: range, key: str, value: str | None) -> bool:
    """Put a value behind a key, what stands behind it kept; None takes the line out."""
    pattern = re.compile(_LINE.format(key=key))
    for number in block:
        if match := pattern.fullmatch(lines[number].rstrip("\r\n")):
            if value is None:
                del lines[number]
            else:
                lines[number] = f"{match[1]}{value}{match[2]}\n"
            return True
    return False
