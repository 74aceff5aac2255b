"""What tests of rankings share: papers compared once for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.index.ranking_cases import PAPERS
from tests.index.vector_cases import shelved

if TYPE_CHECKING:
    from index.library import Library


@pytest.fixture(scope="session")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """`PAPERS`, indexed and compared; nobody adds to it."""
    return shelved(tmp_path_factory.mktemp("shelf"), PAPERS)
