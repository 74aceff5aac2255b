"""Papers like one, each with its reason."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.paper import Link
from tests.index.ranking_cases import PAPERS, titled
from tests.index.vector_cases import MATTERS, made_up, matter, shelved

if TYPE_CHECKING:
    from pathlib import Path

    from index.library import Library


def test_neighbours_are_on_the_same_matter(compared: Library) -> None:
    for ordinal in range(0, 80, 7):
        found = compared.recommender.related(ordinal, 10)
        assert found is not None
        assert len(found) == 10
        assert {matter(each.ordinal) for each in found} == {matter(ordinal)}
        assert ordinal not in {each.ordinal for each in found}
        scores = [each.score for each in found]
        assert scores == sorted(scores, reverse=True)
        assert 0 < scores[-1] <= scores[0] <= 1
        words = {word.lower() for word in MATTERS[list(MATTERS)[matter(ordinal)]]}
        assert {word.lower() for word in found[0].reason.words} & words


def test_a_neighbour_says_what_it_shares(tmp_path: Path) -> None:
    code = (Link("code", "https://www.example.org/ParserLab/"),)
    one = titled(
        1, "Parsing with LoRA", "We parse; parsing trees.", authors=("Ana García", "Bo"), links=code
    )
    other = titled(
        2,
        "Trees for LoRA parsing",
        "Parsers and trees.",
        authors=("bo", "Ana Garcia", "Cy"),
        links=(Link("code", "http://example.org/parserlab"), Link("pdf", "https://a.org/x")),
    )
    library = shelved(tmp_path, [one, other, titled(3, "Bread", "Of bread."), *made_up(12)])
    found = library.recommender.related(0, 1)
    assert found is not None
    reason = found[0].reason
    assert found[0].ordinal == 1
    assert reason.authors == ("Ana García", "Bo")
    assert reason.links == ("https://www.example.org/ParserLab/",)
    assert set(reason.words) == {"parsing", "LoRA", "trees"}


def test_other_versions_are_left_out(tmp_path: Path) -> None:
    twin = replace(PAPERS[0], id="doi:10.1000/twin", title=PAPERS[0].title.upper(), authors=("X",))
    library = shelved(tmp_path, [*PAPERS, twin])
    assert len(library) == 81
    for ordinal in (0, 80):
        found = library.recommender.related(ordinal, 80)
        assert found is not None
        assert not {0, 80} & {each.ordinal for each in found}


def test_what_is_first_by_meaning_and_by_words_scores_one(tmp_path: Path) -> None:
    twin = replace(PAPERS[0], id="arxiv:2402.00001", title=f"{PAPERS[0].title} again")
    library = shelved(tmp_path, [*PAPERS, twin])
    found = library.recommender.related(0, 40)
    assert found is not None
    assert found[0].ordinal == 80
    assert found[0].score == 1
    assert found[1].score < 1
