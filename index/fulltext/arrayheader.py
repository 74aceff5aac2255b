"""The beginning of a file of arrays: what kind of file it is, and of what it was made.

Read without numpy, so that whoever only asks whether a file still fits pays for nothing else.
"""

from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING, Final

from index.files import open_plain

if TYPE_CHECKING:
    from pathlib import Path

MAGIC: Final = b"CARRELFT"
FRAME: Final = struct.Struct("<8sII")
"""Magic, length of the header in bytes, its checksum."""

_LONGEST: Final = 1 << 20
"""Bytes of a header; it names a few arrays."""


class DamagedFileError(Exception):
    """The file is not what was written."""


def header_text(path: Path, content: memoryview) -> tuple[bytes, int]:
    """The text of the header, and where it ends.

    Raises:
        DamagedFileError: there is none, or it is not as it was written.
    """
    if len(content) < FRAME.size:
        raise DamagedFileError(f"{path}: no header")
    magic, length, checksum = FRAME.unpack_from(content)
    end = FRAME.size + length
    text = content[FRAME.size : end]
    if magic != MAGIC or zlib.crc32(text) != checksum:
        raise DamagedFileError(f"{path}: no header, or a damaged one")
    return bytes(text), end


def read_facts(path: Path, kind: str) -> dict[str, object]:
    """Of what a file was made, as its writer put it; its arrays are not looked at.

    Raises:
        DamagedFileError: it is of another kind, or its header is damaged.
        OSError: it cannot be read.
    """
    with open_plain(path) as stream:
        text, _ = header_text(path, memoryview(stream.read(_LONGEST)))
    try:
        header = json.loads(text)
        if header["kind"] == kind:
            return {**header["facts"]}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise DamagedFileError(f"{path}: its header makes no sense") from error
    raise DamagedFileError(f"{path}: not of kind {kind}")
