"""How often Python looks for garbage that is held by circles.

A command makes millions of values and few circles, and then ends: to look after every thousand
values, as Python does by itself, takes a tenth of the time and finds next to nothing.
"""

from __future__ import annotations

import gc

_MIDDLE, _OLD = 50, 100

# A command that has little to do never looks; a worker that lays out chapters looks after each.
OF_A_COMMAND, OF_A_WORKER = 250_000, 100_000


def collect_seldom(young: int) -> None:
    """Let this process look for garbage a hundred times less often, and not in what there is.

    young: after how many new values it looks through them.
    """
    gc.set_threshold(young, _MIDDLE, _OLD)
    gc.freeze()
