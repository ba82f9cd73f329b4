"""Tasks that take turns: who goes on while another waits, and what ends all of them."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

import pytest

from diglot.work.here import Here
from diglot.work.turns import Turns

_PATIENCE_S = 60


class Later:
    """A pool whose jobs are done when the test says so."""

    def __init__(self) -> None:
        self.begun: list[tuple[Callable[[], Any], Callable[[Any], None], Future[Any]]] = []

    def submit(
        self,
        make: Callable[..., Any],
        *arguments: Any,
        done: Callable[[Any], None] = lambda _made: None,
        size: int = 0,  # noqa: ARG002
    ) -> Callable[[], Any]:
        """Take a job, and return what waits for it."""
        future: Future[Any] = Future()
        self.begun.append((partial(make, *arguments), done, future))
        return partial(future.result, _PATIENCE_S)

    def do(self, number: int) -> None:
        """Do one of the jobs."""
        make, done, future = self.begun[number]
        made = make()
        done(made)
        future.set_result(made)


def test_who_waits_lets_the_next_go_on() -> None:
    """The first that can go on does, and no other at the same time."""
    pool, said = Later(), []
    turns = Turns(pool)

    def first() -> None:
        said.append("first begins")
        said.append(f"first has {turns.submit(abs, -1)()}")
        said.append(f"first has {turns.submit(abs, -3)()}")

    def second() -> None:
        said.append("second begins")
        wait = turns.submit(abs, -2)
        pool.do(0)  # from now on, the first could go on; it does when the second waits
        until(lambda: turns._ready == [0, 2])
        said.append("second waits")
        assert wait() == 2
        said.append("second ends")

    def third() -> None:
        said.append("third begins")
        pool.do(1)
        pool.do(2)
        until(lambda: sorted(turns._ready) == [0, 1])

    turns.run([first, second, third])
    assert said[:4] == ["first begins", "second begins", "second waits", "first has 1"]
    assert said[4:] == ["third begins", "first has 3", "second ends"]


def test_what_stays_has_no_threads() -> None:
    """Where each job is done at once, tasks are done one after the other, by who asks for it."""
    threads: list[threading.Thread] = []
    turns = Turns(Here())

    def task() -> None:
        assert turns.submit(abs, -7)() == 7
        threads.append(threading.current_thread())

    turns.run([task, task])
    assert threads == [threading.current_thread()] * 2


def test_what_a_task_raises_ends_all() -> None:
    """Whoever runs them hears of it, and no other goes on."""
    pool, said = Later(), []
    turns = Turns(pool)

    def waiting() -> None:
        turns.submit(abs, -1)()
        said.append("went on")

    def failing() -> None:
        raise ValueError("what it says")

    with pytest.raises(ValueError, match="what it says"):
        turns.run([waiting, failing])
    pool.do(0)
    until(lambda: not any("_do" in thread.name for thread in threading.enumerate()))
    assert said == []


@pytest.mark.usefixtures("keyboard")
def test_ctrl_c_ends_what_a_task_has_in_hand() -> None:
    """At once, in the midst of its work; when that is told, nobody is at work any more."""
    said: list[str] = []

    def at_work() -> None:
        said.append("begins")
        signal.raise_signal(signal.SIGINT)
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            time.sleep(0.001)
        said.append("ends")

    with pytest.raises(KeyboardInterrupt):
        Turns(Later()).run([at_work, lambda: said.append("another")])
    assert said == ["begins"]


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + _PATIENCE_S
    while not is_so():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.01)
