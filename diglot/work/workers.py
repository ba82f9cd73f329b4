"""Worker processes: functions → what they return, side by side, whatever becomes of a process.

Knows that a process may die of what it is given (for want of memory, by a fault of a library),
and that all that wait for others of its pool are lost with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import active_children, forkserver, get_context, resource_tracker
from signal import SIG_BLOCK, SIG_SETMASK, SIGINT, pthread_sigmask
from threading import Lock
from typing import Any, Generic, Protocol, TypeVar

from diglot.core.errors import DiglotError
from diglot.work.collecting import GOING_ON, collect_seldom

Made = TypeVar("Made")


# Each process is the copy of one that has loaded its libraries once, and no threads.
_FORKS = get_context("forkserver")
_ORIGINAL = "diglot.work.original"
_FORKS.set_forkserver_preload([_ORIGINAL])


def preload(modules: Iterable[str]) -> None:
    """Begin to load modules for all processes that will be started, and do not wait for it.

    Of no effect once there is one, as they are copies of a process that stays.
    """
    _FORKS.set_forkserver_preload([_ORIGINAL, *modules])
    with _deaf():
        forkserver.ensure_running()


WORTH_A_PROCESS = 60_000
"""Work of this size takes so long that another process, which costs 0.2 s, saves more than that.

