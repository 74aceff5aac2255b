from __future__ import annotations

import contextlib
import socket

import pytest

from index.fetching.watchdog import Watchdog

PATIENCE = 30.0


@pytest.fixture
def line() -> tuple[socket.socket, socket.socket]:
    """Whoever asks, and whoever answers."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(PATIENCE)
    return ours, theirs


def test_a_connection_whose_time_is_over_is_shut_down(
    line: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = line
    watchdog = Watchdog()
    with ours, theirs, watchdog.watch(0.0):
        watchdog.follow(ours)
        assert ours.recv(1) == b""
        assert watchdog.has_bitten
    watchdog.let_go()


def test_one_that_was_given_up_is_closed_for_the_other_side_as_well(
    line: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = line
    watchdog = Watchdog()
    with theirs:
        with contextlib.suppress(TimeoutError), ours, watchdog.watch(PATIENCE):
            watchdog.follow(ours)
            raise TimeoutError
        assert theirs.recv(1) == b""


def test_one_that_answered_stays_open_for_the_next_question(
    line: tuple[socket.socket, socket.socket],
) -> None:
    ours, theirs = line
    watchdog = Watchdog()
    with ours, theirs:
        with watchdog.watch(PATIENCE):
            watchdog.follow(ours)
        theirs.sendall(b"a")
        assert ours.recv(1) == b"a"
        with watchdog.watch(0.0):
            assert ours.recv(1) == b""
    watchdog.let_go()
