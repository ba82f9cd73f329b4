"""Fonts packed as WOFF2, unpacked for layout and kept: every process needs all of them."""

from __future__ import annotations

from diglot.disk.cache import Cache, using
from diglot.disk.files import Files
from diglot.fonts.packed import unpacked_font

PACKED_SUFFIX = ".woff2"


def unpack(files: Files, address: str, cache: Cache) -> None:
    """Unpack a font file into the cache, in a process that has nothing else to do."""
    with using(cache):
        unpacked_font(files.read(address) or b"")
