"""The part of README that is made: the key table, from the keymaps that Carrel brings along.

``make docs`` writes it anew; a test makes it again and compares.
"""

from __future__ import annotations

import sys
from pathlib import Path

from tui.verbs.keys import markdown_lines

README = Path(__file__).resolve().parent.parent / "README.md"
BEGIN = "<!-- keys: begin -->"
END = "<!-- keys: end -->"


def with_keys(text: str) -> str:
    """README with the key table of today between its two marks.

    Raises:
        ValueError: the marks are not there, once each and in order.
    """
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end or BEGIN in after or END in after:
        raise ValueError(f"README.md needs {BEGIN} and {END} once each, in that order")
    return "\n".join((before + BEGIN, "", *markdown_lines(), "", END + after))


def main() -> int:
    """Write the key table into README."""
    README.write_text(with_keys(README.read_text("utf-8")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
