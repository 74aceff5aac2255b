"""Chromium without a window, driven by the DevTools protocol over its websocket.

What a page's terminal shows is told by what came over the page's own websocket, as the browser
saw it, put on a screen of `pyte`: the page itself only paints pixels. Every wait is for a
condition; what Chromium may reach is this machine and nothing else.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import os
import re
import shutil
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import aiohttp
import pyte

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

PATIENCE = 60.0
"""Seconds until a wait is given up; long, because a loaded machine must not fail a test."""

SWITCHES = (
    "--headless=new",
    "--no-sandbox",  # in a container there is nothing to build one with
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--hide-scrollbars",
    "--window-size=1200,760",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--remote-debugging-port=0",
)

KEYS = {"Enter": "\r", "Escape": ""}
"""What the keys that are no character type."""

_UNKNOWN_TO_PYTE = re.compile(r"\x1b\[[<=>?][0-9;:]*\$?[@-~]")


class Page:
    """One tab."""

    def __init__(self, browser: Browser, session: str) -> None:
        self._browser, self._session = browser, session
        self._screen = pyte.Screen(200, 100)
        self._stream = pyte.Stream(self._screen)
        self.is_closed = False
        """Whether its websocket was closed."""

    @property
    def text(self) -> str:
        """What the terminal shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    async def call(self, method: str, **parameters: object) -> dict[str, Any]:
        """Send a command of the protocol; returns its result."""
        return await self._browser.call(method, self._session, **parameters)

    async def evaluate(self, expression: str) -> object:
        """The value of an expression in the page, awaited where it is a promise."""
        given = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        found = await self.call("Runtime.evaluate", **given)
        return found["result"].get("value")

    async def open(self, address: str) -> None:
        """Go to an address."""
        await self.call("Page.navigate", url=address)

    async def press(self, *keys: str) -> None:
        """Press keys: characters, or names as in `KEYS`."""
        for key in keys:
            text = KEYS.get(key, key)
            code = {"Enter": 13, "Escape": 27}.get(key, ord(key.upper()) if len(key) == 1 else 0)
            shared = {"key": key, "windowsVirtualKeyCode": code}
            kind = "keyDown" if text else "rawKeyDown"
            await self.call("Input.dispatchKeyEvent", type=kind, text=text, **shared)
            await self.call("Input.dispatchKeyEvent", type="keyUp", **shared)

    async def wait_for(self, condition: str | Callable[[], bool]) -> None:
        """Wait until the terminal shows a text, or a condition holds.

        Raises:
            AssertionError: it never came; the message shows the screen.
        """

        def holds() -> bool:
            return condition in self.text if isinstance(condition, str) else condition()

        try:
            async with asyncio.timeout(PATIENCE):
                while not holds():
                    self._browser.news.clear()
                    await self._browser.news.wait()
        except TimeoutError:
            raise AssertionError(f"{condition!r} does not hold:\n{self.text}") from None

    async def wait_value(self, expression: str, value: object) -> None:
        """Wait until an expression in the page has a value.

        Raises:
            TimeoutError: it never had.
        """
        async with asyncio.timeout(PATIENCE):
            while await self.evaluate(expression) != value:
                await asyncio.sleep(0.02)

    async def wait_painted(self, before: bytes) -> None:
        """Wait until the page looks other than in a picture taken before.

        Raises:
            TimeoutError: it never did.
        """
        async with asyncio.timeout(PATIENCE):
            while await self.picture() == before:
                await asyncio.sleep(0.02)

    async def picture(self) -> bytes:
        """A PNG of the page."""
        shot = await self.call("Page.captureScreenshot", format="png")
        return base64.b64decode(shot["data"])

    def told(self, method: str, parameters: dict[str, Any]) -> None:
        """Take in an event of the page."""
        if method == "Network.webSocketCreated":
            self._screen.reset()
        elif method == "Network.webSocketClosed":
            self.is_closed = True
        elif method == "Network.webSocketFrameReceived":
            frame = parameters["response"]
            if frame["opcode"] == 2:  # bytes
                text = base64.b64decode(frame["payloadData"]).decode("utf-8", "replace")
                self._stream.feed(_UNKNOWN_TO_PYTE.sub("", text))


