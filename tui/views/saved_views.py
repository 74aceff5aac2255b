"""The saved views of one reader: what ``views.toml`` says and what was decided about views, as one.

A view that is saved, renamed or removed is a decision like any mark: in the journal, undone like
them, merged with other machines by name, the latest wins. ``views.toml`` is this machine's file of
them, and the reader's to edit. A copy of it as it was left last (in the cache) tells the two apart
(`reconciled`): what differs from the copy was written by hand, and becomes a decision, which undo
leaves alone; what does not, follows the decisions.

Decisions are written first, then the file, then the copy: whatever is cut short is done by the
next `follow`. Without the copy nothing counts as removed by hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.errors import CarrelError, Problem
from index.files import make_private_folder, open_plain, replace_file

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from tui.paths import Home
    from tui.reading.reading import Reading
    from tui.views.saved_view import SavedView
    from tui.views.views_file import ViewsFile

_LOCK_SECONDS = 2.0


class Reconciled(NamedTuple):
    """What is to be done so that file and decisions say the same."""

    decide: dict[str, str]
    """Views that a hand wrote into the file or took out of it (text ``""``)."""

    write: dict[str, str]
    """Views that the file has to take over, or to give up (text ``""``)."""


def reconciled(
    file: Mapping[str, str],
    copy: Mapping[str, str],
    decided: Mapping[str, str],
    *,
    doubtful: Collection[str] = (),
    is_whole: bool = True,
) -> Reconciled:
    """Three ways, view by view: file against copy against decisions, all name → text.

    Args:
        file: what the file says.
        copy: what it said when it was left last.
        decided: the views that stand.
        doubtful: names of views in the file that cannot be read; they are left alone.
        is_whole: whether what the file does not have was taken out of it.
    """
    decide, write = {}, {}
    for name in sorted({*file, *copy, *decided}.difference(doubtful)):
        says, said, stands = (texts.get(name, "") for texts in (file, copy, decided))
        if says == stands or (said and not says and not is_whole):
            continue
        if says != said:
            decide[name] = says
        else:
            write[name] = stands
    return Reconciled(decide, write)


class SavedViews:
    """The views, in order; `follow` brings them up to date."""

    def __init__(self, path: Path, copy: Path, reading: Reading) -> None:
        """Nothing is read yet.

        Args:
            path: ``views.toml``.
            copy: where the copy is kept.
            reading: where decisions are taken.
        """
        self._path, self._copy, self._reading = path, copy, reading
        self._seen: tuple[object, ...] | None = None
        self.views: tuple[SavedView, ...] = ()
        self.problems: list[Problem] = []
        """What is wrong with the file as it is."""

    @classmethod
    def of(cls, home: Home, reading: Reading) -> SavedViews:
        """Those of a home."""
        return cls(home.views_file, home.cache / "views.toml", reading)

    def follow(self) -> bool:
        """Take in what was decided and what was written by hand; whether the views changed.

        Cheap where neither is new. Never raises: what cannot be written goes to `problems`, and
        the views are shown as they were decided.
        """
        seen = (self._stamp(), self._reading.views())
        if seen == self._seen:
            return False
        before = self.views, list(self.problems)
        self.views, self.problems = ((), []) if seen == (None, {}) else self._followed()
        self._seen = (self._stamp(), self._reading.views())
        return (self.views, self.problems) != before

    def _followed(self) -> tuple[tuple[SavedView, ...], list[Problem]]:
        from tui.views.views_file import ViewsFile

        file = ViewsFile.read(self._path)
        problems = file.problems
        todo = self._todo(file)
        if todo.decide or todo.write or not self._is_copied():
            try:
                file = self._reconcile()
            except CarrelError as error:
                problems = [*file.problems, error.problem]
            except OSError as error:
                told = Problem(
                    f"cannot be kept: {error.strerror or error}",
                    "views are kept in the journal; the file follows when it can be written",
                    str(self._path),
                )
                problems = [*file.problems, told]
            else:
                problems = file.problems
        return self._in_order(file), problems

    def _reconcile(self) -> ViewsFile:
        """Do what is to be done, while no other process does."""
        from tui.reading.host import host_name
        from tui.reading.lock import FolderLock
        from tui.views.views_file import ViewsFile

        make_private_folder(self._copy.parent)
        with FolderLock(self._copy.with_name("views.lock"), host_name({}), _LOCK_SECONDS):
            file = ViewsFile.read(self._path)
            todo = self._todo(file)
            if todo.decide:
                decisions = [
                    (f"view:{text}" if text else "unview", [name])
                    for name, text in todo.decide.items()
                ]
                self._reading.mark_together(decisions, is_step=False)
            if todo.write:
                self._write(file, todo.write)
                file = ViewsFile.read(self._path)
            if file.is_there:
                replace_file(self._copy, _read(self._path))
        return file

    def _write(self, file: ViewsFile, write: Mapping[str, str]) -> None:
        from tui.views.saved_view import SavedView
        from tui.views.views_file import changed, written

        path = self._path.resolve()
        text = _read(path).decode("utf-8") if file.is_there else ""
        changes = {name: SavedView.of(name, said) if said else None for name, said in write.items()}
        make_private_folder(path.parent)
        fresh = changed(text, changes)
        if fresh is None:
            if file.problems:
                raise CarrelError(
                    "views cannot be put into it before it is put right",
                    hint="; ".join(map(str, file.problems[:1])),
                    where=str(self._path),
                )
            replace_file(path.with_name(f"{path.name}.bak"), text.encode())
            fresh = written({name: view for name, view in (file.views | changes).items() if view})
        replace_file(path, fresh.encode())

    def _todo(self, file: ViewsFile) -> Reconciled:
        from tui.views.views_file import ViewsFile

        copy = _texts(ViewsFile.read(self._copy)) if file.is_there else {}
        return reconciled(
            _texts(file),
            copy,
            self._reading.views(),
            doubtful=file.names - file.views.keys(),
            is_whole=not file.problems,
        )

    def _is_copied(self) -> bool:
        try:
            return not self._path.exists() or _read(self._copy) == _read(self._path)
        except OSError:
            return False

    def _in_order(self, file: ViewsFile) -> tuple[SavedView, ...]:
        """As the file has them, then those that it could not take."""
        from tui.views.saved_view import SavedView

        decided = self._reading.views()
        views = {name: SavedView.of(name, text) for name, text in decided.items()}
        first = [views.pop(name, view) for name, view in file.views.items() if name in decided]
        return (*first, *views.values())

    def _stamp(self) -> tuple[int, int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size, status.st_ino)


def _read(path: Path) -> bytes:
    with open_plain(path) as stream:
        return stream.read()


def _texts(file: ViewsFile) -> dict[str, str]:
    return {name: view.text for name, view in file.views.items()}
