"""What verbs share: a query from the command line, answered, and a paper by any of its names.

What the order of scores and ``is:muted`` go by is made ready where a query asks for them.

What the full-text index lacks is indexed first, if the query has words; while another process is
at that, the answer comes from what is indexed, and `Results.unindexed` says how much is missing.
Whatever else there is to say goes to standard error. Nothing of the screen is loaded, and the
index only by a query with words.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING, NamedTuple

from index.errors import CarrelError, in_one_line
from index.text import clean
from tui.readable import is_read

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.library import Library
    from index.marktable import MarkTable
    from index.query.query import Query
    from index.recommending.standing import Standing
    from index.recommending.taste import Taste
    from index.report import Progress
    from index.results import Results
    from tui.paths import Home
    from tui.reading.reading import Reading


class Found(NamedTuple):
    """The answer, and what it was found in."""

    results: Results
    library: Library
    reading: Reading
    marks: MarkTable
    standing: Standing | None = None
    """How papers stand with the reader, if the query asks for the order of scores."""


class Desk(NamedTuple):
    """What a verb works at: the papers, and what the reader made of them."""

    library: Library
    reading: Reading
    marks: MarkTable

    def taste(self, home: Home) -> Taste:
        """What the options say about the order; tells what is wrong with them."""
        from tui.config import Config

        config, problems = Config.load(home.config_file)
        for problem in problems:
            tell(f"carrel: {problem}")
        return config.taste

    def compare(self) -> None:
        """Have all papers indexed and compared; says why not, where that cannot be done now."""
        if _index(self.library):
            try:
                self.library.recommender.catch_up()
            except (CarrelError, OSError) as error:
                tell(f"carrel: {in_one_line(error)}")


def open_desk(home: Home) -> Desk:
    """Open papers and marks; tells what is wrong with them."""
    from index.library import Library
    from tui.reading.host import host_name
    from tui.reading.reading import Reading

    library = Library(home.papers, home.cache)
    library.open_columns(_show_progress)
    reading = Reading.open(home.journals, host_name(os.environ))
    marks = reading.table(library.columns)
    for problem in (*library.problems, *reading.problems):
        tell(f"carrel: {problem}")
    return Desk(library, reading, marks)


def find(query: Query, home: Home) -> Found:
    """The papers that match, and below them those with only some of the words."""
    desk = open_desk(home)
    library, reading, marks = desk
    is_indexed = query.needs_text and _index(library)
    standing = _prepared(query, desk, home)
    results = library.search(query, marks, standing)
    if results.unindexed and is_indexed:  # so the index turned out to be damaged
        _index(library)
        results = library.search(query, marks, standing)
    return Found(results, library, reading, marks, standing)


def _prepared(query: Query, desk: Desk, home: Home) -> Standing | None:
    """What a query wants to know of the reader: how papers stand, and which are muted."""
    from index.recommending.recommender import asks_for_muted
    from tui.advice.risers import Risers, asks_for_risen

    if query.sort.removeprefix("-") == "score":
        desk.compare()
        return desk.library.recommender.standing(desk.marks, desk.taste(home))
    if asks_for_risen(query):
        Risers(home.feeds, desk.reading).note(desk.marks, desk.library.columns)
    if asks_for_muted(query):
        taste = desk.taste(home)
        if any(rule.query.needs_text for rule in taste.rules if rule.mute):
            _index(desk.library)
        desk.library.recommender.mute(desk.marks, taste)
    return None


def find_paper(library: Library, text: str) -> int | None:
    """The ordinal of the paper that a person means by an id, an address or a bare number."""
    found = library.find(text)
    if found is not None:
        return found
    from index.identity import possible_ids  # seldom needed, and slow to load

    ordinals = map(library.find, possible_ids(text))
    return next((ordinal for ordinal in ordinals if ordinal is not None), None)


def wanted_paper(library: Library, text: str) -> int:
    """Like `find_paper`.

    Raises:
        CarrelError: the library does not have it.
    """
    ordinal = find_paper(library, text)
    if ordinal is None:
        raise CarrelError(f"no paper in the library is called {text}")
    return ordinal


def tell(line: str) -> None:
    """Say something to the person, who may be at a terminal."""
    print(clean(line), file=sys.stderr)


def put(lines: Iterable[str]) -> None:
    """Write lines to standard output; on a terminal each is cut to its width."""
    if is_read():
        from tui.wrapping import fit

        width = shutil.get_terminal_size().columns - 1
        lines = (fit(line, width).rstrip() for line in lines)
    sys.stdout.buffer.write("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _index(library: Library) -> bool:
    """Whether the index holds all papers now; if not, says why."""
    try:
        library.catch_up(_show_progress)
    except (CarrelError, OSError) as error:
        tell(f"carrel: {in_one_line(error)}")
        return False
    return True


def _show_progress(progress: Progress) -> None:
    if sys.stderr.isatty() and progress.total:
        done = progress.done >= progress.total
        text = "" if done else f"{progress.label} {100 * progress.done // progress.total} %"
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)