@dataclass
class Browser:
    """A running Chromium."""

    connection: aiohttp.ClientWebSocketResponse
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set whenever something was told."""

    opened: list[str] = field(default_factory=list)
    """Addresses that pages opened in tabs of their own."""

    _answers: dict[int, asyncio.Future[dict[str, Any]]] = field(default_factory=dict)
    _pages: dict[str, Page] = field(default_factory=dict)
    _last: int = 0

    async def call(self, method: str, session: str = "", **parameters: object) -> dict[str, Any]:
        """Send a command of the protocol; returns its result.

        Raises:
            AssertionError: Chromium did not carry it out.
        """
        self._last += 1
        number, answer = self._last, asyncio.get_running_loop().create_future()
        self._answers[number] = answer
        command = {"id": number, "method": method, "params": parameters}
        await self.connection.send_json(command | ({"sessionId": session} if session else {}))
        async with asyncio.timeout(PATIENCE):
            told: dict[str, Any] = await answer
        assert "error" not in told, (method, told)
        result: dict[str, Any] = told["result"]
        return result

    async def tab(self) -> Page:
        """A new, empty tab that has the focus."""
        target = await self.call("Target.createTarget", url="about:blank")
        attached = await self.call(
            "Target.attachToTarget", targetId=target["targetId"], flatten=True
        )
        page = Page(self, attached["sessionId"])
        self._pages[attached["sessionId"]] = page
        await page.call("Network.enable")
        await page.call("Page.enable")
        await page.call("Emulation.setFocusEmulationEnabled", enabled=True)
        return page

    async def listen(self) -> None:
        """Take in what Chromium tells, until it ends."""
        async for message in self.connection:
            told = message.json()
            answer = self._answers.pop(told.get("id", 0), None)
            if answer is not None:
                answer.set_result(told)
            elif page := self._pages.get(told.get("sessionId", "")):
                page.told(told["method"], told["params"])
            elif told["method"] in ("Target.targetCreated", "Target.targetInfoChanged"):
                target = told["params"]["targetInfo"]
                if "openerId" in target or target.get("canAccessOpener"):
                    self.opened.append(target["url"])
            self.news.set()


@contextlib.asynccontextmanager
async def chromium(program: str, folder: Path) -> AsyncIterator[Browser]:
    """Chromium with a profile that is thrown away."""
    profile = folder / "chromium"
    process = await asyncio.create_subprocess_exec(
        program,
        *SWITCHES,
        f"--user-data-dir={profile}",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.DEVNULL,
        env={**os.environ, "HOME": str(folder)},
        start_new_session=True,
    )
    try:
        async with aiohttp.ClientSession() as client:
            address = await _address(profile / "DevToolsActivePort", process)
            async with client.ws_connect(address, max_msg_size=0) as connection:
                browser = Browser(connection)
                listening = asyncio.create_task(browser.listen())
                await browser.call("Target.setDiscoverTargets", discover=True)
                yield browser
                listening.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await listening
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()
        shutil.rmtree(profile, ignore_errors=True)


async def _address(told: Path, process: asyncio.subprocess.Process) -> str:
    """Where Chromium listens, once it has written that down.

    Raises:
        AssertionError: it ended before.
    """
    async with asyncio.timeout(PATIENCE):
        while True:
            lines = told.read_text("utf-8").splitlines() if told.exists() else []
            if len(lines) == 2:
                return f"ws://127.0.0.1:{lines[0]}{lines[1]}"
            assert process.returncode is None, "Chromium ended before it listened"
            await asyncio.sleep(0.02)
