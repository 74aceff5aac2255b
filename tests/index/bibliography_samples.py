"""Bibliographies of the shapes that people keep, written for these tests."""

from __future__ import annotations

import json

BIBTEX = r"""
% Encoding: UTF-8
@string{jos = "Journal of Sets"}
@comment{jabref-meta: databaseType:bibtex;}

@article{levy2025sorting,
  title = {The {BERT} of S{\"o}rting $x_{10}$ {\emph{Sets}}},
  author = {L{\'e}vy, Ada and {The Pond and Friends} and van der Other, Jr, Cy and others},
  journal = jos,
  year = 2025,
  month = mar,
  doi = {10.1000/SETS},
  abstract = {We sort sets.
    Twice.},
  keywords = {sets, sorting},
  brand_new_field = {x}
}

@misc{other,
  title = "Other Sets",
  author = "Bo Sort",
  date = {2024-05-06},
  eprint = {2503.02130},
  eprinttype = {arxiv},
  url = {https://example.org/other}
}
"""
RIS = """TY  - JOUR
AU  - Lévy, Ada
AU  - Other, Cy, Jr
TI  - Sorting Sets
T2  - Journal of Sets
PY  - 2025/03/06
AB  - We sort sets
and say so on two lines.
KW  - sets
KW  - sorting
DO  - 10.1000/SETS
UR  - https://example.org/sets
XX  - something new
ER  -

TY  - UNPD
A1  - Sort, Bo
T1  - Other Sets
Y1  - 2024
UR  - https://arxiv.org/abs/2503.02130v2
ER  -
"""
CSL_ITEM: dict[str, object] = {
    "id": "levy2025",
    "type": "article-journal",
    "title": "Sorting <i>Sets</i>",
    "author": [{"family": "Lévy", "given": "Ada"}, {"literal": "The Pond"}],
    "container-title": "Journal of Sets",
    "issued": {"date-parts": [[2025, 3, 6]]},
    "DOI": "10.1000/SETS",
    "URL": "https://example.org/sets",
    "abstract": "We sort sets.",
    "keyword": "sets, sorting",
    "brand-new": {"a": [1]},
}
CSL_OTHER: dict[str, object] = {
    "id": 7,
    "type": "article",
    "title": "Other Sets",
    "issued": {"raw": "May 2024"},
    "number": "arXiv:2503.02130",
}
CSL = json.dumps([CSL_ITEM, CSL_OTHER], indent=1)


def snapshot_record(number: str, title: str) -> dict[str, object]:
    """A record of arXiv's snapshot."""
    return {
        "id": number,
        "submitter": "Ada L\\'evy",
        "authors": "Ada L\\'evy, Bo Sort and Cy Other",
        "title": title,
        "comments": "12 pages",
        "journal-ref": None,
        "doi": "10.1000/SETS",
        "report-no": None,
        "categories": "cs.CL cs.LG",
        "license": None,
        "abstract": "  We sort\nsets.\n",
        "versions": [
            {"version": "v1", "created": "Mon, 3 Mar 2025 17:59:59 GMT"},
            {"version": "v2", "created": "Thu, 20 Mar 2025 17:00:00 GMT"},
        ],
        "update_date": "2025-03-21",
        "authors_parsed": [["L\\'evy", "Ada", ""], ["Sort", "Bo", "Jr", "The Pond"]],
        "brand_new": {"a": 1},
    }


SNAPSHOT = "\n".join(
    json.dumps(snapshot_record(number, title))
    for number, title in (("2503.02130", "Sorting\n  Sets"), ("hep-ex/0307015", "Other Sets"))
)
OPML = """<?xml version="1.0" encoding="UTF-8"?>
<opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="Journals"><outline type="rss" text="Journal of Sets" xmlUrl="https://a.org/rss"/>
</outline>
<outline type="rss" title="Other" text="x" xmlUrl="http://b.org/atom"/>
<outline type="rss" text="Again" xmlUrl="https://a.org/rss"/>
<outline type="rss" text="A file" xmlUrl="file:///etc/passwd"/>
</body></opml>
"""
