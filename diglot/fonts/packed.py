"""Fonts packed as WOFF2, unpacked."""

from __future__ import annotations

import io

WOFF2_SIGNATURE = b"wOF2"


def unpacked_font(content: bytes) -> bytes:
    """Return a font file as TrueType or OpenType; one that is packed as WOFF2 unpacked."""
    if not content.startswith(WOFF2_SIGNATURE):
        return content
    from fontTools.ttLib import woff2

    target = io.BytesIO()
    woff2.decompress(io.BytesIO(content), target)
    return target.getvalue()
