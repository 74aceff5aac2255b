from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.paper import Listing, Paper
from tests.tui.export_cases import PAPER_SETS
from tui.export.citekey import cite_key, cite_keys

SONG = Paper(
    "arxiv:2602.00001", "Diffusion, Again", authors=("Yang Song",), added="2026-01-01T00:00:00Z"
)
TWIN = replace(SONG, id="arxiv:2602.00002", title="A Diffusion", added="2026-02-01T00:00:00Z")
TRIPLET = replace(SONG, id="arxiv:2602.00003", added="2026-03-01T00:00:00Z")


@pytest.mark.parametrize(
    ("paper", "key"),
    [
        (SONG, "song2026diffusion"),
        (Paper("title:1", "On the Diffusion", authors=("Song",)), "songnddiffusion"),
        (Paper("title:1", "T", authors=("Aaron van den Oord",), year=2016), "vandenoord2016t"),
        (Paper("title:1", "Of It", authors=("Søren Łukaš-Ægir",), year=1), "lukasaegir1of"),
        (Paper("title:1", "L'Été: Don't", authors=("Ü",), venue="X 2020"), "u2020lete"),
        (Paper("title:1", "GPT-4 at 3", authors=("OpenAI",), year=2023), "openai2023gpt4"),
        (Paper("title:1", "K²-Graphs", authors=("宋飏",), year=2020), "k2graphs_2020"),
        (Paper("title:1", "A Paper on a Very Long Page"), "paper_very_long"),
        (Paper("title:1", "2 + 2"), "2_2"),
        (Paper("arxiv:2602.00001", "日本語"), "arxiv_2602_00001"),
        (Paper("", ""), "paper"),
        (Paper("title:1", "T", listings=(Listing("p", 1, "2025-03-12"),)), "t_2025"),
        (Paper("title:1", "y" * 99, authors=("x" * 99,), year=2020), f"{'x' * 24}2020{'y' * 24}"),
    ],
)
def test_keys(paper: Paper, key: str) -> None:
    assert cite_key(paper) == key


def test_a_key_needs_an_addition_only_beside_its_like() -> None:
    alone = cite_keys([TWIN], ())
    together = cite_keys([SONG, TWIN], ())
    assert alone == {TWIN.id: "song2026diffusion"}
    assert together[SONG.id] == "song2026diffusion"
    assert re.fullmatch("song2026diffusion-[0-9a-f]{4}", together[TWIN.id])


def test_starring_another_paper_renames_none() -> None:
    before = cite_keys([TWIN, TRIPLET], (TRIPLET.id, TWIN.id))
    after = cite_keys([SONG, TWIN, TRIPLET], (TRIPLET.id, TWIN.id, SONG.id))
    assert before.items() <= after.items()
    assert before[TRIPLET.id] == "song2026diffusion"


def test_a_star_given_under_an_alias_counts() -> None:
    moved = replace(TWIN, aliases=("title:old",))
    assert cite_keys([SONG, moved], ("title:old",))[moved.id] == "song2026diffusion"


def test_a_paper_given_twice_has_one_key() -> None:
    assert cite_keys([SONG, SONG], ()) == {SONG.id: "song2026diffusion"}


def test_many_alike_stay_apart() -> None:
    papers = [replace(SONG, id=f"arxiv:2602.{number:05}") for number in range(3000)]
    assert len(set(cite_keys(papers, ()).values())) == len(papers)


@settings(max_examples=40, deadline=None)
@given(papers=PAPER_SETS, data=st.data())
def test_keys_are_plain_unlike_and_heed_no_order(papers: list[Paper], data: st.DataObject) -> None:
    keys = cite_keys(papers, ())
    assert len(set(keys.values())) == len(papers)
    assert all(re.fullmatch("[a-z0-9_-]+", key) for key in keys.values())
    assert cite_keys(data.draw(st.permutations(papers)), ()) == keys
