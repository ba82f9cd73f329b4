"""How long the layout of some pages may take: what has no end costs no more than its chapter.

Counts the time of the processor, so that a busy machine does not shorten it.
"""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from diglot.core.errors import DiglotError

# A page of prose has about 5,000 letters of HTML and takes a twentieth of a second.
_LEAST_S = 120.0
_LETTERS_A_SECOND = 1000
_S_A_MINUTE = 60
_LONGEST_PAUSE_S = 0.5


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
    """Give up what is done inside after some seconds of the processor's time, in any thread.

    Counted is the time of the whole process, so it should do nothing else meanwhile.
    Raises EndlessError.
    """
    is_over, lock = threading.Event(), threading.Lock()
    watch = threading.Thread(
        target=_watch, args=(threading.get_ident(), limit_s, is_over, lock), daemon=True
    )
    watch.start()
    try:
        yield
    except _TimeIsUpError:
        raise EndlessError(max(1, round(limit_s / _S_A_MINUTE))) from None
    finally:
        with lock:
            is_over.set()


def _watch(thread: int, limit_s: float, is_over: threading.Event, lock: threading.Lock) -> None:
    """Raise _TimeIsUpError in a thread when its time is up, until it hears it.

    Again and again, as what C calls back may swallow it.
    Source: https://docs.python.org/3/c-api/init.html#c.PyThreadState_SetAsyncExc
    """
    end = time.process_time() + limit_s
    pause_s = min(limit_s / 4, _LONGEST_PAUSE_S)
    while not is_over.wait(pause_s):
        if time.process_time() < end:
            continue
        with lock:
            if not is_over.is_set():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(thread), ctypes.py_object(_TimeIsUpError)
                )
        pause_s = _LONGEST_PAUSE_S
