"""The help sheet: every key as the live keymap has it, and what can be asked.

What the reader is at comes first: the keys of the pane that has them, then those of everywhere,
then the others'. Sections stand in as many columns as there is room for, each new one where there
is least yet. Whoever types narrows it down to what they typed: the beginning of a word, or a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from tui import querylegend
from tui.actions.phrases import is_numbered, phrase
from tui.cells import cell_len
from tui.keys import display
from tui.legend import HEADINGS
from tui.render import cells_of, cut_line, cut_runs
from tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.keymap import Keymap
    from tui.render import Line

ORDER = ("list", "detail", "filter", "focus", "search")

COLUMN, GAP = 58, 2
"""Cells that a column needs at least, and between two."""


@dataclass(frozen=True, slots=True)
class HelpRow:
    """Some keys and what they do, or a query and what it finds."""

    keys: tuple[str, ...]
    text: str
    names: str = ""
    """What else it is called and found by: ``export`` is not in its sentence."""


@dataclass(frozen=True, slots=True)
class HelpSection:
    """A heading and its rows."""

    title: str
    rows: tuple[HelpRow, ...]


def help_sections(keymap: Keymap, focus: str, *, in_page: bool = False) -> list[HelpSection]:
    """All there is to tell, what concerns the pane `focus` first.

    Where a query is being typed, what can be asked comes before the keys of elsewhere. In a page
    those actions are marked that are off there.
    """
    asking = HelpSection(
        querylegend.TITLE, tuple(HelpRow((query,), text) for query, text in querylegend.EXAMPLES)
    )
    scopes = [focus, "app", *(scope for scope in ORDER if scope != focus)]
    keys = [HelpSection(HEADINGS[scope], _rows(keymap, scope, in_page)) for scope in scopes]
    sections = [keys[0], asking, *keys[1:]] if focus == "search" else [*keys, asking]
    return [section for section in sections if section.rows]


def _rows(keymap: Keymap, scope: str, in_page: bool) -> tuple[HelpRow, ...]:
    """The actions of a scope that have keys there; those that differ by a digit alone as one."""
    keys: dict[str, list[str]] = {}
    for binding in keymap.bindings():
        if binding.scope == scope:
            keys.setdefault(binding.action_id, []).append(display(binding.sequence))
    rows: dict[str, list[str]] = {}
    names: dict[str, str] = {}
    for action in keymap.actions:
        if action.id in keys:
            is_one = is_numbered(action.id)
            text = phrase(action.id) if is_one else action.told(in_page=in_page)
            rows.setdefault(text, []).extend(keys[action.id])
            names[text] = f"{action.label} {action.command}"
    numbered = phrase("view.1")
    if len(of_views := rows.get(numbered, [])) > 2:
        rows[numbered] = [of_views[0], "…", of_views[-1]]
    return tuple(HelpRow(tuple(found), text, names[text]) for text, found in rows.items())


def found_in(sections: Sequence[HelpSection], text: str) -> list[HelpSection]:
    """The rows in which every word of `text` begins a word; before them, what such a key does."""
    wanted = text.strip()
    if len(wanted) > 1:
        wanted = wanted.removeprefix("/")  # as a search is begun elsewhere
    if not wanted:
        return list(sections)
    patterns = [_beginning(word) for word in wanted.split()]
    as_key: list[HelpSection] = []
    by_word: list[HelpSection] = []
    for section in sections:
        is_asked = section.title != querylegend.TITLE
        exact = tuple(row for row in section.rows if is_asked and wanted in row.keys)
        begun = (row for row in section.rows if row not in exact and _matches(row, patterns))
        as_key.append(HelpSection(f"{section.title}: {wanted}", exact))
        by_word.append(HelpSection(section.title, tuple(begun)))
    return [section for section in (*as_key, *by_word) if section.rows]


def _matches(row: HelpRow, patterns: Sequence[re.Pattern[str]]) -> bool:
    words = " ".join((*row.keys, row.text, row.names))
    return all(pattern.search(words) for pattern in patterns)


def _beginning(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}", re.IGNORECASE)


def help_lines(sections: Sequence[HelpSection], width: int, text: str = "") -> list[Line]:
    """The sections in columns, none of the lines wider than `width`; words of `text` stand out."""
    if not sections:
        return [[(f" Nothing begins with “{text.strip()}”.", "meta")]]
    count = max(min(width // COLUMN, len(sections)), 1)
    column_width = (width - GAP * (count - 1)) // count
    patterns = [_beginning(word) for word in text.split()]
    columns: list[list[Line]] = [[] for _ in range(count)]
    of_keys = [section for section in sections if section.title != querylegend.TITLE]
    for section in sections:
        shortest = min(columns, key=len)
        shortest += [[]] if shortest else []
        alike = of_keys if section in of_keys else [section]
        widths = _key_width(alike, column_width), column_width
        shortest += [cut_line([(f" {section.title}", "section")], column_width)]
        for row in section.rows:
            shortest += _entry(row, widths, patterns)
    return [_beside(row, column_width) for row in zip_longest(*columns, fillvalue=[])]


def _beside(row: Sequence[Line], width: int) -> Line:
    line: Line = []
    for place, part in enumerate(row):
        line += part
        if place < len(row) - 1:
            line.append((" " * (width + GAP - cells_of(part)), ""))
    return line


def _key_width(sections: Sequence[HelpSection], width: int) -> int:
    """Cells of the column of keys, which sections of keys have in common."""
    widest = max(cell_len(_keys(row)) for section in sections for row in section.rows)
    return min(widest, max(width // 4, 8))


def _keys(row: HelpRow) -> str:
    return "  ".join(row.keys)


def _entry(
    row: HelpRow, widths: tuple[int, int], patterns: Sequence[re.Pattern[str]]
) -> list[Line]:
    """One row, its keys set right in their column and its sentence wrapped beside them."""
    keys, text = _keys(row), row.text
    key_width, width = widths
    spans = _apart(match.span() for pattern in patterns for match in pattern.finditer(text))
    left = [keys[start:end] for start, end in wrap(keys, key_width)]
    right = wrap(text, width - key_width - 6)
    lines: list[Line] = []
    for key, piece in zip_longest(left, right):
        shown = key or ""
        line: Line = [(" " * (2 + key_width - cell_len(shown)) + shown, "key"), ("   ", "")]
        lines.append([*line, *cut_runs(text, spans, piece[0], piece[1], "body")] if piece else line)
    return lines


def _apart(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that touch or overlap as one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart
