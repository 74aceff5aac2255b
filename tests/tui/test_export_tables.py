"""What CSL-JSON, CSV, Markdown and JSON Lines say of a paper."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from hypothesis import given
from markdown_it import MarkdownIt

from index.paper import Link, Paper
from index.record import from_record
from index.text import clean
from tests.tui.export_cases import (
    CONFERENCE,
    HOSTILE,
    JOURNAL,
    LISTED,
    ORDINARY,
    PREPRINT,
    TEXTS,
    entry,
    hostile_paper,
)
from tui.export import carrel_jsonl, csl_json, csv_table, markdown
from tui.export.entry import Entry
from tui.export.json_text import dump


def csl(paper: Paper) -> dict[str, object]:
    (item,) = json.loads(csl_json.render([entry(paper, tags=("to, cite",))]))
    assert isinstance(item, dict)
    return item


def test_csl_of_a_preprint() -> None:
    assert csl(PREPRINT) == {
        "id": "key",
        "type": "article",
        "title": "Diffusion for GPT-4 & friends",
        "author": [
            {"family": "Song", "given": "Yang"},
            {"family": "van den Oord", "given": "Aaron"},
            {"literal": "{Example} Research Team"},
        ],
        "publisher": "arXiv",
        "issued": {"date-parts": [[2026, 2]]},
        "DOI": "10.48550/arXiv.2602.23229",
        "URL": "https://arxiv.org/abs/2602.23229",
        "number": "arXiv:2602.23229",
        "keyword": "diffusion, language models, to  cite",
        "abstract": "We study 100% of it.",
    }


def test_csl_of_papers_that_appeared() -> None:
    found = csl(CONFERENCE)
    assert (found["type"], found["container-title"]) == ("paper-conference", "ICLR")
    assert found["issued"] == {"date-parts": [[2025]]}
    assert csl(JOURNAL)["type"] == "article-journal"
    assert csl(LISTED).keys() == {"id", "type", "title", "URL", "keyword"}


def rows(*papers: Paper) -> list[dict[str, str]]:
    text = csv_table.render([entry(paper, tags=("b", "=c"), starred=True) for paper in papers])
    assert text.count("\r\n") == text.count("\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def test_csv_of_a_preprint() -> None:
    (row,) = rows(PREPRINT)
    assert tuple(row) == csv_table.COLUMNS
    assert row["authors"] == "Yang Song; Aaron van den Oord; {Example} Research Team"
    assert (row["year"], row["day"], row["arxiv"]) == ("2026", "2026-03-06", "2602.23229")
    assert (row["tags"], row["starred"]) == ("b; =c", "yes")


def test_csv_gives_a_day_without_a_year_as_people_write_it() -> None:
    (row,) = rows(LISTED)
    assert (row["day"], row["year"]) == ("Mar 12", "")


def test_csv_keeps_the_order_given() -> None:
    assert [row["id"] for row in rows(*ORDINARY)] == [paper.id for paper in ORDINARY]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r\n=1", "  =1", "＝1"])
def test_csv_has_no_formula(text: str) -> None:
    (row,) = rows(Paper(text, text, authors=(f"{text}x",), venue=text, abstract=text))
    assert row["title"] == "'" + text.strip()
    assert all(cell[:1] not in "=+-@\t\r＝" for cell in row.values() if cell)


def links(text: str) -> list[str]:
    """The targets of all links of a document in which nothing but the list is markup."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    targets = []
    for block in parser.parse(text):
        assert block.type.removesuffix("_open").removesuffix("_close") in {
            "heading",
            "bullet_list",
            "list_item",
            "paragraph",
            "blockquote",
            "inline",
        }
        for token in block.children or []:
            assert token.type in {"text", "text_special", "hardbreak", "link_open", "link_close"}
            if token.type == "link_open":
                targets.append(str(token.attrs["href"]))
    return targets


def shown(text: str) -> str:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    blocks = [block for block in parser.parse(text) if block.children is not None]
    assert len(blocks) <= 1
    return "".join(token.content for block in blocks for token in block.children or [])


@given(text=TEXTS)
def test_markdown_shows_text_as_it_is(text: str) -> None:
    assert shown(markdown.escape(text)) == clean(text).strip()


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_cannot_be_talked_into_markup(text: str) -> None:
    note = f"{text}\n{text}\n\n{text}"
    targets = links(markdown.render([entry(hostile_paper(text), tags=(text,), note=note)]))
    assert len(targets) <= 1
    assert all(target.startswith("https://example.org/") for target in targets)


