"""``carrel serve``: the reader in a browser on this machine.

What it takes to be a web server is an extra of the installation: most readers never need it, and
it is larger than all the rest together but Textual and numpy.
"""

from __future__ import annotations

import argparse
import contextlib
import socket
import sys
from typing import TYPE_CHECKING

from index.errors import CarrelError
from tui.answering import tell
from tui.serving.gate import Gate, is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from tui.paths import Home

PORT = 8417
"""Where it is served unless told otherwise: always the same, so that SSH can forward it."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "--port",
        type=_port,
        default=PORT,
        metavar="N",
        help=f"the port to serve at (default: {PORT}); 0 takes any that is free",
    )
    parser.add_argument(
        "--host",
        type=_host,
        default="127.0.0.1",
        metavar="ADDRESS",
        help="a loopback address (default: 127.0.0.1); there is no other",
    )
    parser.add_argument(
        "--sample", action="store_true", help="serve a sample library in a throw-away home"
    )


def run(args: argparse.Namespace, home: Home) -> int:
    """Print the address, and serve there until Ctrl-C."""
    try:
        from tui.serving.server import Server
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] in ("tui", "index"):
            raise
        raise CarrelError(
            "serving needs the extra named serve",
            hint="install Carrel with it: pip install 'carrel[serve]', in a checkout '.[serve]'",
        ) from error
    gate = Gate.anew()
    with _place(sample=args.sample) as place, _listening(args.host, args.port) as listening:
        host, port = listening.getsockname()[:2]
        named = f"[{host}]" if ":" in host else host

        out = sys.stdout

        def ready() -> None:
            print(f"http://{named}:{port}/{gate.token}/", file=out, flush=True)
            tell("whoever has this address can read and mark your papers; Ctrl-C ends it")

        # What a reader says on ending is printed by textual-serve, and it is no result.
        with contextlib.redirect_stdout(sys.stderr):
            Server(gate, place).run(listening, ready)
    tell("no longer served; " + ("the sample is gone" if args.sample else "every mark is saved"))
    return 0


@contextlib.contextmanager
def _place(*, sample: bool) -> Iterator[Mapping[str, str]]:
    """Variables that say which home readers have: that of the sample, for as long as it is."""
    if not sample:
        yield {}
        return
    from tui.sample import sample_home

    with sample_home() as home:
        yield {"CARREL_HOME": str(home.data.parent)}


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        raise CarrelError(
            f"cannot serve at {host}, port {port}: {error.strerror or error}",
            hint="another port: --port N, or --port 0 for any that is free",
        ) from error


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 5 and int(text) < 1 << 16):
        raise argparse.ArgumentTypeError(f"not a port from 0 to 65535: {text!r}")
    return int(text)


def _host(text: str) -> str:
    address = "127.0.0.1" if text.casefold() == "localhost" else text.strip("[]")
    if not is_loopback(address):
        raise argparse.ArgumentTypeError(
            f"not a loopback address: {text!r}; from elsewhere, forward the port over SSH"
        )
    return address
