"""Papers that go out: each format is read again by somebody else's reader."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.errors import Problem
from index.sources.base import Origin
from index.sources.conference import ConferenceLines
from index.text import clean
from tests.fuzz.incoming import RECORDS
from tests.fuzz.target import Target, target
from tests.fuzz.texts import TEXTS
from tui.export import bibtex, csv_table, markdown
from tui.export.entry import Entry
from tui.export.registry import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORIGIN = Origin("page", "page.txt", None, "2026-03-14T09:26:53Z")
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")


def _entries(records: list[dict[str, object]], tags: list[str]) -> list[Entry]:
    lines = (json.dumps(record) for record in records)
    items = ConferenceLines().read(iter(lines), _ORIGIN)
    papers = [item for item in items if not isinstance(item, Problem)]
    kept = tuple(sorted({tag for text in tags if (tag := clean(text))}))
    note = "\n".join(kept)
    return [
        Entry(paper, f"key{number}", kept, True, note, reason="weak")
        for number, paper in enumerate(papers)
    ]


_ENTRIES = st.builds(_entries, st.lists(RECORDS, max_size=3), st.lists(TEXTS, max_size=2))


def _every_format(entries: list[Entry]) -> None:
    for form in FORMATS:
        text = form.render(entries)
        odd = {sign for sign in text if unicodedata.category(sign) in _STEERING}
        assert odd <= {"\n", "\r"}, (form.name, odd)
        text.encode("utf-8")


def _bibtex(entries: list[Entry]) -> None:
    library = parse_string(bibtex.render(entries))
    assert not library.failed_blocks
    assert not library.strings
    assert not library.preambles
    assert not library.comments
    assert [entry.key for entry in library.entries] == sorted(one.key for one in entries)


def _csv(entries: list[Entry]) -> None:
    text = csv_table.render(entries)
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert len(rows) == 1 + len(entries)
    assert {len(row) for row in rows} == {len(csv_table.COLUMNS)}
    for row, entry in zip(rows[1:], entries, strict=True):
        title = entry.paper.title.replace("; ", ";")
        assert row[2].replace("; ", ";") in (title, f"'{title}")
    _holds_no_formula(cell for row in rows for cell in row)
    # As a spreadsheet reads it whose cells are parted by semicolons.
    _holds_no_formula(cell for line in text.splitlines() for cell in line.split(";"))


def _holds_no_formula(cells: Iterable[str]) -> None:
    assert not [cell for cell in cells if cell.lstrip('"').startswith(("=", "+", "-", "@"))]


_ALLOWED = frozenset("heading bullet_list list_item paragraph blockquote inline text".split())


def _markdown(entries: list[Entry]) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    links = 0
    for block in tokens.parse(markdown.render(entries)):
        for token in (block, *(block.children or ())):
            kind = token.type.removesuffix("_open").removesuffix("_close")
            assert kind in _ALLOWED or kind in ("link", "text_special", "hardbreak"), kind
            if token.type == "link_open":
                links += 1
                assert str(token.attrs["href"]).startswith(("https://", "http://"))
    assert links <= len(entries)


TARGETS: tuple[Target, ...] = (
    target("every format", _ENTRIES, _every_format),
    target("BibTeX, parsed again", _ENTRIES, _bibtex),
    target("CSV, parsed again", _ENTRIES, _csv),
    target("Markdown, parsed again", _ENTRIES, _markdown),
)
