"""A web server on this machine that answers as it was told, and remembers what it was asked.

It stands in place of the web: ``https://arxiv.org/a?b`` is asked here as ``/arxiv.org/a?b``
(`index.fetching.address`). Real sockets, real HTTP; nothing of Carrel is replaced.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import ssl
import threading
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedIOBase
    from pathlib import Path
    from types import TracebackType


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent for one request."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    pieces: int = 1
    """In how many pieces, each sent by itself."""

    cut: bool = False
    """Whether the connection breaks off in the middle of the body."""

    is_sized: bool = True
    """Whether it says how long it is; otherwise it is over when the connection is."""

    drips_headers: bool = False
    """Whether it sends header after header, slowly, until whoever asks hangs up."""

    before: Callable[[], object] | None = None
    """What is waited for before anything is sent."""

    @classmethod
    def json(cls, value: object, **headers: str) -> Reply:
        """A value as JSON."""
        told = {"Content-Type": "application/json; charset=utf-8", **_named(headers)}
        return cls(json.dumps(value).encode(), headers=told)

    @classmethod
    def xml(cls, text: str, **headers: str) -> Reply:
        """A feed."""
        return cls(text.encode(), headers={"Content-Type": "application/xml", **_named(headers)})

    @classmethod
    def page(cls) -> Reply:
        """A web page."""
        body = b"<!DOCTYPE html><html><body>Sign in to the network</body></html>"
        return cls(body, headers={"Content-Type": "text/html"})

    @classmethod
    def error(cls, status: int, **headers: str) -> Reply:
        """A refusal."""
        return cls(b"no", status, _named(headers))

    def zipped(self) -> Reply:
        """The same, packed."""
        body = gzip.compress(self.body)
        return replace(self, body=body, headers={**self.headers, "Content-Encoding": "gzip"})


def _named(headers: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in headers.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request that came."""

    url: str
    """As it would have been on the web: ``https://arxiv.org/a?b``."""

    headers: dict[str, str]
    """By names in lower case."""


class WebServer:
    """A server for a ``with`` statement.

    What is asked for and was not told of gets a 404.

    Args:
        certificate: a key and a certificate in one file, to speak TLS with.
    """

    def __init__(self, certificate: Path | None = None) -> None:
        self.asked: list[Asked] = []
        self._replies: dict[str, list[Reply]] = {}
        self._lock = threading.Condition()
        self.connections = 0
        """How many there have been."""
        self._open = 0
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self._server.web = self
        self._scheme = "http" if certificate is None else "https"
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.01,), daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def address(self) -> str:
        """Where it is: ``http://127.0.0.1:8000``."""
        return f"{self._scheme}://127.0.0.1:{self._server.server_address[1]}"

    @property
    def urls(self) -> list[str]:
        """What was asked for, in order."""
        return [asked.url for asked in self.asked]

    def count(self, by: int) -> None:
        """A connection begins, or ends."""
        with self._lock:
            self._open += by
            self.connections += max(by, 0)
            self._lock.notify_all()

    def wait_for_hang_up(self) -> bool:
        """Wait until nobody is connected; whether that came."""
        with self._lock:
            return self._lock.wait_for(lambda: self._open == 0, 60)

    def tell(self, url: str, *replies: Reply) -> None:
        """Answer an address with these, one after the other; the last one from then on."""
        self._replies[url] = list(replies)

    def reply(self, asked: Asked) -> Reply:
        """What is sent for a request."""
        with self._lock:
            self.asked.append(asked)
            replies = self._replies.get(asked.url, [Reply.error(404)])
            found = replies.pop(0) if len(replies) > 1 else replies[0]
        etag = found.headers.get("ETag")
        if etag and asked.headers.get("if-none-match") == etag:
            return Reply(b"", 304, {"ETag": etag})
        return found


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    web: WebServer

    def process_request_thread(self, *parts: Any) -> None:
        self.web.count(1)
        try:
            super().process_request_thread(*parts)
        finally:
            self.web.count(-1)

    def handle_error(self, request: object, client_address: object) -> None:
        """Who asks may hang up at any time; that is no trouble of the server's."""


def _drip(out: BufferedIOBase) -> None:
    """Send headers until whoever asks hangs up."""
    never = threading.Event()
    while not never.wait(0.01):
        out.write(b"X: y\r\n")


def _handler(server: WebServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            reply = server.reply(Asked(f"https:/{self.path}", headers))
            if reply.before is not None:
                reply.before()
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.is_sized:
                self.send_header("Content-Length", str(len(reply.body)))
            with contextlib.suppress(OSError):
                if reply.drips_headers:
                    self.flush_headers()
                    _drip(self.wfile)
                self.end_headers()
                self._send(reply)
            self.close_connection = self.close_connection or reply.cut or not reply.is_sized

        def _send(self, reply: Reply) -> None:
            body = reply.body[: len(reply.body) // 2] if reply.cut else reply.body
            size = max(-(-len(body) // reply.pieces), 1)
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                self.wfile.flush()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
