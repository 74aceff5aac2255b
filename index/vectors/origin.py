"""Of what a file of vectors was made: read at every start, so without numpy.

A file fits a library if it was made from a log that this one begins with, by the same analysis.
It is up to date while few papers have come since, since these are folded in when it is opened,
and it is made from scratch once the library is half as large again: what words tell, and which
belong together, has changed by then.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Final

from index.analysis import ANALYZER
from index.fulltext.arrayheader import DamagedFileError, read_facts

if TYPE_CHECKING:
    from pathlib import Path

    from index.columns.columns import Columns
    from index.paperlog import PaperLog

FOLDER: Final = "vectors"
"""In the cache, beside the full-text index."""

FILE_NAME: Final = "vectors.bin"
KIND: Final = "paper-vectors-2"
"""Kind and version of the file; another one is made anew."""

FOLDED_AT_ONCE: Final = 256
"""Papers that are folded in at each opening; more are written into the file."""

_GROWTH: Final = 1.5


@dataclass(frozen=True, slots=True)
class Origin:
    """What a file of vectors says of itself."""

    fitted: int
    """How many papers the library had when weights and space were made."""

    papers: int
    """How many are in the file: the first ordinals."""

    log_size: int
    """How many bytes of the log are in it."""

    log_mark: int
    """`PaperLog.mark` of that many bytes."""

    analyzer: str = ANALYZER

    @classmethod
    def read(cls, path: Path) -> Origin | None:
        """The origin of the file at `path`; None if there is none that can be used."""
        try:
            return cls.of(read_facts(path, KIND))
        except (OSError, DamagedFileError):
            return None

    @classmethod
    def of(cls, facts: dict[str, object]) -> Origin:
        """The origin that some facts tell.

        Raises:
            DamagedFileError: they are no such facts.
        """
        names = ("fitted", "papers", "log_size", "log_mark")
        whole = [number for name in names if type(number := facts.get(name)) is int and number >= 0]
        if len(whole) < len(names):
            raise DamagedFileError("not the facts of vectors")
        fitted, papers, log_size, log_mark = whole
        return cls(fitted, papers, log_size, log_mark, str(facts.get("analyzer")))

    def facts(self) -> dict[str, object]:
        """As they are written."""
        return asdict(self)

    def belongs_to(self, log: PaperLog) -> bool:
        """Whether the log still begins with what the vectors were made from."""
        return (
            self.analyzer == ANALYZER
            and log.size >= self.log_size
            and log.mark(self.log_size) == self.log_mark
        )

    def is_outgrown(self, papers: int) -> bool:
        """Whether a library of so many papers needs weights and space of its own."""
        return papers >= _GROWTH * self.fitted and papers > self.fitted

    def lacks_many(self, columns: Columns) -> bool:
        """Whether so many papers are missing that they should be written into the file."""
        missing = len(columns) - self.papers
        if missing > FOLDED_AT_ONCE:
            return True
        if columns.log_size <= self.log_size:
            return False
        # Newer lines may be of papers that are in the file; ordinals do not tell of those.
        newer = sum(offset >= self.log_size for offset in columns.changed_at())
        return newer > FOLDED_AT_ONCE
