"""What tests share: papers compared once for all of them, and a server to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.index.ranking_cases import PAPERS
from tests.index.vector_cases import shelved
from tests.webserver import WebServer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.library import Library


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """`PAPERS`, indexed and compared; nobody adds to it."""
    return shelved(tmp_path_factory.mktemp("shelf"), PAPERS)


@pytest.fixture
def web() -> Iterator[WebServer]:
    """A server of this machine that tells what it is told."""
    with WebServer() as server:
        yield server
