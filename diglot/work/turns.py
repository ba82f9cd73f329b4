"""Tasks of one process that take turns: whoever waits for a worker lets the next one go on.

Knows that only one of them is at work at any moment, and that it stops nowhere but where it
waits. So none is disturbed in what it has in hand, and none waits for what another waits for.
"""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from queue import SimpleQueue
from typing import Any

from diglot.work.deep_calls import with_room
from diglot.work.here import Here
from diglot.work.workers import WORTH_A_PROCESS, Made, Pool

Task = Callable[[], None]
_MOMENT_S = 0.2


class _StoppedError(BaseException):
    """Ends a task that nobody wants any more; passes what catches any error of its own."""


class Turns:
    """A pool for tasks: while one of them waits for its job, others are at work."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._change = threading.Condition()
        self._ready: list[int] = []  # a heap of the tasks that could go on, by number
        self._at_work: threading.Thread | None = None
        self._is_over = False
        self._own = threading.local()

    def submit(
        self,
        make: Callable[..., Made],
        *arguments: Any,
        done: Callable[[Made], None] = lambda _made: None,
        size: int = WORTH_A_PROCESS,
    ) -> Callable[[], Made]:
        """Begin a job, and return what waits for it, as `Pool` has it."""
        wait = self._pool.submit(make, *arguments, done=done, size=size)
        return lambda: self.meanwhile(wait)

    def meanwhile(self, wait: Callable[[], Made]) -> Made:
        """Return what something waits for, and let other tasks go on until it is there."""
        number: int | None = getattr(self._own, "number", None)
        if number is None:  # there are no others
            return wait()
        self._let_go()
        try:
            return wait()
        finally:
            with self._change:
                heappush(self._ready, number)
            self._take(number)

    def run(self, tasks: Sequence[Task]) -> None:
        """Do tasks; of those that can go on, the first always does.

        What one raises ends all, as Ctrl-C does: at once, whatever they are at.
        """
        if len(tasks) < 2 or isinstance(self._pool, Here):
            for task in tasks:
                task()
            return
        self._ready = list(range(len(tasks)))
        ended: SimpleQueue[BaseException | None] = SimpleQueue()
        for number, task in enumerate(tasks):
            given = (number, task, ended)
            threading.Thread(target=with_room(self._do), args=given, daemon=True).start()
        try:
            for _ in tasks:
                if error := ended.get():
                    raise error
        finally:
            self._end()

    def _do(self, number: int, task: Task, ended: SimpleQueue[BaseException | None]) -> None:
        """Do one task, and say how it ended."""
        self._own.number = number
        error: BaseException | None = None
        try:
            self._take(number)
            task()
        except BaseException as raised:  # noqa: BLE001 - whoever runs the tasks is told
            error = raised
        finally:
            self._let_go()
            ended.put(error)

    def _take(self, number: int) -> None:
        """Wait for a task's turn."""

        def is_next() -> bool:
            return self._at_work is None and self._ready[0] == number

        with self._change:
            self._change.wait_for(lambda: self._is_over or is_next())
            if self._is_over:
                raise _StoppedError
            heappop(self._ready)
            self._at_work = threading.current_thread()

    def _let_go(self) -> None:
        """End a task's turn, if it has it."""
        with self._change:
            if self._at_work is threading.current_thread():
                self._at_work = None
            self._change.notify_all()

    def _end(self) -> None:
        """Let no task go on, and wait until the one that is at work has stopped.

        Those that wait for a job hear of it when they wait no more.
        Source: https://docs.python.org/3/c-api/init.html#c.PyThreadState_SetAsyncExc
        """
        with self._change:
            self._is_over = True
            self._change.notify_all()
            while self._at_work and self._at_work.is_alive():
                thread = ctypes.c_ulong(self._at_work.ident or 0)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, ctypes.py_object(_StoppedError))
                self._change.wait(_MOMENT_S)
