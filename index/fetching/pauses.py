"""How long to leave a host alone: what it asks for, and what is decent where it asks for nothing.

``Retry-After`` is RFC 9110's: seconds, or a date. ``RateLimit: "api";r=0;t=35`` is the draft of
the IETF's that Hugging Face answers with: `r` requests are left for `t` seconds. There may be
several, with commas between.
"""

from __future__ import annotations

import re
from datetime import UTC
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LONGEST: Final = 7 * 86_400.0
"""Seconds; nobody who asks for more than a week means it."""

_LEFT: Final = re.compile(r"[;,\s]r\s*=\s*(\d{1,9})", re.ASCII)
_TIME: Final = re.compile(r"[;,\s]t\s*=\s*(\d{1,9})", re.ASCII)
_SECONDS: Final = re.compile(r"\d{1,9}", re.ASCII)
_LONGEST_TEXT: Final = 2_000


def asked_pause(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds that a host wants to be left alone, or None where it does not say.

    Args:
        headers: of its answer, by names in lower case.
        now: seconds since 1970.
    """
    pauses = [_retry_after(headers.get("retry-after", ""), now), _used_up(headers)]
    told = [pause for pause in pauses if pause is not None]
    return min(max(told), LONGEST) if told else None


def _retry_after(text: str, now: float) -> float | None:
    text = text[:_LONGEST_TEXT].strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    if not text:
        return None
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
        if moment.tzinfo is None:  # of a host that leaves GMT out
            moment = moment.replace(tzinfo=UTC)
        return max(moment.timestamp() - now, 0.0)
    except (ValueError, OverflowError):
        return None


def _used_up(headers: Mapping[str, str]) -> float | None:
    pauses: list[float] = []
    for limit in headers.get("ratelimit", "")[:_LONGEST_TEXT].split(","):
        left, time = _LEFT.search(f";{limit}"), _TIME.search(f";{limit}")
        if left and time and int(left[1]) == 0:
            pauses.append(float(time[1]))
    return max(pauses, default=None)


def backoff(attempt: int, chance: float) -> float:
    """Seconds to wait after so many failures, from 1: 1 to 2, 2 to 4, 4 to 8.

    By chance, so that many who failed together do not come back together.
    """
    return float(2 ** (attempt - 1)) * (1.0 + chance)
