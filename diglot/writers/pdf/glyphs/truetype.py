"""TrueType fonts as PDF pages need them: outlines and measures by the number of a glyph.

The fonts of a chapter are subsets that keep the numbers of their glyphs. Here they are
read, given more glyphs, and written, without touching the glyphs that stay as they are.
Source: OpenType, "glyf", "loca", "hmtx" and "maxp"; ISO 32000-1, 9.9.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import Struct

# What a PDF needs besides the tables that are made anew (ISO 32000-1, 9.9).
KEPT_TABLES = ("cvt ", "fpgm", "prep")
_LONG_OFFSETS = 1
# The tables in a file in the order in which fontTools writes them.
_ORDER = ("glyf", "maxp", "loca", "head", "hmtx", "hhea", "cmap", "fpgm", "prep", "cvt ")
_TRUETYPE, _WHOLE, _ADJUSTMENT_AT = 0x00010000, 0xB1B0AFBA, 8  # the last in "head"
_COMPOSITE = b"\xff\xff"  # instead of a number of contours
_COUNT_AT, _POINTS_AT, _CONTOURS_AT = 4, 6, 8  # in "maxp"

Move = tuple[float, float]


class TrueType(Struct):
    """A font. outlines: as "glyf" holds them; metrics: advance and left side bearing, in units."""

    tables: dict[str, bytes]
    outlines: dict[int, bytes]
    metrics: dict[int, tuple[int, int]]

    @staticmethod
    def read(content: bytes, glyphs: Collection[int] | None = None) -> TrueType:
        """Return the font in a file, with all its glyphs or with some."""
        tables = _tables(content)
        every = range(_maxp(tables, _COUNT_AT))
        wanted = every if glyphs is None else [glyph for glyph in glyphs if glyph in every]
        return TrueType(tables, dict(_outlines(tables, wanted)), dict(_metrics(tables, wanted)))

    @property
    def units(self) -> int:
        """Return how many units there are in an em."""
        (units,) = struct.unpack_from(">H", self.tables["head"], 18)
        return int(units)

    @property
    def composites(self) -> list[int]:
        """Return the glyphs that consist of others."""
        return [g for g, outline in self.outlines.items() if outline.startswith(_COMPOSITE)]

    def draw(self, wanted: Iterable[tuple[int, int, Move]], content: bytes) -> None:
        """Draw glyphs, each as (its number, that of the glyph it is like, how far it is moved).

        content: the file that the font was read from. A move is in units, right and up.
        Glyphs that consist of others become outlines of their own.
        """
        largest = [_maxp(self.tables, at) for at in (_POINTS_AT, _CONTOURS_AT)]
        for number, glyph, outline in _drawn(content, wanted):
            self.outlines[number] = outline
            points, contours, left = glyph
            largest = [max(largest[0], points), max(largest[1], contours)]
            self.metrics[number] = (self.metrics.get(number, (0, 0))[0], left)
        maxp = bytearray(self.tables["maxp"])
        struct.pack_into(">HH", maxp, _POINTS_AT, *largest)
        self.tables["maxp"] = bytes(maxp)

    def to_bytes(self) -> bytes:
        """Return the file, with the glyphs' numbers as they are."""
        count = max((*self.metrics, *self.outlines)) + 1
        outlines, places = bytearray(), [0]
        for glyph, outline in sorted(self.outlines.items()):
            places += [len(outlines)] * (glyph + 1 - len(places))
            outlines += outline
        places += [len(outlines)] * (count + 1 - len(places))
        metrics = bytearray(4 * count)
        for glyph, pair in self.metrics.items():
            struct.pack_into(">Hh", metrics, 4 * glyph, *pair)
        head, hhea, maxp = (bytearray(self.tables[tag]) for tag in ("head", "hhea", "maxp"))
        struct.pack_into(">h", head, 50, _LONG_OFFSETS)
        struct.pack_into(">H", hhea, 34, count)
        struct.pack_into(">H", maxp, _COUNT_AT, count)
        made = {
            "glyf": bytes(outlines),
            "head": bytes(head),
            "hhea": bytes(hhea),
            "hmtx": bytes(metrics),
            "loca": struct.pack(f">{count + 1}I", *places),
            "maxp": bytes(maxp),
            # Which characters the glyphs draw, for those who ask the font and not the page.
            **{tag: self.tables[tag] for tag in (*KEPT_TABLES, "cmap") if tag in self.tables},
        }
        return _file(made)


