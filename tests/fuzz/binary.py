"""Files that are mapped: arrays and columns, cut, flipped, or made up with sums that are right."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import strategies as st

from index.columns import columnsfile
from index.fulltext.arrayfile import ArrayFile, DamagedFileError, write_arrays
from tests.fuzz.target import Target, target
from tests.fuzz.texts import JSON

_KIND = "fuzz 1"


def _whole() -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "arrays"
        arrays = {"a": np.arange(9, dtype="<u4"), "b": np.ones(3, dtype="<f4")}
        write_arrays(path, _KIND, {"of": "nothing"}, arrays)
        return path.read_bytes()


_WHOLE = _whole()
_NUMBERS = st.sampled_from([0, 1, 3, 8, 9, 36, 48, 1 << 15, -1, 1 << 40, 1 << 70]) | st.integers()
_PLACES = st.dictionaries(
    st.sampled_from("ab"),
    st.tuples(
        st.sampled_from(["<u4", "|O", "<f4", "|V8", "<M8[D]", "x", "u4,u4"]), _NUMBERS, _NUMBERS
    )
    | JSON,
)
_HEADERS = st.fixed_dictionaries(
    {"kind": st.just(_KIND) | JSON},
    optional={
        "facts": st.just({}) | JSON,
        "arrays": _PLACES | JSON,
        "size": _NUMBERS | JSON,
        "page": _NUMBERS | JSON,
        "checksums": st.just(zlib.crc32(b"")) | _NUMBERS,
    },
)


def _framed(header: object, body: bytes) -> bytes:
    """A file whose header has the checksum that it should have."""
    text = json.dumps(header).encode()
    return struct.pack("<8sII", b"CARRELFT", len(text), zlib.crc32(text)) + text + body


def _flipped(data: bytes, at: int, sign: int) -> bytes:
    place = at % len(data)
    return data[:place] + bytes([sign]) + data[place + 1 :]


_ARRAYS = st.one_of(
    st.binary(max_size=99),
    st.builds(_flipped, st.just(_WHOLE), st.integers(0, 999), st.integers(0, 255)),
    st.builds(lambda most: _WHOLE[:most], st.integers(0, len(_WHOLE))),
    st.builds(_framed, _HEADERS | JSON, st.binary(max_size=64)),
    st.just(_framed({"kind": _KIND, "page": 1}, b"")),
    st.sampled_from(["[" * 9_000, "9" * 5_000]).map(
        lambda text: (
            struct.pack("<8sII", b"CARRELFT", len(text), zlib.crc32(text.encode())) + text.encode()
        )
    ),
)


def _array_file(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "arrays"
        path.write_bytes(data)
        try:
            file = ArrayFile(path, _KIND)
            for name in ("a", "b"):
                if name in file._places:
                    file.array(name)
                    file.slice(name, 0, min(2, file.count(name)))
            file.check()
        except DamagedFileError:
            return


_SOUND = columnsfile.empty()
_COUNTS = st.sampled_from([0, 1, 2, 3, 8, 2**31, 2**63, 2**64 - 1])
_MADE_UP = st.lists(_COUNTS, min_size=10, max_size=10).map(
    lambda counts: struct.pack("=10Q", *counts)
)


def _summed(facts: bytes, body: bytes) -> bytes:
    frame = (b"CARRELCL", 0x0102_0304, 2, zlib.crc32(facts), zlib.crc32(body))
    return struct.pack("=8sIIII", *frame) + facts + body


_COLUMNS = st.one_of(
    st.binary(max_size=300),
    st.builds(_flipped, st.just(_SOUND), st.integers(0, 999), st.integers(0, 255)),
    st.builds(_summed, _MADE_UP, st.binary(max_size=400)),
    st.builds(_summed, _MADE_UP, st.integers(0, 90).map(lambda count: bytes(8 * count))),
)


def _columns(data: bytes) -> None:
    """None, or a header and arrays that are as long as it says."""
    decoded = columnsfile.decode(data)
    if decoded is None:
        return
    header, arrays = decoded
    for name, _, count in columnsfile.SECTIONS:
        assert len(arrays[name]) == count(header)
    columnsfile.is_intact(data)


TARGETS: tuple[Target, ...] = (
    target("files of arrays", _ARRAYS, _array_file),
    target("files of columns", _COLUMNS, _columns),
)
