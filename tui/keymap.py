"""Which keys do what: one of Carrel's keymaps with the reader's ``keys.toml`` on top.

The reader's own commands are actions like any other here, with the keys that they ask for.

`Keymap.load` runs before the first frame, so it does no more than read two small files. It never
fails: what is wrong is told, the rest holds, and quit and help can always be reached. After that
a keymap is a value: the resolver, footer, help, palette and key tables are all made from it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from index.errors import Problem
from tui.actions import ACTIONS, BY_ID
from tui.keymapfile import Entry, KeymapFile, excludes
from tui.keynames import canonical
from tui.keys import KeySequence, display
from tui.tomlfile import quoted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tui.actions import Action

LOOKUP = {
    "list": ("list", "app"),
    "detail": ("detail", "app"),
    "filter": ("filter", "app"),
    "focus": ("focus", "app"),
    "search": ("search",),
}
"""For each pane that can have the focus, the scopes its keys are looked up in, in order."""

_ALWAYS = (("app.quit", "ctrl+q"), ("app.help", "f1"))
"""What every keymap must lead to from every pane, and the key that does when it does not."""

_FOLDER = Path(__file__).resolve().parent.parent / "keymaps"


class Binding(NamedTuple):
    """A sequence of keys that leads to an action."""

    scope: str
    sequence: KeySequence
    action_id: str

    origin: str
    """Name of the file that says so; ``"built in"`` for a key that no file can take away."""


class Keymap:
    """Every binding in force.

    In one scope, no sequence begins another, but for those of actions that may be followed.
    """

    def __init__(
        self,
        name: str,
        bindings: Iterable[Binding],
        *,
        counts: bool = False,
        own: Iterable[Action] = (),
    ) -> None:
        self.name = name
        self.own = tuple(own)
        """The reader's own commands, as actions."""
        self.counts = counts
        """Whether digits before a key are a count."""
        self._bindings = tuple(bindings)
        self._own_by_id = {action.id: action for action in self.own}
        self._reach: dict[str, dict[str, tuple[KeySequence, ...]]] = {}

    @classmethod
    def load(
        cls,
        name: str,
        own: Path | None = None,
        folder: Path = _FOLDER,
        commands: Sequence[tuple[Action, str]] = (),
    ) -> tuple[Keymap, list[Problem]]:
        """The keymap `name` of `folder`, with the reader's file `own` on top if there is one.

        Args:
            name: of the keymap.
            own: the reader's file.
            folder: where keymaps lie.
            commands: the reader's own commands as actions, and the key that each asks for; a key
                that leads elsewhere is not theirs.
        """
        base = KeymapFile.read(folder / f"{name}.toml")
        actions = {**BY_ID, **{action.id: action for action, _ in commands}}
        top = KeymapFile.read(own, actions) if own else KeymapFile(folder)
        problems = [*base.problems, *top.problems]
        if not base.entries:
            problems.append(Problem("binds no key", "is Carrel installed whole?", str(base.path)))
        entries = _overlay(base, top, problems)
        counts = bool(base.counts if top.counts is None else top.counts)
        if counts:
            entries = _without_digits(entries, problems)
        bindings = [
            Binding(entry.scope, entry.sequence, entry.action_id, file.path.name)
            for file, entry in entries
        ]
        if commands:
            from tui.commandkeys import command_places

            taken = [(entry.scope, entry.sequence, entry.action_id) for _, entry in entries]
            places = command_places(commands, taken, problems, counts=counts)
            bindings += [Binding(*place, "config.toml") for place in places]
        bindings = _keep_reachable(bindings, problems, str(own or base.path))
        given = [action for action, _ in commands]
        return cls(base.name or name, bindings, counts=counts, own=given), problems

    @property
    def actions(self) -> tuple[Action, ...]:
        """Every action there is: those of the registry, then the reader's own commands."""
        return (*ACTIONS, *self.own)

    def action(self, action_id: str) -> Action:
        """The action of an id.

        Raises:
            KeyError: there is none.
        """
        return self._own_by_id.get(action_id) or BY_ID[action_id]

    def bindings(self) -> tuple[Binding, ...]:
        """Every binding; within a scope the reader's own come first."""
        return self._bindings

    def uses(self, key: str) -> bool:
        """Whether any sequence has this key, in whichever scope."""
        name = canonical(key)
        return any(name in binding.sequence for binding in self._bindings)

    def keys_for(self, action_id: str, scope: str) -> tuple[KeySequence, ...]:
        """The sequences that lead to an action while the pane `scope` has the focus.

        The reader's own come first, then as the keymap has them; ``app`` stands for no pane.
        """
        if scope not in self._reach:
            found: dict[str, list[KeySequence]] = {}
            for binding in reach(self._bindings, scope):
                found.setdefault(binding.action_id, []).append(binding.sequence)
            self._reach[scope] = {action: tuple(keys) for action, keys in found.items()}
        return self._reach[scope].get(action_id, ())

    def own_keys(self, action_id: str, scope: str) -> tuple[KeySequence, ...]:
        """The sequences that the table `scope` itself has for an action, wherever else it is."""
        return tuple(
            binding.sequence
            for binding in self._bindings
            if binding.action_id == action_id and binding.scope == scope
        )


