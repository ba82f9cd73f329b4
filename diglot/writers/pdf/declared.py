"""What WeasyPrint asks of the system's libraries, in C, read once for a user.

cffi reads such declarations with a parser in Python: at each start, and again for each type that is
named. That is a fortieth of a build where a paragraph changed. It can also write a module of what
it has read, for `_cffi_backend`, which needs no parser; that is kept, as Python keeps its modules.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import cffi  # type: ignore[import-untyped]

from diglot.disk.cache import cache_key, user_cache

_OURS = (
    "hb_bool_t hb_font_get_nominal_glyph "
    "(hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph);"
)
"""What the patches ask besides: for the glyph of a character."""


class _Declared:
    """In the place of a `cffi.FFI`: what is declared in C, and all that can be done with it."""

    def cdef(self, source: str) -> None:
        """Declare something, all at once."""
        names: dict[str, Any] = {}
        exec(_module(source), names)  # noqa: S102 - sealed, in the user's own folder
        self._ffi = names["ffi"]

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.__dict__["_ffi"], name)
        setattr(self, name, found)  # and is found there from now on
        return found


@contextmanager
def declared_once() -> Iterator[None]:
    """Let declarations that are made inside be those that were read before."""
    original = cffi.FFI
    cffi.FFI = _Declared
    try:
        yield
    finally:
        cffi.FFI = original


def declare_ours() -> None:
    """Declare what the patches ask besides, where WeasyPrint was loaded by somebody else."""
    from weasyprint.text.ffi import ffi

    if not isinstance(ffi, _Declared):
        ffi.cdef(_OURS, override=True)


def _module(source: str) -> str:
    """Return the module that cffi writes of declarations."""
    cache = user_cache()
    key = cache_key("declared", [sys.version, cffi.__version__, source, _OURS])
    if kept := cache.get(key):
        return kept.decode()
    from cffi.recompiler import make_py_source  # type: ignore[import-untyped]

    ffi = cffi.api.FFI()
    ffi.cdef(source)
    ffi.cdef(_OURS, override=True)
    ffi.set_source("declared", None)
    written = io.StringIO()
    make_py_source(ffi, "declared", written)
    if cache.keeps_code:
        cache.put(key, written.getvalue().encode())
    return written.getvalue()
