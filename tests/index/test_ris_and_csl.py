"""RIS and CSL-JSON as publishers and reference managers write them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.sources.csl_json import CslJson
from index.sources.registry import detect
from index.sources.ris import Ris
from tests.index.bibliography_samples import CSL_ITEM
from tests.index.source_samples import papers_of, problems_of, read

if TYPE_CHECKING:
    from index.paper import Paper


def ris(lines: str, kind: str = "JOUR") -> Paper:
    text = f"TY  - {kind}\nTI  - Sets\n{lines}\nER  - \n"
    assert detect(text, "").name == "RIS"
    (found,) = papers_of(read(Ris(), text))
    return found


def csl(**fields: object) -> Paper:
    text = json.dumps([{"id": "a", "type": "article", "title": "Sets"} | fields])
    (found,) = papers_of(read(CslJson(), text))
    return found


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("AU  - van den Berg, Tom\nAU  - Doe, J., Jr.", ("Tom van den Berg", "J. Doe Jr.")),
        ("AU  - OpenAI\nAU  - 李, 飞飞", ("OpenAI", "李飞飞")),
        ("A1  - Lévy, Ada\nAU  - Lévy, Ada", ("Ada Lévy",)),
        ("ED  - Only, Ed", ("Ed Only",)),
        ("AU  - Lévy, Ada\nA2  - Only, Ed", ("Ada Lévy",)),
    ],
)
def test_ris_names_are_spoken(lines: str, names: tuple[str, ...]) -> None:
    assert ris(lines).authors == names


@pytest.mark.parametrize(
    ("lines", "year"),
    [
        ("PY  - 2018/05/06/epub", 2018),
        ("PY  - \nY1  - 27-30 June 2016", 2016),
        ("PY  - n.d.\nDA  - 2019/11/01/", 2019),
        ("Y1  - 2017///", 2017),
        ("PY  - in press", None),
    ],
)
def test_a_year_of_ris_is_found(lines: str, year: int | None) -> None:
    assert ris(lines).year == year


@pytest.mark.parametrize(
    "lines",
    [
        "UR  - http://arxiv.org/abs/2303.08774v2",
        "AN  - arXiv:2303.08774 [cs]",
        "M1  - arXiv:2303.08774",
        "N1  - arXiv:2303.08774 [cs]",
        "DO  - 10.48550/arXiv.2303.08774",
    ],
)
def test_an_arxiv_id_of_ris_is_found(lines: str) -> None:
    assert ris(lines).id == "arxiv:2303.08774"


def test_venues_of_ris_are_found() -> None:
    assert ris("BT  - Computer Vision", "CHAP").venue == "Computer Vision"
    assert ris("PB  - MIT", "THES").venue == "MIT"
    assert ris("PB  - Springer").venue == ""


def test_an_address_with_a_semicolon_is_one_and_two_are_two() -> None:
    one = "https://example.org/10.1002/CO;2-O"
    assert [link.url for link in ris(f"UR  - {one}").links] == [one]
    assert [link.url for link in ris(f"UR  - {one}; https://b.org/x.pdf").links] == [
        one, "https://b.org/x.pdf"
    ]  # fmt: skip


def test_keywords_of_one_line_are_several() -> None:
    assert ris("KW  - sets; sorting\nKW  - Networks, neural").keywords == (
        "sets", "sorting", "Networks, neural"
    )  # fmt: skip


def test_tags_with_one_blank_are_read_and_text_is_not_taken_for_one() -> None:
    narrow = "TY - JOUR\nTI - Sets\nAU - Lévy, Ada\nPY - 2001\nER -\n"
    (found,) = papers_of(read(Ris(), narrow))
    assert (found.title, found.authors, found.year) == ("Sets", ("Ada Lévy",), 2001)
    assert ris("AB  - We ask what\nAI - the field - is.").abstract == (
        "We ask what AI - the field - is."
    )


@pytest.mark.parametrize("cut", range(0, 100, 5))
def test_a_record_of_ris_cut_anywhere_is_told(cut: int) -> None:
    record = "TY  - JOUR\nTI  - Sets\nAU  - Lévy, Ada\nER  - \n"
    text = (record * 3)[: len(record * 3) * cut // 100]
    items = read(Ris(), text)
    assert {one.authors for one in papers_of(items)} <= {("Ada Lévy",)}
    assert len(papers_of(items)) + len(problems_of(items)) >= text.count("TY  - JOUR")


@pytest.mark.parametrize(
    ("issued", "year"),
    [
        ({"date-parts": [["2020", 1, 22]]}, 2020),
        ({"date-parts": [[2020]]}, 2020),
        ({"date-parts": []}, None),
        ({"literal": "Spring 2024"}, 2024),
        ({"edtf": "2018-05"}, 2018),
        ("2019-05-06", 2019),
        (2019, 2019),
        ([2019], None),
    ],
)
def test_a_year_of_csl_is_found(issued: object, year: int | None) -> None:
    assert csl(issued=issued).year == year


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"family": "Berg", "given": "Tom", "non-dropping-particle": "van den"},
         "Tom van den Berg"),
        ({"family": "King", "given": "Martin", "suffix": "Jr."}, "Martin King Jr."),
        ({"family": "李", "given": "飞飞"}, "李飞飞"),
        ({"family": "Plato"}, "Plato"),
        ({"literal": "The Pond, Inc."}, "The Pond, Inc."),
    ],
)  # fmt: skip
def test_names_of_csl_are_spoken(person: dict[str, str], name: str) -> None:
    assert csl(author=[person]).authors == (name,)
    assert csl(editor=[person]).authors == (name,)


def test_an_arxiv_id_in_a_note_of_csl_is_found_if_it_is_its_own() -> None:
    assert csl(note="arXiv: 2303.08774 [cs]\nTex.x: y").id == "arxiv:2303.08774"
    assert csl(note="See arXiv:2303.08774").known_as("arxiv") == ""


def test_what_crossref_answers_is_read_whole_or_as_an_item() -> None:
    item = CSL_ITEM | {"type": "journal-article", "title": ["Sorting Sets"]}
    for answer in (item, {"message": item}, {"message": {"items": [item]}}):
        text = json.dumps(answer)
        assert detect(text, "").name == "CSL-JSON"
        (found,) = papers_of(read(CslJson(), text))
        assert (found.title, found.year) == ("Sorting Sets", 2025)
