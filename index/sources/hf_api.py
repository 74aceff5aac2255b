"""What the API of Hugging Face Papers answers: a day's list, trending, a search, one paper."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from index.sources.hf_rows import papers_of_rows
from index.sources.json_lines import LONGEST_ARRAY, array_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.errors import Problem
    from index.paper import Paper
    from index.sources.base import Origin

_WRAPPED: Final = re.compile(r'"paper"\s{0,99}:\s{0,99}\{')
_FLAT: Final = re.compile(r'"id"\s{0,99}:\s{0,99}"\d{4}\.\d{4,5}"')
_KEY: Final = re.compile(
    r'"(?:upvotes|discussionId|submittedOnDailyAt|submittedOnDailyBy|ai_summary|thumbnail'
    r'|publishedAt|numComments)"\s{0,99}:'
)


class HuggingFaceRows:
    """Papers of Hugging Face's API, as JSON."""

    name: Final = "Hugging Face's API (JSON)"
    kind: Final = "huggingface"
    longest_line: Final = LONGEST_ARRAY

    def detects(self, head: str) -> bool:
        """Whether it is JSON with rows or papers of Hugging Face's; a day without any counts."""
        start = head.lstrip()[:1]
        if start not in ("[", "{"):
            return False
        if "".join(head.split()) == "[]":
            return True
        is_row = _WRAPPED.search(head) is not None or _FLAT.search(head) is not None
        return is_row and _KEY.search(head) is not None

    def read(self, lines: Iterator[str], origin: Origin) -> Iterator[Paper | Problem]:
        """One item for each row."""
        return papers_of_rows(array_records(lines), origin)
