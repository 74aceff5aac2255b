"""The one door to Whoosh: every name of it that Carrel uses, and nowhere else an import of it.

The last Whoosh to call itself so is 2.7.4; forks go on. Names are taken only where all of them
have the same ones, so that moving to a fork is a change here and in ``pyproject.toml``. Its
source predates some rules of today's Python, which says so each time the files are compiled
anew: those warnings are not the reader's business.

Importing this takes about 100 ms. Modules that a first screen needs import it, or what imports
it, inside the function that cannot do without.
"""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)
    warnings.simplefilter("ignore", DeprecationWarning)
    from whoosh.analysis import StemmingAnalyzer
    from whoosh.codec.base import Segment as WhooshSegment
    from whoosh.codec.base import TermsReader
    from whoosh.codec.whoosh3 import W3Codec, W3Segment
    from whoosh.columns import NumericColumn
    from whoosh.fields import COLUMN, TEXT, Schema
    from whoosh.filedb.filestore import FileStorage
    from whoosh.filedb.filetables import FileFormatError
    from whoosh.filedb.structfile import StructFile
    from whoosh.index import TOC, FileIndex, LockError
    from whoosh.index import IndexError as WhooshIndexError
    from whoosh.reading import TermNotFound
    from whoosh.util.numeric import byte_to_length, length_to_byte
    from whoosh.writing import SegmentWriter

__all__ = [
    "COLUMN",
    "TEXT",
    "TOC",
    "FileFormatError",
    "FileIndex",
    "FileStorage",
    "LockError",
    "NumericColumn",
    "Schema",
    "SegmentWriter",
    "StemmingAnalyzer",
    "StructFile",
    "TermNotFound",
    "TermsReader",
    "W3Codec",
    "W3Segment",
    "WhooshIndexError",
    "WhooshSegment",
    "byte_to_length",
    "length_to_byte",
]
