"""Asking a host: politely, patiently, and not for ever."""

from __future__ import annotations

import contextlib
import json
import shutil
import threading
from pathlib import Path

import pytest

from index.fetching.address import Addresses
from index.fetching.answer import Validators, Wanted
from index.fetching.asking import TRIES, Asker
from index.fetching.clock import stamp_of
from index.fetching.failure import OutOfTimeError, PassingError, StatusError
from index.fetching.gate import HostGate
from index.fetching.pauses import asked_pause, backoff
from index.fetching.transport import Transport
from tests.index.asking_home import asking, failure
from tests.passing import NOON, Time
from tests.webserver import Reply, WebServer

DATA = Path(__file__).parent.parent / "data"
HOST = "https://papers.example"
ARXIV = "https://export.arxiv.org"


class TestAsking:
    def test_names_itself_and_brings_the_body(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a?b=c", Reply.json([1]))
        with asking(web, tmp_path, Time()) as asker:
            assert asker.ask(Wanted(f"{HOST}/a?b=c")).body == b"[1]"
        assert web.asked[0].headers["user-agent"] == "Carrel/0"

    def test_what_did_not_change_is_not_sent_again(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply.json([1], ETag='"one"', Last_Modified="yesterday"))
        with asking(web, tmp_path, Time()) as asker:
            first = asker.ask(Wanted(f"{HOST}/a"))
            assert first.validators == Validators('"one"', "yesterday")
            again = asker.ask(Wanted(f"{HOST}/a", known=first.validators))
        assert again.is_unchanged
        assert web.asked[1].headers["if-modified-since"] == "yesterday"

    def test_a_host_that_stumbles_is_asked_again(self, web: WebServer, tmp_path: Path) -> None:
        time = Time()
        web.tell(f"{HOST}/a", Reply.error(500), Reply.error(503), Reply.json([]))
        with asking(web, tmp_path, time) as asker:
            assert asker.ask(Wanted(f"{HOST}/a")).body == b"[]"
        assert time.slept == [1.5, 3.0]

    def test_a_host_that_keeps_stumbling_is_let_be(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply.error(500))
        with asking(web, tmp_path, Time()) as asker:
            told = failure(asker, f"{HOST}/a")
        assert len(web.asked) == TRIES
        assert "papers.example has trouble of its own (500), 4 times" in str(told)

    def test_retry_after_is_obeyed(self, web: WebServer, tmp_path: Path) -> None:
        time = Time()
        web.tell(f"{HOST}/a", Reply.error(429, Retry_After="40"), Reply.json([]))
        with asking(web, tmp_path, time) as asker:
            asker.ask(Wanted(f"{HOST}/a"))
        assert time.slept == [40.0]

    def test_a_long_retry_after_is_kept_for_next_time(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply.error(429, Retry_After="Fri, 06 Mar 2026 14:00:00 GMT"))
        with asking(web, tmp_path, Time(), deadline=1e5) as asker:
            told = failure(asker, f"{HOST}/a")
            assert stamp_of(told.not_before) == "2026-03-06T14:00:00Z"
            again = failure(asker, f"{HOST}/b")
        assert len(web.asked) == 1  # the second question was not even sent
        assert "wants to be left alone until 2026-03-06T14:00:00Z" in str(again)

    def test_a_date_to_come_again_is_obeyed(self, web: WebServer, tmp_path: Path) -> None:
        time = Time()
        busy = Reply.error(503, Retry_After="Fri, 06 Mar 2026 12:01:30 GMT")
        web.tell(f"{HOST}/a", busy, Reply.json([]))
        with asking(web, tmp_path, time) as asker:
            asker.ask(Wanted(f"{HOST}/a"))
        assert time.slept == [90.0]

    def test_nothing_new_is_no_answer_where_all_was_asked_for(
        self, web: WebServer, tmp_path: Path
    ) -> None:
        web.tell(f"{HOST}/a", Reply.error(304))
        with asking(web, tmp_path, Time()) as asker:
            assert "not the question (304)" in str(failure(asker, f"{HOST}/a"))

    def test_a_used_up_rate_limit_is_waited_for(self, web: WebServer, tmp_path: Path) -> None:
        time = Time()
        web.tell(f"{HOST}/a", Reply.json([], RateLimit='"api";r=0;t=35'))
        with asking(web, tmp_path, time) as asker:
            asker.ask(Wanted(f"{HOST}/a"))
            assert not time.slept
            asker.ask(Wanted(f"{HOST}/a"))
        assert time.slept == [35.0]

    def test_a_refusal_is_not_asked_again(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply.error(400))
        with asking(web, tmp_path, Time()) as asker:
            told = failure(asker, f"{HOST}/a")
        assert isinstance(told, StatusError)
        assert (told.status, len(web.asked)) == (400, 1)

    def test_an_answer_that_breaks_off_is_asked_for_again(
        self, web: WebServer, tmp_path: Path
    ) -> None:
        web.tell(f"{HOST}/a", Reply(b"[1, 2, 3, 4]", cut=True), Reply(b"[1, 2, 3, 4]"))
        with asking(web, tmp_path, Time()) as asker:
            assert asker.ask(Wanted(f"{HOST}/a")).body == b"[1, 2, 3, 4]"
        assert len(web.asked) == 2

    def test_an_answer_that_drips_is_given_up(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(b"[" + b" " * 400_000 + b"]", pieces=100))
        with asking(web, tmp_path, Time(step=50.0), deadline=1e6) as asker:
            told = failure(asker, f"{HOST}/a")
        assert "answers too slowly" in str(told)

    def test_one_that_drips_and_unpacks_to_nothing_is_given_up(
        self, web: WebServer, tmp_path: Path
    ) -> None:
        named = b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"a" * 400_000  # a name without end
        web.tell(f"{HOST}/a", Reply(named, headers={"Content-Encoding": "gzip"}, pieces=100))
        with asking(web, tmp_path, Time(step=50.0), deadline=1e6) as asker:
            assert "answers too slowly" in str(failure(asker, f"{HOST}/a"))

    def test_headers_that_drip_end_with_the_time_limit(
        self, web: WebServer, tmp_path: Path
    ) -> None:
        web.tell(f"{HOST}/a", Reply(b"[]", drips_headers=True))
        with asking(web, tmp_path, Time(), deadline=0.2) as asker:  # of the system's time
            assert "answers too slowly" in str(failure(asker, f"{HOST}/a"))
            assert web.wait_for_hang_up()

    def test_a_host_that_says_nothing_is_left_with_the_time_limit(
        self, web: WebServer, tmp_path: Path
    ) -> None:
        held = threading.Event()
        web.tell(f"{HOST}/a", Reply(b"[]", before=held.wait))
        with asking(web, tmp_path, Time(), deadline=0.2) as asker:
            failure(asker, f"{HOST}/a")
            held.set()
            assert web.wait_for_hang_up()

    def test_what_is_cut_while_it_does_not_say_its_length_is_not_taken_for_whole(
        self, web: WebServer, tmp_path: Path
    ) -> None:
        def cut() -> None:
            watchdogs[0]._bite()

        transport = Transport(Addresses(web.address), Time().clock, "Carrel/0")
        watchdogs = [transport._watchdog]
        web.tell(f"{HOST}/a", Reply(b"[1]", is_sized=False, before=cut))
        with contextlib.closing(transport), pytest.raises(PassingError, match="too slowly"):
            transport.get(f"{HOST}/a", {}, 600.0)

    def test_all_of_it_ends_at_the_time_limit(self, web: WebServer, tmp_path: Path) -> None:
        web.tell(f"{HOST}/a", Reply(b"[" + b" " * 400_000 + b"]", pieces=100))
        time = Time(step=50.0)
        with asking(web, tmp_path, time, deadline=300.0) as asker:
            failure(asker, f"{HOST}/a")
        assert time.passed < 500.0

    def test_a_host_that_is_down_is_one_line(self, tmp_path: Path) -> None:
        with WebServer() as web:
            pass
        with asking(web, tmp_path, Time()) as asker:
            assert "papers.example cannot be reached" in str(failure(asker, f"{HOST}/a"))

    def test_a_certificate_that_nobody_vouches_for_is_one_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        time = Time()
        transport = Transport(Addresses(), time.clock, "Carrel/0")
        with WebServer(DATA / "untrusted.pem") as web, contextlib.closing(transport):
            monkeypatch.setattr(Addresses, "checked", lambda _self, _url: web.address)
            monkeypatch.setattr(Addresses, "may_answer", lambda _self, _peer: True)
            told = failure(Asker(tmp_path, time.clock, transport, 600.0), f"{HOST}/a")
        assert str(told).startswith("the certificate of papers.example cannot be trusted: ")
        assert not time.slept  # asking again would not help


class TestTurns:
    def test_hosts_that_count_as_one_have_one_connection_in_all(
        self, web: WebServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with WebServer() as other:
            places = {ARXIV: web.address, "https://rss.arxiv.org": other.address}
            monkeypatch.setattr(Addresses, "checked", lambda _self, url: f"{places[url]}/")
            for server in (web, other):
                server.tell("https://", Reply(b"[]"))
            with asking(web, tmp_path, Time()) as asker:
                for _ in range(3):
                    asker.ask(Wanted(ARXIV))
                assert web.connections == 1
                asker.ask(Wanted("https://rss.arxiv.org"))
                assert web.wait_for_hang_up()
                assert other.connections == 1

    def test_a_process_that_was_killed_while_it_asked_has_asked(self, tmp_path: Path) -> None:
        time = Time()
        gate = HostGate(tmp_path, "arxiv.org", time.clock, lambda *_: None)
        asking = gate.turn(600.0)
        asking.__enter__()
        told = json.loads((tmp_path / "arxiv.org.json").read_text())
        assert told["asked"] == NOON
        asking.__exit__(None, None, None)

    def test_what_ends_a_turn_is_not_hidden_by_a_full_disk(self, tmp_path: Path) -> None:
        gate = HostGate(tmp_path, "arxiv.org", Time().clock, lambda *_: None)

        def interrupted() -> None:
            with gate.turn(600.0):
                shutil.rmtree(tmp_path)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            interrupted()

    def test_arxiv_is_asked_once_in_three_seconds(self, web: WebServer, tmp_path: Path) -> None:
        time = Time()
        web.tell(f"{ARXIV}/a", Reply(b"[]"))
        web.tell("https://rss.arxiv.org/b", Reply(b"[]"))
        for url in (f"{ARXIV}/a", "https://rss.arxiv.org/b", f"{ARXIV}/a"):
            with asking(web, tmp_path, time) as asker:  # each as another process would
                asker.ask(Wanted(url))
        assert time.slept == [3.0, 3.0]

    def test_hosts_do_not_wait_for_each_other(self, web: WebServer, tmp_path: Path) -> None:
        time = Time()
        web.tell(f"{ARXIV}/a", Reply(b"[]"))
        web.tell(f"{HOST}/a", Reply(b"[]"))
        with asking(web, tmp_path, time) as asker:
            asker.ask(Wanted(f"{ARXIV}/a"))
            asker.ask(Wanted(f"{HOST}/a"))
        assert not time.slept

    def test_a_clock_that_was_put_back_costs_one_pause(self, tmp_path: Path) -> None:
        time = Time()
        gate = HostGate(tmp_path, "arxiv.org", time.clock, lambda *_: None)
        with gate.turn(600.0):
            pass
        time.passed -= 86_400.0
        with gate.turn(600.0):
            assert time.slept == [3.0]

    def test_a_process_that_asks_keeps_the_others_out(self, tmp_path: Path) -> None:
        time = Time()
        first = HostGate(tmp_path, "arxiv.org", time.clock, lambda *_: None)
        second = HostGate(tmp_path, "export.arxiv.org", time.clock, lambda *_: None)
        with first.turn(600.0), pytest.raises(OutOfTimeError), second.turn(0.0):
            pass

    def test_rubbish_in_the_place_of_times_is_no_time(self, tmp_path: Path) -> None:
        time = Time()
        numbers = ("NaN", "Infinity", "1e308", "1" + "0" * 400, "-1e308")
        texts = ["", '{"asked": "x"}', '{"asked": 1}', "[" * 999, "[]"]
        texts += [f'{{"asked": {one}, "not_before": 0}}' for one in numbers]
        texts += [f'{{"asked": 0, "not_before": {one}}}' for one in numbers]
        for text in texts:
            (tmp_path / "arxiv.org.json").write_text(text)
            gate = HostGate(tmp_path, "arxiv.org", time.clock, lambda *_: None)
            with gate.turn(600.0):
                pass
            assert sum(time.slept) <= 3.0, text
            time.slept.clear()


class TestPauses:
    def test_what_hosts_write(self) -> None:
        assert asked_pause({}, NOON) is None
        assert asked_pause({"retry-after": " 7 "}, NOON) == 7
        assert asked_pause({"retry-after": "soon"}, NOON) is None
        assert asked_pause({"retry-after": "Fri, 06 Mar 2026 11:00:00 GMT"}, NOON) == 0
        assert asked_pause({"retry-after": "Fri, 06 Mar 2026 12:00:07"}, NOON) == 7
        assert asked_pause({"retry-after": "999999999"}, NOON) == 7 * 86_400
        assert asked_pause({"ratelimit": '"api";r=3;t=35'}, NOON) is None
        assert asked_pause({"ratelimit": '"a";r=5;t=9, "b";r=0;t=35'}, NOON) == 35
        assert asked_pause({"ratelimit": '"api";r=0;t=35', "retry-after": "9"}, NOON) == 35

    def test_pauses_double_and_differ(self) -> None:
        assert [backoff(attempt, 0.0) for attempt in (1, 2, 3)] == [1, 2, 4]
        assert backoff(3, 1.0) == 8
