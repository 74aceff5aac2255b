"""One paper, told by every source: in whichever order they come, it is one and looks the same."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.adding import Input
from index.library import Library
from tests.index.bibliography_samples import snapshot_record
from tests.index.feed_samples import (
    arxiv_entry,
    arxiv_feed,
    hf_html,
    hf_part,
    listing_feed,
    listing_item,
    mhtml,
)
from tests.index.source_samples import abstract

if TYPE_CHECKING:
    from pathlib import Path

    from index.paper import Paper

NUMBER, DOI, TITLE = "2503.02130", "10.1000/SETS(25)1", "Sorting All Sets at Once"
NAMES = [{"name": "Ada Lévy"}, {"name": "Bo van der Sort"}]
ROW = {
    "paper": {
        "id": NUMBER,
        "title": "Sorting all Sets at $once$",
        "summary": "We sort.",
        "authors": NAMES,
        "publishedAt": "2025-03-03T17:59:59.000Z",
        "submittedOnDailyAt": "2025-03-06T00:00:00.000Z",
        "upvotes": 12,
    }
}
ATOM = arxiv_feed(arxiv_entry(f"{NUMBER}v2", TITLE, f"<arxiv:doi>{DOI}</arxiv:doi>"), total=1)
TOLD = {
    "day.json": json.dumps([ROW]),
    "day.html": hf_html(hf_part("DailyPapers", {"dailyPapers": [ROW]})),
    "day.mhtml": mhtml(hf_html(hf_part("DailyPapers", {"dailyPapers": [ROW]}))),
    "api.xml": ATOM.replace("Bo Sort", "Bo van der Sort"),
    "listing.xml": listing_feed(listing_item(f"{NUMBER}v1", TITLE, "new")),
    "snapshot.jsonl": json.dumps(
        snapshot_record(NUMBER, TITLE)
        | {"doi": DOI, "authors_parsed": [["L\\'evy", "Ada", ""], ["van der Sort", "Bo", ""]]}
        | {"abstract": "  We sort $x<y$\n  and <s> tokens </s> by L\\'evy.\n"}
    ),
    "refs.bib": (
        f"@article{{a, title={{Sorting all {{Sets}} at once}}, doi={{{DOI}}}, year=2025,"
        " author={L{\\'e}vy, Ada and van der Sort, Bo}, journal={Journal of Sets}}"
    ),
    "refs.ris": f"TY  - JOUR\nTI  - {TITLE}\nAU  - Lévy, Ada\nDO  - {DOI}\nER  - \n",
    "refs.json": json.dumps(
        [{"id": 1, "type": "article", "title": TITLE, "number": f"arXiv:{NUMBER}", "issued": 2025}]
    ),
    "page.txt": (
        "new\n\nGet trending papers in your email inbox!\n\nSubscribe\n\nbyAK and the research"
        f" community\n\nMar 6\n\n{TITLE}\n\n{abstract('sort')}\n\nOther Sets\n\n{abstract('x')}\n"
    ),
}


def essence(paper: Paper) -> tuple[object, ...]:
    known = paper.title, paper.authors, paper.year, paper.venue, paper.abstract
    return {paper.id, *paper.aliases}, known, set(paper.listings), dict(paper.extra).get("version")


@settings(deadline=None, max_examples=5)
@given(order=st.permutations(list(TOLD)))
def test_a_paper_of_every_source_is_one_in_any_order(
    order: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("order")
    (folder / "in").mkdir()
    for name, text in TOLD.items():
        (folder / "in" / name).write_text(text)
    library = Library(folder / "papers", folder / "cache")
    for name in order:
        assert library.add([Input(folder / "in" / name)]).problems == ()
    at_once = Library(folder / "other", folder / "cache-of-other")
    at_once.add([Input(folder / "in")])
    found = []
    for one in (library, at_once):
        assert len(one) == 2
        ordinal = one.find(f"arxiv:{NUMBER}")
        assert ordinal is not None
        assert ordinal == one.find(f"doi:{DOI.lower()}")
        found.append(essence(one.paper(ordinal)))
        assert one.add([Input(folder / "in")]).unchanged == len(TOLD) + 1
    assert found[0] == found[1]
    told = "We sort x<y and <s> tokens </s> by Lévy."
    names = ("Ada Lévy", "Bo van der Sort")
    assert found[0][1] == (TITLE, names, 2025, "Journal of Sets", told)


@pytest.mark.parametrize("pack", [gzip.compress, bytes])
def test_a_source_that_comes_twice_changes_nothing(tmp_path: Path, pack: type[bytes]) -> None:
    library = Library(tmp_path / "papers", tmp_path / "cache")
    for name, text in TOLD.items():
        (tmp_path / name).write_bytes(pack(text.encode()))
        library.add([Input(tmp_path / name)])
        before = library.log.size
        assert library.add([Input(tmp_path / name)]).merged == 0
        assert library.log.size == before
