"""Writes ``reading.toml``: flat, sorted, one fact a line, so that it can be read and compared.

Moments are kept as text, so the lines are put together here: with `tomli_w` they would have to
become dates first, which takes several times as long at 20,000 marks. It writes the keys that
nothing here knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.reading.decision import PLAIN_VERBS, is_positive
from tui.reading.snapshot import VERSION
from tui.reading.tomltext import key, quoted
from tui.reading.valued import KEYS

if TYPE_CHECKING:
    from tui.reading.snapshot import Snapshot

_COMMENT = """\
# What you have read, starred, put aside, put off, tagged, noted and saved as views: one decision
# a line, with its time in UTC. A note of several lines is one line here, with \\n between them.
# Of two decisions about the same thing the later one stands. Change this file as you like while
# or after reading: Carrel keeps to it. It rewrites the file on leaving, without your comments.
# [folded] says how much of each journal beside this file is already in it.
"""


def written(snapshot: Snapshot) -> str:
    """The text of the file."""
    scalars = {name: value for name, value in snapshot.unknown.items() if not _is_table(value)}
    tables = {name: value for name, value in snapshot.unknown.items() if _is_table(value)}
    parts = [_COMMENT, f"version = {VERSION}\n", _dumped(scalars)]
    for verb in sorted(snapshot.marks.tables, key=_place):
        if table := snapshot.marks.tables[verb]:
            texts = snapshot.marks.texts.get(verb, {})
            parts.append(f"\n[{_header(verb)}]\n{_facts(table, texts, KEYS.get(verb, ''))}")
    if snapshot.folded:
        parts.append("\n[folded]\n")
        for name, folded in sorted(snapshot.folded.items()):
            inline = f'{{ bytes = {folded.bytes}, sum = "{folded.sum}" }}'
            parts.append(f"{quoted(name)} = {inline}\n")
    if tables:
        parts.append("\n" + _dumped(tables))
    return "".join(parts)


def _facts(table: dict[str, str], texts: dict[str, str], name: str) -> str:
    if not texts:
        return "".join([f"{quoted(paper_id)} = {at}\n" for paper_id, at in sorted(table.items())])
    return "".join(
        [
            f"{quoted(paper_id)} = {{ at = {at}, {name} = {quoted(texts[paper_id])} }}\n"
            if paper_id in texts
            else f"{quoted(paper_id)} = {at}\n"
            for paper_id, at in sorted(table.items())
        ]
    )


def _place(verb: str) -> tuple[int, bool, str]:
    if verb in PLAIN_VERBS:
        return (PLAIN_VERBS.index(verb), False, "")
    return (len(PLAIN_VERBS), not is_positive(verb), verb)


def _header(verb: str) -> str:
    if verb in PLAIN_VERBS:
        return verb
    kind, _, name = verb.partition(":")
    return f"{kind}.{key(name)}"


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _dumped(values: dict[str, object]) -> str:
    if not values:
        return ""
    import tomli_w

    return tomli_w.dumps(values)
