"""Fonts packed as WOFF2, unpacked for layout and kept.

It takes longer than to lay out a short chapter, and every process needs all of them.
"""

from __future__ import annotations

import importlib.metadata
from pathlib import Path

from diglot.disk.cache import Cache, cache_key
from diglot.fonts.packed import WOFF2_SIGNATURE, unpacked_font

PACKED_SUFFIX = ".woff2"


def unpacked(path: Path, cache: Cache) -> bytes:
    """Return the content of a font file as TrueType or OpenType, if it is packed as WOFF2."""
    content = path.read_bytes()
    if not content.startswith(WOFF2_SIGNATURE):
        return content
    key = cache_key("font", [content, importlib.metadata.version("fonttools")])
    if kept := cache.get(key):
        return kept
    font = unpacked_font(content)
    cache.put(key, font)
    return font


def unpack(path: Path, cache: Cache) -> None:
    """Unpack a font file into the cache, in a process that has nothing else to do."""
    unpacked(path, cache)