def test_markdown_of_a_preprint() -> None:
    assert markdown.render([entry(PREPRINT, tags=("cite", "later"))]) == (
        "# 1 paper\n"
        "\n"
        "- [Diffusion for GPT-4 &amp; friends](https://arxiv.org/abs/2602.23229)\n"
        "\n"
        "  Yang Song, Aaron van den Oord, \\{Example\\} Research Team\n"
        "\n"
        "  2026 · listed Mar 6 2026 · arXiv 2602.23229\n"
        "\n"
        "  Tags: cite, later\n"
        "\n"
        "  > We study 100\\% of it.\n"
    )


def test_markdown_without_an_address_has_no_link() -> None:
    paper = Paper("title:1", "", links=(Link("abs", "javascript:alert(1)"),))
    assert markdown.render([entry(paper)]) == "# 1 paper\n\n- untitled\n"


def test_json_lines_come_back_as_the_same_papers() -> None:
    text = carrel_jsonl.render([entry(paper) for paper in ORDINARY])
    assert [from_record(json.loads(line)) for line in text.splitlines()] == list(ORDINARY)


@given(text=TEXTS)
def test_json_is_the_same_value_and_steers_nothing(text: str) -> None:
    written = dump({text: text})
    assert json.loads(written) == {text: text}
    assert written.isprintable()


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("  =1+1", "'=1+1"),
        ('"=1+1"', '\'"=1+1"'),
        ("'=1+1", "''=1+1"),
        ("“@SUM(1)”", "'“@SUM(1)”"),
        ("x;=1+1;-2", "x; =1+1; -2"),
        ('x;"=1+1"', 'x; "=1+1"'),
        ("plain; =x", "plain; =x"),
        ("a - b", "a - b"),
    ],
)
def test_no_cell_is_a_formula_whatever_parts_the_cells(title: str, cell: str) -> None:
    text = csv_table.render([entry(Paper("title:1", title))])
    assert list(csv.reader(io.StringIO(text)))[1][2] == cell


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        (": a definition", "\\: a definition"),
        ("::: warning", "\\::: warning"),
        ("i. Smith", "i\\. Smith"),
        ("e.g. this", "e.g. this"),
        (":skull: and a: b", "\\:skull: and a: b"),
    ],
)
def test_markdown_of_other_dialects_finds_no_markup_either(text: str, escaped: str) -> None:
    assert markdown.escape(text) == escaped


NOTED = Entry(
    PREPRINT, "key", ("a",), True, "Good: & 5%\n  =1+1\n\ntype: book", "2026-12-01", "weak"
)


def test_a_note_is_a_cell_of_one_line() -> None:
    text = csv_table.render([NOTED])
    (row,) = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    assert row["note"] == "Good: & 5% / =1+1 / type: book"
    assert (row["later"], row["reason"]) == ("2026-12-01", "weak")
    assert text.count("\n") == 2


@given(text=TEXTS)
def test_no_note_is_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(csv_table.render([entry(PREPRINT, note=text)]), newline="")))
    cell = rows[1][csv_table.COLUMNS.index("note")]
    assert len(rows) == 2
    assert cell == clean(cell)
    assert cell[:1] not in tuple("=+-@\t\r＝")


def test_a_note_in_markdown_keeps_its_lines_and_paragraphs() -> None:
    assert markdown.render([NOTED]).endswith(
        "  > We study 100\\% of it.\n"
        "\n"
        "  Good: &amp; 5\\%\\\n"
        "  \\=1+1\n"
        "\n"
        "  type: book\\\n"
        "  Put off until 2026-12-01.\\\n"
        "  Dismissed: weak.\n"
    )


def test_a_note_in_csl_is_not_taken_for_fields() -> None:
    (item,) = json.loads(csl_json.render([NOTED]))
    assert item["note"] == (
        "· Good: & 5%\n=1+1\n\n· type: book\nPut off until 2026-12-01.\n· Dismissed: weak."
    )


@given(text=TEXTS)
def test_no_line_of_a_note_in_csl_is_a_field(text: str) -> None:
    (item,) = json.loads(csl_json.render([entry(PREPRINT, note=f"{text}\n{{:type:{text}}}")]))
    for line in item["note"].split("\n"):
        assert not re.match(r"\s*[A-Za-z][A-Za-z -]*\s*:", line)
        assert "{:" not in line


def test_json_lines_take_along_what_the_reader_made_of_a_paper() -> None:
    record = json.loads(carrel_jsonl.render([NOTED]))
    assert record["reader"] == {
        "starred": True,
        "tags": ["a"],
        "later": "2026-12-01",
        "reason": "weak",
        "note": NOTED.note,
    }
    assert from_record(record) == PREPRINT
    assert "reader" not in json.loads(carrel_jsonl.render([entry(PREPRINT)]))
