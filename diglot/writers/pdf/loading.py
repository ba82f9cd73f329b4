"""WeasyPrint, loaded: to import this module is to load it.

It asks for each of the system's libraries by several names, those of other systems first, and
for each name that nobody knows Python asks the C compiler and the linker: half of the time that
loading takes. On Linux the name that fits is found by the loader alone. A third of the rest would
be what it cuts fonts with where HarfBuzz cannot: that is loaded when it is called. What it declares
in C, and the patterns by which it divides words, are read once for all processes.
"""

from __future__ import annotations

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any

from diglot.writers.pdf.declared import declared_once
from diglot.writers.pdf.hyphens import read_hyphens_once

_SELDOM_CALLED = ("fontTools.subset", "fontTools.varLib.instancer")


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


@contextmanager
def _put_off() -> Iterator[None]:
    """Let modules of which only functions are called be loaded by the first call."""
    waiting = {n: _Waiting(n) for n in _SELDOM_CALLED if n not in sys.modules}
    sys.modules |= waiting
    try:
        yield
    finally:
        for name in waiting:  # whoever imports it from now on has the module itself
            del sys.modules[name]


class _Waiting(ModuleType):
    """In the place of a module: its functions, which load it."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def load_and_call(*given: Any, **named: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*given, **named)

        return load_and_call


with _no_search(), _put_off(), declared_once():
    import weasyprint as weasyprint  # noqa: PLC0414 - whoever asks for it here gets it quickly

read_hyphens_once()
