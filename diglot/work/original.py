"""The process of which the workers are copies: to import this, before all else, makes one of it.

It loads modules, all of which stay, waits, and ends with the command. So it looks for garbage as
seldom as a command, and ends as fast: to take its modules apart would take as long as to load a
fifth of them.
"""

from __future__ import annotations

import atexit
import os

from diglot.work.collecting import GOING_ON, collect_seldom


def _end(process: int) -> None:
    """End the process, if it is none of the copies, which end in a way of their own."""
    if os.getpid() == process:
        os._exit(0)


collect_seldom(GOING_ON)
atexit.register(_end, os.getpid())
