r"""Text as the value of a BibTeX field: it reads the same in TeX, and it cannot leave its braces.

BibTeX itself counts every brace, other readers skip those behind a backslash; so a brace in a
title becomes a macro (``{\textbraceleft}``), and no value holds ``\{`` outside of mathematics
where both counts agree. A value is one line. ``@`` before what looks like the start of an entry
is wrapped, for readers that look for entries without counting at all.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from index.tex.readable import readable
from index.text import clean
from tui.export.texmath import segments

_ESCAPES = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "<": r"{\textless}",
        ">": r"{\textgreater}",
        "|": r"{\textbar}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
    }
)
_NOT_VERBATIM = re.compile(r"[^!#-\[\]^_a-z~|]")
_ENTRY_START = re.compile(r"@(?=\w*\s*[{(])")
_WORD = re.compile(r"[^\W_]+(?:[-.][^\W_]*\d[^\W_]*)*")
_ARTICLE = "A"
_LONGEST_ACRONYM_TITLE = 3


def escape(text: str) -> str:
    """Readable text, its specials escaped."""
    return _ENTRY_START.sub("{@}", _escaped(clean(text)))


def escape_raw(raw: str, text: str) -> str:
    """The source's wording with its mathematics as TeX, else `text`, escaped."""
    return _ENTRY_START.sub("{@}", _with_mathematics(raw, text, keep_case=False))


def escape_title(raw: str, text: str) -> str:
    """Like `escape_raw`, with names and acronyms kept from styles that lowercase titles."""
    return _ENTRY_START.sub("{@}", _with_mathematics(raw, text, keep_case=True))


def verbatim(text: str) -> str:
    """An id or address: no escapes, which readers would take as part of it."""
    return _NOT_VERBATIM.sub(lambda match: quote(match.group(), errors="replace"), text)


def _with_mathematics(raw: str, text: str, *, keep_case: bool) -> str:
    prose = _case_kept if keep_case and not _shouts(text) else _escaped
    parts = []
    for segment in segments(raw):
        if not segment.mathematics:
            parts.append(prose(_readable(segment.text)))
        elif keep_case and segment.text != segment.text.lower():
            parts.append("{" + segment.text + "}")
        else:
            parts.append(segment.text)
    return "".join(parts).strip() or prose(clean(text))


def _readable(prose: str) -> str:
    """Readable text, the spaces at its ends kept: they part it from the mathematics beside it."""
    before = " " if prose[:1].isspace() else ""
    after = " " if prose[-1:].isspace() else ""
    body = clean(readable(prose)).strip()
    return f"{before}{body}{after}" if body else before or after


def _case_kept(text: str) -> str:
    parts = []
    start = 0
    for match in _WORD.finditer(text):
        parts.append(_escaped(text[start : match.start()]))
        word = _escaped(match.group())
        parts.append("{" + word + "}" if _needs_its_case(match.group()) else word)
        start = match.end()
    parts.append(_escaped(text[start:]))
    return "".join(parts)


def _shouts(text: str) -> bool:
    """Whether the whole title is in capitals, so that none of them means anything."""
    return text.isupper() and len(text.split()) > _LONGEST_ACRONYM_TITLE


def _needs_its_case(word: str) -> bool:
    """``BERT``, ``mT5``, ``GPT-4``, ``Q``: a capital that does not merely open a word."""
    if word == word.lower() or word == _ARTICLE:
        return False
    return len(word) == 1 or word[1:] != word[1:].lower() or any(map(str.isdigit, word))


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
