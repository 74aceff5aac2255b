from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given

from index.paper import Link, Listing, Paper
from index.text import clean
from tests.tui.export_cases import (
    CONFERENCE,
    HOSTILE,
    JOURNAL,
    LISTED,
    PREPRINT,
    TEXTS,
    entry,
    hostile_entries,
)
from tui.export import bibtex
from tui.export.bibtex_text import escape, escape_raw, escape_title, verbatim
from tui.export.texmath import balanced

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

STYLE = """
ENTRY { title author abstract } {} {}
INTEGERS { left }
FUNCTION {shown} {
  "KEY " cite$ * write$ newline$
  title empty$ 'skip$ { title "t" change.case$ write$ newline$ } if$
  abstract empty$ 'skip$ { abstract purify$ write$ newline$ } if$
  author empty$ 'skip$ {
    author num.names$ 'left :=
    { left #0 > }
    { author left "{ff }{vv }{ll}{, jj}" format.name$ write$ newline$ left #1 - 'left := }
    while$
  } if$
}
FUNCTION {misc} { shown }
FUNCTION {article} { shown }
FUNCTION {inproceedings} { shown }
FUNCTION {default.type} { "UNKNOWN " type$ * write$ newline$ }
MACRO {mar} { "March" }
READ
ITERATE { call.type$ }
"""


def fields(paper: Paper, tags: tuple[str, ...] = (), note: str = "") -> dict[str, str]:
    library = parse_string(bibtex.render([entry(paper, tags=tags, note=note)]))
    (found,) = library.entries
    return {"": found.entry_type} | {field.key: str(field.value) for field in found.fields}


def test_a_note_is_an_annotation_on_one_line() -> None:
    found = fields(PREPRINT, note="Good: & 5%\n\n}, note = {x}\n@misc{y,")
    assert found["annote"] == (
        r"Good: \& 5\% / {\textbraceright}, note = {\textbraceleft}x{\textbraceright}"
        r" / {@}misc{\textbraceleft}y,"
    )
    assert "note" not in found


@given(text=TEXTS)
def test_no_note_leaves_its_braces(text: str) -> None:
    found = fields(PREPRINT, note=text)
    assert found.keys() - {"annote"} == fields(PREPRINT).keys()


def test_a_preprint() -> None:
    assert fields(PREPRINT, tags=("to, cite", "Diffusion")) == {
        "": "misc",
        "title": r"Diffusion for {GPT-4} \& friends",
        "author": r"Yang Song and Aaron van den Oord and"
        r" {{\textbraceleft}Example{\textbraceright} Research Team}",
        "year": "2026",
        "month": "feb",
        "eprint": "2602.23229",
        "archivePrefix": "arXiv",
        "eprinttype": "arxiv",
        "primaryClass": "cs.CV",
        "doi": "10.48550/arXiv.2602.23229",
        "url": "https://arxiv.org/abs/2602.23229",
        "keywords": "diffusion, language models, to cite",
        "abstract": r"We study 100\% of it.",
    }


def test_a_conference_paper() -> None:
    assert fields(CONFERENCE) == {
        "": "inproceedings",
        "title": "Planning in {$K^2$}-Graphs",
        "author": "José García",
        "booktitle": "ICLR",
        "year": "2025",
        "url": "https://openreview.net/forum?id=aBc_1",
    }


def test_a_journal_article() -> None:
    found = fields(JOURNAL)
    assert (found[""], found["journal"], found["doi"]) == ("article", "JMLR", "10.1000/ab_c")


def test_a_paper_known_from_a_page_alone_says_no_more_than_that() -> None:
    assert fields(LISTED) == {
        "": "misc",
        "title": "A Paper on a Page",
        "url": "https://example.org/x",
    }


def test_a_whole_day_gives_year_and_month_and_a_day_without_year_neither() -> None:
    dated = Paper("title:1", "T", listings=(Listing("page", 1, "2025-03-12"),))
    assert (fields(dated)["year"], fields(dated)["month"]) == ("2025", "mar")
    undated = Paper("title:1", "T", listings=(Listing("page", 1, "--03-12"),))
    assert not {"year", "month"} & fields(undated).keys()


def test_an_arxiv_id_under_an_alias_goes_with_a_conference_paper_but_not_its_doi() -> None:
    paper = Paper("doi:10.1/x", "T", venue="ACL 2020", aliases=("arxiv:1911.00001",))
    found = fields(paper)
    assert (found["eprint"], found["year"]) == ("1911.00001", "2020")
    assert "doi" not in found


def test_a_rejected_paper_is_not_said_to_have_appeared() -> None:
    paper = Paper("openreview:x", "T", venue="ICLR 2025", extra=(("status", "Reject"),))
    assert fields(paper)[""] == "misc"


