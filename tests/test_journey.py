"""From saved pages to a bibliography, in a real terminal, as a person would go."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bibtexparser.entrypoint import parse_string

from index.paper import Listing
from index.record import to_record
from tests.commandline import added, carrel
from tests.papers import SHELF
from tests.reader import (
    SMALL,
    WIDE,
    accept,
    answer,
    at,
    leave,
    marked,
    of,
    opened,
    reader,
    search,
)

if TYPE_CHECKING:
    from tests.terminal import Terminal

pytestmark = pytest.mark.terminal

DATA = Path(__file__).with_name("data")
PAGES = (DATA / "page-layout-a.txt", DATA / "page-layout-b.txt")

BOATS = replace(SHELF[0], listings=(Listing("harbour", 1, "2024-01-02"),))
"""A paper that has an arXiv id, authors and links; its day puts it behind the first page's."""

BOTH_PAGES = 21
"""Papers on the two pages, which hold twelve each and share three."""

ALL = BOTH_PAGES + 1


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """HOME of a reader who has both pages and the paper about boats."""
    record = tmp_path / "harbour.jsonl"
    record.write_text(json.dumps(to_record(BOATS)) + "\n", "utf-8")
    home = tmp_path / "home"
    added(home, *PAGES, record)
    return home


def configured(home: Path, text: str) -> Path:
    config = home / "carrel" / "config" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text(text, "utf-8")
    return home


def id_of(home: Path, query: str) -> str:
    found = json.loads(carrel(home, "search", query, "--json").out)
    assert found["total"] == 1
    return str(found["papers"][0]["id"])


def test_pages_of_either_layout_go_in_and_adding_them_again_changes_nothing(tmp_path: Path) -> None:
    words = ("add", "--json", *map(str, PAGES))
    first, second = (carrel(tmp_path, *words) for _ in range(2))
    assert (first.code, second.code) == (0, 0)
    counts = {"read": 24, "added": BOTH_PAGES, "merged": 3, "unchanged": 0, "skipped": 0}
    assert json.loads(first.out) == counts | {"problems": []}
    again = {"read": 24, "added": 0, "merged": 0, "unchanged": 24, "skipped": 0}
    assert json.loads(second.out) == again | {"problems": []}


@pytest.mark.parametrize("size", [WIDE, SMALL], ids=["wide", "small"])
def test_the_whole_way(shelf: Path, size: tuple[int, int]) -> None:
    with reader(shelf, size=size) as terminal:
        find_and_star_one(terminal)
        decide_on_the_first_papers(terminal)
        leave(terminal)
    with reader(shelf, size=size) as terminal:
        every_mark_is_back(terminal)
        a_mark_from_a_shell_appears(terminal, shelf)
        written = export_by_key(terminal, shelf / "by-key.bib")
        leave(terminal)
    assert carrel(shelf, "export", "-o", "by-verb.bib").code == 0
    assert (shelf / "by-verb.bib").read_bytes() == written
    assert_bibliography(written.decode("utf-8"))


def find_and_star_one(terminal: Terminal) -> None:
    opened(terminal, ALL)
    search(terminal, "bees wagg")
    terminal.wait_for(of(1))
    assert "Bees & Bandits" in terminal.text
    terminal.press("escape")
    terminal.wait_for(of(ALL))
    search(terminal, "garcia ladder")
    terminal.wait_for(of(1))
    accept(terminal)
    terminal.press("s")
    terminal.wait_for(marked("García's", "●★"))
    terminal.press("escape")
    terminal.wait_for(at(7, ALL))


def decide_on_the_first_papers(terminal: Terminal) -> None:
    terminal.press("g")
    terminal.wait_for(at(1, ALL))
    terminal.press("s")
    terminal.wait_for(marked("S²Tide", "●★"))
    terminal.press("j")
    terminal.wait_for(at(2, ALL))
    terminal.press("s", "r")
    terminal.wait_for(at(4, ALL))
    terminal.press("t")
    answer(terminal, "Tags", "tails")
    terminal.wait_for("#tails")
    terminal.press("x")
    terminal.wait_for(marked("Lévy Flights", "×"))
    terminal.press("u")
    terminal.wait_for(marked("Lévy Flights", "●"))
    terminal.wait_for(at(4, ALL))


def every_mark_is_back(terminal: Terminal) -> None:
    opened(terminal, ALL)
    for title in ("S²Tide", "Only-If", "García's"):
        terminal.wait_for(marked(title, "●★"))
    terminal.wait_for(marked("Measuring CO₂", ""))
    for title in ("Lévy Flights", "Bees & Bandits"):
        terminal.wait_for(marked(title, "●"))
    assert "#tails" not in terminal.text
    terminal.press("j", "j", "j")
    terminal.wait_for("#tails")


def a_mark_from_a_shell_appears(terminal: Terminal, home: Path) -> None:
    bees = id_of(home, "bees bandits")
    assert carrel(home, "mark", "star", "2501.00001", bees).code == 0
    terminal.wait_for(marked("Bees & Bandits", "●★"))
    assert carrel(home, "mark", "unstar", bees).code == 0
    terminal.wait_for(marked("Bees & Bandits", "●"))


