r"""What each TeX command is shown as, given the scanner to take its arguments from.

A handler is called with the name of the command, the sign shown before it, and whether it stands
in a formula. A command nobody knows is shown as its arguments, or by its name if it has none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from unicodedata import category

from index.tex import symbols as tables
from index.tex.formulas import accented, fraction, negated, root, script

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from index.tex.scanner import Scanner

    Handler = Callable[[Scanner, str, str, bool], str]

# Mathematical signs that belong to what follows them alone.
_PREFIXES: Final = "∂∇∑∏∐∫∮∞¬∀∃∄"
_OPENING: Final = "⌊⌈⟨"


def shown(scanner: Scanner, name: str, before: str, *, math: bool) -> str:
    """What a command of letters is shown as."""
    if not math and name in tables.LETTERS:
        scanner.skip_space()
        return tables.LETTERS[name]
    if not math and name in tables.ACCENTS:
        return _accent_or_name(scanner, name, before)
    return _HANDLERS.get(name, _unknown)(scanner, name, before, math)


def control_sign(scanner: Scanner, name: str, *, math: bool) -> str:
    """What a backslash before one sign that is no letter is shown as."""
    if name == '"' and scanner.escapes_quotes:
        return name
    if not math and name in tables.ACCENTS:
        return _accent(scanner, name) or name
    return tables.CONTROL_SIGNS.get(name, name or "\\")


def _accent(scanner: Scanner, name: str) -> str:
    """The next letter under an accent; nothing when there is no letter, or an apostrophe."""
    following = scanner.peek().lstrip(" ")
    apostrophe = name == "'" and following[:1] in ("s", "t") and not following[1:2].isalpha()
    if apostrophe or not (following[:1].isalpha() or following[:1] in ("{", "\\")):
        return ""
    return accented(scanner.argument(math=False), tables.ACCENTS[name])


def _accent_or_name(scanner: Scanner, name: str, before: str) -> str:
    return _accent(scanner, name) or _word(scanner, name, before, False)


def _symbol(scanner: Scanner, name: str, before: str, math: bool) -> str:
    """A sign; in a formula with equal space on both sides of a relation."""
    sign = tables.SYMBOLS[name]
    if sign in _OPENING:
        scanner.skip_space()
    relates = category(sign[0]) == "Sm" and sign not in _PREFIXES
    lopsided = math and before not in ("", " ", "(") and scanner.peek()[:1] == " "
    return " " + sign if lopsided and relates else sign


def _word(scanner: Scanner, name: str, before: str, math: bool) -> str:
    """The name of the command, set off from the letters around it."""
    following = scanner.peek()
    command = following[:1] == "\\" and following[1:2].isalpha()
    apart = (command and following[1:] not in tables.SILENT) or following[:1] == "{"
    lead = " " if before.isalnum() or before == ")" else ""
    return f"{lead}{name}{' ' if apart or following[:1].isalnum() else ''}"


def _nothing(scanner: Scanner, name: str, before: str, math: bool) -> str:
    scanner.skip_space()
    if name in ("left", "right") and scanner.peek()[:1] == ".":
        scanner.leave(scanner.peek()[1:])
    return ""


def _space(scanner: Scanner, name: str, before: str, math: bool) -> str:
    scanner.option()
    return " • " if name == "item" else " "


def _fraction(scanner: Scanner, name: str, before: str, math: bool) -> str:
    above = scanner.argument(math=True)
    return fraction(above, scanner.argument(math=True))


def _root(scanner: Scanner, name: str, before: str, math: bool) -> str:
    degree = scanner.option()
    return root(degree, scanner.argument(math=True))


def _math_accent(scanner: Scanner, name: str, before: str, math: bool) -> str:
    text = scanner.argument(math=math)
    return accented(text, tables.MATH_ACCENTS[name]) if len(text) == 1 else text


def _double_struck(scanner: Scanner, name: str, before: str, math: bool) -> str:
    text = scanner.argument(math=math)
    return tables.DOUBLE_STRUCK.get(text, text)


def _dressed(scanner: Scanner, name: str, before: str, math: bool) -> str:
    return scanner.argument(math=math and name not in tables.PROSE_FONTS)


def _dropped(scanner: Scanner, name: str, before: str, math: bool) -> str:
    scanner.option()
    scanner.argument(math=False)
    return tables.DROPPED[name]


def _labelled(scanner: Scanner, name: str, before: str, math: bool) -> str:
    scanner.option()
    label = scanner.argument(math=False)
    return scanner.argument(math=False) or (label if name == "href" else "")


def _citation(scanner: Scanner, name: str, before: str, math: bool) -> str:
    scanner.option()
    return f"[{scanner.argument(math=False)}]"


def _footnote(scanner: Scanner, name: str, before: str, math: bool) -> str:
    return f" ({scanner.argument(math=False)})"


def _raised(scanner: Scanner, name: str, before: str, math: bool) -> str:
    text = scanner.argument(math=False)
    return script("^" if name == "textsuperscript" else "_", text) if text else ""


def _negated(scanner: Scanner, name: str, before: str, math: bool) -> str:
    return negated(scanner.argument(math=True))


def _unknown(scanner: Scanner, name: str, before: str, math: bool) -> str:
    for known in tables.GLUED:
        if name.startswith(known):
            scanner.put_back(name[len(known) :])
            return _HANDLERS[known](scanner, known, before, math)
    texts = []
    while scanner.has_group():
        texts.append(scanner.argument(math=math))
    return " ".join(filter(None, texts)) or _word(scanner, name, before, math)


def _handlers() -> Iterator[tuple[Iterable[str], Handler]]:
    yield tables.SYMBOLS, _symbol
    yield tables.FUNCTIONS, _word
    yield tables.SILENT, _nothing
    yield tables.SPACES, _space
    yield tables.FRACTIONS, _fraction
    yield tables.MATH_ACCENTS, _math_accent
    yield tables.FONTS, _dressed
    yield tables.DOUBLE_STRUCK_FONTS, _double_struck
    yield tables.DROPPED, _dropped
    yield tables.LABELLED, _labelled
    yield tables.CITATIONS, _citation
    yield ("textsuperscript", "textsubscript"), _raised
    yield ("sqrt",), _root
    yield ("footnote",), _footnote
    yield ("not",), _negated


_HANDLERS: Final[dict[str, Handler]] = {
    name: handler for names, handler in _handlers() for name in names
}
