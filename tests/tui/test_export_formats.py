"""What every export format must do, as one suite; a format supplies how its files are read."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given, settings

from index.errors import CarrelError
from tests.tui.export_cases import ORDINARY, PAPER_SETS, hostile_entries
from tui.export.citekey import cite_keys
from tui.export.csv_table import COLUMNS
from tui.export.entry import Entry
from tui.export.registry import FORMATS, Format, by_name, for_file

if TYPE_CHECKING:
    from index.paper import Paper


def entries_of(papers: list[Paper]) -> list[Entry]:
    keys = cite_keys(papers, ())
    return [Entry(paper, keys[paper.id]) for paper in papers]


class FormatSuite(ABC):
    """A format gives its name and reads its own files back."""

    name: str

    @abstractmethod
    def read(self, text: str) -> list[str]:
        """What names each entry of a file, in the file's order; fails on a file that is broken."""

    @abstractmethod
    def name_of(self, entry: Entry) -> str:
        """What `read` should find for an entry."""

    def render(self, entries: list[Entry]) -> str:
        return by_name(self.name).render(entries)

    def test_an_empty_list_is_a_valid_file(self) -> None:
        assert self.read(self.render([])) == []

    def test_each_paper_is_one_entry(self) -> None:
        entries = entries_of(list(ORDINARY))
        assert sorted(self.read(self.render(entries))) == sorted(map(self.name_of, entries))

    def test_hostile_text_stays_text(self) -> None:
        entries = hostile_entries()
        assert self.read(self.render(entries)) == [self.name_of(entry) for entry in entries]

    def test_any_set_of_papers_is_read_back(self) -> None:
        @settings(max_examples=40, deadline=None)
        @given(papers=PAPER_SETS)
        def check(papers: list[Paper]) -> None:
            entries = entries_of(papers)
            assert sorted(self.read(self.render(entries))) == sorted(map(self.name_of, entries))

        check()

    def test_nothing_steers_a_terminal_and_everything_encodes(self) -> None:
        text = self.render(hostile_entries())
        text.encode("utf-8")
        assert all(char.isprintable() for char in text.replace("\r\n", "\n").replace("\n", ""))

    def test_the_same_papers_give_the_same_file(self) -> None:
        entries = entries_of(list(ORDINARY))
        assert self.render(entries) == self.render(list(entries))

    def test_a_file_ends_its_last_line(self) -> None:
        assert self.render(entries_of(list(ORDINARY))).endswith("\n")


class TestBibtex(FormatSuite):
    name = "bibtex"

    def read(self, text: str) -> list[str]:
        library = parse_string(text)
        assert not library.failed_blocks
        assert len(library.blocks) == len(library.entries)
        return [block.key for block in library.entries]

    def name_of(self, entry: Entry) -> str:
        return entry.key

    def test_the_order_given_plays_no_part(self) -> None:
        entries = entries_of(list(ORDINARY))
        assert self.render(entries) == self.render(entries[::-1])


class TestCslJson(FormatSuite):
    name = "csl-json"

    def read(self, text: str) -> list[str]:
        return [item["id"] for item in json.loads(text)]

    def name_of(self, entry: Entry) -> str:
        return entry.key

    def test_the_order_given_plays_no_part(self) -> None:
        entries = entries_of(list(ORDINARY))
        assert self.render(entries) == self.render(entries[::-1])


class TestMarkdown(FormatSuite):
    name = "markdown"

    def read(self, text: str) -> list[str]:
        heading, *lines = text.split("\n")
        items = [line for line in lines if line.startswith("- ")]
        assert heading == f"# {len(items)} paper{'' if len(items) == 1 else 's'}"
        assert all(line == "" or line.startswith(("- ", "  ")) for line in lines)
        return [item.rsplit("](", 1)[0].removeprefix("- ").removeprefix("[") for item in items]

    def name_of(self, entry: Entry) -> str:
        alone = self.render([Entry(replace(entry.paper, links=()), entry.key)])
        return self.read(alone)[0]


class TestCsv(FormatSuite):
    name = "csv"

    def read(self, text: str) -> list[str]:
        header, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        assert tuple(header) == COLUMNS
        assert all(len(row) == len(COLUMNS) for row in rows)
        assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
        return [row[0] for row in rows]

    def name_of(self, entry: Entry) -> str:
        return entry.key


class TestJsonl(FormatSuite):
    name = "jsonl"

    def read(self, text: str) -> list[str]:
        return [json.loads(line)["id"] for line in text.split("\n")[:-1]]

    def name_of(self, entry: Entry) -> str:
        return entry.paper.id


def test_every_format_is_under_test() -> None:
    tested = {suite.name for suite in FormatSuite.__subclasses__()}
    assert {known.name for known in FORMATS} == tested


@pytest.mark.parametrize("known", FORMATS, ids=lambda known: known.name)
def test_a_format_is_found_by_name_and_ending(known: Format) -> None:
    assert by_name(known.name) is known
    assert for_file(Path(f"list{known.ending}")) is known
    assert for_file(Path(f"LIST{known.ending.upper()}")) is known


def test_other_names_and_endings() -> None:
    assert for_file(None).name == "bibtex"
    assert for_file(Path("list.txt")).name == "bibtex"
    with pytest.raises(CarrelError, match="bibtex, csl-json"):
        by_name("ris")


def test_naming_formats_imports_none() -> None:
    code = (
        "import sys, tui.export.registry; print([m for m in sys.modules"
        " if m.startswith('tui.export.') or m in ('json', 'csv', 'textual')])"
    )
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout
    assert found.strip() == "['tui.export.registry']"
