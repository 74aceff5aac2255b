"""What is never asked, and never heard to its end."""

from __future__ import annotations

import contextlib
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import CarrelError
from index.fetching.address import Addresses, is_public
from index.fetching.answer import XML, Wanted
from index.fetching.asking import MOST_HOPS, Asker
from index.fetching.failure import FetchError
from index.fetching.transport import Transport
from tests.index.asking_home import asking, failure
from tests.passing import Time
from tests.webserver import Reply, WebServer

DATA = Path(__file__).parent.parent / "data"
HOST = "https://papers.example"
ARXIV = "https://export.arxiv.org"


class TestBounds:
    def test_an_answer_without_end_is_left(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(b"[" * (3 << 20)))
        with asking(web, tmp_path, Time()) as asker:
            assert "more than 1 MiB" in str(failure(asker, f"{HOST}/a"))

    def test_one_that_unpacks_without_end_too(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(b" " * (8 << 20)).zipped())
        with asking(web, tmp_path, Time()) as asker:
            assert "more than 1 MiB" in str(failure(asker, f"{HOST}/a"))

    def test_a_packed_one_is_unpacked(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(b"[1]").zipped())
        with asking(web, tmp_path, Time()) as asker:
            assert asker.ask(Wanted(f"{HOST}/a")).body == b"[1]"

    def test_a_packing_that_was_not_asked_for(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(b"[1]", headers={"Content-Encoding": "gzip, gzip"}))
        with asking(web, tmp_path, Time()) as asker:
            assert "not asked for" in str(failure(asker, f"{HOST}/a"))

    def test_rubbish_that_says_it_is_packed(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(b"[1]", headers={"Content-Encoding": "gzip"}))
        with asking(web, tmp_path, Time()) as asker:
            assert "cannot be unpacked" in str(failure(asker, f"{HOST}/a"))

    def test_a_packed_one_that_is_cut_short(self, web: WebServer, tmp_path: Path) -> None:
        packed = Reply(b"[1, 2, 3]").zipped()
        web.tell(f"{HOST}/a", replace(packed, body=packed.body[:-9]), packed)
        with asking(web, tmp_path, Time()) as asker:
            assert asker.ask(Wanted(f"{HOST}/a")).body == b"[1, 2, 3]"
        assert len(web.asked) == 2

    @pytest.mark.parametrize("kind", ["text/plain", "text/html", "application/octet-stream", "?"])
    def test_what_it_calls_itself_is_nothing(
        self, web: WebServer, tmp_path: Path, kind: str
    ) -> None:
        web.tell(f"{HOST}/a", Reply(b" \n[1]", headers={"Content-Type": kind}))
        with asking(web, tmp_path, Time()) as asker:
            assert asker.ask(Wanted(f"{HOST}/a")).body_as("JSON") == b"[1]"

    def test_a_web_page_is_no_json(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply.page())
        with asking(web, tmp_path, Time()) as asker:
            answer = asker.ask(Wanted(f"{HOST}/a"))
        with pytest.raises(FetchError, match="a web page, not with JSON"):
            answer.body_as("JSON")

    @pytest.mark.parametrize("body", [b"", b"busy", b'{"a": 1}'])
    def test_nor_is_anything_else_a_feed(self, web: WebServer, tmp_path: Path, body: bytes) -> None:
        web.tell(f"{HOST}/a", Reply(body))
        with asking(web, tmp_path, Time()) as asker:
            answer = asker.ask(Wanted(f"{HOST}/a", XML))
        with pytest.raises(FetchError):
            answer.body_as(XML)


