"""Asking a server on this machine, at a time that is handed in."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import pytest

from index.fetching.address import Addresses
from index.fetching.answer import Wanted
from index.fetching.asking import Asker
from index.fetching.failure import FetchError
from index.fetching.transport import Transport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.passing import Time
    from tests.webserver import WebServer


@contextlib.contextmanager
def asking(
    web: WebServer, folder: Path, time: Time, deadline: float = 600.0, most: int = 1 << 20
) -> Iterator[Asker]:
    transport = Transport(Addresses(web.address), time.clock, "Carrel/0", most)
    try:
        yield Asker(folder / "gates", time.clock, transport, deadline)
    finally:
        transport.close()


def failure(asker: Asker, url: str) -> FetchError:
    with pytest.raises(FetchError) as caught:
        asker.ask(Wanted(url))
    assert "\n" not in str(caught.value)
    return caught.value
