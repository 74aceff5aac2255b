"""The tour: five keys, learnt by pressing them, whichever the live keymap has for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tui.legend import first_key
from tui.render import cells_of

if TYPE_CHECKING:
    from tui.keymap import Keymap
    from tui.render import Line

PANE = "list"
"""Where the tour is walked: keys are those of the list."""

DONE, OPEN = "●", "○"


@dataclass(frozen=True, slots=True)
class TourStep:
    """An action to be tried, what it is for, and another one that is told along with it."""

    action: str
    purpose: str
    beside: str
    """Id of the other action."""
    beside_purpose: str


STEPS = (
    TourStep("list.down", "goes to the next paper", "list.up", "goes back"),
    TourStep("list.open", "opens it to be read", "detail.close", "returns to the list"),
    TourStep("paper.star", "stars what you want to keep", "app.export", "exports the starred"),
    TourStep("paper.dismiss", "puts aside what is not for you", "app.undo", "undoes anything"),
    TourStep("search.focus", "searches as you type", "filter.focus", "filters"),
)


@dataclass(frozen=True, slots=True)
class Tour:
    """How far somebody is on the tour.

    Args:
        keymap: the live keymap; what has no key in it is left out.
    """

    keymap: Keymap
    tried: frozenset[str] = field(default=frozenset())

    @property
    def steps(self) -> tuple[TourStep, ...]:
        """All steps that can be taken."""
        return tuple(step for step in STEPS if first_key(self.keymap, step.action, PANE))

    @property
    def step(self) -> TourStep | None:
        """The one to be taken next; None at the end."""
        return next((step for step in self.steps if step.action not in self.tried), None)

    def after(self, action: str) -> Tour:
        """The tour after an action was taken, in its turn or before."""
        return replace(self, tried=self.tried | {action})

    def lines(self, width: int) -> tuple[Line, Line]:
        """What is told to the left and to the right, together in `width` cells if they can be."""
        step = self.step
        if step is None:
            return self._end(), []
        dots = "".join(DONE if each.action in self.tried else OPEN for each in self.steps)
        left: Line = [(f" {dots}  ", "mark"), *self._told(step.action, step.purpose, "unread")]
        right: Line = [("Esc", "key"), (" ends the tour ", "label")]
        scope = "detail" if step.beside == "detail.close" else PANE
        beside = self._told(step.beside, step.beside_purpose, "label", scope)
        if beside and cells_of(left) + cells_of(beside) + cells_of(right) + 5 <= width:
            left += [("   ", ""), *beside]
        return left, right

    def _told(self, action: str, purpose: str, role: str, scope: str = PANE) -> Line:
        key = first_key(self.keymap, action, scope)
        return [(key, "key"), (f" {purpose}", role)] if key else []

    def _end(self) -> Line:
        line: Line = [(f" {DONE * len(self.steps)}  ", "mark"), ("That is most of it.  ", "unread")]
        told = (("app.help", "tells every key"), ("app.tour", "shows this again"))
        for action, purpose in told:
            line += [*self._told(action, purpose, "label"), ("   ", "")]
        return line
