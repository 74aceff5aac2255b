from __future__ import annotations

from tui.stopwatch import LONGEST_PAUSE, Stopwatch


class Hands:
    """A clock that is set by hand."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_time_passes_from_key_to_key_and_only_for_what_is_at_hand() -> None:
    hands = Hands()
    watch = Stopwatch(hands)
    hands.now += 500
    watch.turn_to("Mar 12")
    for _ in range(4):
        hands.now += 60
        watch.tick()
    watch.turn_to("Mar 11")
    hands.now += 61
    watch.turn_to("")
    hands.now += 100
    watch.tick()
    assert [watch.minutes(day) for day in ("Mar 12", "Mar 11", "Mar 10")] == [4, 1, 0]


def test_of_a_long_pause_only_the_beginning_counts() -> None:
    hands = Hands()
    watch = Stopwatch(hands)
    watch.turn_to("Mar 12")
    hands.now += 10 * LONGEST_PAUSE
    watch.tick()
    assert watch.minutes("Mar 12") == LONGEST_PAUSE / 60
