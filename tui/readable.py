"""Whether a person reads what a verb writes, and not the next program.

Then lines are fitted to the width that there is, which `shutil.get_terminal_size` knows: that of
the terminal, or of the sheet on which a reader shows what its own verbs say.
"""

from __future__ import annotations

import os
import sys

ON_A_SHEET = "CARREL_SHEET"
"""The variable by which the reader tells a verb that it is read on a sheet, ``COLUMNS`` wide."""


def is_read() -> bool:
    """Whether standard output is a terminal, or a sheet over the reader."""
    return sys.stdout.isatty() or bool(os.environ.get(ON_A_SHEET))
