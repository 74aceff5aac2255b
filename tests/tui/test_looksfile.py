"""What keys chose is remembered; what the options say later holds; damage costs a word."""

from __future__ import annotations

import stat
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.query.query import SORTS
from tui.config import Config
from tui.looks import DATES, DENSITIES, FILTER_WIDTHS, LIST_SHARES, OWN_THEMES, Looks
from tui.looksfile import LooksFile

if TYPE_CHECKING:
    from pathlib import Path

looks = st.builds(
    Looks,
    theme=st.sampled_from([*OWN_THEMES, "nord"]),
    density=st.sampled_from(DENSITIES),
    dates=st.sampled_from(DATES),
    sort=st.sampled_from(["", *SORTS, "-title"]),
    filter_width=st.sampled_from(FILTER_WIDTHS),
    list_share=st.sampled_from(LIST_SHARES),
    filters=st.booleans(),
    paper=st.booleans(),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "looks.toml"


def chosen(path: Path, config: Config = Config(), **by_key: object) -> Looks:  # noqa: B008 - a value
    """Open, choose by key, save; what another start has then."""
    file = LooksFile.open(path, config)
    file.choose(file.looks._replace(**by_key))  # type: ignore[arg-type] # fields of Looks
    file.save()
    return LooksFile.open(path, config).looks


def test_without_a_file_the_options_begin(path: Path) -> None:
    file = LooksFile.open(path, Config(theme="light", density="roomy", dates="relative"))
    assert file.looks == Looks("light", "roomy", "relative")
    assert not file.problems
    assert not path.exists()


@given(looks)
def test_what_a_key_chose_is_there_at_the_next_start(
    tmp_path_factory: pytest.TempPathFactory, wanted: Looks
) -> None:
    path = tmp_path_factory.mktemp("state") / "looks.toml"
    file = LooksFile.open(path, Config())
    file.choose(wanted)
    file.save()
    again = LooksFile.open(path, Config())
    assert (again.looks, again.problems) == (wanted, [])


def test_the_latest_word_holds(path: Path) -> None:
    """A key after the options, then the options after the key."""
    assert chosen(path, Config(theme="light"), theme="contrast").theme == "contrast"
    assert LooksFile.open(path, Config(theme="light")).looks.theme == "contrast"
    assert LooksFile.open(path, Config(theme="dark")).looks.theme == "dark"
    assert LooksFile.open(path, Config()).looks.theme == ""


def test_an_order_that_a_key_chose_gives_way_to_another_start(path: Path) -> None:
    assert chosen(path, sort="-title").sort == "-title"
    assert LooksFile.open(path, Config(start="is:unread")).looks.sort == ""


def test_options_say_nothing_of_widths(path: Path) -> None:
    assert chosen(path, filter_width=40, paper=False).filter_width == 40
    after = LooksFile.open(path, Config(theme="light", density="roomy")).looks
    assert (after.filter_width, after.paper) == (40, False)


def test_what_no_key_chose_is_not_written(path: Path) -> None:
    chosen(path, Config(theme="light"), density="roomy")
    assert LooksFile.open(path, Config(theme="dark")).looks == Looks("dark", "roomy")
    assert set(tomllib.loads(path.read_text("utf-8"))) == {"version", "density", "config"}


def test_of_two_readers_the_last_one_is_remembered(path: Path) -> None:
    one, other = LooksFile.open(path, Config()), LooksFile.open(path, Config())
    one.choose(one.looks._replace(density="roomy"))
    other.choose(other.looks._replace(theme="light"))
    one.save()
    other.save()
    assert LooksFile.open(path, Config()).looks == Looks(theme="light")


@pytest.mark.parametrize(
    "text",
    [
        'version = 1\ndensity = "loose"\n',
        'version = 1\ntheme = "\\u001b[2J"\n',
        "version = 1\nfilter_width = 1000\n",
        "version = 1\nfilter_width = true\n",
        "version = 1\nfilters = 1\n",
        'version = 1\nsort = "sideways"\n',
        'version = 1\nconfig = "x"\n',
        'version = "1"\ndensity = "roomy"\n',
        'density = "roomy"\n',
        'version = 1\nbogus = "x"\n',
        "version = 1\ndensity = [\n",
        "\0\0\0",
    ],
)
def test_damage_is_told_and_looks_begin_anew(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    file = LooksFile.open(path, Config(dates="relative"))
    assert file.looks == Looks(dates="relative")
    (problem,) = file.problems
    assert problem.where == str(path)
    assert problem.hint == "looks begin anew"
    assert problem.message.isprintable()
    assert chosen(path, Config(dates="relative"), density="roomy").density == "roomy"


def test_the_file_of_a_later_carrel_is_left_as_it_is(path: Path) -> None:
    path.parent.mkdir()
    text = 'version = 2\ndensity = "airy"\nshape = "round"\n'
    path.write_text(text, "utf-8")
    file = LooksFile.open(path, Config())
    assert (file.looks, file.problems) == (Looks(), [])
    file.choose(file.looks._replace(density="roomy"))
    file.save()
    assert path.read_text("utf-8") == text


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are of POSIX")
def test_the_file_is_the_readers_alone(path: Path) -> None:
    chosen(path, density="roomy")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("in the way")
    file = LooksFile.open(tmp_path / "state" / "looks.toml", Config())
    file.choose(file.looks._replace(density="roomy"))
    with pytest.raises(OSError, match=r"exists|directory"):
        file.save()
    assert [path.name for path in tmp_path.iterdir()] == ["state"]
