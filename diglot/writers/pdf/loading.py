"""WeasyPrint, loaded: to import this module is to load it.

It asks for each of the system's libraries by several names, those of other systems first, and
for each name that nobody knows Python asks the C compiler and the linker: half of the time that
loading takes. On Linux the name that fits is found by the loader alone.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _no_search() -> Iterator[None]:
    """Let names of libraries be those that the loader knows, and no others."""
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None  # noqa: ARG005
    try:
        yield
    finally:
        ctypes.util.find_library = search


with _no_search():
    import weasyprint  # noqa: F401
