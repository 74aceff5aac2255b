"""What an input is written in: said by its first bytes, declared, or neither."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sources.encoding import GAPS, Recoding, encoding_of, line_of
from index.sources.opening import Opening


@pytest.mark.parametrize(
    ("start", "encoding"),
    [
        (b"", "utf-8"),
        (b"\xef\xbb\xbftext", "utf-8"),
        (b"\xff\xfea\0", "utf-16"),
        (b"\xfe\xff\0a", "utf-16"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?><rss>', "iso8859-1"),
        (b"<?xml version='1.0' encoding='windows-1251'?>", "cp1251"),
        (b'<html><head><meta charset="Shift_JIS">', "shift_jis"),
        (b"% Encoding: ISO8859_2\n@misc{a}", "iso8859-2"),
        (b"\n% encoding: Cp1250\n", "cp1250"),
        (b'<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        (b"% Encoding: nonsense\n", "utf-8"),
        (b"% Encoding: latin-none\n", "utf-8"),
        (b"% Encoding: unicode_escape\n", "utf-8"),
        (b'text that says encoding="latin-1"', "utf-8"),
        ('<?xml version="1.0" encoding="latin-1"?>é'.encode(), "utf-8"),
    ],
)
def test_an_encoding_is_what_is_said_unless_it_is_wrong(start: bytes, encoding: str) -> None:
    assert encoding_of(start) == encoding


@pytest.mark.parametrize(
    ("line", "text", "how"),
    [
        (b"plain", "plain", ""),
        ("Lévy 深".encode(), "Lévy 深", ""),
        (b"L\xe9vy \x96 \x93x\x94", "Lévy – “x”", "Windows-1252"),
        (b"cut \xe6\xb7", "cut \ufffd\ufffd", GAPS),
        ("é".encode() + b"\xe9", "é\ufffd", GAPS),
    ],
)
def test_a_line_is_utf8_or_western(line: bytes, text: str, how: str) -> None:
    assert line_of(line) == (text, how)


@given(st.binary(max_size=60))
def test_any_line_has_a_text(line: bytes) -> None:
    text, how = line_of(line)
    assert text.encode("utf-8", "strict") == line or how


@given(st.text(st.characters(codec="utf-16"), max_size=60), st.integers(1, 7))
def test_chunks_cut_anywhere_are_one_text(text: str, size: int) -> None:
    data = text.encode("utf-16")
    recoding = Recoding("utf-16")
    chunks = [data[at : at + size] for at in range(0, len(data), size)]
    assert b"".join(map(recoding.text, [*chunks, b""])).decode() == text


@pytest.mark.parametrize("encoding", ["utf-16", "iso8859-2", "cp1250"])
def test_a_bibliography_of_old_is_read_as_it_was_written(encoding: str) -> None:
    text = f"% Encoding: {encoding}\n@misc{{a, title={{Řehoř}}}}\n"
    with Opening(None, io.BytesIO(text.encode(encoding))) as opening:
        assert list(opening.lines(1_000)) == text.splitlines()
    assert opening.problems == []
