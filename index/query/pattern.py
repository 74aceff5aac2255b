r"""Regular expressions on titles: what is one, and how it is compiled.

Called by `index.query.tree`, which holds no pattern that cannot be compiled, and by whoever looks
for one in titles. RE2 takes time in proportion to the text whatever the expression, so no pattern
can hang a search; what would make it slow in other ways (a program too large for its cache of
states) is refused. Titles are looked at as they are, not folded, and ``\w``, ``\d`` and ``\b`` know
ASCII letters only.

Case is smart: it counts if the expression has a capital letter, escapes aside (``\W`` has none).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_PATTERN: Final = 500
"""Characters; reading a class like ``\\pL`` takes RE2 a tenth of a millisecond each time."""

LARGEST_PROGRAM: Final = 5000
"""Instructions of a compiled pattern; a class of all letters takes about a thousand."""

_PAIR: Final = re.compile(r"\\(.)", re.DOTALL)
_WHOLE: Final = re.compile(r"(?:[^\\]|\\.)++", re.DOTALL)
# What has capitals in it that are not looked for: escapes, group names, flags.
_NO_LETTERS: Final = re.compile(
    r"\\[pPx]\{[^}]*\}|\\[pP].|\\x..|\\.|\(\?P?<[^>]*>|\(\?[A-Za-z-]*[:)]", re.DOTALL
)


class PatternMatch(Protocol):
    """Where a pattern was found."""

    def span(self) -> tuple[int, int]:
        """Offsets in the text."""


class CompiledPattern(Protocol):
    """A pattern ready to be looked for, from any thread."""

    def search(self, text: str | bytes) -> PatternMatch | None:
        """The first place in `text`, if any, in characters or bytes, as the text is."""

    def finditer(self, text: str) -> Iterator[PatternMatch]:
        """All places in `text`, in order, apart from each other; some may be empty."""


def settled(text: str) -> str:
    """The one form of a pattern: no blanks around it, and slashes without a backslash.

    Raises:
        ValueError: it is no regular expression, or too large a one; the message says why.
    """
    text = _PAIR.sub(lambda pair: "/" if pair[1] == "/" else pair[0], text.strip())
    if not text:
        raise ValueError("an empty pattern")
    if len(text) > LONGEST_PATTERN:
        raise ValueError(f"longer than {LONGEST_PATTERN} characters")
    if not _WHOLE.fullmatch(text):
        raise ValueError("a backslash at the end of a pattern")
    if any(pair[1] == "C" for pair in _PAIR.finditer(text)):
        raise ValueError(r"\C would match half a letter")
    compiled(text)
    return text


def compiled(text: str) -> CompiledPattern:
    """The pattern ready to be looked for; the last ones are remembered.

    Raises:
        ValueError: as for `settled`.
    """
    import re2

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = any(map(str.isupper, _NO_LETTERS.sub("", text)))
    try:
        found = re2.compile(text, options)
    except UnicodeEncodeError:
        raise ValueError("a sign that no title can have") from None
    except re2.error as error:
        raise ValueError(_reason(error)) from None
    if found.programsize > LARGEST_PROGRAM:
        raise ValueError("a pattern too large to search with")
    pattern: CompiledPattern = found
    return pattern


def written(text: str) -> str:
    """The pattern of a settled text between slashes."""
    escaped = re.sub(r"\\.|/", lambda sign: r"\/" if sign[0] == "/" else sign[0], text)
    return f"/{escaped}/"


def _reason(error: Exception) -> str:
    """What RE2 says is wrong, which it says in bytes."""
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
