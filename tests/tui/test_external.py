from __future__ import annotations

import sys

import pytest

from tui import external


@pytest.mark.parametrize("url", ["https://arxiv.org/abs/1", "http://example.org/a?b=c#d"])
def test_web_addresses_may_be_opened(url: str) -> None:
    assert external.may_open(url)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "--version",
        "",
        "http://[",
        "https://example.org/\x1b[31m",
        "ssh://example.org",
    ],
)
def test_nothing_else_may(url: str) -> None:
    assert not external.may_open(url)


def test_the_chosen_browser_gets_the_address_as_one_argument() -> None:
    url = "https://example.org/a;rm -rf x"
    assert external.browser_command(url, {"BROWSER": "firefox -P x"}) == (
        "firefox",
        "-P",
        "x",
        url,
    )
    assert external.browser_command(url, {"BROWSER": "show %s --new"}) == ("show", url, "--new")


@pytest.mark.skipif(sys.platform != "linux", reason="a desktop is told by DISPLAY on Linux only")
def test_over_ssh_and_without_a_display_there_is_no_browser() -> None:
    url = "https://example.org"
    assert external.browser_command(url, {"SSH_TTY": "/dev/pts/1", "DISPLAY": ":0"}) is None
    assert external.browser_command(url, {}) is None


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/`reboot`",
        "https://example.org/a b",
        "https://example.org/\u202egnp",
        "https://:80/",
        "https://example.org:port/",
        "https://example.org/" + "\ud800",
    ],
)
def test_addresses_with_anything_odd_in_them_may_not(url: str) -> None:
    assert not external.may_open(url)


@pytest.mark.parametrize(
    "browser",
    ["sh -c 'firefox %s'", "/bin/bash %s", 'env A="x %s" firefox', "'unclosed", " ", "dash -c"],
)
def test_no_address_is_handed_to_a_shell(browser: str) -> None:
    assert external.browser_command("https://example.org/$(x);y", {"BROWSER": browser}) is None
    assert not external.open_in_browser("https://example.org/", {"BROWSER": browser})