A chapter is as large as its markup in characters: 1.7 s of it.
"""

MANY_CHAPTERS = 60
"""From so many chapters on that are to be read, it pays to start processes."""


class WorkerDiedError(DiglotError):
    """A process that died of its job, twice: beside others, and alone. what: it worked on."""

    def __init__(self, what: str = "") -> None:
        self.what = what
        super().__init__(
            f"{what and f'{what}: '}a worker process has died, perhaps for want of memory.\n"
            "  hint: try again with fewer of them (--jobs 1), or make what it works on smaller"
        )

    def __reduce__(self) -> tuple[type[WorkerDiedError], tuple[str]]:
        """Return how it is made again on its way from another process."""
        return WorkerDiedError, (self.what,)


class Pool(Protocol):
    """Whoever does jobs beside this process."""

    def submit(
        self,
        make: Callable[..., Made],
        *arguments: Any,
        done: Callable[[Made], None] = ...,
        size: int = ...,
    ) -> Callable[[], Made]:
        """Begin a job, and return what waits for it.

        done: is told at once what it made. size: of the work, as `WORTH_A_PROCESS` has it; where
            little is to be done, not all processes are started.
        """


class Workers:
    """A pool of processes, and another of one for what broke the first.

    Nothing is started before there is a job. loaded: modules that jobs need, as `preload` has
    them.
    """

    def __init__(self, jobs: int, loaded: Sequence[str] = ()) -> None:
        self._jobs = max(jobs, 1)
        self._loaded = loaded
        self._in_hand = _InHand()
        self._pool: ProcessPoolExecutor | None = None
        self._alone: ProcessPoolExecutor | None = None
        self._starting = Lock()
        self._is_stopped = False

    def submit(
        self,
        make: Callable[..., Made],
        *arguments: Any,
        done: Callable[[Made], None] = lambda _made: None,
        size: int = WORTH_A_PROCESS,
    ) -> Waiting[Made]:
        """Begin a job, and return what waits for it, as `Pool` has it."""
        self._in_hand.add(size)
        with self._starting, _deaf():
            self._pool = self._pool or _pool(self._jobs, self._in_hand, self._loaded)
            try:
                future = self._pool.submit(make, *arguments)
            except BrokenProcessPool:
                self._pool = _pool(self._jobs, self._in_hand, self._loaded)
                future = self._pool.submit(make, *arguments)

        def finished(future: Future[Made]) -> None:
            self._in_hand.add(-size)
            if not future.cancelled() and future.exception() is None:
                done(future.result())

        future.add_done_callback(finished)
        return Waiting(future, lambda: self._again(make, *arguments, done=done))

    def _again(
        self, make: Callable[..., Made], *arguments: Any, done: Callable[[Made], None]
    ) -> Made:
        """Return what a job makes in a process that has no other; raise WorkerDiedError."""
        if self._is_stopped:
            raise WorkerDiedError
        alone = self._alone = self._alone or _pool(1, _InHand(), self._loaded)
        try:
            with _deaf():
                future = alone.submit(make, *arguments)
            made = future.result()
        except BrokenProcessPool as error:
            alone.shutdown(wait=True, cancel_futures=True)
            self._alone = None
            raise WorkerDiedError from error
        done(made)
        return made

    def stop(self) -> None:
        """End all processes, whatever they do; what they die of is not tried again."""
        self._is_stopped = True
        for process in active_children():
            process.terminate()

    def shutdown(self) -> None:
        """Drop what has not begun, and end all processes."""
        self._is_stopped = True
        for pool in filter(None, (self._pool, self._alone)):
            pool.shutdown(wait=True, cancel_futures=True)


class Waiting(Generic[Made]):
    """What waits for a job when it is called; the second time, it knows.

    again: makes it once more where the pool is broken.
    """

    def __init__(self, future: Future[Made], again: Callable[[], Made]) -> None:
        self._future = future
        self._again = again

    def __call__(self) -> Made:
        """Return what the job made."""
        try:
            made = self._future.result()
        except BrokenProcessPool:
            outcome: Future[Made] = Future()
            try:
                outcome.set_result(self._again())
            except DiglotError as error:
                outcome.set_exception(error)
            self._future = outcome
            return outcome.result()
        self._again = self._future.result  # and let go of what the job was given
        return made


@contextmanager
def workers(jobs: int, loaded: Sequence[str] = ()) -> Iterator[Workers]:
    """Give worker processes; on the way out, what has not begun is dropped.

    loaded: modules that jobs need; they are loaded once for all, if no process was started yet.
    Whoever stops the command with Ctrl-C does not wait for what has begun either.
    """
    group = Workers(jobs, loaded)
    try:
        yield group
    except KeyboardInterrupt:
        group.stop()
        raise
    finally:
        group.shutdown()


@contextmanager
def _deaf() -> Iterator[None]:
    """Let the processes that are started inside hear no Ctrl-C, which is for the command.

    They would each show where they were. What is blocked stays so in a new process.
    """
    resource_tracker.ensure_running()  # where it starts, it lets all signals through again
    before = pthread_sigmask(SIG_BLOCK, {SIGINT})
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)


class _InHand:
    """The size of all that was begun and is not done."""

    def __init__(self) -> None:
        self._size = 0
        self._lock = Lock()

    def add(self, size: int) -> None:
        """Begin work of a size, or end it, which has a minus."""
        with self._lock:
            self._size += size

    def is_worth_another(self, processes: int) -> bool:
        """Tell whether there is enough for more processes than so many."""
        return not processes or self._size > processes * WORTH_A_PROCESS


class _Processes(ProcessPoolExecutor):
    """Starts a process when a job comes and there is enough for one more.

    The standard one does where no other is idle; where it asks another method for that, so does
    this one again.
    """

    def __init__(self, jobs: int, in_hand: _InHand) -> None:
        super().__init__(jobs, mp_context=_FORKS, initializer=collect_seldom, initargs=(GOING_ON,))
        self._jobs = jobs
        self._in_hand = in_hand

    def _adjust_process_count(self) -> None:
        count = len(self._processes)
        if count < self._jobs and self._in_hand.is_worth_another(count):
            self._spawn_process()  # type: ignore[attr-defined]  # not in typeshed


def _pool(jobs: int, in_hand: _InHand, loaded: Sequence[str]) -> ProcessPoolExecutor:
    if loaded:
        preload(loaded)
    return _Processes(jobs, in_hand)
