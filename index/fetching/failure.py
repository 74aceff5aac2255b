"""Why an address gave no papers, for a person and for whoever may try again."""

from __future__ import annotations

from typing import Final

from index.errors import CarrelError

OVER: Final = "the time for fetching is over"
"""What is said when it is."""


class FetchError(CarrelError):
    """An address could not be had, and asking again at once would not help."""

    def __init__(
        self, message: str, *, hint: str = "", where: str = "", not_before: float = 0.0
    ) -> None:
        super().__init__(message, hint=hint, where=where)
        self.not_before = not_before
        """Seconds since 1970 until which the host does not want to be asked; 0: it did not say."""


class PassingError(FetchError):
    """An address could not be had just now; it may be a moment later."""


class UnreachableError(PassingError):
    """Nobody answered at all."""


class BusyError(PassingError):
    """A host answered that it can do nothing for now, whatever it is asked for."""


class HostError(FetchError):
    """Nothing can be had of a host now, whatever it is asked for."""


class StatusError(FetchError):
    """A host answered, and refused."""

    def __init__(self, status: int, message: str, *, hint: str = "", where: str = "") -> None:
        super().__init__(message, hint=hint, where=where)
        self.status = status
        """The number of HTTP's: 400, 404."""


class OutOfTimeError(HostError):
    """The time for all of it is over; what is left is for the next fetch."""
