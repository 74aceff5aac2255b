"""The decisions a reader can take about a paper, as verbs.

Verbs come in pairs that undo each other. The positive verb of a pair names the attribute:
``star`` and ``unstar`` both decide ``star``. A tag is an attribute of its own: ``tag:NAME`` and
``untag:NAME``. The same verbs stand in the journal, name the tables of ``reading.toml`` and are
typed after ``carrel mark``.
"""

from __future__ import annotations

from index.errors import CarrelError, did_you_mean
from index.marktable import DISMISSED, READ, STARRED
from index.text import printable

FLAGS = {"read": READ, "star": STARRED, "dismiss": DISMISSED}
"""The attributes that are a flag of the mark table; every other one is a tag."""

MAX_TAG_LENGTH = 64

_OPPOSITES = {"read": "unread", "star": "unstar", "dismiss": "restore"}
_POSITIVES = {negative: positive for positive, negative in _OPPOSITES.items()}
_TAG, _UNTAG = "tag:", "untag:"

PLAIN_VERBS = tuple(verb for pair in _OPPOSITES.items() for verb in pair)
"""Every verb that takes no name, in the order in which ``reading.toml`` has them."""


def checked_verb(text: str) -> str:
    """A verb in the form in which it is kept.

    Raises:
        CarrelError: no such verb, or the name of the tag cannot be kept.
    """
    if text in PLAIN_VERBS:
        return text
    kind, colon, name = text.partition(":")
    if colon and kind + colon in (_TAG, _UNTAG):
        return kind + colon + checked_tag(name)
    raise CarrelError(f"no such mark: {printable(text)}", hint=_advice(text))


def checked_id(paper_id: str) -> str:
    """The id of a paper, if it can be kept.

    Raises:
        CarrelError: it is empty, or no text that can be written.
    """
    try:
        paper_id.encode()
    except UnicodeEncodeError:
        paper_id = ""
    if not paper_id:
        raise CarrelError("a paper without an id cannot be marked")
    return paper_id


def checked_tag(name: str) -> str:
    """The name of a tag in the form in which it is kept (Unicode composed).

    Raises:
        CarrelError: it is empty, too long, or holds a character that a tag cannot have.
    """
    if not name.isascii():
        import unicodedata

        name = unicodedata.normalize("NFC", name)
    if not name:
        raise CarrelError("a tag needs a name", hint="write tag:NAME")
    if len(name) > MAX_TAG_LENGTH:
        raise CarrelError(f"a tag has {MAX_TAG_LENGTH} characters at most: {printable(name)}")
    for character in name:
        if not (character.isalnum() or character in "-_./"):
            raise CarrelError(
                f"a tag cannot hold {printable(character)!r}: {printable(name)}",
                hint="letters, digits and - _ . / are allowed",
            )
    return name


def is_positive(verb: str) -> bool:
    """Whether the verb gives the attribute, rather than takes it away."""
    return verb in _OPPOSITES or verb.startswith(_TAG)


def attribute_of(verb: str) -> str:
    """What the verb decides: the positive verb of its pair."""
    return verb if is_positive(verb) else opposite(verb)


def opposite(verb: str) -> str:
    """The verb that takes this one back."""
    if verb.startswith(_TAG):
        return _UNTAG + verb[len(_TAG) :]
    if verb.startswith(_UNTAG):
        return _TAG + verb[len(_UNTAG) :]
    return _OPPOSITES.get(verb) or _POSITIVES[verb]


def tag_of(attribute: str) -> str:
    """The name of the tag that an attribute stands for, or ``""`` for a flag."""
    return attribute[len(_TAG) :] if attribute.startswith(_TAG) else ""


def tag_attribute(name: str) -> str:
    """The attribute of a tag."""
    return _TAG + name


def _advice(text: str) -> str:
    known = [*PLAIN_VERBS, "tag:NAME", "untag:NAME"]
    return did_you_mean(text, known) or "known: " + ", ".join(known)
