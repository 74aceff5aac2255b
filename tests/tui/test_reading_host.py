from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tui.reading.host import host_name


@given(st.text(min_size=1))
def test_a_host_is_fit_for_a_file_name(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9_-]{1,40}", host_name({"CARREL_HOST": name}))


def test_a_host_keeps_its_name_in_another_network() -> None:
    assert host_name({"CARREL_HOST": "Anna's-Mac.fritz.box"}) == "anna-s-mac"


def test_the_machine_has_a_name() -> None:
    assert host_name({})
