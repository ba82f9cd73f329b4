"""How often Python looks for garbage that is held by circles.

A command makes millions of values and few circles, and then ends: to look after every thousand
values, as Python does by itself, takes a tenth of the time and finds next to nothing.
"""

from __future__ import annotations

import gc

_MIDDLE, _OLD = 50, 100

# A command that has little to do never looks. A process that goes on, a worker or one that watches,
# is a tenth faster in what fits into a processor's cache.
OF_A_COMMAND, GOING_ON = 250_000, 100_000


def collect_seldom(young: int) -> None:
    """Let this process look for garbage a hundred times less often, and not in what there is.

    young: after how many new values it looks through them.
    """
    gc.set_threshold(young, _MIDDLE, _OLD)
    gc.freeze()
