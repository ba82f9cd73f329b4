"""Fonts packed as WOFF2, unpacked.

It takes longer than to lay out a short chapter: a process does it once, and where a build keeps
what it makes, a machine does.
"""

from __future__ import annotations

import io
from functools import lru_cache

from diglot.disk.cache import machine_cache
from diglot.disk.states import version_of
from diglot.disk.steps import BYTES, Step, step

WOFF2_SIGNATURE = b"wOF2"


@lru_cache(maxsize=64)
def unpacked_font(content: bytes) -> bytes:
    """Return a font file as TrueType or OpenType; one that is packed as WOFF2 unpacked."""
    if not content.startswith(WOFF2_SIGNATURE):
        return content
    return _unpacking(content).result(lambda: _unpacked(content), BYTES, store=machine_cache())


def is_unpacked(content: bytes) -> bool:
    """Tell whether a font file is not packed, or was unpacked and kept."""
    packed = content.startswith(WOFF2_SIGNATURE)
    return not packed or machine_cache().has(_unpacking(content).key)


def _unpacking(content: bytes) -> Step:
    return step("font", [content, version_of("fonttools")])


def _unpacked(content: bytes) -> bytes:
    from fontTools.ttLib import woff2

    target = io.BytesIO()
    woff2.decompress(io.BytesIO(content), target)
    return target.getvalue()
