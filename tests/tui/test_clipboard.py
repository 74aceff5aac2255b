"""Which way to the clipboard is taken, and what it is given."""

from __future__ import annotations

import base64
import re
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui.clipboard import LARGEST_SENT, SCREEN_PIECE, copy, local_tools, sequences

if TYPE_CHECKING:
    from pathlib import Path

SSH = {"SSH_CONNECTION": "10.0.0.1 5 10.0.0.2 22"}
TMUX = {"TMUX": "/tmp/tmux-0/default,1,0"}

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="stand-ins for Linux's tools")


def anything(name: str) -> str:
    return f"/usr/bin/{name}"


@pytest.mark.parametrize(
    ("platform", "environ", "names"),
    [
        ("darwin", {}, ["pbcopy"]),
        ("win32", {}, ["clip"]),
        ("linux", {}, []),
        ("linux", {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, ["wl-copy", "xclip", "xsel"]),
        ("linux", {"DISPLAY": ":0"}, ["xclip", "xsel"]),
        ("linux", {"WSL_DISTRO_NAME": "Debian"}, ["clip.exe"]),
        ("linux", {"TERMUX_VERSION": "0.1"}, ["termux-clipboard-set"]),
        ("linux", {"DISPLAY": ":0", **SSH}, []),
        ("darwin", SSH, []),
    ],
)
def test_tools_go_by_where_the_reader_sits(
    platform: str, environ: dict[str, str], names: list[str]
) -> None:
    assert [tool.name for tool in local_tools(environ, platform, anything)] == names


def test_a_tool_that_is_not_there_is_not_taken() -> None:
    only = local_tools({"DISPLAY": ":0"}, "linux", lambda name: "x" if name == "xsel" else None)
    assert [tool.name for tool in only] == ["xsel"]


def decoded(sequence: str) -> str:
    found = re.fullmatch("\x1b\\]52;c;([A-Za-z0-9+/=]*)\a", sequence)
    assert found is not None
    return base64.b64decode(found[1]).decode()


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_terminal_by_itself_gets_the_text_in_base64(text: str) -> None:
    (bare,) = sequences(text, {})
    assert decoded(bare) == text


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_tmux_gets_it_bare_and_wrapped(text: str) -> None:
    bare, wrapped = sequences(text, TMUX | SSH)
    assert decoded(bare) == text
    assert wrapped.startswith("\x1bPtmux;")
    assert wrapped.endswith("\x1b\\")
    inner = wrapped.removeprefix("\x1bPtmux;").removesuffix("\x1b\\")
    assert inner.count("\x1b") == 2 * bare.count("\x1b")
    assert decoded(inner.replace("\x1b\x1b", "\x1b")) == text


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=500))
def test_screen_gets_it_in_pieces_that_it_can_hold(text: str) -> None:
    pieces = sequences(text, {"STY": "1.pts-0.host"})
    assert len(pieces) > 1
    inner = [piece.removeprefix("\x1bP").removesuffix("\x1b\\") for piece in pieces]
    assert all(len(piece) <= SCREEN_PIECE for piece in inner)
    assert decoded("".join(inner)) == text


def stand_in(folder: Path, name: str, does: str) -> None:
    folder.mkdir(exist_ok=True)
    tool = folder / name
    tool.write_text(f"#!/bin/sh\n{does}\n")
    tool.chmod(0o755)


def kept(folder: Path, name: str) -> str:
    return f'exec /bin/cat > "{folder / name}"'


@on_linux
def test_a_tool_gets_the_text_on_its_input_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path / "bin", "xclip", kept(tmp_path, "copied"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    sent: list[str] = []
    done = copy("$(touch x) é", {"DISPLAY": ":0"}, sent.append)
    assert (tmp_path / "copied").read_text() == "$(touch x) é"
    assert done.sentence("it") == "copied it (xclip)"
    assert not sent


@on_linux
def test_a_tool_that_stays_behind_to_serve_the_clipboard_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path / "bin", "xclip", "/bin/cat > /dev/null\n/bin/sleep 60 &")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("tui.clipboard._SECONDS", 30.0)
    assert copy("x", {"DISPLAY": ":0"}, pytest.fail).by == "xclip"


@on_linux
def test_where_one_tool_fails_the_next_is_tried_and_then_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path / "bin", "wl-copy", "exit 1")
    stand_in(tmp_path / "bin", "xclip", kept(tmp_path, "copied"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    environ = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}
    assert copy("x", environ, pytest.fail).by == "xclip"
    (tmp_path / "bin" / "xclip").unlink()
    sent: list[str] = []
    done = copy("x", environ, sent.append)
    assert sent == ["x"]
    assert done.sentence("it") == "sent to the terminal, for wl-copy failed: it"


@on_linux
def test_windows_reads_utf_16(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path / "bin", "clip.exe", kept(tmp_path, "copied"))
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    assert copy("é", {"WSL_DISTRO_NAME": "Debian"}, pytest.fail).by == "clip.exe"
    assert (tmp_path / "copied").read_bytes().decode("utf-16") == "é"


@on_linux
def test_tmux_is_asked_to_pass_it_on_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = f'echo "$@" > "{tmp_path / "told"}"\n{kept(tmp_path, "copied")}'
    stand_in(tmp_path / "bin", "tmux", told)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    sent: list[str] = []
    done = copy("x", TMUX | SSH, sent.append)
    assert (tmp_path / "told").read_text() == "load-buffer -w -\n"
    assert (tmp_path / "copied").read_text() == "x" == sent[0]
    assert done.sentence("it") == "sent to the terminal through tmux: it"


def test_in_a_page_nothing_of_this_machine_copies() -> None:
    environ = {"CARREL_SERVED": "1", "DISPLAY": ":0", **TMUX}
    sent: list[str] = []
    assert copy("x", environ, sent.append).sentence("it") == "sent to the page: it"
    assert sent == ["x"]
    assert len(sequences("x", environ)) == 1


def test_what_no_terminal_takes_is_not_sent() -> None:
    done = copy("é" * LARGEST_SENT, SSH, pytest.fail)
    assert done.is_refused
    assert done.sentence("it") == (
        "not copied, 146 KiB are more than the 73 KiB that a terminal takes: it"
    )
