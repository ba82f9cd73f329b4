"""What commands are given, and the processor's time of one with all its processes, on Linux.

Workers are copies of a process that outlives the command by a moment, and whose time would count
for nobody: it is waited for.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
from collections.abc import Collection
from multiprocessing import forkserver
from pathlib import Path

ENVIRONMENT = {
    name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"
}
"""What commands are given: they keep bytecode, without which each compiles the program anew."""
_SET_CHILD_SUBREAPER = 36  # prctl(2)


def adopt_orphans() -> None:
    """Become the parent of processes whose own has ended."""
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def seconds_of_children(but: Collection[int] = ()) -> float:
    """Return the seconds of all processes that this one has started; waits for their end.

    but: the numbers of those that go on, which count when they have ended.
    """
    _end_workers()
    while ending := [pid for pid in _children() if pid not in but]:
        for pid in ending:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, 0)
    return _used(resource.RUSAGE_CHILDREN)


def seconds_of(processes: Collection[int]) -> float:
    """Return the seconds of processes that go on, and of all that they have started."""
    return sum(_seconds(pid) + seconds_of(_children(str(pid))) for pid in processes)


def _seconds(pid: int) -> float:
    """Return the seconds of a process and of those that it has waited for.

    Source: proc(5), fields 14 to 17 of `stat`, in ticks.
    """
    try:
        words = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return 0.0
    return sum(map(int, words[11:15])) / os.sysconf("SC_CLK_TCK")


def _children(pid: str = "self") -> list[int]:
    found: list[int] = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # the thread has ended
            found += map(int, file.read_text().split())
    return found


def cpu_seconds() -> float:
    """Return the seconds of this process and of its workers, which have to be done.

    Others that it has started, such as a pandoc that waits for more to read, are let be.
    """
    _end_workers()
    return _used(resource.RUSAGE_SELF) + _used(resource.RUSAGE_CHILDREN)


def _end_workers() -> None:
    forkserver._forkserver._stop()  # type: ignore[attr-defined]  # noqa: SLF001 - no public way


def _used(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime
