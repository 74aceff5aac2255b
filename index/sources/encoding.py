"""In which encoding an input is written, and its text as UTF-8.

Nearly all is UTF-8. What else it may be it says by its first bytes (UTF-16), or in a line for
that: of XML, of HTML, of JabRef. Old bibliographies say nothing: a line that is no UTF-8, and has
no sign of any, is read as Windows-1252, which is Latin-1 and a few signs more.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED: Final = re.compile(
    rb"(?:^\s{0,99}<\?xml[^<>]{0,200}\bencoding\s{0,9}=\s{0,9}[\"']"
    rb"|<meta\s[^<>]{0,200}\bcharset\s{0,9}=\s{0,9}[\"']?"
    rb"|^%[ \t]{0,9}encoding:[ \t]{0,9})([A-Za-z][\w.:-]{1,40})",
    re.IGNORECASE | re.MULTILINE,
)
_LOOKED_AT: Final = 4_096
_TRUSTED: Final = re.compile(
    r"iso[-_ ]?8859|latin|l\d|windows|cp\d|koi8|mac|gb|big5|euc|shift|sjis", re.IGNORECASE
)
GAPS: Final = "with gaps"
"""How a line was read that is UTF-8 but for some bytes."""

_FIRST_ESCAPED: Final = 0xDC80
_WESTERN: Final = {
    _FIRST_ESCAPED + byte - 0x80: bytes([byte]).decode("cp1252", "replace")
    for byte in range(0x80, 0x100)
}
_LOST: Final = dict.fromkeys(_WESTERN, "\N{REPLACEMENT CHARACTER}")
_REAL: Final = re.compile("[\x80-\ud7ff\ue000-\U0010ffff]")


def encoding_of(start: bytes) -> str:
    """The encoding of an input that begins like this, as Python calls it; mostly ``utf-8``."""
    for bom, name in _BOMS:
        if start.startswith(bom):
            return name
    declared = _DECLARED.search(start[:_LOOKED_AT])
    name = declared[1].decode("ascii") if declared else ""
    if not _TRUSTED.match(name) or _is_utf8(start):
        return "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"


def _is_utf8(start: bytes) -> bool:
    """Whether a beginning can only be UTF-8, whatever it says of itself."""
    try:
        # The last sign may be cut.
        text, _ = codecs.utf_8_decode(start, "strict", False)
    except UnicodeDecodeError:
        return False
    return not text.isascii()


class Recoding:
    """The text of an input as UTF-8, chunk by chunk.

    Args:
        encoding: as `encoding_of` tells it.
    """

    def __init__(self, encoding: str) -> None:
        self._decoder = (
            None if encoding == "utf-8" else codecs.getincrementaldecoder(encoding)("replace")
        )

    def text(self, chunk: bytes) -> bytes:
        """What a chunk adds; the end is an empty one."""
        if self._decoder is None:
            return chunk
        return self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")


def line_of(line: bytes) -> tuple[str, str]:
    """The text of a line, and how it was read if not as UTF-8: ``Windows-1252``."""
    try:
        return line.decode(), ""
    except UnicodeDecodeError as error:
        cut_off = error.end == len(line) and error.reason == "unexpected end of data"
        escaped = line.decode("utf-8", "surrogateescape")
        if cut_off or _REAL.search(escaped):
            return escaped.translate(_LOST), GAPS
        return escaped.translate(_WESTERN), "Windows-1252"
