"""CSL-JSON, as Zotero, Pandoc and citation processors read it.

The one format from which Zotero makes a *Preprint*: type ``article``. Entries stand in the
order of their keys. Text is the readable one: CSL knows no TeX.

Citation processors and Zotero look into ``note`` for fields that CSL lacks, ``type: book`` on a
line or ``{:type: book}`` anywhere; a reader's note that happens to look so gets a sign before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.text import clean
from tui.export.json_text import dump
from tui.export.keywords import keywords
from tui.export.names import Name, names
from tui.export.publication import Publication, publication

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tui.export.entry import Entry

_FIELD = re.compile(r"[^:：]{1,64}[:：]")
_FIELD_WITHIN = re.compile(r"\{:")
_TYPES = {"preprint": "article", "conference": "paper-conference", "journal": "article-journal"}


def render(entries: Sequence[Entry]) -> str:
    """A whole ``.json`` file: one array."""
    ordered = sorted(entries, key=lambda entry: entry.key)
    return dump([_item(entry) for entry in ordered], indent=2) + "\n"


def _item(entry: Entry) -> dict[str, object]:
    paper = entry.paper
    facts = publication(paper)
    repository = "arXiv" if facts.arxiv and facts.kind == "preprint" else ""
    item: dict[str, object] = {
        "id": entry.key,
        "type": _TYPES[facts.kind],
        "title": clean(paper.title),
        "author": [_author(name) for name in names(paper.authors)],
        "container-title": facts.venue,
        "publisher": repository,
        "issued": _issued(facts),
        "DOI": facts.doi,
        "URL": facts.url,
        "number": f"arXiv:{facts.arxiv}" if facts.arxiv else "",
        "keyword": ", ".join(term.replace(",", " ") for term in keywords(entry)),
        "abstract": clean(paper.abstract),
        "note": "\n".join(map(_said, entry.remarks())),
    }
    return {name: value for name, value in item.items() if value}


def _said(line: str) -> str:
    """A line of a note that is not taken for a field."""
    line = _FIELD_WITHIN.sub("{ :", clean(line))
    return f"· {line}" if _FIELD.match(line) else line


def _author(name: Name) -> dict[str, str]:
    if name.whole:
        return {"literal": name.family}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {key: value for key, value in parts.items() if value}


def _issued(facts: Publication) -> dict[str, list[list[int]]]:
    if facts.year is None:
        return {}
    return {"date-parts": [[facts.year, facts.month] if facts.month else [facts.year]]}
