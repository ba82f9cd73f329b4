"""Jobs that are done in the process that has them: it is one of many that work side by side."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from diglot.work.workers import Made


class Here:
    """A pool that does each job at once: what it has loaded stays."""

    def submit(
        self,
        make: Callable[..., Made],
        *arguments: Any,
        done: Callable[[Made], None] = lambda _made: None,
        size: int = 0,  # noqa: ARG002 - whoever is there does it
    ) -> Callable[[], Made]:
        """Do a job, and return what knows what came of it."""
        future: Future[Made] = Future()
        try:
            future.set_result(make(*arguments))
        except Exception as error:  # noqa: BLE001 - who waits for it is told
            future.set_exception(error)
        else:
            done(future.result())
        return future.result
