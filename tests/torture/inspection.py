"""Looking a home over after something went wrong, and using it as on a normal day."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

from index.library import Library
from index.marktable import DISMISSED, READ, STARRED
from index.query.query import Query
from tests.torture.fetching import dishonest
from tests.torture.model import Model
from tests.torture.steps import HOST, WORDS, Add, Mark, exported, id_of, keyed, paper, verb
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.torture.model import Mark as Marked
    from tests.torture.steps import Step
    from tui.paths import Home

_FLAGS = {"read": READ, "star": STARRED, "dismiss": DISMISSED}
NEXT = 99
"""The paper that is added at the end, to see that adding still works."""

AFTER = Add(((NEXT,),))
_TORN = re.compile(r"record cut short|last line is cut short")
_NUMBERED = re.compile(r"arxiv:2401\.\d{5}$")
_DONE = re.compile(r"they are one paper already|only one source speaks of this paper")
"""What is said of a join or a split that was reached; whether it was, is seen afterwards."""


def look(home: Home) -> tuple[Model, list[str]]:
    """What a home holds, and what is wrong with it."""
    wrong = [*_open_to_others(home), *_unreadable(home)]
    library = Library(home.papers, home.cache)
    columns = library.open_columns()
    reading = Reading.open(home.journals, HOST)
    reading.table(columns)
    numbers: set[int] = set()
    joined = set()
    for ordinal in sorted(set(range(len(columns))) - columns.gone):
        found = library.paper(ordinal)
        number = int(found.id[-5:])
        if number in numbers:
            wrong.append(f"paper {number} is there twice")
        numbers.add(number)
        joined |= {(number, int(alias[-5:])) for alias in found.aliases if _NUMBERED.match(alias)}
        ours = paper(number)
        if (found.title, found.abstract, found.authors) != (
            ours.title,
            ours.abstract,
            ours.authors,
        ):
            wrong.append(f"paper {number} is not as it was added")
    wrong += dishonest(home)
    told = map(str, (*library.problems, *reading.problems))
    wrong += [f"problem: {problem}" for problem in told if not _TORN.search(problem)]
    marks = frozenset(mark for number in numbers for mark in _marks(reading, number))
    wrong += _two_faced(library, reading, joined)
    return Model(frozenset(numbers), marks, _exported(home), frozenset(joined)), wrong


def use(home: Home, found: Model) -> Iterator[str]:
    """A normal start and some work; what went wrong on the way."""
    library = Library(home.papers, home.cache)
    library.catch_up()
    if not library.is_indexed:
        yield "the index does not catch up"
    yield from _inexact(home, library, found)
    yield from _go_on(home, found)
    outcome = keyed(home, lambda reading: reading.save())
    if outcome.code:
        yield f"marks are not saved: {outcome.talk}"
    outcome = verb("doctor")
    if outcome.code:
        unsound = [line for line in outcome.said.splitlines() if not line.startswith("✓")]
        yield f"doctor: {' '.join(' '.join(unsound).split())}"


def again(home: Home, step: Step) -> Iterator[str]:
    """Ask once more for what was under way, as a person would."""
    outcome = step.run(home)
    if outcome.code and not _TORN.search(outcome.said) and not _DONE.search(outcome.talk):
        yield f"again, {step}: {outcome.talk}"


def _go_on(home: Home, found: Model) -> Iterator[str]:
    steps: tuple[Step, ...] = (AFTER, Mark("tag:after", (*sorted(found.papers), NEXT)))
    wanted = found
    for step in steps:
        outcome = step.run(home)
        wanted = step.apply(wanted)
        if outcome.code and not _TORN.search(outcome.said):  # which is told once
            yield f"{step}: {outcome.talk}"
    after, wrong = look(home)
    yield from wrong
    if differs(wanted, after):
        yield f"afterwards: {difference(wanted, after)}"


def differs(wanted: Model, found: Model) -> bool:
    """Whether what is seen of a home is not what was wanted."""
    return bool(difference(wanted, found))


def difference(wanted: Model, found: Model) -> str:
    """What is missing and what is too much, for people."""
    parts = []
    for name in ("papers", "marks", "joined"):
        ours, theirs = getattr(wanted, name), getattr(found, name)
        if ours != theirs:
            parts.append(f"{name}: lost {sorted(ours - theirs)}, too many {sorted(theirs - ours)}")
    if wanted.exported != found.exported:
        parts.append(f"exported {found.exported}, not {wanted.exported}")
    return "; ".join(parts)


def _marks(reading: Reading, number: int) -> Iterator[Marked]:
    paper_id = id_of(number)
    state, reason = reading.state(paper_id), reading.reason(paper_id)
    for name, flag in _FLAGS.items():
        if state & flag:
            yield name, number, reason if name == "dismiss" else ""
    yield from ((f"tag:{tag}", number, "") for tag in reading.tags(paper_id))
    texts = (("later", reading.later(paper_id)), ("note", reading.note(paper_id)))
    yield from ((name, number, text) for name, text in texts if text)


def _exported(home: Home) -> frozenset[int] | None:
    try:
        lines = exported(home).read_text("utf-8").splitlines()
    except FileNotFoundError:
        return None
    return frozenset(int(json.loads(line)["id"][-5:]) for line in lines)


def _open_to_others(home: Home) -> Iterator[str]:
    for folder in (home.data, home.cache):
        for path in (folder, *folder.rglob("*")):
            if path.exists() and path.stat().st_mode & 0o077:
                yield f"{path.name} is open to others"


def _unreadable(home: Home) -> Iterator[str]:
    """Files that are replaced whole, read by nothing of the program."""
    readers: dict[str, Callable[[str], object]] = {
        "reading.toml": tomllib.loads,
        "papers.jsonl": lambda text: [json.loads(line) for line in text.split("\n")[:-1]],
    }
    for path in home.data.rglob("*"):
        if path.name in readers:
            try:
                readers[path.name](path.read_text("utf-8"))
            except ValueError as error:
                yield f"{path.name} cannot be read: {error}"


def _two_faced(library: Library, reading: Reading, joined: set[tuple[int, int]]) -> Iterator[str]:
    """Papers that went into others, but are not these by their own id."""
    for kept, gone in sorted(joined):
        place = library.find(id_of(gone))
        if place is None or place != library.find(id_of(kept)):
            yield f"paper {gone} went into {kept}, but is found at {place}"
        elif {mark[::2] for mark in _marks(reading, gone)} != {
            mark[::2] for mark in _marks(reading, kept)
        }:
            yield f"paper {gone} went into {kept}, but has other marks"


def _inexact(home: Home, library: Library, found: Model) -> Iterator[str]:
    columns = library.columns
    marks = Reading.open(home.journals, HOST).table(columns)
    own = [(f"zq{number}x", {number}) for number in sorted(found.papers)]
    own += [(f"zq{gone}x", set()) for _, gone in found.joined]
    shared = [
        (word, {number for number in found.papers if number % place == 0})
        for place, word in enumerate(WORDS, 2)
    ]
    for text, wanted in (*own, *shared):
        results = library.search(Query.parse(text).with_match("all"), marks)
        hits = {int(columns.id(ordinal)[-5:]) for ordinal in results.ordinals[: results.listed]}
        if hits != wanted:
            yield f"{text} finds {sorted(hits)}, not {sorted(wanted)}"
    starred = sum(name == "star" for name, _, _ in found.marks)
    for text, number in (("", len(found.papers)), ("is:starred", starred)):
        if (count := library.count(Query.parse(text), marks)) != number:
            yield f"{text or 'everything'} is {count} papers, not {number}"
    counted = {value: count for name, value, count in library.facets(None, marks) if name == "is"}
    if counted["starred"] != starred:
        yield f"the pane counts {counted['starred']} starred papers, not {starred}"
