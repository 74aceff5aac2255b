"""BibTeX, as LaTeX, Zotero, JabRef and Better BibTeX read it.

Entries stand in the order of their keys, so that a file under version control changes only
where the list did. arXiv papers carry ``archivePrefix`` (what arXiv and LaTeX styles use) and
``eprinttype`` (without which Zotero drops the id) beside ``eprint``. What the reader noted is in
``annote``, of which reference managers make a note of its own and which no usual style prints;
``note`` would end up in other people's hands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.export.bibtex_text import escape, escape_raw, escape_title, verbatim
from tui.export.keywords import keywords
from tui.export.names import Name, names
from tui.export.publication import Publication, publication
from tui.reading.valued import on_one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.export.entry import Entry

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_TYPES = {"preprint": "misc", "conference": "inproceedings", "journal": "article"}
_VENUE_FIELDS = {"conference": "booktitle", "journal": "journal"}


def render(entries: Sequence[Entry]) -> str:
    """A whole ``.bib`` file; empty text for no entries, which is a valid one."""
    ordered = sorted(entries, key=lambda entry: entry.key)
    return "\n".join(_entry(entry) for entry in ordered)


def _entry(entry: Entry) -> str:
    facts = publication(entry.paper)
    lines = [f"@{_TYPES[facts.kind]}{{{entry.key},"]
    lines += [f"  {name} = {value}," for name, value in _fields(entry, facts)]
    return "\n".join([*lines, "}", ""])


def _fields(entry: Entry, facts: Publication) -> Iterator[tuple[str, str]]:
    """Names and values, these with their braces; what is not known is left out."""
    paper = entry.paper
    texts = [
        ("title", escape_title(paper.raw_title, paper.title)),
        ("author", " and ".join(_author(name) for name in names(paper.authors))),
        (_VENUE_FIELDS.get(facts.kind, ""), escape(facts.venue)),
        ("year", str(facts.year or "")),
    ]
    yield from _braced(texts)
    if facts.month:
        yield "month", _MONTHS[facts.month - 1]
    if facts.arxiv:
        yield "eprint", f"{{{facts.arxiv}}}"
        yield "archivePrefix", "{arXiv}"
        yield "eprinttype", "{arxiv}"
    terms = (keyword.replace(",", " ").replace(";", " ") for keyword in keywords(entry))
    yield from _braced(
        [
            ("primaryClass", facts.primary_class),
            ("doi", verbatim(facts.doi)),
            ("url", verbatim(facts.url)),
            ("keywords", ", ".join(escape(term) for term in terms)),
            ("abstract", escape_raw(paper.raw_abstract, paper.abstract)),
            ("annote", escape(on_one_line("\n".join(entry.remarks())))),
        ]
    )


def _braced(fields: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    return ((name, f"{{{value}}}") for name, value in fields if name and value)


def _author(name: Name) -> str:
    family, given, suffix = escape(name.family), escape(name.given), escape(name.suffix)
    if name.whole:
        return f"{{{family}}}"
    if name.inverted or suffix:
        return ", ".join(part for part in (family, suffix, given) if part)
    return f"{given} {family}"
