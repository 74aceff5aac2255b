"""The key a paper is cited by: ``song2026diffusion``.

A key ends up in manuscripts, so it must not change from one export to the next. It is made of
the paper's own facts alone: first author's surname, year (``nd`` when unknown) and the first
word of the title that says something; without an author, the first three such words. Where two
papers of one file arrive at the same key, the one starred first (else the one that came in
first) keeps it, and the others add a few characters made from their ids. So starring one more
paper never renames those already cited, and the order of the file plays no part.

Keys hold only ``a-z 0-9 _ -``; the hyphen only before such an addition, which is why an added
key can never equal a plain one.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from index.text import fold
from tui.export.names import names
from tui.export.publication import publication

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from index.paper import Paper

_SILENT_WORDS = frozenset(
    "a an and are as at be by can do does for from how in into is it its of on or our the their"
    " this to towards toward via we what when where which who why with without your".split()
)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_LONGEST_WORD = 24
_LONGEST_ID = 48
_WORDS_WITHOUT_AUTHOR = 3
_SHORTEST_ADDITION = 4


def cite_keys(papers: Iterable[Paper], starred: Sequence[str]) -> dict[str, str]:
    """A key for every paper by its id, no two alike.

    Args:
        papers: What goes into one file; a paper given twice counts once.
        starred: Ids of starred papers, in the order of starring.
    """
    places = {paper_id: place for place, paper_id in enumerate(starred)}
    claims: dict[str, list[Paper]] = {}
    for paper in {paper.id: paper for paper in papers}.values():
        claims.setdefault(cite_key(paper), []).append(paper)
    keys: dict[str, str] = {}
    for key, claimants in claims.items():
        first, *others = sorted(claimants, key=lambda paper: _seniority(paper, places))
        keys[first.id] = key
        length = _addition_length(others)
        for paper in others:
            keys[paper.id] = f"{key}-{_digest(paper.id)[:length]}"
    return keys


def cite_key(paper: Paper) -> str:
    """The key of a paper that shares it with no other."""
    year = publication(paper).year
    words = [plain for word in _WORD.findall(paper.title) if (plain := _plain(word))]
    telling = [word for word in words if word not in _SILENT_WORDS and not word.isdigit()]
    telling = [word for word in telling if len(word) > 1] or words
    author = next((_plain(name.family) for name in names(paper.authors)), "")
    if author:
        return f"{author}{year or 'nd'}{''.join(telling[:1])}"
    parts = telling[:_WORDS_WITHOUT_AUTHOR]
    if not parts:
        return _NOT_PLAIN.sub("_", _folded(paper.id)).strip("_")[:_LONGEST_ID] or "paper"
    return "_".join([*parts, str(year)] if year else parts)


def _plain(text: str) -> str:
    """`text` as lowercase ASCII letters and digits; other scripts leave nothing."""
    return _NOT_PLAIN.sub("", _folded(text))[:_LONGEST_WORD]


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKD", fold(text))


def _seniority(paper: Paper, places: Mapping[str, int]) -> tuple[int, str, str]:
    """Sorts those with the older claim first; the starred may be known by an alias."""
    unstarred = len(places)
    place = min(places.get(name, unstarred) for name in (paper.id, *paper.aliases))
    return (place, paper.added, paper.id)


def _addition_length(papers: list[Paper]) -> int:
    digests = [_digest(paper.id) for paper in papers]
    length = _SHORTEST_ADDITION
    while len({digest[:length] for digest in digests}) < len(digests):
        length += 1
    return length


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
