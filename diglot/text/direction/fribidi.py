"""Embedding levels of a line of text, from FriBidi, which comes with Pango.

Source: Unicode Standard Annex #9; FriBidi's C interface (fribidi-bidi.h).
"""

from __future__ import annotations

import ctypes
import ctypes.util
from functools import cache

from diglot.core.errors import DiglotError
from diglot.core.model import Direction

_NAMES = (
    "libfribidi.so.0",
    "libfribidi.0.dylib",
    "/opt/homebrew/lib/libfribidi.0.dylib",
    "/usr/local/lib/libfribidi.0.dylib",
    "libfribidi-0.dll",
    "fribidi-0.dll",
)
_SEPARATORS = str.maketrans("\n\r\x85\u2029", "    ")
_PARAGRAPH_TYPE: dict[Direction, int] = {"ltr": 0x110, "rtl": 0x111}


@cache
def _library() -> ctypes.CDLL:
    found = ctypes.util.find_library("fribidi")
    for name in (*_NAMES, *([found] if found else [])):
        try:
            return ctypes.CDLL(name)
        except OSError:
            continue
    raise DiglotError(
        "the library FriBidi is missing; it puts mixed lines of Hebrew and English in order.\n"
        "  hint: `apt-get install libfribidi0` (Debian, Ubuntu) or `brew install pango` (macOS)"
    )


def embedding_levels(text: str, direction: Direction) -> tuple[int, ...]:
    """Return the embedding level of each character: even is left to right, odd right to left.

    direction: that of the paragraph. A paragraph separator in the text is read
        as white space, as the whole is one paragraph.
    """
    if not text:
        return ()
    library = _library()
    length = len(text)
    encoded = text.translate(_SEPARATORS).encode("utf-32-le", "surrogatepass")
    points = (ctypes.c_uint32 * length).from_buffer_copy(encoded)
    types = (ctypes.c_uint32 * length)()
    brackets = (ctypes.c_uint32 * length)()
    levels = (ctypes.c_int8 * length)()
    base = ctypes.c_uint32(_PARAGRAPH_TYPE[direction])
    library.fribidi_get_bidi_types(points, length, types)
    library.fribidi_get_bracket_types(points, length, types, brackets)
    highest = library.fribidi_get_par_embedding_levels_ex(
        types, brackets, length, ctypes.byref(base), levels
    )
    if not highest:
        raise MemoryError("FriBidi could not allocate memory")
    return tuple(levels)
