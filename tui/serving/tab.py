"""The process behind a tab: the reader itself, whose terminal is the page.

It is started without a shell and in a session of its own: Ctrl-C where the server runs reaches the
server alone, which then asks every reader to leave in order.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from types import MappingProxyType
from typing import TYPE_CHECKING, Self

from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from tui.served import SERVED

if TYPE_CHECKING:
    from asyncio.subprocess import Process
    from collections.abc import Mapping

    from aiohttp.web import WebSocketResponse

DRIVER = "tui.webdriver:PageDriver"

COMMAND = (sys.executable, "-P", "-m", "tui")
"""A file in the folder that the server happens to stand in must not be run for Carrel's own."""

PATIENCE = 10.0
"""Seconds a reader has to save and leave before it is ended."""

ELSEWHERE = (
    "BROWSER DISPLAY EDITOR SSH_CLIENT SSH_CONNECTION SSH_TTY STY TMUX TMUX_PANE VISUAL "
    "WAYLAND_DISPLAY"
).split()
"""Variables that speak of the terminal where the server runs, which is not the reader's."""


class Tab(AppService):
    """One reader, from the first frame in the page until the page is closed."""

    _place: Mapping[str, str] = MappingProxyType({})
    """Variables that say which home is meant, where it is not that of the server."""

    @classmethod
    def on(cls, socket: WebSocketResponse, place: Mapping[str, str]) -> Self:
        """A reader, not yet started, whose terminal is at the other end of a websocket."""

        async def close() -> None:
            await socket.close()

        tab = cls(
            " ".join(COMMAND),
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=close,
            download_manager=DownloadManager(),
        )
        tab._place = place
        return tab

    def _build_environment(self, width: int = 80, height: int = 24) -> dict[str, str]:
        environment = super()._build_environment(width, height)
        for name in ELSEWHERE:
            environment.pop(name, None)
        path = os.pathsep.join(map(os.path.abspath, sys.path))
        reader = {"PYTHONPATH": path, "TEXTUAL_DRIVER": DRIVER, SERVED: "1"}
        return {**environment, **reader, **self._place}

    async def _open_app_process(self, width: int = 80, height: int = 24) -> Process:
        self._process = process = await asyncio.create_subprocess_exec(
            *COMMAND,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=self._build_environment(width, height),
            start_new_session=True,
        )
        self._stdin = process.stdin
        return process

    async def run(self) -> None:
        """Carry what the reader paints to the page; when it ends, so does the page's session."""
        try:
            await super().run()
        finally:
            await self.remote_close()

    async def stop(self) -> None:
        """Ask the reader to save and leave, and see to it that it does."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(super().stop(), PATIENCE)
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