class TestWhereTo:
    @pytest.mark.parametrize(
        "target",
        [
            "file:///etc/passwd",
            "http://127.0.0.1/",
            "http://10.1.2.3/",
            "http://169.254.169.254/latest",
            "http://[::1]/",
            "http://[::ffff:192.168.0.1]/",
            "http://localhost/",
            "http://localhost./",
            "http://127.1/",
            "http://0x7f000001/",
            "http://2130706433/",
            "http://0177.0.0.1/",
            "http://[64:ff9b::a00:1]/",
            "http://router/",
            "http://[x",
            "//[::1]/",
            "http://papers.example\\@127.0.0.1/",
            "http://printer.local/",
            "http://name:secret@papers.example/",
            "ftp://papers.example/",
            "http://papers.example:99999/",
            "",
        ],
    )
    def test_nobody_sends_on_to_this_machine(
        self, web: WebServer, tmp_path: Path, target: str
    ) -> None:
        web.tell(f"{HOST}/a", Reply(status=302, headers={"Location": target}))
        with asking(web, tmp_path, Time()) as asker:
            failure(asker, f"{HOST}/a")
        assert set(web.urls) == {f"{HOST}/a"}

    def test_nor_does_whoever_was_sent_on_to(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(status=302, headers={"Location": "https://other.example/b"}))
        near = Reply(status=302, headers={"Location": "http://10.0.0.7/"})
        web.tell("https://other.example/b", near)
        with asking(web, tmp_path, Time()) as asker:
            assert "10.0.0.7 is within a private network" in str(failure(asker, f"{HOST}/a"))
        assert web.urls == [f"{HOST}/a", "https://other.example/b"]

    def test_sending_on_has_an_end(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(status=302, headers={"Location": "/a"}))
        with asking(web, tmp_path, Time()) as asker:
            assert "sends on and on" in str(failure(asker, f"{HOST}/a"))
        assert len(web.asked) == MOST_HOPS + 1

    def test_a_host_may_send_on_to_another(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(status=301, headers={"Location": f"{ARXIV}/b"}))
        web.tell(f"{ARXIV}/b", Reply(status=307, headers={"Location": "/c"}))
        web.tell(f"{ARXIV}/c", Reply(b"[]"))
        with asking(web, tmp_path, Time()) as asker:
            assert asker.ask(Wanted(f"{HOST}/a")).url == f"{ARXIV}/c"

    def test_without_a_stand_in_this_machine_is_refused(self, tmp_path: Path) -> None:
        time = Time()
        transport = Transport(Addresses(), time.clock, "Carrel/0")
        with WebServer() as web, contextlib.closing(transport):
            asker = Asker(tmp_path, time.clock, transport, 600.0)
            for url in (web.address, web.address.replace("127.0.0.1", "127.1")):
                assert "within a private network" in str(failure(asker, url))
            assert not web.asked

    @pytest.mark.parametrize("near", ["10.1.2.3", "::ffff:192.168.0.1", "fd00::1"])
    def test_a_name_that_leads_into_a_private_network_is_refused(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, near: str
    ) -> None:
        def look_up(host: str, port: int, **_: object) -> list[object]:
            family = socket.AF_INET6 if ":" in near else socket.AF_INET
            return [(family, socket.SOCK_STREAM, 6, "", (near, port))]

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        transport = Transport(Addresses(), Time().clock, "Carrel/0")
        with contextlib.closing(transport), pytest.raises(FetchError) as caught:
            transport.get("http://papers.example/", {}, 600.0)
        assert "papers.example is within a private network" in str(caught.value)

    def test_a_proxy_asks_in_our_place(
        self, web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HTTP_PROXY", web.address.removeprefix("http://"))
        monkeypatch.setenv("http_proxy", web.address)
        web.tell("https:/http://papers.example/a", Reply(b"[1]"))
        time = Time()
        transport = Transport(Addresses(), time.clock, "Carrel/0")
        with contextlib.closing(transport):
            asker = Asker(tmp_path, time.clock, transport, 600.0)
            assert asker.ask(Wanted("http://papers.example/a")).body == b"[1]"
            for near in ("http://10.0.0.1/", "http://127.1/", "http://router/"):
                assert "private network" in str(failure(asker, near))
            monkeypatch.setenv("no_proxy", "papers.example")
            monkeypatch.setattr(Addresses, "checked", lambda _self, _url: f"{web.address}/")
            assert "private network" in str(failure(asker, "http://papers.example/b"))
        assert len(web.asked) == 1

    @pytest.mark.parametrize("proxy", ["socks5h://127.0.0.1:1", "odd://127.0.0.1:1"])
    def test_a_proxy_that_cannot_be_asked_is_one_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
    ) -> None:
        monkeypatch.setenv("all_proxy", proxy)
        time = Time()
        transport = Transport(Addresses(), time.clock, "Carrel/0")
        with contextlib.closing(transport):
            asker = Asker(tmp_path, time.clock, transport, 600.0)
            told = str(failure(asker, "http://papers.example/a"))
        assert told.startswith("a proxy by ")
        assert not time.slept

    def test_a_proxy_that_is_down_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with WebServer() as web:
            monkeypatch.setenv("http_proxy", web.address)
        time = Time()
        transport = Transport(Addresses(), time.clock, "Carrel/0")
        with contextlib.closing(transport):
            asker = Asker(tmp_path, time.clock, transport, 600.0)
            told = str(failure(asker, "http://papers.example/a"))
        assert told.startswith("papers.example cannot be reached by its proxy: ")

    def test_whoever_answers_is_looked_at_again(
        self, web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name may be of the open net when it is looked up, and of this machine when asked."""
        web.tell("https:/", Reply(b"[1]"))
        monkeypatch.setattr(Addresses, "checked", lambda _self, url: url)
        time = Time()
        transport = Transport(Addresses(), time.clock, "Carrel/0")
        with contextlib.closing(transport):
            asker = Asker(tmp_path, time.clock, transport, 600.0)
            assert "private network" in str(failure(asker, f"{web.address}/"))
        assert not web.asked  # it was hung up on before anything was said

    def test_a_stand_in_is_on_this_machine(self) -> None:
        for address in ("http://papers.example", "http://10.0.0.1:80", "file:///", "nonsense"):
            with pytest.raises(CarrelError):
                Addresses(address)

    def test_the_open_net(self) -> None:
        assert is_public("151.101.3.42")
        assert is_public("2a04:4e42::1")
        assert is_public("64:ff9b::151.101.3.42")  # how networks of IPv6 alone tell of IPv4
        for address in (
            "::10.0.0.1",
            "64:ff9b::10.0.0.1",
            "64:ff9b:1::1",
            "::ffff:127.0.0.1",
            "2001:0:a00:1::",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "::",
            "fe80::1%eth0",
            "2002:a00:1::",
            "x",
        ):
            assert not is_public(address)
