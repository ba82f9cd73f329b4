"""How long the layout of some pages may take: what has no end costs no more than its chapter.

Counts the time of the processor, so that a busy machine does not shorten it.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from diglot.core.errors import DiglotError

# A page of prose has about 5,000 letters of HTML and takes a twentieth of a second.
_LEAST_S = 120.0
_LETTERS_A_SECOND = 1000
_S_A_MINUTE = 60


class EndlessError(DiglotError):
    """A layout that was given up. minutes: of the processor's time, after which it was."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(
            f"its layout was given up after {minutes} minutes, as it may never end.\n"
            "  hint: take out parts of it to find the place, and tell us of it"
        )

    def __reduce__(self) -> tuple[type[EndlessError], tuple[int]]:
        """Return how it is made again on its way from a worker."""
        return EndlessError, (self.minutes,)


class _TimeIsUpError(BaseException):
    """Passes what catches any error of its own."""


def patience_s(html: str) -> float:
    """Return how many seconds the layout of a document may take, a hundred times the usual."""
    return _LEAST_S + len(html) / _LETTERS_A_SECOND


@contextmanager
def patience(limit_s: float) -> Iterator[None]:
    """Give up what is done inside after some seconds of the processor's time.

    Only the first thread of a process can be stopped; in another, nothing is.
    Raises EndlessError.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise _TimeIsUpError

    former = signal.signal(signal.SIGPROF, give_up)
    signal.setitimer(signal.ITIMER_PROF, limit_s)
    try:
        yield
    except _TimeIsUpError:
        raise EndlessError(max(1, round(limit_s / _S_A_MINUTE))) from None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, former)
