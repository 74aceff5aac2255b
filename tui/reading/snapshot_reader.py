"""Reads ``reading.toml``, in whatever state it is found.

Three ways, each for what the one before cannot take:

1. the lines as `snapshot_writer` leaves them, by regular expression (some ten times as fast as a
   TOML parser, and exact: a line of any other shape sends the whole file to the next way);
2. any TOML, as a person may have written it;
3. no TOML at all: line by line, whatever can be understood. The journals are then read from
   their beginning, since nothing else says what the lost lines held.

A file into which git has set both versions is read as those two, and all that is in either counts.

Nothing here raises for what the file holds: what cannot be understood becomes a `Problem`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.errors import CarrelError, Problem, did_you_mean
from index.text import printable
from tui.reading.decision import PLAIN_VERBS, checked_tag
from tui.reading.fact_lines import fact_of, facts_in
from tui.reading.gitsides import Sides, sides
from tui.reading.marks import Marks
from tui.reading.snapshot import VERSION, Folded, Snapshot
from tui.tomlextent import DEEPEST, TomlExtent, in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

_HEAD = re.compile(rf"(?:(?:#.*)?\n)*version = {VERSION}\n\n*")
_SECTION = re.compile(r"\n\[([^\[\]\n]+)\](?=\n)")
"""A header in a file as it is written: found by its beginning, however long the notes are."""
_HEADER = re.compile(r"^\[([^\[\]\n]+)\]$", re.MULTILINE)
_TAG_HEADER = re.compile(r'(tag|untag)\.(?:([A-Za-z0-9_-]+)|"([^"\\]+)")')
_FOLDED = re.compile(
    r'^"([^"\\\x00-\x1f\x7f]+)" = \{ bytes = (\d{1,15}), sum = "([0-9a-f]{8})" \}$', re.MULTILINE
)
_SUM = re.compile(r"[0-9a-f]{8}")

_LONGEST_TEXT = 16 << 20
_LONGEST_LINE = 500_000  # a note is one line, and each of its characters may be escaped
_MOST_KEYS = 200_000
"""A file beyond these is not given to the parser, which takes seconds for so many."""


def understood(data: bytes, where: str) -> Snapshot:
    """The snapshot in a file's bytes; `where` names the file in problems."""
    conflict = sides(data)
    if conflict is not None:
        return _joined(conflict, data[conflict.end :], where)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8-sig", errors="replace")
        return _salvaged(text, f"not UTF-8 at byte {error.start}", where)
    text = text.replace("\r\n", "\n")
    return _own_lines(text) or _any_toml(text, where)


def _joined(conflict: Sides, rest: bytes, where: str) -> Snapshot:
    ours = understood(conflict.ours + rest, where)
    theirs = understood(conflict.theirs + rest, where)
    for fact in theirs.marks.facts():
        ours.marks.decide(*fact)
    for name, folded in theirs.folded.items():
        if folded.bytes > ours.folded.get(name, Folded()).bytes:
            ours.folded[name] = folded
    ours.unknown = {**theirs.unknown, **ours.unknown}
    hint = "what either of them says counts; the file is copied aside before it is rewritten"
    told = Problem("git could not merge two versions of it", hint, where)
    ours.problems = [told, *dict.fromkeys((*ours.problems, *theirs.problems))]
    ours.whole = False
    ours.replaceable = ours.replaceable and theirs.replaceable
    return ours


def _own_lines(text: str) -> Snapshot | None:
    """Way 1; None if any line is not as `snapshot_writer` would have left it."""
    head, *sections = _SECTION.split(text)
    if not _HEAD.fullmatch(f"{head}\n"):
        return None
    tables: dict[str, dict[str, str]] = {}
    texts: dict[str, dict[str, str]] = {}
    folded: dict[str, Folded] = {}
    for header, body in zip(sections[::2], sections[1::2], strict=True):
        lines = body.strip("\n")
        if header == "folded":
            count = lines.count("\n") + 1 if lines else 0
            if len(found := _FOLDED.findall(lines)) != count or folded:
                return None
            folded = {name: Folded(int(size), check) for name, size, check in found}
            continue
        verb = _verb_of(header)
        facts = facts_in(lines, verb)
        if not verb or verb in tables or facts is None:
            return None
        tables[verb] = facts.moments
        if facts.texts:
            texts[verb] = facts.texts
    return Snapshot(Marks(tables, texts), folded)


def _verb_of(header: str) -> str:
    if header in PLAIN_VERBS:
        return header
    if match := _TAG_HEADER.fullmatch(header):
        try:
            return f"{match[1]}:{checked_tag(match[2] or match[3])}"
        except CarrelError:
            return ""
    return ""


