"""The text in a piece of HTML, as far as papers come in some."""

from __future__ import annotations

import re
from typing import Final

_REST: Final = r"(?:\s[^<>]{0,2000})?/?>"
_BLOCK: Final = re.compile(
    rf"</?(?:p|br|div|img|ul|ol|li|h[1-6]|jats:(?:p|title|sec|list|list-item)){_REST}",
    re.IGNORECASE,
)
_INLINE: Final = re.compile(
    rf"</?(span|b|i|em|strong|sub|sup|a|jats:[a-z]{{1,12}}){_REST}", re.IGNORECASE
)
_CLOSING: Final = re.compile(r"</([a-z:]{1,20})\s{0,9}>", re.IGNORECASE)


def text_of_html(text: str) -> str:
    """`text` without the tags of running text; what else stands in angle brackets stays.

    Models are full of ``<s>`` and ``<pad>``, so that only tags which lay out a text are taken for
    such, and those within a line only where they are closed. Entities are left to
    `index.tex.readable`.
    """
    if "<" not in text:
        return text
    closed = {name.lower() for name in _CLOSING.findall(text)}

    def shown(tag: re.Match[str]) -> str:
        return "" if tag[1].lower() in closed else tag[0]

    return _INLINE.sub(shown, _BLOCK.sub(" ", text))
