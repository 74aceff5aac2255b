"""The body of an answer, unpacked as it comes, with an end.

httpx could unpack it, but hands over nothing of a chunk that unpacks to nothing, so a body of such
chunks would go on unseen; and it takes a packed body that was cut short for a whole one.
"""

from __future__ import annotations

import zlib
from typing import Final

from index.fetching.failure import FetchError, PassingError

PACKINGS: Final = frozenset({"", "identity", "gzip", "x-gzip"})
"""What a body may be packed with."""

_GZIP: Final = 31
"""What zlib calls gzip."""


class Unpacker:
    """Puts a body together.

    Args:
        packing: one of `PACKINGS`.
        host: who sends it, for errors.
        most: bytes that it may have, unpacked.
    """

    def __init__(self, packing: str, host: str, most: int) -> None:
        self._packed = zlib.decompressobj(_GZIP) if packing not in ("", "identity") else None
        self._host, self._most = host, most
        self._chunks: list[bytes] = []
        self._is_empty = True
        self.length = 0
        """Bytes so far, unpacked."""

    def take(self, chunk: bytes) -> None:
        """Take what came next.

        Raises:
            FetchError: the body is too long, or cannot be unpacked.
        """
        self._is_empty = self._is_empty and not chunk
        if self._packed is not None:
            try:
                chunk = self._packed.decompress(chunk, self._most - self.length + 1)
            except zlib.error as error:
                message = f"{self._host} sent an answer that cannot be unpacked"
                raise FetchError(message) from error
        self.length += len(chunk)
        if self.length > self._most:
            bound = f"{self._most // 1024**2:,} MiB"
            raise FetchError(f"{self._host} answers with more than {bound}", hint="it was left out")
        self._chunks.append(chunk)

    def whole(self) -> bytes:
        """All of it.

        Raises:
            PassingError: it was cut short.
        """
        if self._packed is not None and not self._packed.eof and not self._is_empty:
            raise PassingError(f"{self._host} broke off in the middle of its answer")
        return b"".join(self._chunks)
