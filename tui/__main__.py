"""``python -m tui``: the same as ``carrel``."""

import sys

from tui.cli import main

sys.exit(main())
