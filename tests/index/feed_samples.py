"""Feeds and answers of the shapes that Hugging Face and arXiv give, written for these tests."""

from __future__ import annotations

import base64
import json
import quopri

HF_ROW: dict[str, object] = {
    "paper": {
        "id": "2503.02130",
        "authors": [
            {"_id": "1", "name": "Ada Lévy", "hidden": False, "user": {"name": "ada"}},
            {"_id": "2", "name": "Bo Sort", "hidden": False},
        ],
        "mediaUrls": ["https://cdn.example.org/x.webp"],
        "publishedAt": "2025-03-03T17:59:59.000Z",
        "submittedOnDailyAt": "2025-03-06T00:00:00.000Z",
        "title": "Sorting $\\ell_2$ Sets",
        "summary": "We sort sets & <s>tokens</s>.",
        "submittedOnDailyBy": {"_id": "3", "fullname": "Cy Other", "user": "cy", "type": "user"},
        "upvotes": 0,
        "discussionId": "69aa",
        "projectPage": "https://example.org/sets",
        "githubRepo": "https://github.com/ada/sets",
        "githubRepoAddedBy": "auto",
        "githubStars": 9,
        "ai_summary": "Sets, sorted by a machine.",
        "ai_keywords": ["sets", "sorting"],
        "organization": {"_id": "4", "name": "pond", "fullname": "The Pond"},
        "somethingNew": {"deep": [1, 2]},
    },
    "publishedAt": "2025-03-02T12:59:59.000Z",
    "title": "Sorting $\\ell_2$ Sets",
    "summary": "We sort sets & <s>tokens</s>.",
    "thumbnail": "https://cdn.example.org/2503.02130.png",
    "numComments": 1,
    "submittedBy": {"_id": "3", "fullname": "Cy Other", "name": "cy"},
    "isAuthorParticipating": False,
}
HF_OTHER_ROW: dict[str, object] = {
    "paper": {
        "id": "2503.00001",
        "authors": [],
        "publishedAt": "2025-03-01T00:00:00.000Z",
        "submittedOnDailyAt": "2025-03-06T03:55:12.777Z",
        "title": "Other Sets",
        "summary": "We do otherwise.",
    },
}
HF_DAY = json.dumps([HF_ROW, HF_OTHER_ROW])
HF_SEARCH = json.dumps(
    [
        {"id": "2503.02130", "title": "Sorting Sets", "thumbnail": "https://x.org/a.png"},
        {"paper": {"id": "2503.00001", "title": "Other Sets", "summary": "We do."}},
    ]
)


def hf_part(target: str, props: object) -> str:
    """A part of a page that comes alive in a browser."""
    value = json.dumps(props).replace("&", "&amp;").replace('"', "&quot;")
    return f'<div class="SVELTE_HYDRATER" data-target="{target}" data-props="{value}"></div>'


def hf_html(*parts: str) -> str:
    """A page of Hugging Face Papers."""
    return (
        "<!doctype html>\n<html><head><title>Daily Papers - Hugging Face</title>\n"
        '<link rel="canonical" href="https://huggingface.co/papers"></head><body>\n'
        + "\n".join([hf_part("MainHeader", {"a": 1, "papers": []}), *parts])
        + "</body></html>"
    )


def mhtml(html: str, coding: str = "quoted-printable") -> str:
    """A page as Chrome saves it in a single file."""
    packed = base64.encodebytes if coding == "base64" else quopri.encodestring
    coded = packed(html.encode()).decode()
    return (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://huggingface.co/papers\n"
        "Subject: Daily Papers - Hugging Face\nDate: Fri, 7 Mar 2025 09:00:00 -0000\n"
        'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n'
        '\tboundary="----MultipartBoundary--aB1----"\n\n\n'
        "------MultipartBoundary--aB1----\nContent-Type: text/html\n"
        f"Content-ID: <frame-1@mhtml.blink>\nContent-Transfer-Encoding: {coding}\n"
        f"Content-Location: https://huggingface.co/papers\n\n{coded}\n"
        "------MultipartBoundary--aB1----\nContent-Type: image/png\n"
        "Content-Transfer-Encoding: base64\n\niVBORw0KGgo=\n\n"
        "------MultipartBoundary--aB1------\n"
    )


HF_HTML = hf_html(hf_part("DailyPapers", {"dailyPapers": [HF_ROW, HF_OTHER_ROW]}))
HF_MHTML = mhtml(HF_HTML)


