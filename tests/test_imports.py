"""What is loaded when, in processes of their own: a static graph does not see deferred imports.

Start-up is what it costs to look up a mark from the shell, or to see the first papers; a module
that sneaks in here is paid for at every start.
"""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.papers import fill
from tests.pseudoterminal import isolated
from tui.paths import Home

if TYPE_CHECKING:
    from pathlib import Path

OWN = ("tui", "index", "plotille")
HEAVY = ("whoosh", "numpy", "textual", "rich", "httpx")

LOADED = f"""
import sys
def loaded():
    return sorted({set(HEAVY)!r} & {{name.partition(".")[0] for name in sys.modules}})
def own():
    return sorted(name for name in sys.modules if name.partition(".")[0] in {OWN!r})
def dataclasses():
    found = [one for name in own() for one in vars(sys.modules[name]).values()]
    kept = [one for one in found if "__dataclass_fields__" in getattr(one, "__dict__", ())]
    names = [one.__module__ + "." + one.__name__ for one in kept]
    return ["dataclass:" + name for name in names if name.partition(".")[0] in ("tui", "index")]
"""

VERB = (
    LOADED
    + """
from tui.cli import main
try:
    code = main(sys.argv[1:])
except SystemExit as end:
    code = end.code
print("loaded:", code, *loaded(), file=sys.stderr)
"""
)

FIRST_FRAME = (
    LOADED
    + """
import asyncio, os
from textual._compositor import Compositor
from tui.opening import make_app
from tui.paths import Home

frames = []
render = Compositor.render_update
def render_update(compositor, *args, **kwargs):
    update = render(compositor, *args, **kwargs)
    painted = "".join(segment.text for strip in getattr(update, "strips", ()) for segment in strip)
    if "Planning with Paper Boats" in painted and "let them plan" in painted:
        frames.append([*loaded(), *own(), *dataclasses()])
    return update
Compositor.render_update = render_update

async def run():
    async with make_app(Home.find(os.environ), os.environ).run_test(size=(120, 30)) as pilot:
        await pilot.pause()
asyncio.run(run())
print("loaded:", len(frames), *frames[0], file=sys.stderr)
"""
)
"""Notes what is loaded when a frame with a title and its abstract is about to be written."""


