"""One action, and the places where a key can mean it."""

from __future__ import annotations

from typing import NamedTuple

SCOPES = ("app", "list", "detail", "filter", "focus", "search")
"""Where an action can be taken: everywhere, or with one pane in focus. A key is looked up in the
focused pane's scope first, then in ``app``; the search bar takes only its own."""


class Action(NamedTuple):
    """One thing a key, the palette or a click can ask for."""

    id: str
    """``scope.verb`` or ``thing.verb``: ``paper.star``."""

    label: str
    """Two words at most, for the footer: ``star``."""

    help: str
    """One plain sentence, for help and palette."""

    scopes: tuple[str, ...]
    """The scopes in whose key tables it may stand."""

    footer: bool = False
    """Whether the footer names it while one of its scopes has the focus."""

    counted: bool = False
    """Whether a count typed before it repeats it (``5j``)."""

    command: str = ""
    """What it is called behind ``:``, where that is not the last part of its id."""

    argument: str = ""
    """What kind of text may follow it there (`tui.commandline.arguments`), or ``""``."""

    prelude: bool = False
    """Whether longer sequences may begin with its keys: it changes nothing, so it can be carried
    out before it is known whether it is meant, or what follows it."""

    off_in_page: str = ""
    """Why it is off where the screen is a page in a browser; ``""``: it is not."""

    def told(self, *, in_page: bool) -> str:
        """Its sentence, as help and palette have it; in a page, marked where it is off."""
        return f"{self.help} (Off in the browser.)" if in_page and self.off_in_page else self.help


PANES = ("app", "list", "detail", "filter", "focus")
PAPER = ("app", "list", "detail")
ANYWHERE = (*PAPER, "focus")
"""Scopes of what makes sense in every pane, wherever there is a paper under a cursor, and there or
where a paper fills the screen."""
