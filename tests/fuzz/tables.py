"""Files that a person or another machine may have written: options, keys, marks, journals."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zlib import crc32

from hypothesis import strategies as st

from index.query.query import Query
from tests.fuzz.target import Target, target
from tests.fuzz.texts import TEXTS
from tests.tui.reading_cases import changes, moments
from tui.actions import ACTIONS, SCOPES
from tui.config import Config
from tui.filters import view_section
from tui.keymap import LOOKUP, Keymap
from tui.paths import Home
from tui.reading.journal_format import Record, written
from tui.reading.reading import Reading
from tui.tomlfile import quoted
from tui.views.saved_views import SavedViews

if TYPE_CHECKING:
    from index.errors import Problem

_WORDS = st.sampled_from(
    [*SCOPES, "options", "counts", "name", "keymap", "theme", "dwell", "start", "version", "read"]
)
_KEYS = st.one_of(
    st.text(st.sampled_from("abgGjk ?<>-C+M/1"), max_size=12),
    st.sampled_from(["ctrl+n", "C-x C-s", "<C-n>", "g g", "escape", "a " * 90, "C-" * 90, "深"]),
    TEXTS,
)
_VALUES = st.one_of(
    st.sampled_from([action.id for action in ACTIONS]).map(lambda name: f'"{name}"'),
    st.sampled_from(['""', "true", "1", "-1.5", "nan", "1e999", "[", "{", "{a={a=1}}", "9" * 99]),
    st.sampled_from(["2026-03-14T09:26:53Z", "2026-03-14", '"""', "'''", "[" * 900, "9" * 1_999]),
    TEXTS.map(lambda text: f'"{text}"'),
)
_LINES = st.one_of(
    _WORDS.map(lambda word: f"[{word}]"),
    st.builds('"{}" = {}'.format, _KEYS, _VALUES),
    st.builds("{} = {}".format, _WORDS, _VALUES),
    st.builds(
        "{} = {}".format, st.sampled_from([".".join("a" * 900), "a.b.c", '"a"."b"']), _VALUES
    ),
    st.sampled_from(
        ["[[action]]", "[read", "]", "[a.b]", "<<<<<<< x", "=======", ">>>>>>> y", "\0"]
    ),
    TEXTS,
)
_TABLES = st.lists(_LINES, max_size=12).map("\n".join)
_BYTES = _TABLES.map(lambda text: text.encode("utf-8", "surrogatepass")) | st.binary(max_size=99)

_RECORD = """[[action]]
at = 2026-03-14T09:26:53.000Z
verb = "star"
ids = ["arxiv:2403.01234"]
sum = "00000000"
"""


def _signed(lines: list[str]) -> str:
    body = "".join(f"{line}\n" for line in ("[[action]]", *lines))
    return f'{body}sum = "{crc32(body.encode("utf-8", "surrogatepass")):08x}"'


_FIELDS = st.sampled_from(
    [
        "at = 2026-03-14T09:26:53.000000Z",
        "at = 8999-12-31T23:59:59.999999Z",
        'verb = "star"',
        'verb = "unstar"',
        'verb = "later"',
        'ids = ["a", "b"]',
        'ids = ["\\u0000"]',
        'does = [{ verb = "read", ids = ["a"] }, { verb = "tag:x", ids = ["b"] }]',
        'host = "else"',
        "version = 1",
        "version = 2",
        f"version = {'9' * 5_000}",
        f"{'.'.join('a' * 99)} = 1",
    ]
)
_SIGNED = st.lists(_FIELDS | _LINES, min_size=2, max_size=5).map(_signed)
_HEADS = st.sampled_from(["version = 1", "version = 2", "[[decision]]", "[journal]"])
_JOURNAL = st.lists(_LINES | _SIGNED | _HEADS | st.just(_RECORD), max_size=9).map("\n".join)


def _is_told(problems: list[Problem]) -> None:
    for problem in problems:
        assert "Traceback" not in str(problem)
        assert problem.message.isprintable()
    assert len(problems) <= 200


def _config(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "config.toml"
        path.write_bytes(data)
        config, problems = Config.load(path)
        _is_told(problems)
        assert Config.load(path) == (config, problems)
        quoted(config.start)


def _keymap(data: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "keys.toml"
        path.write_bytes(data)
        for name in ("default", "vim"):
            keymap, problems = Keymap.load(name, path)
            _is_told(problems)
            assert all(keymap.keys_for("app.quit", focus) for focus in LOOKUP)
            assert keymap.name.isprintable()


def _marks(files: tuple[bytes, bytes]) -> None:
    snapshot, journal = files
    with TemporaryDirectory() as name:
        folder = Path(name) / "reading"
        folder.mkdir()
        (folder / "reading.toml").write_bytes(snapshot)
        (folder / "journal-else.toml").write_bytes(journal)
        reading = Reading.open(folder, "desk")
        _is_told(list(reading.problems))
        starred = reading.starred()
        _is_told(_views(reading, Path(name)))
        assert (folder / "reading.toml").read_bytes() == snapshot
        assert (folder / "journal-else.toml").read_bytes() == journal
        if reading.save():
            again = Reading.open(folder, "desk")
            assert again.starred() == starred
            assert not again.needs_repair
        assert (folder / "journal-else.toml").read_bytes() == journal


def _views(reading: Reading, folder: Path) -> list[Problem]:
    """Follow the views that a journal says there are; what is shown of them is text."""
    home = Home.below(folder / "home")
    views = SavedViews.of(home, reading)
    views.follow()
    entries = view_section(0, (), Query(), views.views).entries
    assert len(entries) >= len(views.views)
    return views.problems


def _views_file(data: bytes) -> None:
    with TemporaryDirectory() as name:
        home = Home.below(Path(name))
        home.config.mkdir(parents=True)
        home.views_file.write_bytes(data)
        reading = Reading.open(home.journals, "desk")
        views = SavedViews.of(home, reading)
        views.follow()
        _is_told(views.problems)
        assert home.views_file.read_bytes() == data
        assert {view.name for view in views.views} == set(reading.views())
        assert reading.undo() is None


_VIEWS = st.lists(
    st.sampled_from(
        [
            *(
                "[[view]]\n",
                "[view]\n",
                "# mine\n",
                "[[view]\n",
                "\n",
                "[[view]]  # x\n",
                "view = 3\n",
            ),
            *('name = "a"\n', "name = 'b'\n", 'name = "\\u202e"\n', 'query = "is:unread"\n'),
            *("query = '(x'\n", "query = 3\n", "digit = 4\n", "digit = 99\n", 'qury = "x"\n'),
        ]
    ),
    max_size=16,
).map(lambda lines: "".join(lines).encode())

_DAMAGED = _JOURNAL.map(lambda text: text.encode("utf-8", "surrogatepass")) | _BYTES
_RECORDS = st.builds(Record.of, moments, st.lists(changes(), min_size=1, max_size=3)).map(written)
_JOURNALS = st.lists(_DAMAGED | _RECORDS, max_size=5).map(b"".join)

TARGETS: tuple[Target, ...] = (
    target("config.toml", _BYTES, _config),
    target("keys.toml", _BYTES, _keymap),
    target("views.toml", _VIEWS | _BYTES, _views_file),
    target("reading.toml and a journal", st.tuples(_BYTES, _JOURNALS), _marks),
)
