from __future__ import annotations

import json
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from index.fulltext.arrayfile import ArrayFile, DamagedFileError, write_arrays

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

KIND = "test-1"
ARRAYS: dict[str, NDArray[np.generic]] = {
    "numbers": np.arange(40_000, dtype=np.uint32),
    "none": np.empty(0, dtype=np.uint16),
    "halves": np.linspace(0, 1, 7),
}
any_array = st.sampled_from(["<u1", "<u2", "<u4", "<i8", "<f4"]).flatmap(
    lambda kind: arrays.arrays(kind, st.integers(0, 30))
)
same_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "arrays"
    write_arrays(path, KIND, {"of": [1, "two"]}, ARRAYS)
    return path


@same_folder
@given(written=st.dictionaries(st.text(), any_array, max_size=4))
def test_arrays_come_back_with_their_types(
    tmp_path: Path, written: dict[str, NDArray[np.generic]]
) -> None:
    write_arrays(tmp_path / "any", KIND, {}, written)
    file = ArrayFile(tmp_path / "any", KIND)
    file.check()
    for name, array in written.items():
        assert file.count(name) == len(array)
        assert file.array(name).dtype == array.dtype
        assert file.array(name).tobytes() == array.tobytes()


def test_facts_come_back(path: Path) -> None:
    assert ArrayFile(path, KIND).facts == {"of": [1, "two"]}


@same_folder
@given(one=st.integers(0, 40_000), other=st.integers(0, 40_000))
def test_a_slice_is_what_the_array_has_there(path: Path, one: int, other: int) -> None:
    start, stop = sorted((one, other))
    found = ArrayFile(path, KIND).slice("numbers", start, stop)
    assert np.array_equal(found, np.arange(start, stop))


@pytest.mark.parametrize(("start", "stop"), [(0, 40_001), (5, 4), (-1, 3)])
def test_a_slice_beyond_the_array_is_refused(path: Path, start: int, stop: int) -> None:
    with pytest.raises(DamagedFileError):
        ArrayFile(path, KIND).slice("numbers", start, stop)


@same_folder
@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_is_found(path: Path, place: float, bit: int) -> None:
    whole = path.read_bytes()
    damaged = bytearray(whole)
    damaged[int(place * len(damaged))] ^= 1 << bit
    copy = path.with_name("damaged")
    copy.write_bytes(damaged)
    with pytest.raises(DamagedFileError):
        ArrayFile(copy, KIND).check()


@same_folder
@given(size=st.floats(0, 1, exclude_max=True))
def test_a_file_cut_anywhere_is_refused_at_once(path: Path, size: float) -> None:
    whole = path.read_bytes()
    copy = path.with_name("cut")
    copy.write_bytes(whole[: int(size * len(whole))])
    with pytest.raises(DamagedFileError):
        ArrayFile(copy, KIND)


def test_a_file_that_something_hangs_on_is_refused(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(DamagedFileError):
        ArrayFile(path, KIND)


def test_a_file_of_another_kind_or_version_is_refused(path: Path) -> None:
    with pytest.raises(DamagedFileError, match="test-2"):
        ArrayFile(path, "test-2")


def test_damage_is_found_where_it_is_looked_at_and_nowhere_else(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[-20] ^= 1  # within the last array
    path.write_bytes(whole)
    file = ArrayFile(path, KIND)
    assert file.slice("numbers", 0, 9).tolist() == list(range(9))
    with pytest.raises(DamagedFileError):
        file.array("halves")


@pytest.mark.parametrize(
    "changed",
    [
        {"arrays": {"a": ["|O", 0, 1]}},
        {"arrays": {"a": ["<u4", -4, 1]}},
        {"arrays": {"a": ["<u4", 0, 10**30]}},
        {"arrays": {"a": ["<u4", 0]}},
        {"arrays": []},
        {"facts": None},
        {"page": 0},
        {"size": "8"},
        {"size": -8},
        {"kind": None},
    ],
    ids=str,
)
def test_a_header_with_the_right_sum_is_not_believed_either(
    tmp_path: Path, changed: dict[str, object]
) -> None:
    sums = zlib.crc32(struct.pack("<I", zlib.crc32(bytes(8))))
    header: dict[str, object] = {"kind": "test 1", "facts": {}, "arrays": {}}
    header |= {"size": 8, "page": 8, "checksums": sums}
    written(tmp_path / "sound", header)
    ArrayFile(tmp_path / "sound", "test 1").check()
    written(tmp_path / "unsound", header | changed)
    with pytest.raises(DamagedFileError):
        ArrayFile(tmp_path / "unsound", "test 1")


def written(path: Path, header: dict[str, object]) -> None:
    text = json.dumps(header).encode()
    frame = struct.pack("<8sII", b"CARRELFT", len(text), zlib.crc32(text))
    path.write_bytes(frame + text + struct.pack("<I", zlib.crc32(bytes(8))) + bytes(8))