def reach(bindings: Iterable[Binding], focus: str) -> list[Binding]:
    """The bindings that can be typed while the pane `focus` has the focus.

    A binding of a later scope is out of reach when one of an earlier scope is its beginning, or
    begins with it.
    """
    bindings = tuple(bindings)
    reached: list[Binding] = []
    complete: set[KeySequence] = set()
    begun: set[KeySequence] = set()
    for scope in LOOKUP.get(focus, (focus,)):
        found = [
            (binding, _beginnings(binding.sequence))
            for binding in bindings
            if binding.scope == scope and binding.sequence not in begun
        ]
        found = [pair for pair in found if complete.isdisjoint(pair[1])]
        for binding, beginnings in found:
            reached.append(binding)
            complete.add(binding.sequence)
            begun.update(beginnings)
    return reached


def _beginnings(sequence: KeySequence) -> list[KeySequence]:
    """`sequence` and all that it begins with."""
    if len(sequence) == 1:
        return [sequence]
    return [sequence[:length] for length in range(1, len(sequence) + 1)]


_Filed = tuple[KeymapFile, Entry]


def _overlay(base: KeymapFile, top: KeymapFile, problems: list[Problem]) -> list[_Filed]:
    """The lines of `top` that bind, then those of `base` that they leave standing."""
    kept = dict(base.entries)
    for place, entry in top.entries.items():
        if kept.pop(place, None) is None and not entry.action_id:
            problems.append(_nothing_to_unbind(entry, base))
    bound = [entry for entry in top.entries.values() if entry.action_id]
    for entry in bound:
        lost = [
            other
            for other in kept.values()
            if other.scope == entry.scope and excludes(entry, other)
        ]
        if lost:
            problems.append(_takes_place(entry, lost))
        for other in lost:
            del kept[other.scope, other.sequence]
    return [*((top, entry) for entry in bound), *((base, entry) for entry in kept.values())]


def _nothing_to_unbind(entry: Entry, base: KeymapFile) -> Problem:
    scopes = [scope for scope, sequence in base.entries if sequence == entry.sequence]
    places = ", ".join(f"[{scope}]" for scope in scopes)
    hint = f"it is bound in {places}" if scopes else ""
    return Problem(f"nothing to unbind in [{entry.scope}]", hint, entry.where)


def _takes_place(entry: Entry, lost: list[Entry]) -> Problem:
    named = ", ".join(f"{quoted(other.spelling)} ({other.action_id})" for other in lost)
    unbinding = f'{quoted(lost[0].spelling)} = ""'
    return Problem(f"takes the place of {named}", f"{unbinding} says it is meant", entry.where)


def _without_digits(entries: list[_Filed], problems: list[Problem]) -> list[_Filed]:
    """`entries` less those that a digit begins: it is a count, outside the search bar."""
    kept: list[_Filed] = []
    lost: dict[str, list[Entry]] = {}
    for file, entry in entries:
        if entry.sequence[0] in tuple("123456789") and entry.scope != "search":
            lost.setdefault(str(file.path), []).append(entry)
        else:
            kept.append((file, entry))
    for path, group in lost.items():
        named = ", ".join(
            f"[{entry.scope}] {quoted(entry.spelling)} ({entry.action_id})" for entry in group
        )
        problems.append(
            Problem(
                f"digits are counts, so these lead nowhere: {named}",
                "bind other keys, or set counts = false in [options]",
                path,
            )
        )
    return kept


def _keep_reachable(bindings: list[Binding], problems: list[Problem], where: str) -> list[Binding]:
    """`bindings`, with quit and help within reach of every pane.

    A key forced for the one may have led to the other, so it is looked at again after each; a
    forced key is never taken back, hence at most one round for each and a last.
    """
    while True:
        led_to = {focus: {item.action_id for item in reach(bindings, focus)} for focus in LOOKUP}
        for action_id, key in _ALWAYS:
            cut_off = [focus for focus in LOOKUP if action_id not in led_to[focus]]
            if cut_off:
                bindings, hint = _forced(bindings, action_id, key, cut_off)
                message = f"no key leads to {action_id} from: {', '.join(cut_off)}"
                problems.append(Problem(message, hint, where))
                break
        else:
            return bindings


def _forced(
    bindings: list[Binding], action_id: str, key: str, cut_off: list[str]
) -> tuple[list[Binding], str]:
    """`bindings` with `key` leading to the action from the panes `cut_off`, and a word about it."""
    homes = sorted({LOOKUP[focus][-1] for focus in cut_off})
    cleared = {scope for focus in cut_off for scope in LOOKUP[focus]}
    lost = [item for item in bindings if item.scope in cleared and item.sequence[0] == key]
    named = ", ".join(item.action_id for item in lost if item.action_id != action_id)
    hint = f"{display((key,))} does now" + (f", in place of {named}" if named else "")
    forced = [Binding(scope, (key,), action_id, "built in") for scope in homes]
    return [*(item for item in bindings if item not in lost), *forced], hint
