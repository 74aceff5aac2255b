"""The overview, laid out: sections of lines, some of which lead to a search. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tui.wrapping import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.render import Line


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One line."""

    runs: tuple[tuple[str, str], ...] = ()

    query: str = ""
    """What choosing it searches for; ``""`` where it cannot be chosen."""


@dataclass(frozen=True, slots=True)
class OverviewSection:
    """A heading and what stands below it."""

    title: str
    lines: tuple[OverviewLine, ...]


def overview_lines(sections: Sequence[OverviewSection]) -> list[OverviewLine]:
    """All sections, a blank line between two."""
    lines: list[OverviewLine] = []
    for section in sections:
        lines += [OverviewLine()] if lines else []
        lines.append(OverviewLine(((f"  {section.title}", "section"),)))
        lines += section.lines
    return lines


def plain(line: Line | tuple[tuple[str, str], ...]) -> str:
    """What a line says, without how it looks."""
    return "".join(text for text, _ in line).rstrip()


def sentence(text: str, width: int) -> tuple[OverviewLine, ...]:
    """Words below a heading, on as many lines as they take."""
    pieces = wrap(text, max(width - 6, 10))
    return tuple(OverviewLine(((f"    {text[start:end]}", "meta"),)) for start, end in pieces)
