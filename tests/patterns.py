"""Every regular expression of the program, and texts made to keep it busy.

They are found by looking, so that a new one is tried without being named here. What a pattern meets
may be as long as an abstract, unless `BOUNDS` says that whoever uses it looks at less.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import time
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st

import index
import tui
from index import analysis, day, text
from index.record import LONGEST_ABSTRACT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hypothesis.strategies import SearchStrategy

BOUNDS = {
    "index.day": 40,
    "index.identity": 512,
    "index.query": 10_000,
    "index.query.pattern": 500,
    "index.record": 4_000,
    "index.report": 4_000,
    "index.sources.carrel_jsonl": 64 * 1024,
    "index.sources.hf_page": 120,
    "tui.commandline": 4_096,
    "tui.export.names": 4_000,
    "tui.export.publication": 4_000,
    "tui.keys": 200,
    "tui.owncommands": 2_000,
    "tui.tomlfile": 2_000,
}
"""Module, or folder of modules → characters after which nobody looks."""

_BITS = (
    *'a1 \t\n$\\"/([{.,;:@#=+*~^_<>|!%&-éΩ深\u0301\ud800',
    *(
        "aA",
        "a ",
        "a.",
        "a-",
        "ab, ",
        "1.",
        "a1",
        "\\a",
        "\\$",
        '""',
        "$a",
        "$a$ ",
        "](http://",
        "a:",
    ),
    *('{"carrel"', '"title":', "and ", "& ", ' "a" = ', "[a", "10.1000/", "19", "www.", "@misc"),
    *(
        "https://doi.org/",
        "Get a",
        "Mar 1",
        "a\n",
        "[[action]]\n",
        "::",
        "--",
        "..",
        "&#1",
        "\n[a]",
    ),
)


class Attack(NamedTuple):
    """A pattern, and the parts of the text that it is given."""

    name: str
    """``module.NAME``."""

    head: str
    bit: str
    """What the middle consists of, over and over."""

    tail: str


@cache
def patterns() -> dict[str, re.Pattern[str]]:
    """Every compiled pattern of text in a module of the program, by its name."""
    found = {
        f"{module}.{name}": value
        for module in _modules()
        for name, value in vars(import_module(module)).items()
        if isinstance(value, re.Pattern) and isinstance(value.pattern, str)
    }
    flags = re.ASCII | re.IGNORECASE
    found |= {f"index.day._WRITTEN {n}": re.compile(w, flags) for n, w in enumerate(day._WRITTEN)}
    for name in ("_ODD", "_INKLESS", "_MISREAD", "_C1", "_NOT_WEB"):
        found[f"index.text.{name}"] = re.compile(vars(text)[name])
    found["index.analysis._any_word"] = analysis._any_word()
    return found


def _modules() -> Iterator[str]:
    for package in (index, tui):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                yield module.name


def bound(name: str) -> int:
    """The longest text that a pattern meets."""
    known = [place for place in BOUNDS if name.startswith(f"{place}.")]
    return BOUNDS[max(known, key=len)] if known else LONGEST_ABSTRACT


def attacks() -> SearchStrategy[Attack]:
    """Any of the patterns, with texts that begin as it wants them to and then go on and on."""
    return st.deferred(
        lambda: st.sampled_from(sorted(patterns())).flatmap(
            lambda name: st.builds(
                Attack,
                st.just(name),
                _like(name),
                st.sampled_from(_BITS) | _like(name),
                _like(name),
            )
        )
    )


@cache
def _like(name: str) -> SearchStrategy[str]:
    """What the pattern matches, or might go on to match.

    Of alphabets with a hundred thousand letters, hypothesis takes minutes to make such texts.
    """
    plain = st.just("") | st.sampled_from(_BITS)
    if any(name.startswith(f"{module}.") for module in ("index.analysis", "index.text")):
        return plain
    return plain | st.from_regex(patterns()[name]).map(lambda text: text[:30])


@cache
def _is_looked_for(name: str) -> bool:
    """Whether the pattern is looked for anywhere in a text, not only at its beginning."""
    module, _, constant = name.rpartition(".")
    source = inspect.getsource(import_module(module)) if constant.isidentifier() else ""
    used = set(re.findall(rf"\b{constant}\)?\.(\w+)", source)) if source else {"fullmatch"}
    return not used or not used <= {"match", "fullmatch"}


def withstands(attack: Attack, most: int) -> bool:
    """Look for the pattern in such a text of at most so many characters; it has to come back."""
    pattern = patterns()[attack.name]
    length = min(most, bound(attack.name))
    text = attack.head + attack.bit * (length // max(1, len(attack.bit))) + attack.tail
    text = text[:length]
    found = [pattern.match(text), pattern.fullmatch(text)]
    if _is_looked_for(attack.name):
        found += pattern.finditer(text)
    places = [match.span() for match in found if match]
    return all(0 <= start <= end <= length for start, end in places)


def slow(seconds: float) -> Iterator[str]:
    """What takes longer than that at the greatest length; for a long run, on a quiet machine."""
    for name in sorted(patterns()):
        for head in ("", "$", "[a"):
            for bit in _BITS:
                began = time.process_time()
                withstands(Attack(name, head, bit, "!"), LONGEST_ABSTRACT)
                if time.process_time() - began > seconds:
                    yield f"{name} on {head!r} and {bit!r}, over and over"