def arxiv_entry(number: str, title: str, more: str = "") -> str:
    """An entry of arXiv's API."""
    return f"""
  <entry>
    <id>http://arxiv.org/abs/{number}</id>
    <title>{title}</title>
    <updated>2025-03-20T17:00:00Z</updated>
    <published>2025-03-03T17:59:59Z</published>
    <link href="https://arxiv.org/abs/{number}" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/{number}" rel="related" title="pdf"/>
    <summary>We sort $x&lt;y$
  and &lt;s&gt; tokens &lt;/s&gt; by L\\'evy.</summary>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <arxiv:primary_category term="cs.CL"/>{more}
    <author><name>Ada L\\'evy</name><arxiv:affiliation>Pond</arxiv:affiliation></author>
    <author><name>Bo Sort</name></author>
  </entry>"""


def arxiv_feed(*entries: str, total: int = 2) -> str:
    """An answer of arXiv's API."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
        "  <id>https://arxiv.org/api/abc</id>\n  <title>arXiv Query: all:sets</title>\n"
        f"  <opensearch:totalResults>{total}</opensearch:totalResults>{''.join(entries)}\n</feed>"
    )


ARXIV_MORE = (
    "<arxiv:comment>12 pages</arxiv:comment><arxiv:doi>10.1000/SETS</arxiv:doi>"
    "<arxiv:journal_ref>J. Sets 3 (2025)</arxiv:journal_ref><arxiv:brand_new>x</arxiv:brand_new>"
)
ARXIV_API = arxiv_feed(
    arxiv_entry("2503.02130v2", "Sorting\n   $\\ell_2$ Sets", ARXIV_MORE),
    arxiv_entry("hep-ex/0307015v1", "Other Sets"),
)
ARXIV_ERROR = arxiv_feed(
    "<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_12</id>"
    "<title>Error</title><summary>incorrect id format for 12</summary></entry>",
    total=1,
)


def listing_item(number: str, title: str, announced: str) -> str:
    """An item of arXiv's RSS."""
    return f"""
<item><title>{title}</title><link>https://arxiv.org/abs/{number.partition("v")[0]}</link>
<description>arXiv:{number} Announce Type: {announced}
Abstract: We sort sets.</description>
<guid isPermaLink="false">oai:arXiv.org:{number}</guid>
<category>cs.LG</category><category>cs.CL</category>
<pubDate>Fri, 14 Mar 2025 00:00:00 -0400</pubDate>
<arxiv:announce_type>{announced}</arxiv:announce_type>
<dc:creator>Ada L\\'evy, Bo Sort</dc:creator><brand:new xmlns:brand="b">x</brand:new></item>"""


def listing_feed(*items: str) -> str:
    """One of arXiv's RSS feeds."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" '
        'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "\n<channel><title>cs.LG updates on arXiv.org</title>\n"
        "<link>http://rss.arxiv.org/rss/cs.LG</link><skipDays><day>Sunday</day></skipDays>"
        f"{''.join(items)}\n</channel></rss>"
    )


ARXIV_RSS = listing_feed(
    listing_item("2503.02130v1", "Sorting Sets", "new"),
    listing_item("2203.01250v3", "Older Sets", "replace-cross"),
)
ARXIV_LISTING_ATOM = (
    '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom" '
    'xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
    "<id>http://rss.arxiv.org/atom/cs.LG</id><title>cs.LG</title>"
    + "".join(
        f"<entry><id>oai:arXiv.org:{number}</id><title>{title}</title>"
        f"<updated>2025-03-14T00:00:00-04:00</updated><published>2025-03-14T00:00:00-04:00"
        f"</published><summary>arXiv:{number} Announce Type: new\nAbstract: We sort.</summary>"
        "<arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Lévy</dc:creator></entry>"
        for number, title in (("2503.02130v1", "Sorting Sets"), ("2503.00001v1", "Other Sets"))
    )
    + "</feed>"
)
JOURNAL_RSS = """<?xml version="1.0"?>
<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/"
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<channel rdf:about="https://example.org/j"><title>Journal of Sets</title></channel>
<item rdf:about="https://example.org/1"><title>Sorting&nbsp;Sets & more</title>
<link>https://doi.org/10.1000/SETS</link><dc:date>2025-03-14</dc:date>
<description>&lt;p&gt;We
sort H&lt;sub&gt;2&lt;/sub&gt;O &amp;amp; &lt;pad&gt;.&lt;/p&gt;</description>
<dc:creator>Ada Lévy</dc:creator><dc:creator>Bo Sort</dc:creator>
<prism:publicationName>Journal of Sets</prism:publicationName><prism:doi>10.1000/SETS</prism:doi>
</item>
<item rdf:about="https://example.org/2"><title>Other Sets</title>
<link>https://arxiv.org/abs/2503.00001</link><description>We do otherwise.</description></item>
</rdf:RDF>"""
