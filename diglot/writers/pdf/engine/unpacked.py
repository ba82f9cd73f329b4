"""Fonts packed as WOFF2, unpacked for layout and kept: every process needs all of them."""

from __future__ import annotations

from pathlib import Path

from diglot.disk.cache import Cache, using
from diglot.fonts.packed import unpacked_font

PACKED_SUFFIX = ".woff2"


def unpacked(path: Path, cache: Cache) -> bytes:
    """Return the content of a font file as TrueType or OpenType, if it is packed as WOFF2."""
    with using(cache):
        return unpacked_font(path.read_bytes())


def unpack(path: Path, cache: Cache) -> None:
    """Unpack a font file into the cache, in a process that has nothing else to do."""
    unpacked(path, cache)
