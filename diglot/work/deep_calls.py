"""Room for calls that go deep, asked of the system once.

Python keeps the frames of its functions in chunks of 16 kB, and gives a chunk back when the call
that it was begun for returns. Whoever calls itself, box by box or pattern by pattern, may happen to
be at the end of a chunk: each call from there has a chunk of its own. In WeasyPrint these were 800
a page, a tenth of its time; in a command that had one paragraph to make, 5000.
Source: https://github.com/python/cpython/blob/3.11/Python/pystate.c (push_chunk)
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Returned = TypeVar("Returned")

# Words of 8 bytes. A chunk is as large as its first frame needs, rounded up to a power of two:
# 512 kB here, of which what is not this frame's, 190 kB, is for all that it calls.
_FRAME = 40_000


def with_room(call: Callable[Given, Returned]) -> Callable[Given, Returned]:
    """Return a function that has room for some thousand functions that call one another."""

    def inside(*arguments: Given.args, **named: Given.kwargs) -> Returned:
        return call(*arguments, **named)

    inside.__code__ = inside.__code__.replace(co_stacksize=_FRAME)
    return functools.wraps(call)(inside)
