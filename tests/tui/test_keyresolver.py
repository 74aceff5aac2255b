"""From pressed keys to actions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.actions import BY_ID
from tui.keymap import LOOKUP, Binding, Keymap, reach
from tui.keyresolver import (
    MAX_COUNT,
    Cancelled,
    KeyResolver,
    Pending,
    Resolution,
    Resolved,
    Unmatched,
)
from tui.keys import KeySequence, parse_sequence

LIST = ("list", "app")


def _keymap(*lines: str, counts: bool = False) -> Keymap:
    """A keymap of lines such as ``list gg list.top``."""
    bindings = []
    for line in lines:
        scope, *keys, action = line.split()
        bindings.append(Binding(scope, parse_sequence(" ".join(keys)), action, "test.toml"))
    return Keymap("test", bindings, counts=counts)


def _feed(resolver: KeyResolver, keys: str, scopes: tuple[str, ...] = LIST) -> list[Resolution]:
    return [resolver.feed(key, scopes) for key in keys.split()]


def test_one_key() -> None:
    resolver = KeyResolver(_keymap("list j list.down"))
    assert resolver.feed("j", LIST) == Resolved("list.down")
    assert resolver.feed("k", LIST) == Unmatched(("k",))


def test_a_sequence_pends_and_tells_how_it_goes_on() -> None:
    resolver = KeyResolver(
        _keymap("list g g list.top", "list g C-x j list.open", "app g s view.sort")
    )
    pending = resolver.feed("g", LIST)
    assert pending == Pending(("g",), 0, (("g", "top"), ("C-x", "…"), ("s", "sort")))
    assert resolver.pending
    assert resolver.feed("g", LIST) == Resolved("list.top")
    assert not resolver.pending


def test_the_focused_pane_comes_first() -> None:
    resolver = KeyResolver(_keymap("list g g list.top", "app g g view.sort", "app g view.refresh"))
    assert _feed(resolver, "g g")[-1] == Resolved("list.top")
    assert resolver.feed("g", ("detail", "app")) == Resolved("view.refresh")


def test_a_key_of_the_pane_hides_a_sequence_of_the_app() -> None:
    resolver = KeyResolver(_keymap("list g list.top", "app g s view.sort"))
    assert _feed(resolver, "g s") == [Resolved("list.top"), Unmatched(("s",))]


def test_a_wrong_turn_drops_the_sequence_whole() -> None:
    resolver = KeyResolver(_keymap("list g g list.top", "list j list.down"))
    assert _feed(resolver, "g j")[-1] == Unmatched(("g", "j"))
    assert resolver.feed("j", LIST) == Resolved("list.down")


def test_escape_cancels_and_does_nothing_else() -> None:
    resolver = KeyResolver(_keymap("list g g list.top", "list escape search.clear"))
    assert _feed(resolver, "g escape") == [Pending(("g",), 0, (("g", "top"),)), Cancelled(("g",))]
    assert resolver.feed("escape", LIST) == Resolved("search.clear")


def test_reset_forgets_what_was_typed() -> None:
    resolver = KeyResolver(_keymap("list g g list.top", counts=True))
    _feed(resolver, "3 g")
    resolver.reset()
    assert resolver.feed("g", LIST) == Pending(("g",), 0, (("g", "top"),))


def test_a_modifier_by_itself_is_no_wrong_turn() -> None:
    resolver = KeyResolver(_keymap("app C-x C-w app.export"))
    assert resolver.feed("left_control", LIST) == Unmatched(("left_control",))
    answers = _feed(resolver, "left_control ctrl+x left_control ctrl+w")
    assert answers[1] == answers[2]
    assert answers[3] == Resolved("app.export")


@pytest.mark.parametrize("arrives", ["ctrl+underscore", "ctrl+slash", "ctrl+shift+minus"])
def test_keys_are_known_by_all_their_names(arrives: str) -> None:
    resolver = KeyResolver(_keymap("app C-/ app.undo"))
    assert resolver.feed(arrives, LIST) == Resolved("app.undo")


def test_counts() -> None:
    resolver = KeyResolver(_keymap("list j list.down", "list gg list.top", counts=True))
    assert _feed(resolver, "1 0 j") == [Pending((), 1), Pending((), 10), Resolved("list.down", 10)]
    assert resolver.feed("j", LIST) == Resolved("list.down", 1)


def test_a_count_is_not_for_every_action() -> None:
    resolver = KeyResolver(_keymap("list gg list.top", counts=True))
    answers = _feed(resolver, "5 g g")
    assert answers == [Pending((), 5), Pending(("g",), 5, (("g", "top"),)), Resolved("list.top", 1)]


def test_a_count_is_shown_with_the_keys() -> None:
    resolver = KeyResolver(_keymap("list gg list.top", "app C-x u app.undo", counts=True))
    shown = [answer.shown for answer in _feed(resolver, "5 g") if isinstance(answer, Pending)]
    assert shown == ["5", "5g"]
    resolver.reset()
    answer = resolver.feed("ctrl+x", LIST)
    assert isinstance(answer, Pending)
    assert answer.shown == "C-x"


def test_escape_drops_a_count() -> None:
    resolver = KeyResolver(_keymap("list j list.down", counts=True))
    assert _feed(resolver, "5 escape j")[1:] == [Cancelled(()), Resolved("list.down", 1)]


def test_no_count_begins_with_nought() -> None:
    resolver = KeyResolver(_keymap("app 0 search.clear", counts=True))
    assert resolver.feed("0", LIST) == Resolved("search.clear")


def test_a_digit_in_a_sequence_is_a_key() -> None:
    resolver = KeyResolver(_keymap("app '1 view.1", counts=True))
    assert _feed(resolver, "apostrophe 1")[-1] == Resolved("view.1")


def test_digits_are_text_in_the_search_bar() -> None:
    resolver = KeyResolver(_keymap("search enter search.accept", counts=True))
    assert resolver.feed("5", ("search",)) == Unmatched(("5",))


def test_digits_are_plain_keys_without_counts() -> None:
    resolver = KeyResolver(_keymap("app 1 view.1"))
    assert _feed(resolver, "1 2") == [Resolved("view.1"), Unmatched(("2",))]


def test_a_count_has_a_bound() -> None:
    resolver = KeyResolver(_keymap("list j list.down", counts=True))
    assert _feed(resolver, "9 " * 50 + "j")[-1] == Resolved("list.down", MAX_COUNT)


def test_the_search_bar_takes_only_its_own() -> None:
    keymap = _keymap("app j view.sort", "search C-x C-c app.quit")
    resolver = KeyResolver(keymap)
    assert resolver.feed("j", LOOKUP["search"]) == Unmatched(("j",))
    assert _feed(resolver, "ctrl+x ctrl+c", LOOKUP["search"])[-1] == Resolved("app.quit")


# Against a model that looks at the whole list of bindings anew for every key.

SEQUENCES = st.lists(st.sampled_from(["a", "b", "ctrl+x", "1", "0"]), min_size=1, max_size=3)
BINDINGS = st.lists(
    st.builds(
        lambda scope, keys, action: Binding(scope, tuple(keys), action, "test.toml"),
        st.sampled_from(["list", "detail", "app"]),
        SEQUENCES,
        st.sampled_from(["list.down", "list.top", "paper.star", "app.undo", "view.sort"]),
    ),
    max_size=12,
)
PRESSED = st.lists(
    st.sampled_from(["a", "b", "ctrl+x", "1", "0", "z", "escape", "left_shift"]), max_size=12
)
FOCUSES = st.sampled_from(["list", "detail"])


def _prefix_free(bindings: list[Binding]) -> list[Binding]:
    kept: list[Binding] = []
    for binding in bindings:
        rivals = [other.sequence for other in kept if other.scope == binding.scope]
        pairs = [sorted((binding.sequence, rival), key=len) for rival in rivals]
        if not any(long[: len(short)] == short for short, long in pairs):
            kept.append(binding)
    return kept


class _Model:
    def __init__(self, bindings: list[Binding], counts: bool) -> None:
        self.bindings, self.counts = bindings, counts
        self.keys: KeySequence = ()
        self.digits = ""

    def feed(self, key: str, focus: str) -> tuple[str, object, int]:
        if key == "left_shift":
            return ("pending", self.keys, 0) if self.keys or self.digits else ("none", (key,), 0)
        if key == "escape" and (self.keys or self.digits):
            return self._drop("cancelled", self.keys)
        if self.counts and not self.keys and key.isdigit() and (self.digits or key != "0"):
            self.digits += key
            return "pending", (), 0
        self.keys = (*self.keys, key)
        for scope in LOOKUP[focus]:
            own = [item for item in self.bindings if item.scope == scope]
            if exact := [item for item in own if item.sequence == self.keys]:
                action = exact[0].action_id
                count = int(self.digits or "1") if BY_ID[action].counted else 1
                self._drop("", ())
                return "resolved", action, min(count, MAX_COUNT)
            if any(item.sequence[: len(self.keys)] == self.keys for item in own):
                return "pending", self.keys, 0
        return self._drop("none", self.keys)

    def _drop(self, kind: str, keys: KeySequence) -> tuple[str, object, int]:
        self.keys, self.digits = (), ""
        return kind, keys, 0


def _plain(resolution: Resolution) -> tuple[str, object, int]:
    match resolution:
        case Resolved(action, count):
            return "resolved", action, count
        case Pending(keys):
            return "pending", keys, 0
        case Cancelled(keys):
            return "cancelled", keys, 0
        case Unmatched(keys):
            return "none", keys, 0


@given(BINDINGS.map(_prefix_free), PRESSED, FOCUSES, st.booleans())
def test_it_agrees_with_a_plain_model(
    bindings: list[Binding], pressed: list[str], focus: str, counts: bool
) -> None:
    resolver = KeyResolver(Keymap("test", bindings, counts=counts))
    model = _Model(bindings, counts)
    for key in pressed:
        assert _plain(resolver.feed(key, LOOKUP[focus])) == model.feed(key, focus)


@given(BINDINGS.map(_prefix_free), FOCUSES)
def test_what_is_within_reach_can_be_typed_and_nothing_else(
    bindings: list[Binding], focus: str
) -> None:
    resolver = KeyResolver(Keymap("test", bindings))
    typed = []
    for binding in bindings:
        resolver.reset()
        answers = [resolver.feed(key, LOOKUP[focus]) for key in binding.sequence]
        whole = all(isinstance(answer, Pending) for answer in answers[:-1])
        if binding.scope in LOOKUP[focus] and whole and answers[-1] == Resolved(binding.action_id):
            typed.append((binding.sequence, binding.action_id))
    within = [(binding.sequence, binding.action_id) for binding in reach(bindings, focus)]
    assert set(typed) == set(within)


@given(BINDINGS.map(_prefix_free), FOCUSES)
def test_continuations_name_what_follows(bindings: list[Binding], focus: str) -> None:
    resolver = KeyResolver(Keymap("test", bindings))
    answer = resolver.feed("a", LOOKUP[focus])
    if isinstance(answer, Pending):
        follow = {item.sequence[1] for item in reach(bindings, focus) if item.sequence[0] == "a"}
        shown = {parse_sequence(key)[0] for key, _ in answer.continuations}
        assert shown == follow


# What may be followed is carried out at once, and the way stays open for one key.

OPEN = (
    "list y paper.copy_link",
    "list y t paper.copy_title",
    "list t paper.tag",
    "list j list.down",
)


@pytest.mark.parametrize("bindings", [OPEN, OPEN[::-1]], ids=["short first", "long first"])
def test_what_may_be_followed_is_carried_out_at_once_and_stays_open(
    bindings: tuple[str, ...],
) -> None:
    resolver = KeyResolver(_keymap(*bindings))
    assert resolver.feed("y", LIST) == Resolved("paper.copy_link")
    assert not resolver.pending
    assert resolver.offered(LIST) == Pending(("y",), 0, (("t", "title"),))
    assert resolver.feed("t", LIST) == Resolved("paper.copy_title")
    assert resolver.feed("t", LIST) == Resolved("paper.tag")


def test_a_key_that_does_not_go_on_from_it_is_a_key_of_its_own() -> None:
    resolver = KeyResolver(_keymap(*OPEN))
    for key, action in (("j", "list.down"), ("y", "paper.copy_link")):
        resolver.feed("y", LIST)
        assert resolver.feed(key, LIST) == Resolved(action)
    resolver.feed("y", LIST)
    assert resolver.feed("escape", LIST) == Unmatched(("escape",))
    assert resolver.offered(LIST) is None


def test_closed_it_is_over() -> None:
    resolver = KeyResolver(_keymap(*OPEN))
    resolver.feed("y", LIST)
    resolver.close()
    assert resolver.feed("t", LIST) == Resolved("paper.tag")


def test_nothing_else_may_be_followed() -> None:
    with pytest.raises(ValueError, match="goes on"):
        KeyResolver(_keymap("list j list.down", "list j j list.up"))
