"""How a command's process ends: without taking apart what it made, which takes as long as a check.

Python would free each value by itself; the system takes back the memory of a process at once.
"""

from __future__ import annotations

import atexit
import os
import sys
from collections.abc import Callable

from diglot.work.deep_calls import with_room


def left_at_once(command: Callable[[], int]) -> int:
    """Return the exit status of a command, with which the process ends when it is let go.

    Whatever is to be done at the end is done before: threads are waited for, and what registers
    with `atexit` from now on is called. So call this before all that may. A command that raises
    ends as Python ends it. Its calls may go deep.
    """
    statuses: list[int] = []

    def leave() -> None:
        if statuses and _are_flushed():
            os._exit(statuses[0])

    atexit.register(leave)
    statuses.append(with_room(command)())
    return statuses[0]


def _are_flushed() -> bool:
    """Tell whether all is written; what hinders that, Python meets again and says."""
    try:
        for stream in filter(None, (sys.stdout, sys.stderr)):
            stream.flush()
    except (OSError, ValueError):
        return False
    return True
