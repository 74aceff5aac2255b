"""A command of the reader's own: the words of a program, with places for what a paper has.

No shell sees them: each word is one argument, whatever stands in it. Two things remain that a
paper's texts could do, and neither is let happen: to be read as an option, and to be read as code
(`tui.owncommands.reading` refuses words that are a script).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from index.errors import CarrelError
from index.text import printable
from tui.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

PREFIX: Final = "command."
"""Of the ids of such actions."""

PLACEHOLDERS: Final = (
    *("id", "title", "authors", "year", "venue", "abstract", "tags", "note"),
    *("url", "pdf", "code", "doi", "arxiv", "bibtex", "file"),
)
"""What may stand in braces; ``file`` is a file with the BibTeX entries."""

JOINT: Final = {"ids": "id", "titles": "title", "urls": "url", "pdfs": "pdf", "dois": "doi"}
"""Those that become one word for each of the papers, which then share one run."""

MAY_LACK: Final = frozenset(("authors", "year", "venue", "abstract", "tags", "note"))
"""Those that may be empty; without any other, there is nothing to run."""

SHARED: Final = frozenset(("bibtex", "file"))
"""Those that hold all papers of a run, however many they are."""

PIECES: Final = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
"""A brace written twice, a place for a text, or a brace that is neither."""


@dataclass(frozen=True, slots=True)
class OwnCommand:
    """One table ``[commands.NAME]``."""

    name: str
    run: tuple[str, ...]
    """The program and its arguments, with placeholders."""

    key: str = ""
    help: str = ""
    terminal: bool = False
    """Whether it gets the terminal while the screen waits."""

    wait: bool = False
    """Whether Enter is awaited before the screen comes back."""

    once: bool = False
    """Whether several papers share one run."""

    @property
    def action(self) -> Action:
        """It as an action of the registry."""
        told = self.help or f"Hand the paper to {self.run[0]}."
        scopes = ("list", "detail", "focus")
        off = f"{self.name} is off in the browser: programs run where Carrel does"
        return Action(
            f"{PREFIX}{self.name}", self.name, told, scopes, command=self.name, off_in_page=off
        )

    @property
    def places(self) -> frozenset[str]:
        """The placeholders that it names."""
        return frozenset(name for word in self.run for name in places_in(word))

    def words(self, values: Sequence[Callable[[str], str]]) -> list[str]:
        """The words of one run.

        Args:
            values: for each paper of the run, what a placeholder stands for; of those that hold
                all papers, the first is asked.

        Raises:
            CarrelError: a paper lacks what is asked for, or what it has would be an option.
        """
        words: list[str] = []
        for template in self.run:
            joint = next((name for name in places_in(template) if name in JOINT), "")
            for value in values if joint else values[:1]:
                word = _filled(template, value)
                begins_open = template[:1] == "{" and template[:2] != "{{"
                if begins_open and word.startswith("-") and "--" not in words:
                    raise CarrelError(
                        f"{printable(word, 24)} would be an option of {printable(words[0])}",
                        hint='put "--" before it in the command, if the program takes that',
                    )
                words.append(word)
        return words


def places_in(word: str) -> Iterator[str]:
    """The placeholders of a word, as they are written."""
    return (match[1] for match in PIECES.finditer(word) if match[1] is not None)


def _filled(template: str, value: Callable[[str], str]) -> str:
    def instead(match: re.Match[str]) -> str:
        name = match[1]
        if name is None:
            return match[0][0]
        text = value(JOINT.get(name, name)).replace("\0", "")
        if not text and name not in MAY_LACK:
            raise CarrelError(f"it has no {JOINT.get(name, name)}")
        return text

    return PIECES.sub(instead, template)
