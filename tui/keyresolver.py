"""From keys as they are pressed to actions: one trie a scope, one sequence pending at most.

The app feeds every key with the scopes of the pane in focus and acts on the answer; nothing here
knows of screens or time, so a pending sequence waits until the next key. A sequence is carried
out whole or dropped whole: a key that does not continue it is not taken as the start of another.

An action that may be followed (`Action.prelude`) is the one exception: it is carried out at once,
and the sequence stays open. The next key continues it if it can, and is a key of its own if not;
whoever knows the time closes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from tui.keynames import canonical, is_modifier
from tui.keys import KeySequence, display, display_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tui.keymap import Keymap

MAX_COUNT = 99_999
"""More digits change nothing: a library is walked end to end by this, and no action runs wild."""

_TYPING = "search"
"""The scope in which a digit is text and never a count."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A sequence is complete: do this."""

    action: str
    """Its id."""

    count: int = 1
    """How often; 1 for an action that takes no count."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A sequence or a count has begun; the next key decides."""

    keys: KeySequence

    count: int = 0
    """The count typed so far; 0 for none."""

    continuations: tuple[tuple[str, str], ...] = ()
    """Each key that continues, as shown to a person, and the label of its action; ``…`` where
    more keys follow. Empty while there is only a count: every key continues."""

    @property
    def shown(self) -> str:
        """What has been typed, for a person: ``5``, ``C-x``, ``10g``."""
        keys = display(self.keys)
        return f"{self.count}{keys}" if self.count else keys


@dataclass(frozen=True, slots=True)
class Cancelled:
    """Escape dropped what was pending; it does nothing else."""

    keys: KeySequence


@dataclass(frozen=True, slots=True)
class Unmatched:
    """These keys lead nowhere. One key alone is free for others; several were dropped."""

    keys: KeySequence


Resolution = Resolved | Pending | Cancelled | Unmatched

_Trie: TypeAlias = "dict[str, str | _Trie]"

_WHOLE = ""
"""Where a sequence that others go on from has its own action."""


class KeyResolver:
    """Follows one keyboard through a keymap."""

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._tries: dict[str, _Trie] = {}
        for binding in keymap.bindings():
            self._plant(binding.scope, binding.sequence, binding.action_id)
        self._keys: KeySequence = ()
        self._open: KeySequence = ()
        self._count = 0

    @property
    def pending(self) -> bool:
        """Whether the next key belongs to what has been typed."""
        return bool(self._keys or self._count)

    def reset(self) -> None:
        """Drop what is pending: the focus went elsewhere, or a dialog opened."""
        self._keys = self._open = ()
        self._count = 0

    def feed(self, key: str, scopes: Sequence[str]) -> Resolution:
        """Take one key, named as in Textual's ``event.key``, looked up in `scopes` in order."""
        key = canonical(key)
        if is_modifier(key):
            return self._waiting(scopes) if self.pending else Unmatched((key,))
        if self._open:
            if next(self._found((*self._open, key), scopes), None) is not None:
                self._keys = self._open
            self._open = ()
        if self.pending and key == "escape":
            keys = self._keys
            self.reset()
            return Cancelled(keys)
        if self._is_count(key, scopes):
            self._count = min(self._count * 10 + int(key), MAX_COUNT)
            return self._waiting(scopes)
        keys = (*self._keys, key)
        found = next(self._found(keys, scopes), None)
        whole = found.get(_WHOLE) if isinstance(found, dict) else found
        if isinstance(found, dict) and whole is None:
            self._keys = keys
            return self._waiting(scopes)
        count = self._count
        self.reset()
        if not isinstance(whole, str):
            return Unmatched(keys)
        if isinstance(found, dict):
            self._open = keys
        return Resolved(whole, count if count and self._keymap.action(whole).counted else 1)

    def offered(self, scopes: Sequence[str]) -> Pending | None:
        """How what has just been carried out may still go on; None where it may not."""
        return Pending(self._open, 0, self._continuing(self._open, scopes)) if self._open else None

    def close(self) -> None:
        """The time in which a key would still have continued what was carried out is over."""
        self._open = ()

    def _plant(self, scope: str, sequence: KeySequence, action_id: str) -> None:
        """Put a binding into the trie of its scope.

        Raises:
            ValueError: it goes on after a whole sequence whose action may not be followed.
        """
        node = self._tries.setdefault(scope, {})
        for key in sequence[:-1]:
            branch = node.setdefault(key, {})
            if isinstance(branch, str):
                if not self._keymap.action(branch).prelude:
                    raise ValueError(f"{sequence} goes on after a whole sequence")
                branch = node[key] = {_WHOLE: branch}
            node = branch
        longer = node.get(sequence[-1])
        if isinstance(longer, dict) and self._keymap.action(action_id).prelude:
            longer[_WHOLE] = action_id
        else:
            node[sequence[-1]] = action_id

    def _is_count(self, key: str, scopes: Sequence[str]) -> bool:
        """Whether `key` is a digit of a count: not within a sequence, and no 0 before others."""
        if not self._keymap.counts or self._keys or _TYPING in scopes:
            return False
        return key in tuple("123456789") or (key == "0" and self._count > 0)

    def _found(self, keys: KeySequence, scopes: Sequence[str]) -> Iterator[str | _Trie]:
        """What `keys` lead to in each of `scopes` where they lead anywhere."""
        for scope in scopes:
            node: str | _Trie | None = self._tries.get(scope)
            for key in keys:
                node = node.get(key) if isinstance(node, dict) else None
            if node is not None:
                yield node

    def _waiting(self, scopes: Sequence[str]) -> Pending:
        """What is pending, with all that can follow; the earlier scope's meaning counts."""
        follow = self._continuing(self._keys, scopes) if self._keys else ()
        return Pending(self._keys, self._count, follow)

    def _continuing(self, keys: KeySequence, scopes: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """Each key that goes on from `keys`, and the label of what it leads to."""
        follow: dict[str, str] = {}
        for node in self._found(keys, scopes):
            for key, child in node.items() if isinstance(node, dict) else ():
                if key != _WHOLE:
                    label = "…" if isinstance(child, dict) else self._keymap.action(child).label
                    follow.setdefault(display_key(key), label)
        return tuple(follow.items())
