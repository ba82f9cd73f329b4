"""Worker processes that one command after another is lent.

A new one takes a second to load what lays out pages, which is longer than most pages of tests take.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any

from weights import need_heavy

LOANS = 60
"""How often processes are lent before new ones take their place, which bounds their memory."""
_IDLE: defaultdict[int, list[tuple[ProcessPoolExecutor, int]]] = defaultdict(list)


class LentPool:
    """What a command has for a pool of its own; its processes go back when it is shut down."""

    def __init__(self, jobs: int, _in_hand: object = None, _loaded: Sequence[str] = ()) -> None:
        self._jobs = jobs
        self._loan: tuple[ProcessPoolExecutor, int] | None = None
        self._futures: list[Future[Any]] = []
        self._broken = False

    def submit(self, make: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Begin a job; raise BrokenProcessPool where a process has died."""
        if self._loan is None:
            need_heavy("starts worker processes")
            idle = _IDLE[self._jobs]
            self._loan = idle.pop() if idle else (_new(self._jobs), 0)
        try:
            future = self._loan[0].submit(make, *arguments)
        except BrokenProcessPool:
            self._broken = True
            raise
        self._futures.append(future)
        return future

    def shutdown(self, *, wait: bool, cancel_futures: bool) -> None:
        """Give the processes back when they have ended what has begun."""
        assert wait
        assert cancel_futures
        if self._loan is None:
            return
        executor, loans = self._loan
        self._loan = None
        _settle(self._futures)
        died = any(
            not future.cancelled() and isinstance(future.exception(), BrokenProcessPool)
            for future in self._futures
        )
        if died or self._broken or loans >= LOANS:
            executor.shutdown(wait=True)
        else:
            _IDLE[self._jobs].append((executor, loans + 1))


def _new(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn"))


def _settle(futures: list[Future[Any]]) -> None:
    """Drop what has not begun, and wait for the rest."""
    for future in futures:
        future.cancel()
    wait(futures)
