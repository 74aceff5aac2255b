"""Readings of counts: kept with their day, bounded, and compared with when a paper was let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from index.feeds import counts as counts_module
from index.feeds.counts import Counts, Reading
from index.feeds.rising import Rise, rise
from index.paper import Paper

if TYPE_CHECKING:
    from pathlib import Path


def paper(number: int, upvotes: int | None = None, stars: int | None = None) -> Paper:
    counts = {"upvotes": upvotes, "stars": stars}
    extra = [(name, f"{count}") for name, count in counts.items() if count is not None]
    return Paper(f"arxiv:2603.{number:05}", "x", extra=tuple(extra))


def series(*upvotes: tuple[str, int | None]) -> list[Reading]:
    return [Reading("arxiv:2603.00001", day, count) for day, count in upvotes]


class TestCounts:
    def test_what_changed_is_kept_with_its_day(self, tmp_path: Path) -> None:
        counts = Counts(tmp_path / "feeds")
        assert counts.add([paper(1, 3), paper(2)], "2026-03-06") == 1
        assert counts.add([paper(1, 3)], "2026-03-07") == 0
        assert counts.add([paper(1, 5, stars=0)], "2026-03-08") == 1
        (readings,) = counts.read().values()
        assert [(one.day, one.upvotes, one.stars) for one in readings] == [
            ("2026-03-06", 3, None),
            ("2026-03-08", 5, 0),
        ]

    @pytest.mark.parametrize(
        "damage",
        [b"{", b"[]\n", b'{"id": 3, "day": "2026-03-06"}\n', b'{"id":"a","day":"x"}\n', b"\xff\n"],
    )
    def test_damage_costs_its_line(self, tmp_path: Path, damage: bytes) -> None:
        counts = Counts(tmp_path)
        counts.add([paper(1, 3)], "2026-03-06")
        with counts.path.open("ab") as stream:
            stream.write(damage)
        counts.add([paper(1, 4)], "2026-03-07")
        assert [one.upvotes for one in counts.read()["arxiv:2603.00001"]] == [3, 4]

    def test_a_large_file_is_shortened(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(counts_module, "MOST_BYTES", 300)
        counts = Counts(tmp_path)
        counts.add([paper(9, 1)], "2025-01-01")
        for day in range(1, 21):
            counts.add([paper(1, day)], f"2026-03-{day:02}")
        assert counts.path.stat().st_size < 400
        readings = counts.read()
        assert list(readings) == ["arxiv:2603.00001"]
        assert (
            readings["arxiv:2603.00001"][0].upvotes,
            readings["arxiv:2603.00001"][-1].upvotes,
        ) == (
            1,
            20,
        )


class TestRise:
    def test_from_when_it_was_let_go_to_now(self) -> None:
        readings = series(("2026-03-06", 3), ("2026-03-08", 12), ("2026-03-20", 87))
        assert rise(readings, "2026-03-09") == Rise(12, 87, "2026-03-20")
        assert rise(readings, "2026-03-06") == Rise(3, 87, "2026-03-20")

    def test_one_let_go_before_it_was_counted_rose_from_the_first_reading(self) -> None:
        assert rise(series(("2026-03-06", 3), ("2026-03-20", 87)), "2026-03-01") == Rise(
            3, 87, "2026-03-20"
        )

    @pytest.mark.parametrize(
        ("readings", "since"),
        [
            (series(), "2026-03-01"),
            (series(("2026-03-06", 87)), "2026-03-01"),
            (series(("2026-03-06", 3), ("2026-03-20", 12)), "2026-03-01"),
            (series(("2026-03-06", 100), ("2026-03-20", 140)), "2026-03-01"),
            (series(("2026-03-06", 3), ("2026-03-20", 87)), "2026-03-21"),
            (series(("2026-03-06", None), ("2026-03-20", 87)), "2026-03-01"),
        ],
    )
    def test_what_is_not_worth_telling(self, readings: list[Reading], since: str) -> None:
        assert rise(readings, since) is None
