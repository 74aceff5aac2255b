"""Who is let in to a reader that is served, and who is not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tui.serving.gate import (
    FROM_ELSEWHERE,
    NO_TOKEN,
    OTHER_NAME,
    OTHER_PAGE,
    Caller,
    Gate,
    is_loopback,
)

GATE = Gate("right-token")
PAGE = Caller("127.0.0.1", "127.0.0.1:8417", "/right-token/")
SOCKET = replace(PAGE, path="/right-token/ws", origin="http://127.0.0.1:8417", is_socket=True)


@pytest.mark.parametrize("caller", [PAGE, SOCKET], ids=["page", "websocket"])
def test_whoever_has_the_address_is_let_in(caller: Caller) -> None:
    assert GATE.refusal(caller) == ""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/ws",
        "/static/js/textual.js",
        "/right-toke",
        "/right-tokens/",
        "/RIGHT-TOKEN/",
        "/x/right-token/",
        "/%72ight-token/x",
        "/ríght-token/",
        "/\ud800/",
    ],
)
def test_nobody_is_let_in_without_the_token(path: str) -> None:
    for caller in (PAGE, SOCKET):
        assert GATE.refusal(replace(caller, path=path)) == NO_TOKEN


def test_a_token_is_new_each_time_and_cannot_be_guessed() -> None:
    tokens = {Gate.anew().token for _ in range(100)}
    assert len(tokens) == 100
    assert min(map(len, tokens)) >= 32
    assert all("/" not in token for token in tokens)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "localhost:8417",
        "LocalHost:1",
        "127.0.0.1",
        "127.1.2.3:9000",
        "[::1]",
        "[::1]:8417",
        "[::ffff:127.0.0.1]:1",
    ],
)
def test_any_name_of_this_machine_will_do_on_any_port(host: str) -> None:
    assert GATE.refusal(replace(PAGE, host=host)) == ""
    assert GATE.refusal(replace(SOCKET, host=host, origin=f"http://{host}")) == ""


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:8417",
        "localhost.evil.example",
        "127.0.0.1.evil.example:8417",
        "localhost@evil.example",
        "localhost:80@evil.example",
        "192.168.1.2:8417",
        "0.0.0.0:8417",
        "::1",
        "[::1%a; script-src *]:8417",
        "[::1",
        "localhost:",
        "localhost:٨",
        "127.0.0.1:80, evil.example",
    ],
)
def test_a_name_that_may_be_somebody_else_s_is_refused(host: str) -> None:
    assert GATE.refusal(replace(PAGE, host=host)) == OTHER_NAME


@pytest.mark.parametrize(
    "origin",
    [None, "null", "", "http://evil.example", "http://127.0.0.1:9999", "https://127.0.0.1:8417"],
)
def test_a_websocket_is_for_our_own_page(origin: str | None) -> None:
    assert GATE.refusal(replace(SOCKET, origin=origin)) == OTHER_PAGE


@pytest.mark.parametrize("peer", ["192.168.1.2", "::2", "", "::1%eth0", "no address"])
def test_nobody_from_elsewhere_is_let_in_even_with_the_token(peer: str) -> None:
    assert GATE.refusal(replace(PAGE, peer=peer)) == FROM_ELSEWHERE


def test_what_a_loopback_address_is() -> None:
    assert all(map(is_loopback, ["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1"]))
    assert not any(map(is_loopback, ["0.0.0.0", "::", "10.0.0.1", "localhost", "", "[::1]"]))
