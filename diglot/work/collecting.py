"""How often Python looks for garbage that is held by circles.

A command makes millions of values and few circles, and then ends: to look after every thousand
values, as Python does by itself, takes a tenth of the time and finds next to nothing.
"""

from __future__ import annotations

import gc

_YOUNG, _MIDDLE, _OLD = 100_000, 50, 100


def collect_seldom() -> None:
    """Let this process look for garbage a hundred times less often."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)
