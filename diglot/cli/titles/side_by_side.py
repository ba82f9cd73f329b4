"""Several books → what becomes of each, side by side in processes that stay for all of them.

A process takes one book after another, so that what it has loaded serves them all; what stops
one book stops no other.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from multiprocessing import active_children
from threading import Event
from typing import Any, Generic, TypeVar

from msgspec import Struct

from diglot.cli.shared import system_words
from diglot.cli.terminal import Terminal
from diglot.cli.titles.named import Title
from diglot.core.errors import DiglotError
from diglot.report.wording import plural
from diglot.work.here import Here
from diglot.work.workers import Workers, workers

Outcome = TypeVar("Outcome")
_MOMENT_S, _CALM_S = 0.1, 3.0


class Share(Struct, frozen=True):
    """What a process may use for one book. jobs: how many processes work on that book."""

    jobs: int

    @property
    def warm(self) -> Here | None:
        """Return the workers of a book that has no other process; None for those it starts."""
        return Here() if self.jobs == 1 else None


class Done(Struct, Generic[Outcome], frozen=True):
    """What became of a book: an outcome, or why there is none; and how long it took."""

    title: Title
    outcome: Outcome | None
    error: str
    seconds: float


def side_by_side(
    titles: Sequence[Title],
    make: Callable[[Title, Share], Outcome],
    task: str,
    *,
    jobs: int,
    terminal: Terminal,
) -> tuple[Done[Outcome], ...]:
    """Return what becomes of books, in order; after Ctrl-C, of those that were done before it.

    make: a function of a module, as it is called in other processes. task: what it does.
    jobs: how many processes there may be in all.
    """
    count = min(jobs, len(titles))
    share = Share(max(jobs // count, 1))
    unfinished = [title.name for title in titles]
    with (
        terminal.progress() as progress,
        workers(count) as pool,
        ThreadPoolExecutor(count) as threads,
        _told_of_breaks() as is_stopped,
    ):

        def one(title: Title) -> Done[Outcome] | None:
            return _awaited(title, pool, partial(_attempt, make), share)

        progress.begin(f"{task} {plural(len(titles), 'book')}", len(titles))
        progress.at(", ".join(unfinished[:count]))
        begun = {threads.submit(one, title): title for title in titles}
        waiting = set(begun)
        while waiting:
            ended, waiting = wait(waiting, timeout=_MOMENT_S, return_when=FIRST_COMPLETED)
            for name in (begun[future].name for future in ended):
                unfinished.remove(name)
                progress.step(", ".join(unfinished[:count]))
                terminal.log(f"{name}: {len(titles) - len(unfinished)} of {len(titles)}")
            if is_stopped.is_set():
                _stop(waiting)
    results = (future.result() for future in begun if not future.cancelled())
    done = [found for found in results if found]
    if is_stopped.is_set():
        # What a book is made with heard of Ctrl-C, too: that it failed then says nothing.
        done = [found for found in done if not found.error]
    if left := len(titles) - len(done):
        terminal.say(f"Stopped: of {plural(len(titles), 'book')}, {left} were not done.")
    return tuple(done)


def _stop(waiting: Iterable[Future[Any]]) -> None:
    """Drop what has not begun, and have the workers stop what they do."""
    for future in waiting:
        future.cancel()
    for process in active_children():
        if process.pid:
            os.kill(process.pid, signal.SIGINT)


@contextmanager
def _told_of_breaks() -> Iterator[Event]:
    """Give what is set by Ctrl-C, which otherwise would end whatever is done at that moment."""
    is_stopped = Event()
    handler = signal.getsignal(signal.SIGINT)
    if handler is not signal.SIG_IGN:
        signal.signal(signal.SIGINT, lambda _signal, _frame: is_stopped.set())
    try:
        yield is_stopped
    finally:
        signal.signal(signal.SIGINT, handler)


def _awaited(
    title: Title, pool: Workers, attempt: Callable[[Title, Share], Done[Outcome]], share: Share
) -> Done[Outcome] | None:
    """Return what became of a book, whatever became of its process; None where it was stopped."""
    try:
        return pool.submit(attempt, title, share)()
    except DiglotError as error:
        return Done(title, None, str(error), 0)
    except (EOFError, OSError) as error:
        return Done(title, None, f"no process could be started for it: {error!r}", 0)
    except KeyboardInterrupt:
        return None


def _attempt(make: Callable[[Title, Share], Outcome], title: Title, share: Share) -> Done[Outcome]:
    """Return what becomes of one book."""
    start = time.monotonic()
    outcome, why = None, ""
    try:
        with _breaks():
            outcome = make(title, share)
    except DiglotError as error:
        why = str(error)
    except OSError as error:
        why = system_words(error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one book stops no other
        why = (
            f"Diglot itself stopped: {error!r}\n"
            f"  hint: `--project {title.name}` alone shows where; please report it"
        )
    return Done(title, outcome, why, time.monotonic() - start)


@contextmanager
def _breaks() -> Iterator[None]:
    """Let Ctrl-C stop what a worker does meanwhile; before and after that, it does not hear of it.

    What is cleared away then has some time for that before it is stopped, too.
    """
    last = -_CALM_S

    def stop(_signal: int, _frame: object) -> None:
        nonlocal last
        if time.monotonic() - last > _CALM_S:
            last = time.monotonic()
            raise KeyboardInterrupt

    signal.signal(signal.SIGINT, stop)
    mask = signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)
