"""The decisions a reader can take, as verbs.

Verbs come in pairs that undo each other. The positive verb of a pair names the attribute:
``star`` and ``unstar`` both decide ``star``. A tag is an attribute of its own: ``tag:NAME`` and
``untag:NAME``. The same verbs stand in the journal and name the tables of ``reading.toml``.

Some attributes carry a text (`tui.reading.valued`), which is typed behind a colon: ``later:DAY``,
``dismiss:REASON``. Most are decided about papers; ``view`` is about the reader's saved views, by
name, so that undo, journals and merging know of them as well.
"""

from __future__ import annotations

from typing import NamedTuple

from index.errors import CarrelError, did_you_mean
from index.marktable import DISMISSED, LATER, READ, STARRED
from index.text import printable
from tui.reading.valued import KEYS, MAX_NAME_LENGTH, MAY_LACK, checked_name, checked_value

MAX_TAG_LENGTH = MAX_NAME_LENGTH

FLAGS = {"read": READ, "star": STARRED, "dismiss": DISMISSED}
"""The attributes that are a flag of the mark table, whatever their text."""

PAIRS = {
    "star": (STARRED, "star", "unstar"),
    "read": (READ, "read", "unread"),
    "dismiss": (DISMISSED, "dismiss", "restore"),
    "later": (LATER, "later", "notlater"),
}
"""Toggle → the flag it looks at, the verb that sets it, the verb that clears it."""

VIEW = "view"
"""The attribute of a saved view; its "papers" are names of views."""

_OPPOSITES = {
    "read": "unread",
    "star": "unstar",
    "dismiss": "restore",
    "later": "notlater",
    "note": "unnote",
    VIEW: "unview",
}
_POSITIVES = {negative: positive for positive, negative in _OPPOSITES.items()}
_TAG, _UNTAG = "tag:", "untag:"

PLAIN_VERBS = tuple(verb for pair in _OPPOSITES.items() for verb in pair)
"""Every verb that takes no name, in the order in which ``reading.toml`` has them."""

TYPED = (
    *("read", "unread", "star", "unstar", "dismiss", "dismiss:REASON", "restore"),
    *("later:DAY", "notlater", "tag:NAME", "untag:NAME"),
)
"""What can be typed after ``carrel mark``; notes and views have verbs of their own."""


class Decision(NamedTuple):
    """A verb, and the text that it gives."""

    verb: str
    value: str = ""


def checked_decision(text: str) -> Decision:
    """A decision as it is typed (``star``, ``tag:rl``, ``dismiss:weak``, ``note:Two lines``).

    A text that takes one away, such as an empty note, is the opposite decision.

    Raises:
        CarrelError: no such verb, or a name or text that cannot be kept.
    """
    verb, colon, value = text.partition(":")
    if verb in KEYS and (colon or verb in MAY_LACK):
        value = checked_value(verb, value)
        return Decision(verb, value) if value or not colon else Decision(_emptied(verb))
    if verb in KEYS:
        raise CarrelError(f"{verb} needs to be told what: {verb}:{KEYS[verb].upper()}")
    return Decision(checked_verb(text))


def checked_verb(text: str) -> str:
    """A verb in the form in which it is kept, without the text that it may give.

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
    return checked_name("tag", name)


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
    """The name of the tag that an attribute stands for, or ``""`` for any other."""
    return attribute[len(_TAG) :] if attribute.startswith(_TAG) else ""


def tag_attribute(name: str) -> str:
    """The attribute of a tag."""
    return _TAG + name


def _emptied(verb: str) -> str:
    if verb in MAY_LACK:  # ``dismiss:`` gives no reason, and still dismisses
        return verb
    return opposite(verb)


def _advice(text: str) -> str:
    return did_you_mean(text, TYPED) or "known: " + ", ".join(TYPED)
