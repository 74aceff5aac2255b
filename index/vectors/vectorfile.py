"""The file of vectors: written whole, mapped, checked page by page, and never trusted.

It says of what it was made (`origin`), and whatever in it does not fit together is damage, even
under sound checksums: a wrong neighbour is worse than none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.fulltext.arrayfile import ArrayFile, DamagedFileError, write_arrays
from index.fulltext.texts import PackedTexts
from index.vectors.counts import TermCounts
from index.vectors.latent import LatentSpace
from index.vectors.origin import KIND, Origin
from index.vectors.papervectors import PaperVectors

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray


def write_vectors(path: Path, vectors: PaperVectors, origin: Origin) -> None:
    """Put vectors at `path`, whole or not at all.

    Raises:
        OSError: what was there is untouched.
    """
    counts, (basis, middle) = vectors.counts, vectors.space
    used = np.flatnonzero(np.any(basis, axis=1))
    arrays: dict[str, NDArray[np.generic]] = {
        "stem_blob": counts.stems.blob,
        "stem_starts": counts.stems.starts,
        "idf": vectors.idf,
        "starts": counts.starts,
        "terms": counts.terms,
        "counts": counts.counts,
        "basis_terms": used.astype(np.uint32),
        "basis": basis[used].ravel(),
        "middle": middle,
        "lying": vectors.lying.ravel(),
    }
    write_arrays(path, KIND, {**origin.facts(), "dimensions": len(middle)}, arrays)


def read_vectors(path: Path) -> tuple[PaperVectors, Origin]:
    """The vectors at `path`, and of what they were made.

    Raises:
        DamagedFileError: they are damaged, or of another version.
        OSError: they cannot be read.
    """
    file = ArrayFile(path, KIND)
    origin = Origin.of(file.facts)
    try:
        return _understood(file, origin), origin
    except (KeyError, ValueError, IndexError, TypeError) as error:
        raise DamagedFileError(f"{path}: its arrays do not fit together") from error


def _understood(file: ArrayFile, origin: Origin) -> PaperVectors:
    """What a file holds.

    Raises:
        DamagedFileError, KeyError, ValueError, IndexError, TypeError: it makes no sense.
    """
    dimensions = file.facts["dimensions"]
    if type(dimensions) is not int or dimensions < 0:
        raise ValueError("dimensions are a whole number")
    edges = file.array("stem_starts").astype(np.uint32)
    blob = file.array("stem_blob").tobytes()
    starts = file.array("starts").astype(np.int64)
    terms = file.array("terms").astype(np.uint32, copy=False)
    often = file.array("counts").astype(np.uint8, copy=False)
    stems = len(edges) - 1
    _require(_ascends(edges) and int(edges[-1]) == len(blob))
    _require(_ascends(starts) and int(starts[-1]) == len(terms) == len(often))
    _require(len(starts) == origin.papers + 1 and int(terms.max(initial=0)) < max(1, stems))
    idf = file.array("idf").astype(np.float32, copy=False)
    used = file.array("basis_terms").astype(np.int64)
    _require(len(idf) == stems and int(used.max(initial=-1)) < stems)
    basis = np.zeros((stems, dimensions), dtype=np.float32)
    flat = file.array("basis").astype(np.float32, copy=False)
    basis[used] = flat.reshape(len(used), dimensions)
    lying = file.array("lying").astype(np.float32, copy=False)
    lying = lying.reshape(origin.papers, dimensions)
    middle = file.array("middle").astype(np.float32, copy=False)
    _require(len(middle) == dimensions)
    counts = TermCounts(PackedTexts(blob, edges), starts, terms, often)
    return PaperVectors(counts, idf, LatentSpace(basis, middle), lying)


def _ascends(numbers: NDArray[np.generic]) -> bool:
    whole = numbers.astype(np.int64)
    return len(whole) > 0 and int(whole[0]) == 0 and bool((whole[1:] >= whole[:-1]).all())


def _require(holds: bool) -> None:
    if not holds:
        raise ValueError("arrays do not fit together")
