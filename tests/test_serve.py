"""``carrel serve`` from outside: who is let in, what goes over the wire, how it ends."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import aiohttp
import psutil
import pytest

from tests.commandline import carrel, program
from tests.papers import fill
from tests.reader import WIDE
from tests.served import Served, served
from tests.terminal import Terminal
from tui.paths import Home
from tui.serving.gate import NO_TOKEN, OTHER_NAME, OTHER_PAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.terminal


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """HOME of a reader with four papers."""
    fill(Home.below(tmp_path / "carrel"))
    return tmp_path


@pytest.fixture
def server(shelf: Path) -> Iterator[Served]:
    with served(shelf) as running:
        yield running


async def painted(socket: aiohttp.ClientWebSocketResponse, text: str) -> None:
    """Read what comes over a websocket until the text is among it."""
    seen = b""
    async for message in socket:
        seen += message.data if message.type is aiohttp.WSMsgType.BINARY else b""
        if text.encode() in seen:
            return
    raise AssertionError(f"{text!r} never came: {seen[-500:]!r}")


async def gone(processes: list[psutil.Process]) -> None:
    """Wait until processes have ended."""
    assert psutil.wait_procs(processes, timeout=30)[1] == []


async def test_only_the_whole_address_is_answered(server: Served) -> None:
    async with aiohttp.ClientSession() as client:
        for path in ("/", "/ws", "/static/js/textual.js", "/wrong/", "/wrong/static/js/textual.js"):
            async with client.get(server.base + path) as answer:
                assert answer.status == 403
                assert await answer.text() == f"carrel: {NO_TOKEN}\n"
        for path in ("", "page.js", "static/js/textual.js", "static/css/xterm.css"):
            async with client.get(server.address + path) as answer:
                assert answer.status == 200
                assert answer.headers["Cache-Control"] == "no-store"
        async with client.get(server.address + "download/x") as answer:
            assert answer.status == 404
        async with client.get(server.address.rstrip("/")) as answer:
            assert str(answer.url) == server.address


async def test_the_page_asks_nothing_of_anybody_else(server: Served) -> None:
    async with aiohttp.ClientSession() as client, client.get(server.address) as answer:
        page = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    addresses = re.findall(r"[a-z]+://[^\"'\s]+", page)
    assert addresses == [server.address.replace("http", "ws") + "ws"]


async def test_another_name_is_refused(server: Served) -> None:
    async with aiohttp.ClientSession() as client:
        async with client.get(server.address, headers={"Host": "evil.example"}) as answer:
            assert answer.status == 403
            assert await answer.text() == f"carrel: {OTHER_NAME}\n"


@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
async def test_a_websocket_from_another_page_is_refused(server: Served, origin: str | None) -> None:
    async with aiohttp.ClientSession() as client:
        headers = {"Upgrade": "websocket", "Connection": "Upgrade"}
        headers |= {"Origin": origin} if origin else {}
        async with client.get(server.address + "ws", headers=headers) as answer:
            assert answer.status == 403
            assert await answer.text() == f"carrel: {OTHER_PAGE}\n"
    assert server.readers() == []


async def test_keys_and_nonsense_over_the_wire(server: Served, shelf: Path) -> None:
    async with aiohttp.ClientSession(headers={"Origin": server.base}) as client:
        async with client.ws_connect(server.address + "ws?width=x&height=-4") as socket:
            await painted(socket, "Planning with Paper Boats")
            for nonsense in (b"\xff", "", "{", "[" * 2000, '["stdin", 4]', '["resize", {}]'):
                if isinstance(nonsense, bytes):
                    await socket.send_bytes(nonsense)
                else:
                    await socket.send_str(nonsense)
            await socket.send_json(["resize", {"width": 10**9, "height": 30}])
            await socket.send_json(["resize", {"width": 120, "height": 30}])
            await socket.send_json(["stdin", "s"])
            await painted(socket, "★")
    assert json.loads(carrel(shelf, "search", "is:starred", "--json").out)["total"] == 1


async def test_a_tab_that_is_closed_ends_its_reader(server: Served) -> None:
    async with aiohttp.ClientSession(headers={"Origin": server.base}) as client:
        async with client.ws_connect(server.address + "ws") as socket:
            await painted(socket, "Planning with Paper Boats")
            readers = server.readers()
            assert len(readers) == 1
            assert server.base.split("/")[-1] not in " ".join(readers[0].cmdline())
            assert not {"EDITOR", "BROWSER"} & set(readers[0].environ())
        await gone(readers)


async def test_a_reader_that_quits_closes_its_tab(server: Served) -> None:
    async with aiohttp.ClientSession(headers={"Origin": server.base}) as client:
        async with client.ws_connect(server.address + "ws") as socket:
            await painted(socket, "Planning with Paper Boats")
            await socket.send_json(["stdin", "q"])
            async for _ in socket:
                pass
            assert socket.closed


async def test_a_reader_that_cannot_start_says_why_where_it_is_served(tmp_path: Path) -> None:
    (tmp_path / "carrel/data").mkdir(parents=True)
    (tmp_path / "carrel/data/papers").write_text("not a folder", "utf-8")
    with served(tmp_path) as server:
        async with aiohttp.ClientSession(headers={"Origin": server.base}) as client:
            async with client.ws_connect(server.address + "ws") as socket:
                async for _ in socket:
                    pass
                assert socket.closed
        code, said = server.end()
    assert code == 0
    assert "papers.jsonl: Not a directory" in said
    assert "Traceback" not in said


async def test_ctrl_c_ends_every_reader_in_order(server: Served) -> None:
    async with aiohttp.ClientSession(headers={"Origin": server.base}) as client:
        tabs = [await client.ws_connect(server.address + "ws") for _ in range(2)]
        for tab in tabs:
            await painted(tab, "Planning with Paper Boats")
        readers = server.readers()
        assert len(readers) == 2
        code, said = server.end()
        assert code == 0
        assert said.splitlines()[-1] == "no longer served; every mark is saved"
        assert "Traceback" not in said
        await gone(readers)


async def test_readers_leave_when_the_server_is_killed(server: Served) -> None:
    async with aiohttp.ClientSession(headers={"Origin": server.base}) as client:
        async with client.ws_connect(server.address + "ws") as socket:
            await painted(socket, "Planning with Paper Boats")
            readers = server.readers()
            server.process.kill()
            await gone(readers)


def test_ctrl_c_in_a_terminal(shelf: Path) -> None:
    command = program("serve", "--port", "0")
    with Terminal(command, shelf, columns=WIDE[0], rows=WIDE[1]) as terminal:
        terminal.wait_for("Ctrl-C ends it")
        assert re.search(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", terminal.text)
        terminal.press("ctrl+c")
        assert terminal.wait_exit() == 0
        assert "no longer served" in terminal.text


def test_a_port_that_is_taken_is_told_in_a_line(server: Served, shelf: Path) -> None:
    port = server.base.rpartition(":")[2]
    outcome = carrel(shelf, "serve", "--port", port)
    assert outcome.code == 1
    assert outcome.out == ""
    assert outcome.err.startswith(f"carrel: cannot serve at 127.0.0.1, port {port}: ")
    assert outcome.err.count("\n") == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.org", "::", "::1%lo", ""])
def test_only_a_loopback_address_can_be_served_at(shelf: Path, host: str) -> None:
    outcome = carrel(shelf, "serve", "--host", host)
    assert outcome.code == 2
    assert "not a loopback address" in outcome.err


@pytest.mark.parametrize("port", ["-1", "65536", "http", "８０"])
def test_a_port_is_a_number(shelf: Path, port: str) -> None:
    outcome = carrel(shelf, "serve", f"--port={port}")
    assert outcome.code == 2
    assert "not a port from 0 to 65535" in outcome.err


@pytest.mark.parametrize("module", ["aiohttp", "textual_serve"])
def test_without_the_extra_a_line_says_how_to_get_it(shelf: Path, module: str) -> None:
    outcome = carrel(shelf, "serve", under=f"import sys; sys.modules[{module!r}] = None")
    assert outcome.code == 1
    assert "pip install 'carrel[serve]'" in outcome.err
    assert outcome.err.count("\n") == 1


async def test_the_sample_is_one_home_for_all_tabs_and_gone_behind_them(tmp_path: Path) -> None:
    with served(tmp_path, "--sample") as server:
        async with aiohttp.ClientSession(headers={"Origin": server.base}) as client:
            async with client.ws_connect(server.address + "ws") as socket:
                await painted(socket, "Segment Anything")
                folder = Path(server.readers()[0].environ()["CARREL_HOME"])
                await socket.send_json(["stdin", "\x1bs"])
                await painted(socket, "★")
            async with client.ws_connect(server.address + "ws") as socket:
                await painted(socket, "★")
        code, said = server.end()
    assert code == 0
    assert "the sample is gone" in said
    assert not folder.exists()
    assert not (tmp_path / "carrel").exists()
