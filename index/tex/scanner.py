"""One pass over the tokens of a text with TeX in it; `index.tex.readable` calls it.

Every token is taken once, by whoever is responsible for it: prose, a formula, a group in braces,
or a command that takes its arguments. Nesting is followed to a fixed depth; what lies deeper is
read as if its braces were not there.
"""

from __future__ import annotations

import re
from typing import Final

from index.tex.commands import control_sign, shown
from index.tex.formulas import formulas, script
from index.tex.symbols import SYMBOLS

_TOKEN: Final = re.compile(r"\\[A-Za-z]+\*?|\\.?|[${}^_~&\[\]]|[^\\${}^_~&\[\]]+", re.DOTALL)
_QUOTING: Final = re.compile(r'\\"(?![A-Za-z{\\])')

# Levels of braces and arguments that are told apart; papers use four or five.
_DEEPEST: Final = 32
# Tokens within which an argument in square brackets has to end.
_LONGEST_OPTION: Final = 8


class Scanner:
    """The text being read. What reads a token gets the sign before it and the mode: math or not."""

    def __init__(self, text: str) -> None:
        self._tokens: list[str] = _TOKEN.findall(text)
        self._formulas = formulas(self._tokens)
        self._at = 0
        self._end = len(self._tokens)
        self._depth = 0
        self.escapes_quotes = _QUOTING.search(text) is not None
        r"""Whether ``\"`` is a quote that some database escaped, and no accent."""

    def read(self) -> str:
        """All of it, readable."""
        return self._run(math=False)[0]

    def _run(self, *, math: bool, until: str = "") -> tuple[str, bool]:
        """What stands before the token `until`, and whether that was found before the end."""
        out: list[str] = []
        while self._at < self._end:
            token = self._tokens[self._at]
            self._at += 1
            if token == until:
                return "".join(out), True
            before = out[-1][-1:] if out else ""
            if piece := self._piece(token, before, math=math):
                out.append(piece)
        return "".join(out), False

    def _piece(self, token: str, before: str, *, math: bool) -> str:
        """What one token, with what it takes from those behind it, is shown as."""
        if token[0] == "\\":
            return self._command(token, before, math=math)
        if token == "{":
            return self._braces(math=math)
        if token in ("^", "_"):
            return self._script(token, math=math)
        if token in ("$", "~"):
            return self._formula(token) if token == "$" else self._tie(before, math=math)
        return token if not math else {"}": "", "&": " "}.get(token, token)

    def _command(self, token: str, before: str, *, math: bool) -> str:
        if token in (r"\(", r"\["):
            return self._formula(token[1:])
        name = token[1:].rstrip("*") or token[1:]
        if name[:1].isascii() and name[:1].isalpha():
            return shown(self, name, before, math=math)
        return control_sign(self, name, math=math)

    def _formula(self, sign: str) -> str:
        """The formula that the token just taken opens; the sign itself if it opens none."""
        if self._at - 1 not in self._formulas:
            return sign
        outer, closing = self._end, min(self._formulas[self._at - 1], self._end)
        width = 2 if sign == "$" and self.peek() == "$" else 1
        self._at += width - 1
        self._end = closing
        text, _ = self._run(math=True)
        self._at, self._end = min(closing + width, outer), outer
        return text

    def _braces(self, *, math: bool) -> str:
        """A group that belongs to no command; in prose and in sets the braces are text."""
        if self._depth >= _DEEPEST:
            return "" if math else "{"
        dressed = self.peek()[:1] == "\\" and self.peek() not in (r"\{", r"\}")
        text, closed = self._group(math=math)
        if (math and "," not in text) or (not math and dressed):
            return text
        return "{" + text + ("}" if closed else "")

    def _group(self, *, math: bool) -> tuple[str, bool]:
        self._depth += 1
        text, closed = self._run(math=math, until="}")
        self._depth -= 1
        return text, closed

    def _script(self, sign: str, *, math: bool) -> str:
        if not (math or self.peek() == "{" or self._follows_symbol()):
            return sign
        text = self.argument(math=math)
        return script(sign, text) if text else ""

    def _follows_symbol(self) -> bool:
        # Authors forget the dollar signs of \ell_1 more often than they mean an underscore.
        earlier = self._tokens[self._at - 2] if self._at > 1 else ""
        return earlier[:1] == "\\" and earlier[1:] in SYMBOLS

    def _tie(self, before: str, *, math: bool) -> str:
        tied = before and before not in ' "(/[{' and self.peek()[:1] != " "
        return " " if math or tied else "~"

    def peek(self) -> str:
        """The next token, or ``""``."""
        return self._tokens[self._at] if self._at < self._end else ""

    def has_group(self) -> bool:
        """Whether an argument in braces is next."""
        return self.peek() == "{" and self._depth < _DEEPEST

    def argument(self, *, math: bool) -> str:
        """What a command is applied to: a group, a command or a single sign; may be nothing."""
        self.skip_space()
        token = self.peek()
        if self._depth >= _DEEPEST or token in ("", "}", "^", "_", "&", "]"):
            return ""
        if token == "{":
            self._at += 1
            return self._group(math=math)[0]
        if token[0] == "\\" or token == "$":
            self._depth += 1
            self._at += 1
            text = self._piece(token, "", math=math)
            self._depth -= 1
            return text
        self.leave(token[1:])
        return token[0]

    def option(self) -> str:
        """An argument in square brackets, if a short one stands here."""
        if self.peek() == "[":
            for closing in range(self._at + 1, min(self._at + _LONGEST_OPTION, self._end)):
                if self._tokens[closing] == "]":
                    text = "".join(self._tokens[self._at + 1 : closing])
                    self._at = closing + 1
                    return text
        return ""

    def skip_space(self) -> None:
        """Take the space that separates a command from what it is applied to."""
        if self.peek()[:1] == " ":
            self.leave(self.peek().lstrip(" "))

    def leave(self, rest: str) -> None:
        """Take all but `rest` of the next token."""
        if rest:
            self._tokens[self._at] = rest
        else:
            self._at += 1

    def put_back(self, text: str) -> None:
        """Have `text` come next, in place of the token taken last."""
        self._at -= 1
        self._tokens[self._at] = text
