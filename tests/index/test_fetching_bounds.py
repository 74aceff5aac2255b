"""What is never asked, and never heard to its end."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from index.errors import CarrelError
from index.fetching.address import Addresses, is_public
from index.fetching.answer import XML, Wanted
from index.fetching.asking import Asker
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

    def test_a_stand_in_is_on_this_machine(self) -> None:
        for address in ("http://papers.example", "http://10.0.0.1:80", "file:///", "nonsense"):
            with pytest.raises(CarrelError):
                Addresses(address)

    def test_the_open_net(self) -> None:
        assert is_public("151.101.3.42")
        assert is_public("2a04:4e42::1")
        for address in (
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "::",
            "fe80::1%eth0",
            "2002:a00:1::",
            "x",
        ):
            assert not is_public(address)
