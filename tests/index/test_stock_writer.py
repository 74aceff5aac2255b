"""The files of a segment, as stock Whoosh reads them, beside those it writes itself."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.fulltext import stock_blocks
from index.fulltext.inverting import ChunkTable, invert
from index.fulltext.schema import make_schema
from index.fulltext.stock_writer import write_segment
from index.fulltext.whoosh_api import FileIndex, FileStorage
from index.paper import Paper
from tests.index.inversion_model import modelled, numbered_papers
from tests.index.stock_reading import blocks, described
from tests.index.stock_writing import write_stock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from index.fulltext.inversion import Inversion


def write_ours(folder: Path, inversion: Inversion) -> None:
    folder.mkdir()
    index = FileIndex.create(FileStorage(str(folder)), make_schema())
    writer = index.writer(compound=False)
    segment = write_segment(writer, inversion)
    writer.commit(mergetype=lambda *_: [segment])


def assert_as_stock(folder: Path, papers: Iterable[tuple[int, Paper]], block: int = 512) -> None:
    inversion = invert(papers, ChunkTable(set()))
    write_ours(folder / "ours", inversion)
    write_stock(folder / "stock", modelled(papers), inversion.ordinals.tolist(), block)
    ours, stock = described(str(folder / "ours")), described(str(folder / "stock"))
    for part in ("counts", "documents", "fields", "terms"):
        assert ours[part] == stock[part]
    assert blocks(str(folder / "ours")) == blocks(str(folder / "stock"))
    assert columns(folder / "ours") == columns(folder / "stock")


def columns(folder: Path) -> dict[str, bytes]:
    """The bytes of each column, but for zeros at the end, which Whoosh leaves out."""
    found = {path.name: path.read_bytes().rstrip(b"\0") for path in folder.glob("*.col")}
    return {name.split(".", 1)[1]: content for name, content in found.items() if content}


@settings(deadline=None, max_examples=60)
@given(papers=numbered_papers.filter(bool), block=st.sampled_from([1, 2, 3, 512]))
def test_any_papers_are_read_as_if_whoosh_had_written_them(
    papers: list[tuple[int, Paper]], block: int
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(stock_blocks, "_MOST_POSTINGS", block)
        patch.setattr(stock_blocks, "_AT_ONCE", 3)
        assert_as_stock(Path(folder), papers, block)


def test_numbers_that_take_more_than_a_byte(tmp_path: Path) -> None:
    filler = " ".join(f"w{number}" for number in range(700))
    papers = [(number, Paper(f"arxiv:{number}", f"common {number % 5}")) for number in range(1200)]
    papers += [
        (2000, Paper("arxiv:a", "rare", f"{'again ' * 300}{filler} again")),
        (90000, Paper("arxiv:b", "rare", f"{filler} again {filler} again " * 60)),
        (90001, Paper("arxiv:c", "rare common " + "rare " * 130)),
        (90002, Paper("arxiv:d", "nothing but a title")),
    ]
    papers[3] = (3, Paper("arxiv:3", "rare"))
    assert_as_stock(tmp_path, papers)


def test_papers_without_a_word(tmp_path: Path) -> None:
    assert_as_stock(tmp_path, [(0, Paper("arxiv:1", "???")), (4, Paper("arxiv:2", "–"))])


def test_a_text_of_a_hundred_thousand_words_has_the_greatest_length(tmp_path: Path) -> None:
    papers = [
        (5, Paper("arxiv:1", "a", "word " * 106_375)),
        (6, Paper("arxiv:2", "b", "word " * 19)),
    ]
    assert_as_stock(tmp_path, papers)


def test_terms_that_are_not_there_are_not_found(tmp_path: Path) -> None:
    papers = [(0, Paper("arxiv:1", " ".join(f"word{number}" for number in range(0, 3000, 2))))]
    write_ours(tmp_path / "ours", invert(papers, ChunkTable(set())))
    with FileIndex(FileStorage(str(tmp_path / "ours"))).reader() as reader:
        found = [number for number in range(3000) if ("title", b"word%d" % number) in reader]
        assert found == list(range(0, 3000, 2))
        assert ("abstract", b"word0") not in reader