def _tables(content: bytes) -> dict[str, bytes]:
    """Return the tables of a font's file by their tags, in order."""
    (count,) = struct.unpack_from(">H", content, 4)
    directory = struct.iter_unpack(">4s4xII", content[12 : 12 + 16 * count])
    return {tag.decode("latin-1"): content[at : at + size] for tag, at, size in directory}


def _file(tables: dict[str, bytes]) -> bytes:
    """Return the file of a font's tables, without fontTools, which takes as long to load as this.

    Source: OpenType, "Organization of an OpenType font".
    """
    head = bytearray(tables["head"])
    struct.pack_into(">I", head, _ADJUSTMENT_AT, 0)
    contents = {
        tag: bytes(head) if tag == "head" else tables[tag] for tag in _ORDER if tag in tables
    }
    count, body, entries = len(contents), bytearray(), []
    for tag, content in contents.items():
        at = 12 + 16 * count + len(body)
        entries.append((tag.encode(), _sum(content), at, len(content)))
        body += _padded(content)
    power = count.bit_length() - 1  # for those who look for a table by halves
    start = struct.pack(">I4H", _TRUETYPE, count, 16 << power, power, 16 * (count - (1 << power)))
    start += b"".join(struct.pack(">4s3I", *entry) for entry in sorted(entries))
    whole = bytearray(start + body)
    at = next(at for tag, _, at, _ in entries if tag == b"head")
    struct.pack_into(">I", whole, at + _ADJUSTMENT_AT, (_WHOLE - _sum(whole)) % 2**32)
    return bytes(whole)


def _sum(content: bytes | bytearray) -> int:
    """Return the checksum of a table."""
    words: Iterable[int] = struct.unpack(f">{-(-len(content) // 4)}I", _padded(content))
    return sum(words) % 2**32


def _maxp(tables: dict[str, bytes], at: int) -> int:
    (number,) = struct.unpack_from(">H", tables["maxp"], at)
    return int(number)


def _outlines(tables: dict[str, bytes], glyphs: Iterable[int]) -> Iterator[tuple[int, bytes]]:
    is_long = struct.unpack_from(">h", tables["head"], 50)[0] == _LONG_OFFSETS
    loca, glyf = tables["loca"], tables["glyf"]
    size, scale = (4, 1) if is_long else (2, 2)
    places = struct.unpack(f">{len(loca) // size}{'I' if is_long else 'H'}", loca)
    for glyph in glyphs:
        start, end = places[glyph], places[glyph + 1]
        if end > start:
            yield glyph, _padded(glyf[start * scale : end * scale])


def _padded(content: bytes | bytearray) -> bytes:
    """Return an outline or table that fills whole words, as every one here does."""
    return bytes(content) + bytes(-len(content) % 4)


def _metrics(
    tables: dict[str, bytes], glyphs: Iterable[int]
) -> Iterator[tuple[int, tuple[int, int]]]:
    full = struct.unpack_from(">H", tables["hhea"], 34)[0]
    hmtx = tables["hmtx"]
    for glyph in glyphs:
        advance, bearing = struct.unpack_from(">Hh", hmtx, 4 * min(glyph, full - 1))
        if glyph >= full:
            (bearing,) = struct.unpack_from(">h", hmtx, 4 * full + 2 * (glyph - full))
        yield glyph, (advance, bearing)


def _drawn(
    content: bytes, wanted: Iterable[tuple[int, int, Move]]
) -> Iterator[tuple[int, tuple[int, int, int], bytes]]:
    """Yield number, (points, contours, left side bearing) and outline of drawn glyphs."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    with TTFont(io.BytesIO(content), lazy=True) as font:
        # Names that nobody reads: those of a subset would be made of its characters.
        font.setGlyphOrder([*map(str, range(font["maxp"].numGlyphs))])
        glyf: Any = font["glyf"]
        for number, like, (right, up) in wanted:
            places, ends, flags = glyf[str(like)].getCoordinates(glyf)
            places = places.copy()
            places.translate((round(right), round(up)))
            glyph = Glyph()
            glyph.numberOfContours = len(ends)
            glyph.coordinates, glyph.endPtsOfContours, glyph.flags = places, ends, flags
            glyph.removeHinting()
            outline = glyph.compile(glyf)
            left = glyph.xMin if ends else 0
            yield number, (len(places), len(ends), left), _padded(outline)
