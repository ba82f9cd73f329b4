"""Fonts packed as WOFF2, unpacked."""

from __future__ import annotations

import io
from functools import lru_cache

WOFF2_SIGNATURE = b"wOF2"


@lru_cache(maxsize=64)
def unpacked_font(content: bytes) -> bytes:
    """Return a font file as TrueType or OpenType; one that is packed as WOFF2 unpacked.

    Unpacking is slow, so a process does it once: pages, covers and formulas share faces.
    """
    if not content.startswith(WOFF2_SIGNATURE):
        return content
    from fontTools.ttLib import woff2

    target = io.BytesIO()
    woff2.decompress(io.BytesIO(content), target)
    return target.getvalue()