def loaded(code: str, home: Path, *words: str) -> set[str]:
    """Run code that ends with saying what of `HEAVY` is loaded; what it says."""
    done = subprocess.run(
        [sys.executable, "-c", code, *words],
        env=isolated(home, TEXTUAL_ANIMATIONS="none"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    _, _, *modules = done.stderr.splitlines()[-1].split()
    return set(modules)


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """HOME of a reader with four papers, all of them indexed."""
    fill(Home.below(tmp_path / "carrel"))
    (tmp_path / "more.jsonl").write_text('{"title": "One More", "abstract": "Yes."}\n', "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["mark", "star", "2501.00001"], set()),
        (["mark", "star", "unknown"], set()),
        (["mark", "later:3d", "2501.00001"], set()),
        (["mark", "dismiss:weak", "2501.00001"], set()),
        (["note", "2501.00001", "x"], set()),
        (["views", "save", "Learning", "learn"], set()),
        (["views"], set()),
        (["undo"], set()),
        (["log"], set()),
        (["log", "2501.00001", "--json"], set()),
        (["show", "2501.00001"], {"rich"}),
        (["show", "2501.00001", "--sources"], {"rich"}),
        (["show", "2501.00001", "--json"], set()),
        (["keys"], set()),
        (["export", ""], set()),
        (["export", "is:later OR note:x OR reason:weak"], set()),
        (["export", "is:starred", "--format", "csl-json"], set()),
        (["stats"], {"rich"}),
        (["stats", "--json"], set()),
        (["search", ""], {"rich"}),
        (["search", "--json"], set()),
        (["search", "boats"], {"rich", "numpy"}),
        (["export", "boats"], {"numpy"}),
        (["related", "2501.00001"], {"rich", "numpy"}),
        (["why", "2501.00001"], {"rich", "numpy"}),
        (["search", "--sort", "score", "--json"], {"numpy"}),
        (["search", "is:muted", "--json"], set()),
        (["search", "is:risen", "--json"], set()),
        (["add", "MORE"], {"whoosh", "numpy"}),
        (["feeds"], {"rich"}),
        (["feeds", "--json"], set()),
        (["fetch", "--dry-run"], set()),
        (["serve", "--host", "everywhere"], set()),
        (["--help"], set()),
        (["--version"], set()),
        (["bogus"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_verb_pays_for_what_it_needs_alone(
    shelf: Path, words: list[str], expected: set[str]
) -> None:
    paths = [str(shelf / "more.jsonl") if word == "MORE" else word for word in words]
    modules = loaded(VERB, shelf, *paths)
    assert modules == expected


@pytest.mark.parametrize(
    "name",
    [
        "index.library",
        "index.recommending.recommender",
        "tui.config",
        "tui.reading.reading",
        "tui.session",
        "tui.export.registry",
    ],
)
def test_importing_what_every_start_needs_loads_nothing_heavy(tmp_path: Path, name: str) -> None:
    code = f"{LOADED}\nimport {name}\nprint('loaded:', 0, *loaded(), file=sys.stderr)"
    modules = loaded(code, tmp_path)
    assert modules <= ({"rich"} if name == "tui.session" else set())


FIRST = {"reader", "painting", "telling", "parts", "finding"}
"""What of `tui.screens` the first frame is made by; the rest waits for a key."""

LATER = (
    *("index.query.parser", "index.facts", "index.search", "index.fulltext", "index.recommending"),
    *("tui.searching", "tui.palette", "tui.verbs", "tui.widgets.text_line", "tui.views.views_file"),
    *("tui.clipboard", "tui.commandline", "tui.owncommands", "tui.paperlinks", "tui.external"),
    *("tui.reading.history", "tui.reading.snapshot_writer", "tui.advice.adviser"),
    *("tui.overview", "tui.tour", "tui.helplines", "tui.jumplabels", "plotille"),
    *("index.feeds", "index.fetching", "tui.feeds.settings", "tui.feeds.filters", "tui.child"),
    *("tui.reading.replay", "tui.reading.gitsides"),
)
"""Modules, or packages with all that is in them, that no first frame shows anything of."""


DATACLASSES = {
    *("index.paper.Paper", "index.paper.Link", "index.paper.Listing", "index.paper.Account"),
    *(f"index.query.tree.{node}" for node in ("Everything", "Fact", "Fuzzy", "Not", "Pattern")),
    *("index.query.tree._Text", "index.query.tree._Group", "index.query.query.Query"),
    *("index.marktable.MarkTable", "tui.advice.grounds.Grounds", "tui.reading.snapshot.Snapshot"),
}
"""Those that every start pays for: to define one takes as long as to load three small modules.

A value that the first frame makes is a `NamedTuple`, which takes a fifth of that, unless it is
checked or changed, or two kinds of it must differ though all that they hold is equal.
"""


def test_the_first_frame_needs_neither_index_nor_numpy(shelf: Path) -> None:
    modules = loaded(FIRST_FRAME, shelf)
    assert modules & set(HEAVY) == {"textual", "rich"}


def test_what_only_a_key_needs_is_not_loaded_for_the_first_frame(shelf: Path) -> None:
    config = shelf / "carrel" / "config"
    config.mkdir()
    (config / "config.toml").write_text('[feeds.daily]\nkind = "hf-daily"\n', "utf-8")
    modules = loaded(FIRST_FRAME, shelf)
    screens = {name for name in modules if name.startswith("tui.screens.")}
    assert screens == {f"tui.screens.{name}" for name in FIRST}
    early = {name for name in modules for later in LATER if f"{name}.".startswith(f"{later}.")}
    assert not early
    assert {name for name in modules if name.startswith("dataclass:")} <= {
        f"dataclass:{name}" for name in DATACLASSES
    }