def export_by_key(terminal: Terminal, target: Path) -> bytes:
    terminal.press("e")
    answer(terminal, "Export to", str(target), suggested="starred.bib")
    terminal.wait_for("4 starred papers")
    return target.read_bytes()


def assert_bibliography(text: str) -> None:
    library = parse_string(text)
    assert not library.failed_blocks
    found = {
        entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries
    }
    assert sorted(found) == [
        "garcia2025planning",
        "garcias_ladder_curricula",
        "onlyif_conditional_generation",
        "s2tide_sparse_slow",
    ]
    boats = found["garcia2025planning"]
    assert boats["eprint"] == "2501.00001"
    assert boats["archivePrefix"] == "arXiv"
    assert boats["author"] == "Ana García and Bo Lindqvist"
    assert found["s2tide_sparse_slow"]["title"].startswith("{S}$^{2}$Tide: Sparse and Slow")
    assert "García" in found["garcias_ladder_curricula"]["title"]
    assert all("year" not in fields for key, fields in found.items() if key != "garcia2025planning")


def test_emacs_hands_export_by_a_sequence(shelf: Path) -> None:
    with reader(configured(shelf, 'keymap = "emacs"\n')) as terminal:
        opened(terminal, ALL)
        terminal.press("*", "n", "*")
        terminal.wait_for(marked("Measuring CO₂", "●★"))
        terminal.press("ctrl+x")
        terminal.wait_for("C-x …")
        terminal.press("ctrl+w")
        answer(terminal, "Export to", str(shelf / "out.md"), suggested="starred.bib")
        terminal.wait_for("2 starred papers")
        terminal.press("ctrl+x", "ctrl+c")
        assert terminal.wait_exit() == 0
    assert "S²Tide" in (shelf / "out.md").read_text("utf-8")


def test_vim_hands_count_and_dismiss_by_sequences(shelf: Path) -> None:
    with reader(configured(shelf, 'keymap = "vim"\n')) as terminal:
        opened(terminal, ALL)
        terminal.press("5", "j")
        terminal.wait_for(at(6, ALL))
        terminal.press("d")
        terminal.wait_for("d …")
        terminal.press("d")
        terminal.wait_for(marked("The final Layer", "×"))
        terminal.wait_for(at(7, ALL))
        terminal.press("g", "g")
        terminal.wait_for(at(1, ALL))
        terminal.press("Z", "Z")
        assert terminal.wait_exit() == 0


def test_the_sample_opens_and_leaves_the_readers_own_home_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with reader(home, "--sample") as terminal:
        terminal.wait_for("The Platonic Representation")
        terminal.press("s")
        terminal.wait_for(marked("The Platonic Representation", "●★"))
        leave(terminal)
    assert list(home.iterdir()) == []


def _tells_a_newcomer_what_to_do(terminal: Terminal) -> bool:
    lines = [line.strip("│ ") for line in terminal.lines]
    if "Your library is empty." not in lines:
        return False
    first = lines.index("Your library is empty.")
    ways = ("says how new papers come", "carrel add", "carrel --sample")
    return all(way in lines[first + place] for place, way in enumerate(ways, 1))


def test_an_empty_library_says_what_to_do_in_a_line_each(tmp_path: Path) -> None:
    with reader(tmp_path, size=SMALL) as terminal:
        terminal.wait_for(_tells_a_newcomer_what_to_do)
        leave(terminal)


def test_make_run_opens_the_sample_only_while_the_library_is_empty(shelf: Path) -> None:
    with reader(shelf, "--or-sample") as terminal:
        terminal.wait_for(at(1, ALL))
        leave(terminal)


def test_without_a_terminal_the_reader_says_so(tmp_path: Path) -> None:
    for words in ((), ("--sample",)):
        outcome = carrel(tmp_path, *words)
        assert outcome.code == 2
        assert outcome.out == ""
        assert "needs a terminal" in outcome.err
        assert "carrel --help" in outcome.err
        assert outcome.err.count("\n") == 1


def test_adding_at_a_terminal_shows_a_bar_and_then_the_report(tmp_path: Path) -> None:
    with reader(tmp_path, "add", str(PAGES[0])) as terminal:
        assert terminal.wait_exit() == 0
        assert "page-layout-a" in bytes(terminal.raw).decode()
        assert "12  papers the library did not have" in terminal.text
        assert "%" not in terminal.text


def test_keys_in_a_burst_go_where_the_one_before_them_leads(shelf: Path) -> None:
    with reader(shelf) as terminal:
        terminal.wait_for(at(1, ALL))
        terminal.type("/knitting\rt")
        terminal.wait_for(of(1))
        terminal.wait_for("─ Tags ─")
        terminal.press("escape")
        terminal.wait_gone("─ Tags ─")
        terminal.type("ttails\r")
        terminal.wait_for("#tails")
        leave(terminal)
