"""Fixtures every test shares: a home of its own, and what lies beside the checkout."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tui.paths import Home

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKOUT = Path(__file__).resolve().parent.parent
SHARED = CHECKOUT.parent / "shared"

# How long an example takes says how busy the machine is.
settings.register_profile("carrel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("carrel")


@pytest.fixture(autouse=True)
def _sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the home, the marks and the settings of whoever runs it."""
    seats = ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY", "WSL_DISTRO_NAME", "TERMUX_VERSION")
    remote = ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY")
    for name in ("NO_COLOR", "BROWSER", "TEXTUAL_THEME", *seats, *remote):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("CARREL_HOME", str(tmp_path / "carrel"))
    monkeypatch.setenv("CARREL_HOST", "testhost")


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """An empty home for one test, the one that ``CARREL_HOME`` names."""
    return Home.below(tmp_path / "carrel")


@pytest.fixture
def tool() -> Callable[[str], str]:
    """Finds a program that a test needs. Without it the test is skipped; in CI it fails."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            give_up = pytest.fail if os.environ.get("CI") else pytest.skip
            give_up(f"the program {name} is not installed")
        return path

    return find


@pytest.fixture
def seeds() -> list[Path]:
    """Five saved pages of Hugging Face Papers, where they lie beside the checkout."""
    pages = sorted((SHARED / "seeds").glob("*.txt"))
    if not pages:
        pytest.skip(f"no saved pages at {SHARED / 'seeds'}")
    return pages


@pytest.fixture
def conference_papers() -> Path:
    """50,000 conference papers, where they lie beside the checkout."""
    path = SHARED / "papers" / "conference-papers.jsonl.gz"
    if not path.exists():
        pytest.skip(f"no conference papers at {path}")
    return path
