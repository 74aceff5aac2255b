"""Papers for the export tests: ordinary ones, hostile ones, and any that hypothesis thinks of."""

from __future__ import annotations

from hypothesis import strategies as st

from index.paper import Link, Listing, Paper
from tui.export.entry import Entry

PREPRINT = Paper(
    id="arxiv:2602.23229",
    title="Diffusion for GPT-4 & friends",
    abstract="We study 100% of it.",
    authors=("Yang Song", "Aaron van den Oord", "{Example} Research Team"),
    year=2026,
    keywords=("diffusion", "language models"),
    links=(Link("abs", "https://arxiv.org/abs/2602.23229"),),
    listings=(Listing("page", 3, "2026-03-06", "A Curator"),),
    added="2026-03-07T08:00:00Z",
    extra=(("primary_category", "cs.CV"),),
)
CONFERENCE = Paper(
    id="openreview:aBc_1",
    title="Planning in K²-Graphs",
    authors=("José García",),
    venue="ICLR 2025",
    raw_title="Planning in $K^2$-Graphs",
    added="2026-01-01T00:00:00Z",
)
JOURNAL = Paper(id="doi:10.1000/ab_c", title="Old Ideas", authors=("Ada Byron",), venue="JMLR 2003")
LISTED = Paper(
    id="title:0123456789abcdef",
    title="A Paper on a Page",
    listings=(Listing("page", 1, "--03-12"),),
    links=(Link("project", "https://example.org/x"),),
)
ORDINARY = (PREPRINT, CONFERENCE, JOURNAL, LISTED)

HOSTILE = (
    "[/INST] and [@click=app.quit]quit[/]",
    "}}, @misc{x, title={y}",
    "},\n@misc{x,\n  title = {y},\n}\n",
    '"}, note = "z',
    "a } b",
    "a { b",
    "{{{{{",
    "\\",
    "ends with a backslash\\",
    "\\} \\{ \\\\} \\\\{",
    r"\input{/etc/passwd} \write18{rm -rf x}",
    r"$\input{/etc/passwd}$ and $\csname input\endcsname x$ and $^^5cinput x$",
    "$ } $ { $",
    "$x}$ and ${y$",
    "costs $5 and $10",
    "@comment{ all of it",
    "@string(a = b) @ { x",
    "100% of it % not a comment",
    "=cmd|' /C calc'!A0",
    "+1",
    "-1+2",
    "@SUM(A1)",
    "\t=1+1",
    "＝1+1",
    'a "quoted", comma; semicolon',
    "](javascript:alert(1)) [x](javascript:alert(1))",
    "<script>alert(1)</script> <img src=x onerror=y> &lt;b&gt;",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "```\ncode",
    "    indented",
    "https://evil.example/ www.evil.example a@b.example",
    "line\nbreak\r\nand\u2028more\u0085yet",
    "\x1b]0;title\x07 \x1b[31mred\x9b31m",
    "\u202eright to left\u202c \u2066isolated\u2069",
    "שלום עולם",
    "مرحبا بالعالم",
    "日本語のタイトル",
    "👩\u200d👩\u200d👧 families 🎉",
    "zero\u200bwidth\ufeff",
    "\ud800 lone surrogate",
    "",
    "   ",
    "x" * 5000,
)
"""Texts that have broken one program or another."""


def entry(
    paper: Paper,
    key: str = "key",
    tags: tuple[str, ...] = (),
    starred: bool = False,
    note: str = "",
) -> Entry:
    """One entry, by hand."""
    return Entry(paper, key, tags, starred, note)


def hostile_paper(text: str, number: int = 0) -> Paper:
    """A paper all of whose texts are hostile."""
    return Paper(
        id=f"title:{number:016x}",
        title=text,
        abstract=text,
        authors=(text, f"{text} {text}", f"{text}, {text}"),
        venue=text,
        keywords=(text,),
        links=(Link("abs", text), Link("project", f"https://example.org/{text}")),
        listings=(Listing(text, 1, "2026-03-06", text),),
        raw_title=f"{text} $x_{{1}}$ {text}",
        raw_abstract=f"{text} $y$ {text}",
        extra=(("primary_category", text),),
    )


def hostile_entries() -> list[Entry]:
    """Every hostile text in every field, each in a paper of its own."""
    return [
        Entry(
            hostile_paper(text, number),
            f"key{number:03}",
            (text,),
            starred=True,
            note=f"{text}\n{text}\n\n{text}",
            later="2026-12-01",
            reason="weak",
        )
        for number, text in enumerate(HOSTILE)
    ]


_FRAGMENTS = st.sampled_from(
    [*HOSTILE[:-1], "$x$", "$K^2$", "\\{", "\\}", "{", "}", "@a{", "BERT", " and ", ", ", "%", "\\"]
)
TEXTS = st.lists(st.one_of(_FRAGMENTS, st.text(max_size=12)), max_size=6).map("".join)
"""Text of any kind, more often than not trouble."""

_IDS = st.one_of(
    st.from_regex(r"arxiv:2[0-9](0[1-9]|1[0-2])\.[0-9]{5}", fullmatch=True),
    st.builds("doi:10.1000/{}".format, TEXTS),
    st.builds("title:{:016x}".format, st.integers(0, 2**64 - 1)),
    st.builds("arxiv:{}".format, TEXTS),
)
PAPERS = st.builds(
    Paper,
    id=_IDS,
    title=TEXTS,
    abstract=TEXTS,
    authors=st.lists(TEXTS, max_size=3).map(tuple),
    year=st.none() | st.integers(1900, 2100),
    venue=TEXTS | st.sampled_from(["", "ICLR 2025", "JMLR"]),
    keywords=st.lists(TEXTS, max_size=2).map(tuple),
    links=st.lists(st.builds(Link, st.sampled_from(["abs", "pdf"]), TEXTS), max_size=2).map(tuple),
    raw_title=TEXTS,
    raw_abstract=TEXTS,
)
PAPER_SETS = st.lists(PAPERS, max_size=5, unique_by=lambda paper: paper.id)
"""Papers of different ids."""
