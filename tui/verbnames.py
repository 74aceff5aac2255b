"""The verbs of the shell by name; the command line of the reader knows them as well."""

from __future__ import annotations

VERBS = {
    "add": "add papers from saved pages and record files",
    "fetch": "bring the new papers of the feeds you follow",
    "feeds": "list the feeds you follow, and what was had of each day",
    "search": "search the library",
    "show": "show a paper, and who says what of it",
    "join": "make one paper of two that are the same",
    "split": "make two papers of one that was wrongly joined",
    "related": "list the papers most like one, and why",
    "why": "say why a paper stands where it stands in the order of scores",
    "rules": "show what each rule of the options moves",
    "stats": "say what the library holds, what was done by day, and what is left",
    "words": "list the words that more papers have than before",
    "mark": "mark papers read, starred, dismissed, put off or tagged",
    "note": "print or write the note on a paper",
    "undo": "take back the last things done",
    "redo": "do once more what was undone",
    "views": "list, save and remove views",
    "log": "say what happened to papers, and when",
    "merge": "take in marks from files of another place",
    "export": "write papers to a bibliography",
    "keys": "print the keys in effect",
    "serve": "open the reader in a browser on this machine",
    "doctor": "say what lies where and whether it is sound",
}
"""Verb → what it does; each is a module of `tui.verbs`."""

LASTING = frozenset(("serve",))
"""Those that go on until they are stopped, so no other program waits for them."""
