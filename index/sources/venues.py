"""Venue codes of paper lists (``nips2023``) as a reader writes them (``NeurIPS 2023``)."""

from __future__ import annotations

import re
from typing import Final

_CODE: Final = re.compile(r"([A-Za-z0-9]*[A-Za-z])[\s_-]*((?:19|20)\d\d)", re.ASCII)

_NAMES: Final = {
    "acmmm": "ACM MM",
    "automl": "AutoML",
    "clear": "CLeaR",
    "conll": "CoNLL",
    "corl": "CoRL",
    "interspeech": "Interspeech",
    "log": "LoG",
    "mlsys": "MLSys",
    "neurips": "NeurIPS",
    "nips": "NeurIPS",
    "recsys": "RecSys",
    "siggraphasia": "SIGGRAPH Asia",
}
"""Those that are not written in capitals throughout."""

_ACRONYMS: Final = frozenset(
    """
    3dv aaai aamas accv acl acml aistats alt bmvc cec chi cikm colm coling colt cvpr dac eacl ecai
    eccv ecir ecml emnlp fg gecco icaps icassp iccv icdm icip iclr icml icra ijcai ijcnn iros iswc
    itsc iui iwslt jmlr kdd kr l4dc lrec miccai midl naacl pkdd rss sdm sigir siggraph stoc tacl
    tmlr uai uist wacv wsdm www
    """.split()
)


def venue(code: str) -> tuple[str, int | None]:
    """Name and year of a venue; what is no code stays as it is.

    ``iclr2025`` → ``ICLR 2025``, 2025; ``Journal of Things`` → the same, None.
    """
    match = _CODE.fullmatch(code.strip())
    if match is None:
        return code, None
    short, year = match[1], int(match[2])
    name = _NAMES.get(short.lower()) or (short.upper() if short.islower() else short)
    return f"{name} {year}", year


def venue_of_file(stem: str) -> tuple[str, int | None]:
    """The venue that a file is named for, if it is a known one: ``iclr2025``; else ``""``."""
    match = _CODE.fullmatch(stem)
    known = match is not None and match[1].lower() in _NAMES.keys() | _ACRONYMS
    return venue(stem) if known else ("", None)


def venue_in(name: str, year: int | None) -> str:
    """A venue as lists of its year name it: ``ICLR`` and 2025 → ``ICLR 2025``; others stay."""
    key = "".join(name.split()).lower()
    known = _NAMES.get(key) or (key.upper() if key in _ACRONYMS else "")
    return f"{known} {year}" if known and year else name
