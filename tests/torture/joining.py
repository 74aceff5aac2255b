"""``carrel join`` and ``carrel split`` as steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.torture.steps import id_of, verb

if TYPE_CHECKING:
    from tests.torture.model import Marks, Model
    from tests.torture.steps import Outcome
    from tui.paths import Home


@dataclass(frozen=True, slots=True)
class Join:
    """``carrel join`` of two papers."""

    kept: int
    gone: int
    given: Marks = frozenset()
    """What either has to be given before, so that neither's later decision takes the other's."""

    def run(self, home: Home) -> Outcome:
        return verb("join", id_of(self.kept), id_of(self.gone))

    def apply(self, model: Model) -> Model:
        return model.joining(self.kept, self.gone, self.given)

    def partly(self, model: Model, found: Model) -> bool:
        """The marks may be seen to already, while the papers are two; never the other way."""
        return found.seen == model.giving(self.given).seen


@dataclass(frozen=True, slots=True)
class Split:
    """``carrel split`` of a paper that another one went into."""

    kept: int
    gone: int
    sources: tuple[int, ...]
    """Those that mean the other, as ``carrel show --sources`` numbers them."""

    def run(self, home: Home) -> Outcome:
        return verb("split", id_of(self.kept), *map(str, self.sources))

    def apply(self, model: Model) -> Model:
        return model.parting(self.kept, self.gone)

    def partly(self, model: Model, found: Model) -> bool:
        return False
