"""Where Carrel keeps things: four folders, and the name of everything in them.

Made once at the border (`tui/cli.py`) and handed on; nothing else reads the environment for a
place. Creates nothing: whoever writes a file makes its folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Home(NamedTuple):
    """The four folders of one reader."""

    data: Path
    """What cannot be made again: papers, marks, journals."""

    cache: Path
    """What can: index and columns. Deleting it loses nothing."""

    config: Path
    """What the reader writes by hand."""

    state: Path
    """What the reader left where it was, on this machine: how the screen looks."""

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> Home:
        """The home that `environ` asks for: all below ``CARREL_HOME``, or the system's places."""
        if chosen := environ.get("CARREL_HOME", ""):
            return cls.below(Path(chosen).expanduser().absolute())
        import platformdirs

        return cls(
            platformdirs.user_data_path("carrel", appauthor=False),
            platformdirs.user_cache_path("carrel", appauthor=False),
            platformdirs.user_config_path("carrel", appauthor=False),
            platformdirs.user_state_path("carrel", appauthor=False),
        )

    @classmethod
    def below(cls, folder: Path) -> Home:
        """A home with everything below `folder`: try-outs, the sample, tests."""
        return cls(folder / "data", folder / "cache", folder / "config", folder / "state")

    @property
    def papers(self) -> Path:
        """Folder of the paper log."""
        return self.data / "papers"

    @property
    def has_papers(self) -> bool:
        """Whether anything was ever added."""
        return any(log.stat().st_size for log in self.papers.glob("*.jsonl"))

    @property
    def reading(self) -> Path:
        """File of the reader's marks."""
        return self.data / "reading.toml"

    @property
    def journals(self) -> Path:
        """Folder of the journals, ``journal-HOST.toml`` each."""
        return self.data

    @property
    def feeds(self) -> Path:
        """Folder of what is remembered of feeds, and of what papers were counted at."""
        return self.data / "feeds"

    @property
    def gates(self) -> Path:
        """Folder of when hosts were asked last."""
        return self.cache / "fetching"

    @property
    def config_file(self) -> Path:
        """File of the reader's options."""
        return self.config / "config.toml"

    @property
    def keys_file(self) -> Path:
        """File of the reader's own keys."""
        return self.config / "keys.toml"

    @property
    def tour_file(self) -> Path:
        """File that is there once the tour was shown."""
        return self.state / "tour"

    @property
    def views_file(self) -> Path:
        """File of the reader's saved views."""
        return self.config / "views.toml"

    @property
    def commands_file(self) -> Path:
        """File of the lines that were written behind ``:``."""
        return self.state / "commands.txt"

    @property
    def looks_file(self) -> Path:
        """File of the looks that keys chose last."""
        return self.state / "looks.toml"
