"""Into the background and back: the shell's job control, where a shell is there to take over."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.reader import ReaderScreen


def suspend(desk: ReaderScreen) -> None:
    """Stop until the shell's ``fg``, with all that was started along with us (``make run``)."""
    if not _has_shell():
        desk.say("there is no shell to go back to: Carrel was not started from one", "warning")
        return
    # Textual puts the terminal in order on this signal, and the screen back when we go on; what
    # stands on that it takes for painted.
    os.killpg(os.getpgrp(), signal.SIGTSTP)
    desk.call_later(partial(desk.app.refresh, layout=True))


def _has_shell() -> bool:
    """Whether a shell with job control started us.

    Otherwise we are of the process group that leads the session, which nobody can bring back:
    ``tmux new-session carrel``, ``ssh -t host carrel``.
    """
    return hasattr(signal, "SIGTSTP") and os.getpgrp() != os.getsid(0)
