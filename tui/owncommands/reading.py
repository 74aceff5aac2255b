"""Commands in ``config.toml``, and every mistake in them by itself.

```toml
[commands.zotero]
key = "Z"
run = ["zotero-add", "--", "{doi}", "{title}"]
```

Called by `tui.config` where there are any. A command with a mistake is named and left out.
"""

from __future__ import annotations

import os
import re
from dataclasses import fields
from itertools import pairwise
from typing import Final

from index.errors import CarrelError, Problem
from tui.owncommands.own_command import JOINT, PIECES, PLACEHOLDERS, SHARED, OwnCommand, places_in
from tui.tomlfile import nearest, quoted, shown_value

MAX_COMMANDS = 50
MAX_WORDS = 100

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,31}")
_FLAGS: Final = ("terminal", "wait", "once")
_KEYS: Final = tuple(field.name for field in fields(OwnCommand) if field.name != "name")

_SHELLS: Final = frozenset(
    "ash bash csh dash fish ksh sh tcsh zsh python python3 perl ruby node".split()
)
"""Programs that read the word behind ``-c`` or ``-e`` as code."""

_CODE: Final = frozenset("cmd eval parallel powershell pwsh ssh su watch xargs".split())
"""Programs that make code of any of their words."""

_SCRIPT: Final = re.compile(r"-[A-Za-z]*[ce]|--command|--eval")


def read_commands(value: object, where: str) -> tuple[list[OwnCommand], list[Problem]]:
    """The commands of a file, and what is wrong with others.

    Args:
        value: what stands under ``commands``.
        where: the file's name, for problems.
    """
    if not isinstance(value, dict):
        return [], [Problem("a command is written below [commands.NAME]", where=where)]
    commands: list[OwnCommand] = []
    problems: list[Problem] = []
    for name, table in value.items():
        place = f"{where}, [commands.{name[:40]}]"
        if len(commands) >= MAX_COMMANDS:
            message = f"more than {MAX_COMMANDS} commands"
            problems.append(Problem(message, "those from here on are left out", place))
            break
        try:
            commands.append(_command(name, table))
        except CarrelError as error:
            problems.append(Problem(error.problem.message, error.problem.hint, place))
    return commands, problems


def _command(name: str, table: object) -> OwnCommand:
    if not _NAME.fullmatch(name):
        raise CarrelError(
            f"{quoted(name)} cannot be the name of a command",
            hint="letters, digits, - and _ are allowed, 32 at most, a letter first",
        )
    if not isinstance(table, dict):
        raise CarrelError("a command is a table", hint=f"write [commands.{name}] above its lines")
    for key in table:
        if key not in _KEYS:
            hint = nearest(key, _KEYS) or f"there are {', '.join(_KEYS)}"
            raise CarrelError(f"{quoted(key)} is nothing a command has", hint=hint)
    flags = {key: _flag(key, table.get(key, False)) for key in _FLAGS}
    texts = {key: _text(key, table.get(key, "")) for key in ("key", "help")}
    run = _words(table.get("run"))
    places = frozenset(place for word in run for place in places_in(word))
    once = flags["once"] or bool(places & JOINT.keys())
    alone = sorted(places - JOINT.keys() - SHARED)
    if once and alone:
        told = f"{{{alone[0]}}} is of one paper, and here all share one run"
        raise CarrelError(told, hint=f"those for all are {_braced((*JOINT, *sorted(SHARED)))}")
    _check_code(run)
    return OwnCommand(
        name,
        run,
        texts["key"],
        texts["help"],
        terminal=flags["terminal"] or flags["wait"],
        wait=flags["wait"],
        once=once,
    )


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        raise CarrelError(
            "run must be a list of words, since no shell takes it apart",
            hint='as in run = ["zotero-add", "{url}"]',
        )
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise CarrelError('run must be a list of words, as in ["zotero-add", "{url}"]')
    if not value or not value[0].strip():
        raise CarrelError("run names no program")
    if len(value) > MAX_WORDS or "\0" in "".join(value):
        raise CarrelError(f"run has more than {MAX_WORDS} words, or one that no program can take")
    if any(True for _ in places_in(value[0])):
        raise CarrelError("the program itself cannot be a placeholder")
    for word in value:
        _check_places(word)
    return tuple(value)


def _check_places(word: str) -> None:
    known = (*PLACEHOLDERS, *JOINT)
    for match in PIECES.finditer(word):
        if match[0] in ("{", "}"):
            raise CarrelError(f"a brace without its other in {quoted(word)}", hint="{{ is a brace")
        if match[1] is not None and match[1] not in known:
            hint = nearest(match[1], known).replace('"', "").replace("mean ", "mean {")
            hint = hint.replace("?", "}?") or f"there are {_braced(known)}; {{{{ is a brace"
            raise CarrelError(f"{quoted(match[0])} is no placeholder", hint=hint)
        if match[1] in JOINT and word != match[0]:
            told = f"{match[0]} becomes several words, so nothing else can stand in its own"
            raise CarrelError(told)


def _check_code(run: tuple[str, ...]) -> None:
    """No text of a paper may be code.

    Raises:
        CarrelError: it would be.
    """
    words = list(run)
    while words and (_program(words[0]) == "env" or "=" in words[0].partition("{")[0]):
        words.pop(0)  # env sets variables, then runs what follows
    if not words:
        return
    program = _program(words[0])
    for before, word in pairwise(words):
        is_code = program in _CODE or (program in _SHELLS and _SCRIPT.fullmatch(before))
        if is_code and any(True for _ in places_in(word)):
            raise CarrelError(
                f"{program} would read a paper's text as code in {quoted(word)}",
                hint='hand it over as an argument: ["sh", "-c", "… \\"$1\\"", "sh", "{title}"]',
            )


def _program(word: str) -> str:
    return os.path.basename(word).removesuffix(".exe")


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise CarrelError(f"{key} must be true or false, not {shown_value(value)}")
    return value


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise CarrelError(f"{key} must be a short text in quotes, not {shown_value(value)}")
    return value


def _braced(names: tuple[str, ...]) -> str:
    return " ".join(f"{{{name}}}" for name in names)
