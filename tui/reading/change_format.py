"""One decision of a journal record, as text.

``verb = "note"``, ``ids = ["arxiv:2403.01234"]``, then, of a verb that gives a text, the text
under a name of its own (`KEYS`), and ``was``, the texts that stood before, so that undo can bring
them back whatever became of the file that they stood in. Called by `journal_format` alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tui.reading.action import Change
from tui.reading.decision import attribute_of, checked_verb
from tui.reading.tomltext import STRING, quoted, unquoted
from tui.reading.valued import KEYS, MAY_LACK, checked_value

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_STRING = STRING.encode()
_VERB = rb'"([^"\\\x00-\x1f\x7f]+)"'
_IDS = rb'\[((?:"[^"\\\x00-\x1f\x7f]+"(?:, )?)*)\]'
_TEXT = b"(?:%s) = %s" % ("|".join(KEYS.values()).encode(), _STRING)
_WAS = rb"was = \[((?:%s(?:, )?)*+)\]" % _STRING.replace(b"(", b"(?:", 1)

ALONE = b"verb = %s\nids = %s\n(?:%s\n)?(?:%s\n)?" % (_VERB, _IDS, _TEXT, _WAS)
"""A decision that a record has by itself, a field a line. Four groups, for `understood`."""

WITHIN = rb"\{ verb = %s, ids = %s(?:, %s)?(?:, %s)? \}(?:, )?" % (_VERB, _IDS, _TEXT, _WAS)
"""One of several: the same fields as an inline table, with the comma behind it."""

_ID = re.compile(rb'"([^"]+)"')


def fields(change: Change) -> list[str]:
    """The fields of a decision as they are written."""
    written = [f'verb = "{change.verb}"', f"ids = {_listed(change.ids)}"]
    if change.value:
        written.append(f"{KEYS[change.verb]} = {quoted(change.value)}")
    if change.was:
        written.append(f"was = {_listed(change.was)}")
    return written


def understood(verb: bytes, ids: bytes, text: bytes, was: bytes) -> Change:
    """The decision in the groups that `ALONE` or `WITHIN` matched.

    Raises:
        CarrelError: it is none of this version.
        ValueError: as above.
    """
    papers = tuple(part.decode() for part in _ID.findall(ids))
    texts = [unquoted(part.decode()) for part in re.findall(_STRING, was)] if was else []
    return _checked(verb.decode(), papers, unquoted(text.decode()) if text else "", texts)


def understood_toml(table: Mapping[str, object]) -> Change:
    """The decision in a table, however it was written.

    Raises:
        CarrelError: it is none of this version.
        ValueError: as above.
    """
    ids, was = _texts(table, "ids"), _texts(table, "was") if "was" in table else []
    verb = str(table.get("verb"))
    text = table.get(KEYS.get(verb, ""), "")
    return _checked(verb, tuple(ids), str(text), was)


def _checked(verb: str, ids: tuple[str, ...], text: str, was: Sequence[str]) -> Change:
    verb = checked_verb(verb)
    attribute = attribute_of(verb)
    if was and len(was) != len(ids):
        raise ValueError("was is not a text for each of the ids")
    if not text and not was:
        if verb in KEYS and verb not in MAY_LACK:
            raise ValueError(f"{KEYS[verb]} is missing")
        return Change(verb, ids)
    value = checked_value(verb, text)
    if not value and verb in KEYS and verb not in MAY_LACK:
        raise ValueError(f"{KEYS[verb]} is empty")
    return Change(verb, ids, value, tuple(checked_value(attribute, one) for one in was))


def _listed(texts: Sequence[str]) -> str:
    return f"[{', '.join([quoted(text) for text in texts])}]"


def _texts(table: Mapping[str, object], name: str) -> list[str]:
    texts = table.get(name)
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise ValueError(f"{name} is not a list of texts")
    return texts
