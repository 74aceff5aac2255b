"""BibTeX as people's files have it: put together, inherited, escaped, by whichever tool."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import Problem
from index.paper import Link
from index.sources.bibtex import BibTeX
from index.sources.bibtex_entries import value_of
from index.sources.bibtex_text import unprotected
from index.sources.personnames import bibtex_names, spoken
from tests.index.source_samples import papers_of, problems_of, read

if TYPE_CHECKING:
    from index.paper import Paper

texts = st.text(st.characters(exclude_characters='\\{}"', exclude_categories=["Cs"]), max_size=20)


def paper(fields: str, kind: str = "article") -> Paper:
    (found,) = papers_of(read(BibTeX(), f"@{kind}{{a, {fields}}}"))
    return found


def titles(text: str) -> list[str]:
    return [found.title for found in papers_of(read(BibTeX(), text))]


@given(st.lists(st.tuples(st.sampled_from(["{%s}", '"%s"']), texts), min_size=1, max_size=5))
def test_texts_put_together_are_one(parts: list[tuple[str, str]]) -> None:
    written = " # ".join(enclosed % text for enclosed, text in parts)
    assert value_of(written, {}) == "".join(text for _, text in parts)


@given(st.text(max_size=40))
def test_whatever_a_value_is_it_means_something(written: str) -> None:
    assert len(value_of(written, {"a": "b"})) <= len(written)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("2025", "2025"),
        ("ICLR", "Learning"),
        ("unknown", "unknown"),
        ('"Proc. of " # iclr # { 2025}', "Proc. of Learning 2025"),
        ('"a {"}quoted{"} b"', 'a {"}quoted{"} b'),
        ('{50\\% of {\\"o} # a}', '50\\% of {\\"o} # a'),
        ("{a \\{ b}", "a \\{ b"),
        ('"10~" # jan', "10~jan"),
    ],
)
def test_a_value_is_what_bibtex_makes_of_it(written: str, value: str) -> None:
    assert value_of(written, {"iclr": "Learning"}) == value


def test_a_forgotten_comma_loses_nothing() -> None:
    found = paper('title={One}\n author="A # B, Ada"\n year=2001 doi = {10.1000/x}, journal={J}')
    assert (found.title, found.authors, found.year) == ("One", ("Ada A # B",), 2001)
    assert (found.id, found.venue) == ("doi:10.1000/x", "J")


def test_many_entries_take_no_more_each_than_one() -> None:
    logger = logging.getLogger("bibtexparser")
    for _ in range(2):
        titles("@misc{a, title={A}}\n" * 20)
        assert len(logger.handlers) == 1


def test_macros_may_be_made_of_macros() -> None:
    text = '@string(a = "One")\n@STRING{b = a # " Two"}\n@misc{c, title = B # {!}}\n'
    assert titles(text) == ["One Two!"]


DBLP = """
@inproceedings{DBLP:conf/acl/ChangM23,
  author    = {Haw{-}Shiuan Chang and Wei Wang 0001},
  title     = {Multi-CLS {BERT:} An Alternative},
  doi       = {10.18653/v1/1},
  crossref  = {DBLP:conf/ACL/2023},
}
@misc{other, title = {Stands Between}}
@inproceedings{b, title = {Another}, crossref = {DBLP:conf/acl/2023}, year = {2022}}
@proceedings{DBLP:conf/acl/2023,
  editor = {Anna Rogers}, title = {Proceedings of {ACL} 2023}, year = {2023}, doi = {10.18653/v0}
}
@misc{last, title = {Stands Behind}}
"""


def test_what_a_crossref_gives_is_inherited_in_order_and_the_volume_is_no_paper() -> None:
    found = papers_of(read(BibTeX(), DBLP))
    assert [(one.title, one.year, one.venue) for one in found] == [
        ("Multi-CLS BERT: An Alternative", 2023, "Proceedings of ACL 2023"),
        ("Stands Between", None, ""),
        ("Another", 2022, "Proceedings of ACL 2023"),
        ("Stands Behind", None, ""),
    ]
    assert found[0].authors == ("Haw-Shiuan Chang", "Wei Wang")
    assert [one.known_as("doi") for one in found] == ["10.18653/v1/1", "", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={A}, crossref={nowhere}}",
        "@misc{a, title={A}, crossref={a}}",
        "@book{a, title={A}, crossref={b}}\n@book{c, title={C}, crossref={a}}",
    ],
)
def test_a_crossref_that_leads_nowhere_loses_nothing(text: str) -> None:
    assert len(papers_of(read(BibTeX(), text))) == text.count("title")


def test_a_volume_that_nothing_refers_to_stays() -> None:
    assert titles("@proceedings{a, title={Volume}}\n@misc{b, title={B}}") == ["Volume", "B"]


def test_held_entries_have_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.sources.bibtex_inheritance._MOST_HELD", 3)
    entries = [f"@misc{{k{at}, title={{T{at}}}, crossref={{late}}}}" for at in range(9)]
    found = papers_of(read(BibTeX(), "\n".join([*entries, "@book{late, title={L}, year=2001}"])))
    assert [one.title for one in found] == [f"T{at}" for at in range(9)]
    assert [one.year for one in found] == [None] * 6 + [2001] * 3


def test_shared_data_is_lent_and_no_paper() -> None:
    text = "@xdata{x, date={2019-02}, journaltitle={J}}\n@article{a, title={A}, xdata={y, x}}"
    (found,) = papers_of(read(BibTeX(), text))
    assert (found.title, found.year, found.venue) == ("A", 2019, "J")


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("van der Berg, Tom", "Tom van der Berg"),
        ("de la Vall{\\'e}e Poussin, Charles", "Charles de la Vallée Poussin"),
        ("King, Jr, Martin Luther", "Martin Luther King Jr"),
        ("{NVIDIA}", "NVIDIA"),
        ("{The {OpenAI} Team}", "The OpenAI Team"),
        ("{Lévy}, Ada", "Ada Lévy"),
        ("family=Berg, given=Tom, given-i=T, prefix=van den, useprefix=true", "Tom van den Berg"),
        ("given=Sam, family=McCandlish", "Sam McCandlish"),
        ("family=King, given=Martin, suffix=Jr.", "Martin King Jr."),
        ('family="Pond, Inc.", given=The', "The Pond, Inc."),
        ("李, 飞飞", "李飞飞"),
        ("李 飞飞", "李 飞飞"),
        ("山田, たろう", "山田たろう"),
        ("Wei Wang 0001", "Wei Wang"),
        ("Erd{\\H o}s, P.", "P. Erdős"),
    ],
)
def test_a_name_is_turned_as_it_is_spoken(written: str, name: str) -> None:
    assert paper(f"title={{A}}, author={{{written} and Bo Sort and others}}").authors == (
        name,
        "Bo Sort",
    )


def test_names_that_commas_part_are_people() -> None:
    assert bibtex_names("Ada Lévy, Bo Sort, Cy Other, {A, B}") == [
        "Ada Lévy", "Bo Sort", "Cy Other", "{A, B}"
    ]  # fmt: skip
    assert bibtex_names("Lévy, Ada and et al.") == ["Ada Lévy"]


@given(st.text(max_size=40))
def test_any_name_can_be_spoken(name: str) -> None:
    spoken(name)


@pytest.mark.parametrize(
    ("doi", "known"),
    [
        ("10.1007/978-3-030-58452-8\\_24", "10.1007/978-3-030-58452-8_24"),
        ("10.1007/978-3-030-58452-8{\\_}24", "10.1007/978-3-030-58452-8_24"),
        ("{10.1093/btz682}", "10.1093/btz682"),
        ("\\url{https://doi.org/10.1093/BTZ682}", "10.1093/btz682"),
        ("10.1016/S0140-6736(20)30183-5", "10.1016/s0140-6736(20)30183-5"),
        ("10.1002/(SICI)1097(1998)49:8\\textless693::AID\\textgreater3.0.CO;2-O",
         "10.1002/(sici)1097(1998)49:8<693::aid>3.0.co;2-o"),
    ],
)  # fmt: skip
def test_a_doi_is_found_behind_its_escapes(doi: str, known: str) -> None:
    assert paper(f"title={{A}}, doi={{{doi}}}").known_as("doi") == known


@pytest.mark.parametrize(
    "fields",
    [
        "howpublished={\\url{https://arxiv.org/abs/2303.08774}}",
        "howpublished={arXiv preprint arXiv:2303.08774}",
        "note={arXiv:2303.08774 [cs, stat]}",
        "number={arXiv:2303.08774}, publisher={arXiv}",
        "journal={CoRR}, volume={abs/2303.08774}",
        "eprint={{2303.08774}}, archivePrefix={arXiv}",
        "eprint={https://arxiv.org/pdf/2303.08774.pdf}",
    ],
)
def test_an_arxiv_id_is_found_where_tools_put_it(fields: str) -> None:
    assert paper(f"title={{A}}, {fields}").id == "arxiv:2303.08774"


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("http://arxiv.org/abs/2303.08774v2", Link("abs", "https://arxiv.org/abs/2303.08774")),
        ("http://www.arxiv.org/pdf/2303.08774", Link("pdf", "https://arxiv.org/pdf/2303.08774")),
        ("https://example.org/a.PDF", Link("pdf", "https://example.org/a.PDF")),
        ("https://huggingface.co/papers/2303.08774",
         Link("abs", "https://huggingface.co/papers/2303.08774")),
    ],
)  # fmt: skip
def test_an_address_of_arxiv_is_in_one_form(address: str, link: Link) -> None:
    assert paper(f"title={{A}}, eprint={{2303.08774}}, url={{{address}}}").links == (link,)


@pytest.mark.parametrize(
    "fields",
    [
        "note={See also arXiv:2303.08774}",
        "note={arXiv:2303.08774 and arXiv:2303.08775 are about it}",
        "eprint={2303.08774}, eprinttype={pubmed}",
        "abstract={We improve on arXiv:2303.08774.}",
    ],
)
def test_the_arxiv_id_of_another_paper_is_not_taken(fields: str) -> None:
    assert paper(f"title={{A}}, {fields}").known_as("arxiv") == ""


def test_a_subtitle_belongs_to_the_title() -> None:
    assert paper("title={Sets}, subtitle={Sorted}").title == "Sets: Sorted"
    assert paper("title={Sets?}, subtitle={Sorted}").title == "Sets? Sorted"
    assert paper("title={Sets: sorted}, subtitle={Sorted}").title == "Sets: sorted"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("The {BERT} of {{Sets}}", "The BERT of Sets"),
        ("{The {B}ERT of {$L^2$} and {$\\ell_{1}$}}", "The BERT of L² and ℓ₁"),
        ("{F{\\\"u}r {\\'E}tale {\\o}re} {\\em x}", "Für Étale øre x"),
        ("\\emph{The {BERT}} $\\frac{a}{b}$ {GPT-4}", "The BERT a/b GPT-4"),
        ("H{$_2$}O and {\\LaTeX} {T\\_5}", "H₂O and LaTeX T_5"),
    ],
)
def test_braces_that_protect_are_not_shown(written: str, shown: str) -> None:
    assert paper(f"title={{{written}}}").title == shown


@given(st.text(st.sampled_from("ab{}\\$^_\"' -"), max_size=30))
def test_taking_braces_off_takes_nothing_else(text: str) -> None:
    shown = unprotected(text)
    assert [sign for sign in shown if sign not in "{}"] == [s for s in text if s not in "{}"]


def test_dashes_are_written_as_they_are_printed() -> None:
    assert paper("title={Sets---sorted 1--2 {$a--b$} --> x}").title == "Sets—sorted 1–2 a--b --> x"


def test_a_conference_is_called_as_lists_of_it_call_it() -> None:
    assert paper("title={A}, booktitle={{ICLR}}, year={2025}").venue == "ICLR 2025"
    assert paper("title={A}, booktitle={NeurIPS}, year={2025}").venue == "NeurIPS 2025"
    assert paper("title={A}, journal={nature}, year={2015}").venue == "nature"


def test_entries_with_the_same_key_are_two() -> None:
    assert titles("@misc{a, title={One}} @misc{a, title={Two}}\n@misc{a, title={Three}}") == [
        "One", "Two", "Three"
    ]  # fmt: skip


@pytest.mark.parametrize("cut", range(0, 100, 5))
def test_a_file_cut_anywhere_gives_whole_papers_and_says_so(cut: int) -> None:
    whole = papers_of(read(BibTeX(), DBLP))
    text = DBLP[: len(DBLP) * cut // 100]
    items = read(BibTeX(), text)
    assert {one.title for one in papers_of(items)} <= {
        *(one.title for one in whole), "Proceedings of ACL 2023"
    }  # fmt: skip
    begun = text.count("@") - text.count("@proceedings") - text.count("@inpr\n")
    assert len(papers_of(items)) + len(problems_of(items)) >= begun - 1


def test_a_problem_names_the_entry_as_it_is_counted() -> None:
    items = read(BibTeX(), DBLP.replace("title = {Stands Between}", "year = 2020"))
    assert isinstance(items[1], Problem)
    assert items[1].where == "page.txt, record 2"
