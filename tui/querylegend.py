"""What can be asked, for the help screen: the query language in the fewest lines.

Every example is a query; a test parses them all.
"""

from __future__ import annotations

TITLE = "What can be asked"

EXAMPLES = (
    ("deep learning", "Both words, in any form; then papers with some."),
    ("deep learning --any", "Any of the words; --all: all of them, no others."),
    ('"chain of thought"', "The words side by side."),
    ("diffusion -survey", "The one without the other."),
    ("(gan OR flow) audio", "Either of the two, and a third."),
    ("transf*", "A word that begins so, as the last you type may."),
    ("transfomer~", "A word spelt nearly so; ~2 for two slips."),
    ("/state[- ]space/", "A pattern in the title."),
    ("author:garcia", "In one field: title, abstract, author, keywords."),
    ("venue:iclr", "Also source, tag, id, cat, org, submitter."),
    ("is:unread", "Also read, starred, dismissed, later, new, muted, risen."),
    ("note:idea", "A word of your note that begins so; has:note: any."),
    ("reason:weak", "Dismissed for it; later:7d: back within a week."),
    ("has:code", "Also abstract, pdf, project, doi, arxiv, summary."),
    ("year:2023..2025", "Or 2025, >=2025; upvotes, comments, stars, version."),
    ("date:7d", "Or 2w, 3m, 1y, today, mon, 2026-08, 2026-08-01.."),
    ("newer:3d", "The same as date:3d; older:3d is all before that."),
    ("added:2d", "When a paper came in, where date: is when listed."),
    ("sort:title", "Or venue, authors, year, day, score, upvotes, state, …"),
    ("sort:-title", "The other way round."),
    ("limit:50", "The first fifty only."),
)
"""A query, and what it finds or what else may stand in its place."""
