"""When two records are about the same paper.

Ids are ``arxiv:2403.01234`` (no version), ``doi:10.…``, ``openreview:…`` and, for want of those,
``title:`` with a fingerprint of the title. Every paper also goes by its title's fingerprint, as
an alias, so that a page that only gives titles finds the paper it means.

Nothing here reads or writes; the library looks papers up by these ids, and `provenance` makes one
paper of several records.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.text import clean, fold

if TYPE_CHECKING:
    from index.paper import Paper

SCHEMES: Final = ("arxiv", "doi", "openreview", "title")
"""Id schemes, best first."""

_ARXIV_NEW: Final = re.compile(r"(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d{1,3})?", re.ASCII)
_ARXIV_OLD: Final = re.compile(
    r"([a-z]{2,8}(?:-[a-z]{2,8})?)(?:\.[a-z]{2})?/(\d{7})(?:v\d{1,3})?", re.ASCII
)
_ARXIV_PREFIX: Final = re.compile(
    r"(?:https?://)?(?:www\.|export\.)?(?:arxiv\.org/(?:abs|pdf|html|ps|format)/|alphaxiv\.org/abs/"
    r"|huggingface\.co/papers/|doi\.org/10\.48550/arxiv\.)|(?:oai:)?arxiv(?:\.org)?\s*:\s*"
    r"|(?:doi:\s*)?10\.48550/arxiv\."
)
_ARXIV_SUFFIX: Final = re.compile(r"(?:\.pdf)?/?(?:[?#]\S*)?(?:\s*\[[^\]]*\])?")
_ARXIV_VERSION: Final = re.compile(r"\dv([1-9]\d{0,2})(?!\w)", re.ASCII)
_DOI: Final = re.compile(
    r"(?:doi:\s*|(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|dl\.acm\.org/doi/(?:abs/|full/|pdf/)?"
    r"|link\.springer\.com/(?:article/|chapter/)))?(10\.\d{4,9}/\S+)"
)
_ARXIV_DOI: Final = "10.48550/arxiv."
_OPENREVIEW: Final = re.compile(
    r"(?:https?://)?(?:www\.|api2?\.)?openreview\.net/(?:forum|pdf|attachment)\?(?:\S*&)?id="
    r"([\w-]{4,64})(?:[&#]\S*)?"
)
_OPENREVIEW_ID: Final = re.compile(r"(?:openreview:)?([\w-]{4,64})", re.ASCII)

_LETTERS: Final = re.compile(r"[^\W_]+")

# Longer than any id in any of its forms; longer text is not looked at.
_LONGEST: Final = 512


def fingerprint(title: str) -> str:
    """16 hex digits that are the same for all ways to write a title: case, accents, signs."""
    # Imported here, as marking a paper by its id needs none of it.
    from hashlib import blake2b

    folded = fold(title)
    letters = "".join(_LETTERS.findall(folded))
    return blake2b((letters or folded).encode("utf-8", "replace"), digest_size=8).hexdigest()


def normal_arxiv(text: str) -> str:
    """The bare arXiv id in an id, address or arXiv DOI, without version, or ``""``."""
    text = text.strip().lower()
    if len(text) > _LONGEST:
        return ""
    if prefix := _ARXIV_PREFIX.match(text):
        text = text[prefix.end() :]
    if match := _ARXIV_NEW.match(text):
        # Since 2015 the number has five digits; four mean that one was lost on the way.
        whole = len(match[1]) == (10 if "1501" <= match[1][:4] < "9000" else 9)
        return match[1] if whole and _ARXIV_SUFFIX.fullmatch(text, match.end()) else ""
    if (match := _ARXIV_OLD.match(text)) and _ARXIV_SUFFIX.fullmatch(text, match.end()):
        return f"{match[1]}/{match[2]}"
    return ""


def arxiv_version(text: str) -> int | None:
    """The version that an arXiv id or address names, or None: ``2403.01234v2`` → 2."""
    match = _ARXIV_VERSION.search(text) if len(text) <= _LONGEST else None
    return int(match[1]) if match and normal_arxiv(text) else None


def normal_doi(text: str) -> str:
    """The bare DOI in a DOI or its address, in lower case, or ``""``."""
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    if "%" in text:
        from urllib.parse import unquote

        text = unquote(text)
    match = _DOI.fullmatch(text.lower())
    if match is None:
        return ""
    name = match[1].rstrip(".,;")
    return name if len(name) <= _LONGEST and _is_plain(name) else ""


def _is_plain(name: str) -> bool:
    """Whether a DOI can be kept as an id: nothing in it is unseen, a quote, or two signs in one."""
    return clean(name) == name and name.isprintable() and '"' not in name and name[-1] != "/"


def normal_openreview(text: str) -> str:
    """The bare OpenReview id in an id or address, or ``""``; case counts."""
    text = text.strip()
    if len(text) > _LONGEST:
        return ""
    match = _OPENREVIEW.fullmatch(text) or _OPENREVIEW_ID.fullmatch(text)
    return match[1] if match and match[1].isascii() else ""


def openreview_address(text: str) -> str:
    """The bare OpenReview id in an address, or ``""``; a bare word could be one as well."""
    return normal_openreview(text) if "openreview.net/" in text else ""


def paper_id(
    arxiv: str = "", doi: str = "", openreview: str = "", title: str = ""
) -> tuple[str, tuple[str, ...]]:
    """The id of a paper and its aliases, from whatever is known of it in whatever form."""
    number, name = normal_arxiv(arxiv), normal_doi(doi)
    if name.startswith(_ARXIV_DOI):
        number, name = number or normal_arxiv(name), ""
    known = {
        "arxiv": number,
        "doi": name,
        "openreview": normal_openreview(openreview),
        "title": fingerprint(title),
    }
    first, *rest = [f"{scheme}:{known[scheme]}" for scheme in SCHEMES if known[scheme]]
    return first, tuple(rest)


def standing(paper_id: str) -> int:
    """The place of an id's scheme in `SCHEMES`, to put the best id first."""
    scheme = paper_id.partition(":")[0]
    return SCHEMES.index(scheme) if scheme in SCHEMES else len(SCHEMES)


def possible_ids(text: str) -> tuple[str, ...]:
    """Every id that a person may mean by an id, a bare number or an address; itself first."""
    bare = {
        "arxiv": normal_arxiv(text),
        "doi": normal_doi(text),
        "openreview": normal_openreview(text),
        "title": text,
    }
    return (text, *(f"{scheme}:{name}" for scheme, name in bare.items() if name))


def same_work(a: Paper, b: Paper) -> bool:
    """Whether two records are about one paper.

    A shared id decides. A shared title is enough unless the records contradict each other: two
    arXiv ids, or authors of whom no name occurs on the other side (``Preface``).
    """
    ours, theirs = {a.id, *a.aliases}, {b.id, *b.aliases}
    shared = ours & theirs
    if a.id == b.id or any(not one.startswith("title:") for one in shared):
        return True
    if not shared and fingerprint(a.title) != fingerprint(b.title):
        return False
    if a.known_as("arxiv") and b.known_as("arxiv"):
        return False
    return not (a.authors and b.authors) or not author_words(a).isdisjoint(author_words(b))


def author_words(paper: Paper) -> set[str]:
    """The words that the names of a paper's authors consist of, folded; initials are none."""
    # Single words, so that "Lee, Ann", "Ann Lee" and "A. Lee" meet.
    words = re.findall(r"[^\W\d_]+", fold(" ".join(paper.authors)))
    return {word for word in words if len(word) > 1 or not word.isascii()}
