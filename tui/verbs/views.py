"""``carrel views [list|save NAME QUERY|remove NAME|rename OLD NEW]``: the saved views.

They stand in ``views.toml`` among the options, in the order in which the reader has them. Saving
under a name that there is changes the view; all of it can be undone.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from index.errors import CarrelError, did_you_mean
from index.query.query import QueryError
from index.text import printable
from tui.answering import tell
from tui.reading.host import host_name
from tui.reading.reading import Reading
from tui.reading.valued import checked_view_name
from tui.views.saved_view import DIGITS, SavedView
from tui.views.saved_views import SavedViews

if TYPE_CHECKING:
    import argparse

    from tui.paths import Home


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    what = parser.add_subparsers(dest="what", metavar="WHAT")
    listing = what.add_parser("list", help="print them; so does no word at all")
    listing.add_argument("--json", action="store_true", help="one JSON object instead of lines")
    save = what.add_parser("save", help="save a query as a view, or change a view")
    save.add_argument("name", metavar="NAME")
    save.add_argument("query", metavar="QUERY", nargs="+")
    save.add_argument("--digit", type=int, choices=DIGITS, help="the digit that shows it")
    remove = what.add_parser("remove", help="remove a view")
    remove.add_argument("name", metavar="NAME")
    rename = what.add_parser("rename", help="give a view another name")
    rename.add_argument("name", metavar="OLD")
    rename.add_argument("new", metavar="NEW")


def run(args: argparse.Namespace, home: Home) -> int:
    """List or change the views; 1 if there is none of that name."""
    reading = Reading.open(home.journals, host_name(os.environ))
    views = SavedViews.of(home, reading)
    views.follow()
    match args.what:
        case "save":
            said = _save(args, reading)
        case "remove":
            said = _change(reading, [("unview", _known(args.name, views).name)], "removed")
        case "rename":
            said = _rename(args, reading, views)
        case _:
            said = ""
            _list(views, as_json=getattr(args, "json", False))
    if said:
        reading.sync()
        views.follow()
        print(said)
        if reading.save_due:
            reading.save()
    for problem in (*views.problems, *reading.problems):
        tell(f"carrel: {problem}")
    return 0


def _save(args: argparse.Namespace, reading: Reading) -> str:
    try:
        view = SavedView.checked(args.name, " ".join(args.query), args.digit)
    except QueryError as error:
        hint = error.problem.hint
        told = f"{error.problem.message}, at character {error.start + 1} of the query"
        raise CarrelError(told, hint=hint) from error
    if not view.query:
        raise CarrelError("a view needs a query", hint="every paper is there without one")
    return _change(reading, [(f"view:{view.text}", view.name)], "saved")


def _rename(args: argparse.Namespace, reading: Reading, views: SavedViews) -> str:
    view, new = _known(args.name, views), checked_view_name(args.new)
    if any(other.name == new for other in views.views):
        raise CarrelError(f"there is a view called {new} already")
    decisions = [("unview", view.name), (f"view:{view.text}", new)]
    return _change(reading, decisions, "renamed")


def _change(reading: Reading, decisions: list[tuple[str, str]], word: str) -> str:
    done = reading.mark_together((verb, [name]) for verb, name in decisions)
    return word if done else "the view is so already"


def _known(name: str, views: SavedViews) -> SavedView:
    names = [view.name for view in views.views]
    if name in names:
        return views.views[names.index(name)]
    hint = did_you_mean(name, names) or "carrel views lists them"
    raise CarrelError(f"no view is called {printable(name)}", hint=hint)


def _list(views: SavedViews, *, as_json: bool) -> None:
    if as_json:
        from tui.export.json_text import dump

        found = [
            {"name": view.name, "query": view.query, "digit": view.digit} for view in views.views
        ]
        lines = [dump({"views": found})]
    else:
        lines = [f"{view.name}\t{view.query}\t{view.digit or ''}".rstrip() for view in views.views]
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    if not lines:
        tell("no views yet; carrel views save NAME QUERY, or the key for it in the reader")
