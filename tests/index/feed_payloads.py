"""Answers of Hugging Face and arXiv for days of a test's choice, in their documented shapes."""

from __future__ import annotations

from urllib.parse import urlencode

HF = "https://huggingface.co/api/daily_papers"
ARXIV = "https://export.arxiv.org/api/query"


def hf_url(page: int = 0, /, **asked: str) -> str:
    """The address of a list."""
    more = f"&p={page}" if page else ""
    return f"{HF}?{urlencode({**asked, 'limit': '50'})}{more}"


def hf_row(number: str, day: str, upvotes: int | None = 3, title: str = "") -> dict[str, object]:
    """A row of a day's list; its outer date is another one, as it has been."""
    paper: dict[str, object] = {
        "id": number,
        "title": title or f"Lanterns of {number}",
        "summary": f"We light lantern {number} and look at it.",
        "authors": [{"name": "Ada Lévy", "hidden": False}],
        "publishedAt": "2026-03-01T03:00:00.000Z",
        "submittedOnDailyAt": f"{day}T00:00:00.000Z",
        "submittedOnDailyBy": {"user": "cy", "fullname": "Cy Other"},
    }
    if upvotes is not None:
        paper["upvotes"] = upvotes
    return {
        "paper": paper,
        "publishedAt": "2026-02-28T22:00:00.000Z",
        "title": paper["title"],
        "numComments": 1,
        "submittedBy": {"name": "cy", "fullname": "Cy Other"},
    }


def arxiv_url(first: str, last: str, query: str = "(cat:cs.LG)", start: int = 0) -> str:
    """The address of a page of the API."""
    days = f"[{first.replace('-', '')}0000 TO {last.replace('-', '')}2359]"
    asked = {
        "search_query": f"{query} AND submittedDate:{days}",
        "sortBy": "submittedDate",
        "sortOrder": "ascending",
        "max_results": "200",
    }
    return f"{ARXIV}?{urlencode(asked)}" + (f"&start={start}" if start else "")


def arxiv_entry(number: str, day: str) -> str:
    """A paper of the API's, with its version."""
    return f"""<entry><id>http://arxiv.org/abs/{number}</id>
<title>Lanterns of {number.partition("v")[0]}</title>
<updated>{day}T18:00:00Z</updated><published>{day}T18:00:00Z</published>
<summary>We light lantern {number}.</summary><author><name>Ada Lévy</name></author>
<category term="cs.LG"/></entry>"""


def arxiv_feed(*entries: str, total: int | None = None) -> str:
    """An answer of the API's."""
    found = len(entries) if total is None else total
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom"><id>https://arxiv.org/api/x</id>'
        f"<opensearch:totalResults>{found}</opensearch:totalResults>{''.join(entries)}</feed>"
    )


ARXIV_ERROR = arxiv_feed(
    "<entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title>"
    "<summary>bad query</summary></entry>"
)


def listing(day: str, *items: tuple[str, str]) -> str:
    """A day's listing: an item for each (number with version, announce type)."""
    told = "".join(
        f"""<item><title>Lanterns of {number.partition("v")[0]}</title>
<link>https://arxiv.org/abs/{number.partition("v")[0]}</link>
<description>arXiv:{number} Announce Type: {kind}
Abstract: We light it.</description><guid isPermaLink="false">oai:arXiv.org:{number}</guid>
<pubDate>{day}</pubDate><arxiv:announce_type>{kind}</arxiv:announce_type>
<dc:creator>Ada Lévy</dc:creator></item>"""
        for number, kind in items
    )
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>cs.LG</title>'
        f"<link>http://rss.arxiv.org/rss/cs.LG</link>{told}</channel></rss>"
    )
