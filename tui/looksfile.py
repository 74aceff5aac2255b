"""The looks that keys chose last: ``looks.toml``, a small file of the state folder.

The latest word holds. A key's choice is kept, and beside it what ``config.toml`` said of the same
option at the time; as long as that says so still, the choice stands at the next start, and once it
was changed there, it does not. Of two readers at once, the one that changed something last is
remembered. A file that is damaged is told and left out; one of a later Carrel is left as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from index.errors import Problem
from index.query.directives import is_sort
from tui.looks import DATES, DENSITIES, FILTER_WIDTHS, LIST_SHARES, Looks
from tui.tomlfile import TomlFile

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from tui.config import Config

VERSION: Final = 1

HEAD: Final = """\
# How the reader looked last, as keys left it. What you want at every start goes into config.toml:
# what you change there holds from then on, until a key changes it again.

"""

GOVERNED: Final = {"theme": "theme", "density": "density", "dates": "dates", "sort": "start"}
"""Looks that an option of ``config.toml`` begins with, and that option."""

_FITS: Final[dict[str, Callable[[object], bool]]] = {
    "theme": lambda value: isinstance(value, str) and value.isprintable() and len(value) < 80,
    "density": DENSITIES.__contains__,
    "dates": DATES.__contains__,
    "sort": lambda value: isinstance(value, str) and (not value or is_sort(value)),
    "filter_width": lambda value: type(value) is int and value in FILTER_WIDTHS,
    "list_share": lambda value: type(value) is int and value in LIST_SHARES,
    "filters": lambda value: isinstance(value, bool),
    "paper": lambda value: isinstance(value, bool),
}
"""Whether a value is one that a look can have."""


class LooksFile:
    """The looks of this sitting, and what of them is to be remembered."""

    def __init__(self, path: Path, config: Config) -> None:
        self.looks = Looks(config.theme, config.density, config.dates)
        self.problems: list[Problem] = []
        self._path = path
        self._said = {name: str(getattr(config, option)) for name, option in GOVERNED.items()}
        self._chosen: dict[str, object] = {}
        self._is_later = False

    @classmethod
    def open(cls, path: Path, config: Config) -> LooksFile:
        """The looks to start with; an absent file has none to remember."""
        file = cls(path, config)
        read = TomlFile.read(path)
        entries = dict(read.entries)
        version = entries.pop("version", None)
        if type(version) is int and version > VERSION:
            file._is_later = True
            return file
        said = entries.pop("config", {})
        wrong = [name for name, value in entries.items() if not _fits(name, value)]
        if read.problems or (entries and version != VERSION) or wrong or not _is_table(said):
            reason = read.problems[0].message if read.problems else _reason(wrong)
            file.problems.append(Problem(reason, "looks begin anew", str(path)))
            return file
        file._remember(entries, said if isinstance(said, dict) else {})
        return file

    def _remember(self, chosen: Mapping[str, object], said: Mapping[str, object]) -> None:
        for name, value in chosen.items():
            if name not in GOVERNED or said.get(name, "") == self._said[name]:
                self._chosen[name] = value
        known: dict[str, object] = dict(self._chosen)
        self.looks = self.looks._replace(**known)  # type: ignore[arg-type] # each fits, see _FITS

    def choose(self, looks: Looks) -> None:
        """Take looks that a key made; they are remembered once they are saved."""
        for name in _FITS:
            if getattr(looks, name) != getattr(self.looks, name):
                self._chosen[name] = getattr(looks, name)
        self.looks = looks

    def save(self) -> None:
        """Write what is to be remembered; safe beside `choose` in another thread.

        Raises:
            OSError: it could not be written; what stood there before still does.
        """
        if self._is_later:
            return
        import tomli_w

        from index.files import make_private_folder, replace_file

        chosen = dict(self._chosen)
        said = {name: self._said[name] for name in GOVERNED if name in chosen}
        table = {"version": VERSION, **chosen, "config": said}
        make_private_folder(self._path.parent)
        replace_file(self._path, (HEAD + tomli_w.dumps(table)).encode())


def _fits(name: str, value: object) -> bool:
    return name in _FITS and _FITS[name](value)


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _reason(wrong: list[str]) -> str:
    from tui.tomlfile import quoted

    return f"{quoted(wrong[0])} is not as it was written" if wrong else "is of no known version"
