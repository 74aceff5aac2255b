"""The key of an index folder, by which this program knows an index that it wrote itself.

Whoosh keeps much of an index as pickles, and a pickle does whatever it says when it is read. Of
an index that came from elsewhere nothing may be unpickled, however well it is formed. These are
all the places where Carrel unpickles, and why each is safe:

- the table of contents, ``_MAIN_N.toc``, holds the list of segments (the schema in it is passed
  over). `storage` lets Whoosh read it only when its *seal* fits, which was put beside it before
  it came to stand under its name;
- the end of a term file, ``NAME.trm``, holds names of fields and how the file is laid out;
- the postings, ``NAME.pst``, hold pickles in three layers: head and body of each block, and in
  the body the positions of each posting. The table of contents says of each segment what these
  two files contain (SHA-256), its seal vouches for that, and `StockSegment` reads neither before
  it has looked.

Searches go by the stamp, which has a seal of its own, the lexicon and the flat postings, and
unpickle nothing; columns are plain numbers. The lexicon and flat postings have checksums against
damage; whoever forges these makes wrong answers and no more.

The key is random and lies beside the folder, for its owner alone. A copy of the folder comes
without it. A home that is copied or unpacked whole comes with it, so its seals hold for one
*inode* of the key's file, which whoever packed it cannot know: the price is that a home restored
from a backup is indexed anew, once. Everything sealed is disposable.
"""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Final

from index.files import PLAIN, replace_file

if TYPE_CHECKING:
    from mmap import mmap
    from pathlib import Path

_BYTES: Final = 32


class Key:
    """What seals are made with; `read` or `made` give the one of a folder."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def read(cls, folder: Path) -> Key | None:
        """The key of an index folder; None when there is none that can be trusted."""
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | PLAIN
        try:
            descriptor = os.open(key_path(folder), flags)
        except OSError:
            return None
        try:
            status = os.fstat(descriptor)
            secret = os.read(descriptor, _BYTES + 1) if _is_own(status) else b""
        except OSError:
            return None
        finally:
            os.close(descriptor)
        return cls(secret + b"%d" % status.st_ino) if len(secret) == _BYTES else None

    @classmethod
    def made(cls, folder: Path) -> Key:
        """The key of an index folder, made if need be; only for who writes the index.

        Raises:
            OSError: there is none, and it cannot be written.
        """
        key = cls.read(folder)
        if key is None:
            replace_file(key_path(folder), os.urandom(_BYTES))
            key = cls.read(folder)
        if key is None:
            raise OSError(None, "not a private file", str(key_path(folder)))
        return key

    def seal(self, name: str, content: bytes) -> str:
        """What proves that this program put some content into a file of that name."""
        import hmac

        message = b"%s\0%s" % (name.encode("utf-8", "surrogateescape"), content)
        return hmac.new(self._secret, message, "sha256").hexdigest()

    def fits(self, seal: str, name: str, content: bytes) -> bool:
        """Whether that seal is the one of that content."""
        import hmac

        return hmac.compare_digest(seal.encode(), self.seal(name, content).encode())


def key_path(folder: Path) -> Path:
    """Where the key of an index folder stands: beside it, since the folder may be removed."""
    return folder.with_name(f"{folder.name}.key")


def _is_own(status: os.stat_result) -> bool:
    """Whether a file is one that nobody else may have read or written."""
    if not stat.S_ISREG(status.st_mode):
        return False
    if os.name == "nt":
        return True
    return status.st_uid == os.geteuid() and not status.st_mode & 0o077


def digest(content: bytes | mmap) -> str:
    """The SHA-256 of some content."""
    import hashlib

    return hashlib.sha256(content).hexdigest()