def _any_toml(text: str, where: str) -> Snapshot:
    """Way 2."""
    import tomllib

    if refusal := _beyond_bounds(text):
        return _salvaged(text, refusal, where)
    try:
        document = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return _salvaged(text, f"not valid TOML: {in_words(error)}", where)
    version = document.pop("version", VERSION)
    if isinstance(version, int) and version > VERSION:
        problem = Problem(
            f"written by a later Carrel (version {version})",
            "marks are kept in the journal until this Carrel is updated",
            where,
        )
        return Snapshot(problems=[problem], whole=False, replaceable=False)
    reader = _Document(where)
    if version != VERSION:
        reader.fault("", "version is not a number that can be right")
    for name, value in document.items():
        reader.take(name, value)
    return reader.snapshot


def _beyond_bounds(text: str) -> str:
    """Why the parser is not given a text; empty where it is."""
    if len(text) > _LONGEST_TEXT:
        return f"more than {_LONGEST_TEXT >> 20} MiB, and not as Carrel writes it"
    lines = text.split("\n")
    long = (number for number, line in enumerate(lines, 1) if len(line) > _LONGEST_LINE)
    if number := next(long, 0):
        return f"line {number:,} is longer than {_LONGEST_LINE:,} characters"
    extent = TomlExtent.of(text)
    if extent.deep:
        return f"line {extent.deep[0]:,} is nested deeper than {DEEPEST} levels"
    return f"more than {_MOST_KEYS:,} keys" if extent.keys > _MOST_KEYS else ""


class _Document:
    """A parsed file on its way into a snapshot."""

    def __init__(self, where: str) -> None:
        self.snapshot = Snapshot()
        self._where = where

    def fault(self, table: str, message: str) -> None:
        """Note something that will not be in the file again once it is rewritten."""
        place = f"{self._where}, [{table}]" if table else self._where
        self.snapshot.problems.append(
            Problem(message, "left out; the file is copied aside before it is rewritten", place)
        )
        self.snapshot.whole = False

    def take(self, name: str, value: object) -> None:
        if name in PLAIN_VERBS:
            self._take_facts(name, name, value)
        elif name in ("tag", "untag") and isinstance(value, dict):
            for tag, facts in value.items():
                self._take_tag(name, tag, facts)
        elif name == "folded" and isinstance(value, dict):
            self._take_folded(value)
        elif name in ("tag", "untag", "folded"):
            self.fault(name, "not a table")
        else:
            self.snapshot.unknown[name] = value
            hint = did_you_mean(name, (*PLAIN_VERBS, "tag", "untag", "folded", "version"))
            self.snapshot.problems.append(
                Problem(f"unknown name {printable(name)!r}, kept but not used", hint, self._where)
            )

    def _take_tag(self, kind: str, tag: str, facts: object) -> None:
        table = f"{kind}.{printable(tag)}"
        try:
            verb = f"{kind}:{checked_tag(tag)}"
        except CarrelError as error:
            self.fault(table, error.problem.message)
            return
        self._take_facts(verb, table, facts)

    def _take_facts(self, verb: str, table: str, facts: object) -> None:
        if not isinstance(facts, dict):
            self.fault(table, "not a table")
            return
        for paper_id, fact in facts.items():
            try:
                self.snapshot.marks.decide(verb, paper_id, *fact_of(fact, verb))
            except CarrelError as error:
                self.fault(table, f"{printable(paper_id)}: {error.problem.message}")
            except (ValueError, OverflowError) as error:
                self.fault(table, f"{printable(paper_id)}: {error}")

    def _take_folded(self, journals: Mapping[str, object]) -> None:
        for name, entry in journals.items():
            size, check = (
                (entry.get("bytes"), entry.get("sum")) if isinstance(entry, dict) else (None, None)
            )
            if isinstance(size, int) and isinstance(check, str) and _SUM.fullmatch(check):
                self.snapshot.folded[name] = Folded(size, check)
            else:
                shown = printable(name)
                self.fault("folded", f"{shown} is not {{ bytes = …, sum = … }}; it is read anew")


def _salvaged(text: str, reason: str, where: str) -> Snapshot:
    """Way 3."""
    marks = Marks()
    verb = ""
    for line in text.split("\n"):
        if match := _HEADER.fullmatch(line.strip()):
            verb = _verb_of(match[1].strip())
        elif verb and line.strip() and "\N{REPLACEMENT CHARACTER}" not in line:
            facts = facts_in(line.strip(), verb)
            for paper_id, at in facts.moments.items() if facts else ():
                marks.decide(verb, paper_id, at, facts.texts.get(paper_id, "") if facts else "")
    hint = "every line that can be read counts; the file is copied aside before it is rewritten"
    return Snapshot(marks, problems=[Problem(reason, hint, where)], whole=False)
