"""Papers made up by hypothesis, and lines of a log in which they come back changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st

from index.paper import Link, Listing, Paper

patiently = settings(max_examples=60, deadline=None)
"""For properties of what is written and read: how long that takes says nothing."""

IDS = (
    *(f"arxiv:2401.0000{number}" for number in range(6)),
    *(f"doi:10.1000/{name}" for name in "abc"),
    "openreview:Zx9",
    "title:00000000deadbeef",
    "doi:10.1000/naïve",
)
TITLES = ("Deep Sets", "deep sets", "Ähnliche Maße", "Attention, Again", "注意力", "A", "???")

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)
days = st.sampled_from(["", "2025-03-12", "--03-12", "--12-31", "2024-01-01", "--02-29"])
stamps = st.sampled_from(["2026-03-14T09:26:53Z", "2025-03-01T00:00:00Z", "2024-12-31T23:59:59Z"])

listings = st.builds(
    Listing,
    source=st.sampled_from(["000_402e", "001_3b27", "seite"]) | texts,
    rank=st.none() | st.integers(1, 200),
    day=days,
    curator=st.sampled_from(["", "AK"]),
)

extras = st.fixed_dictionaries(
    {},
    optional={
        "categories": st.sampled_from(["cs.LG cs.CL", "cs.LG,stat.ML", "math.OC", ", "]),
        "comments": st.sampled_from(["0", "3", "17"]),
        "organization": st.sampled_from(["Harbour Institute", "Pond & Sons"]) | texts,
        "stars": st.sampled_from(["1,204", "77", "a few", "-1", "4294967295"]),
        "submitter": st.sampled_from(["Ana García", "bo"]),
        "tldr": st.sampled_from(["", "It sorts."]),
        "upvotes": st.integers(0, 30).map(str),
        "version": st.sampled_from(["1", "v2", "two"]),
    },
).map(lambda extra: tuple(sorted(extra.items())))

papers = st.builds(
    Paper,
    id=st.sampled_from(IDS),
    title=st.sampled_from(TITLES) | texts,
    abstract=st.sampled_from(["", "We sort."]),
    authors=st.lists(
        st.sampled_from(["Ashish Vaswani", "Song, Yang", "李 飞飞", "King, Jr."]), max_size=4
    ).map(tuple),
    year=st.none() | st.sampled_from([2024, 2025]) | st.integers(1900, 2100),
    venue=st.sampled_from(["", "ICLR 2025", "NeurIPS 2024"]) | texts,
    links=st.lists(st.sampled_from(["abs", "pdf", "code", "project"]), max_size=3, unique=True).map(
        lambda kinds: tuple(Link(kind, f"https://example.org/{kind}") for kind in kinds)
    ),
    listings=st.lists(listings, max_size=3).map(tuple),
    aliases=st.lists(st.sampled_from(IDS), max_size=2, unique=True).map(tuple),
    added=stamps,
    extra=extras,
)

logs = st.lists(papers | papers.map(lambda paper: replace(paper, added="")), max_size=14)
