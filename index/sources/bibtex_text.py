r"""What BibTeX wants of a text and a reader does not: protecting braces, escapes, dashes.

Commands and formulas stay, with the braces that belong to them; `index.tex` reads those.
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    r"\\[A-Za-z]+\*?[ \t]*|\\.|\$[^$]*\$|[{}^_]|[^\\{}$^_]+|[\\$]", re.DOTALL
)
_ACCENTS: Final = frozenset("\"'`^~=.")
_ADDRESS: Final = re.compile(r"\\(?:url|nolinkurl|path|href)\s{0,9}\{([^{}]{1,2000})\}")
_SIGNS: Final = {
    "textasciitilde": "~", "sim": "~", "textunderscore": "_", "textless": "<", "textgreater": ">",
}  # fmt: skip
_NAMED_SIGN: Final = re.compile(rf"[{{$]?\\({'|'.join(_SIGNS)})(?![A-Za-z])(?:\{{\}})?[}}$]?")
_ESCAPE: Final = re.compile(r"\\(?=[^A-Za-z\s])|[{}]")
_DASHES: Final = re.compile(r"(\$[^$]*\$|\\.)|(?<!-)(-{2,3})(?![->])", re.DOTALL)


def printed(text: str) -> str:
    """A title or name without protecting braces, with its dashes as they are printed."""
    return with_dashes(unprotected(text))


def unprotected(text: str) -> str:
    r"""``The {BERT} of {$L^2$}, {\o}re and \emph{so on}`` without the braces round BERT and L²."""
    if "{" not in text:
        return text
    kept: list[str] = []
    stays: list[bool] = []
    is_argument = False
    tokens = _TOKEN.findall(text)
    for token, following in zip(tokens, [*tokens[1:], ""], strict=True):
        if token == "{":
            stays.append(is_argument or (following[:1] == "\\" and following[1:2] not in "{}"))
            is_argument = False
            if not stays[-1]:
                continue
        elif token == "}" and stays:
            is_argument = stays.pop()
            if not is_argument:
                continue
        else:
            is_argument = token in "^_" or (token[0] == "\\" and _takes(token[1:]))
        kept.append(token)
    return "".join(kept)


def _takes(command: str) -> bool:
    """Whether braces behind a command are its argument."""
    return command[:1].isalpha() or command in _ACCENTS


def with_dashes(text: str) -> str:
    """Text with its dashes as they are printed; ``-->`` and formulas stay."""
    if "--" not in text:
        return text
    return _DASHES.sub(lambda match: match[1] or "–—"[len(match[2]) - 2], text)


def bare(text: str) -> str:
    r"""An id or address without the braces and escapes that TeX wants: ``1\_2`` → ``1_2``."""
    if "\\" not in text and "{" not in text:
        return text.strip()
    address = _ADDRESS.search(text)
    plain = _NAMED_SIGN.sub(lambda match: _SIGNS[match[1]], address[1] if address else text)
    return _ESCAPE.sub("", plain).strip()
