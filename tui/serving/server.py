"""The web server: one page, its script and fonts, and a websocket for each tab.

The terminal in the page, its fonts and what goes over the websocket are textual-serve's. Its own
server is not taken: it has no gate, and its page asks a font of a third party. Everything is
served below the token; whatever is asked for, the gate is asked first.
"""

from __future__ import annotations

import contextlib
import html
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from aiohttp import WSMsgType, web

from tui.serving.gate import Caller, Gate
from tui.serving.tab import Tab

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from aiohttp import WSMessage
    from aiohttp.typedefs import Handler, Middleware

MOST_TABS = 16
"""Readers at once; each is a process."""

MOST_BYTES = 1 << 20
"""The longest message a page may send: a paste."""

GOODBYE = 15.0
"""Seconds that open tabs have to close in."""

LARGEST = 1_000
"""The most columns or rows a page may say it has."""

HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""What every answer says: it is kept nowhere and framed by nobody, and a page that is opened from
here learns neither the address nor who opened it."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
    "img-src 'self' data:; connect-src 'self' ws://{host}; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""What the page may load: nothing but what is served here. The terminal in it writes styles."""


class Server:
    """Serves readers to whoever the gate lets in."""

    def __init__(self, gate: Gate, place: Mapping[str, str]) -> None:
        """Nothing is served yet.

        Args:
            gate: says who is let in.
            place: variables that say which home readers have; without any, that of the server.
        """
        self._gate, self._place = gate, place
        self._tabs: set[web.WebSocketResponse] = set()

    def run(self, listening: socket.socket, ready: Callable[[], None]) -> None:
        """Serve on a socket until Ctrl-C or SIGTERM; every reader has left by then.

        Args:
            listening: where.
            ready: called as soon as both would be heeded.
        """

        async def tell(_: web.Application) -> None:
            ready()

        app = self._app()
        app.on_startup.append(tell)
        web.run_app(app, sock=listening, print=None, shutdown_timeout=GOODBYE, access_log=None)

    def _app(self) -> web.Application:
        """Everything that is served, behind the gate."""
        app = web.Application(middlewares=[self._guarded()])
        below = f"/{self._gate.token}"
        app.router.add_get(below, self._begin)
        app.router.add_get(f"{below}/", self._page)
        app.router.add_get(f"{below}/page.js", self._script)
        app.router.add_get(f"{below}/ws", self._tab)
        app.router.add_static(f"{below}/static", str(files("textual_serve") / "static"))
        app.on_shutdown.append(self._close_tabs)
        return app

    def _guarded(self) -> Middleware:
        @web.middleware
        async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
            refusal = self._gate.refusal(_caller(request))
            if refusal:
                return web.Response(status=403, text=f"carrel: {refusal}\n", headers=HEADERS)
            response = await handler(request)
            if not response.prepared:
                response.headers.update(HEADERS)
            return response

        return guarded

    async def _begin(self, _: web.Request) -> web.Response:
        raise web.HTTPFound(f"/{self._gate.token}/", headers=HEADERS)

    async def _page(self, request: web.Request) -> web.Response:
        template = Template(_own("page.html"))
        socket = f"ws://{request.host}/{self._gate.token}/ws"
        return web.Response(
            text=template.substitute(socket=html.escape(socket)),
            content_type="text/html",
            headers={"Content-Security-Policy": POLICY.format(host=request.host)},
        )

    async def _script(self, _: web.Request) -> web.Response:
        return web.Response(text=_own("page.js"), content_type="text/javascript")

    async def _tab(self, request: web.Request) -> web.StreamResponse:
        if len(self._tabs) >= MOST_TABS:
            return web.Response(status=503, text="carrel: too many tabs are open\n")
        socket = web.WebSocketResponse(heartbeat=15, max_msg_size=MOST_BYTES)
        await socket.prepare(request)
        self._tabs.add(socket)
        tab = Tab.on(socket, self._place)
        try:
            await tab.start(_cells(request.query.get("width")), _cells(request.query.get("height")))
            await _carry(socket, tab)
        finally:
            self._tabs.discard(socket)
            await tab.stop()
        return socket

    async def _close_tabs(self, _: web.Application) -> None:
        for tab in tuple(self._tabs):
            with contextlib.suppress(ConnectionError):
                await tab.close()


async def _carry(socket: web.WebSocketResponse, tab: Tab) -> None:
    """Take from the page what its terminal sends, until it is closed."""
    async for message in socket:
        if message.type is not WSMsgType.TEXT:
            continue
        match _said(message):
            case ["stdin", str(keys)]:
                await tab.send_bytes(keys.encode("utf-8", "replace"))
            case ["resize", {"width": int(width), "height": int(height)}]:
                await tab.set_terminal_size(_bounded(width), _bounded(height))
            case ["ping", str(when)]:
                await socket.send_json(["pong", when])
            case ["blur"]:
                await tab.blur()
            case ["focus"]:
                await tab.focus()


def _own(name: str) -> str:
    return files("tui.serving").joinpath(name).read_text("utf-8")


def _said(message: WSMessage) -> object:
    """What a page sent, as a value; None where it is no JSON."""
    try:
        said: object = message.json()
    except (ValueError, RecursionError):
        return None
    return said


def _caller(request: web.Request) -> Caller:
    return Caller(
        peer=request.remote or "",
        host=request.headers.get("Host", ""),
        path=request.path,
        origin=request.headers.get("Origin"),
        is_socket=request.headers.get("Upgrade", "").casefold() == "websocket",
    )


def _cells(text: str | None) -> int:
    """Columns or rows as a page asks for them."""
    plain = text is not None and text.isascii() and text.isdecimal() and len(text) < 6
    return _bounded(int(text or 0)) if plain else 80


def _bounded(cells: int) -> int:
    return max(1, min(cells, LARGEST))
