"""Many short texts in one piece of memory, instead of an object each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


class PackedTexts(Sequence[bytes]):
    """Texts in UTF-8, end to end, with where each starts and the last one ends."""

    __slots__ = ("_blob", "_starts")

    def __init__(self, blob: bytes, starts: NDArray[np.uint32]) -> None:
        self._blob = blob
        # Items of a memoryview are plain integers, and quicker than those of an array.
        self._starts: memoryview[int] = starts.data

    @classmethod
    def of(cls, texts: Iterable[bytes]) -> PackedTexts:
        """The texts packed."""
        pieces = list(texts)
        starts = np.fromiter(accumulate(map(len, pieces), initial=0), np.uint32, len(pieces) + 1)
        return cls(b"".join(pieces), starts)

    def __len__(self) -> int:
        return len(self._starts) - 1

    @overload
    def __getitem__(self, index: int) -> bytes: ...
    @overload
    def __getitem__(self, index: slice) -> list[bytes]: ...

    def __getitem__(self, index: int | slice) -> bytes | list[bytes]:
        if isinstance(index, slice):
            return [self[place] for place in range(*index.indices(len(self)))]
        return self._blob[self._starts[index] : self._starts[index + 1]]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PackedTexts) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # its bytes may be a view that others own

    @property
    def blob(self) -> NDArray[np.uint8]:
        """The texts end to end."""
        return np.frombuffer(self._blob, dtype=np.uint8)

    @property
    def starts(self) -> NDArray[np.uint32]:
        """Where each text starts in the blob; one more than there are texts."""
        return np.frombuffer(self._starts, dtype=np.uint32)