@pytest.mark.parametrize(
    ("raw", "text", "written"),
    [
        ("S$^{2}$FT: 95% more", "S²FT: 95% more", r"{S}$^{2}${FT}: 95\% more"),
        ("$O(d\\log{K})$ time", "O(d log K) time", r"{$O(d\log{K})$} time"),
        ("costs $5 and $10", "costs $5 and $10", r"costs \$5 and \$10"),
        (r"$\input{x}$ and $k$", "x and k", "x and $k$"),
        (r"${y$", "y", "y"),
        (r"a { $x$ b", "a { x b", r"a {\textbraceleft} x b"),
        ("", "Text-to-SQL with LoRA", "Text-to-{SQL} with {LoRA}"),
        ("", "Q-Learning of mT5, Llama-3.1", "{Q}-Learning of {mT5}, {Llama-3.1}"),
        ("", "A Tale of Vision-Language", "A Tale of Vision-Language"),
        ("", "ATTENTION IS ALL YOU NEED", "ATTENTION IS ALL YOU NEED"),
        ("", "mail@{x", r"mail{@}{\textbraceleft}x"),
        ("", "pass@k", "pass@k"),
    ],
)
def test_titles(raw: str, text: str, written: str) -> None:
    assert escape_title(raw, text) == written


def test_harmful_tex_never_stays_a_macro() -> None:
    allowed = re.compile(
        r"\{\\text(backslash|brace(left|right)|ascii(tilde|circum)|less|greater|bar)\}|\\[&%$#_]"
    )
    for text in HOSTILE:
        for value in (escape(text), escape_title(text, text), escape_raw(text, text)):
            assert "\\" not in allowed.sub("", value)


@given(raw=TEXTS, text=TEXTS)
def test_no_value_leaves_its_braces(raw: str, text: str) -> None:
    for value in (escape(text), escape_title(raw, text), escape_raw(raw, text), verbatim(text)):
        assert balanced(value)
        assert not value.endswith("\\")
        assert not re.search(r"@\w*\s*[{]", value)
        assert len(value.splitlines()) <= 1


@given(text=TEXTS)
def test_escaped_text_decodes_to_itself(text: str) -> None:
    names = {
        "backslash": "\\",
        "braceleft": "{",
        "braceright": "}",
        "asciitilde": "~",
        "asciicircum": "^",
        "less": "<",
        "greater": ">",
        "bar": "|",
    }
    decoded = re.sub(
        r"\{\\text(\w+)\}|\\([&%$#_])|\{(@)\}",
        lambda found: names[found[1]] if found[1] else found[2] or found[3],
        escape(text),
    )
    assert decoded == clean(text)


@pytest.mark.parametrize(
    ("authors", "written"),
    [
        (("Martin Luther King, Jr.",), "King, Jr., Martin Luther"),
        (("Sammy Davis Jr.",), "Davis, Jr., Sammy"),
        (("Rodriguez, S.",), "Rodriguez, S."),
        (("OpenAI", "宋飏"), "{OpenAI} and {宋飏}"),
        (("K. Lai and D. Fox", "and Ada Byron"), "K. Lai and D. Fox and Ada Byron"),
        (("Institute of Science and Technology",), "{Institute of Science and Technology}"),
        (("Smith and Wesson",), "{Smith and Wesson}"),
        (("A, B, C, D", "Acme, Inc."), "{A, B, C, D} and {Acme, Inc.}"),
        (("others",), "{others}"),
        (("", " ", ")*"), ""),
    ],
)
def test_authors(authors: tuple[str, ...], written: str) -> None:
    assert fields(Paper("title:1", "T", authors=authors)).get("author", "") == written


def test_addresses_other_than_of_the_web_are_left_out() -> None:
    for url in ("javascript:alert(1)", "file:///etc/passwd", "//x", "https://e.org/{x}", "x"):
        assert "url" not in fields(Paper("title:1", "T", links=(Link("abs", url),)))
    paper = Paper("title:1", "T", links=(Link("abs", "https://e.org/ü/x_y%20&z#@(1)"),))
    assert fields(paper)["url"] == "https://e.org/%C3%BC/x_y%20&z#@(1)"


def test_the_bibtex_program_reads_every_entry(tmp_path: Path, tool: Callable[[str], str]) -> None:
    program = tool("bibtex")
    entries = hostile_entries()
    (tmp_path / "list.bib").write_text(bibtex.render(entries), "utf-8")
    (tmp_path / "style.bst").write_text(STYLE, "utf-8")
    (tmp_path / "paper.aux").write_text("\\citation{*}\n\\bibdata{list}\n\\bibstyle{style}\n")
    here = {**os.environ, "BIBINPUTS": ".", "BSTINPUTS": "."}
    run = subprocess.run(
        [program, "paper"], cwd=tmp_path, env=here, capture_output=True, check=False
    )
    assert run.returncode == 0, run.stdout
    lines = (tmp_path / "paper.bbl").read_bytes().decode("utf-8", "replace").split("\n")
    found = [line.removeprefix("KEY ") for line in lines if line.startswith("KEY ")]
    assert found == [entry.key for entry in entries]


def test_an_entity_with_thousands_of_digits_is_no_mathematics() -> None:
    paper = Paper("title:1", "A title", raw_title="$&#" + "9" * 5_000 + ";$")
    assert "A title" in bibtex.render([entry(paper)])
