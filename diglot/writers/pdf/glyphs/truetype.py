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
        from fontTools.ttLib import TTFont
        from fontTools.ttLib.tables.DefaultTable import DefaultTable

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
        font = TTFont(recalcTimestamp=False, recalcBBoxes=False)
        for tag, content in made.items():
            table = DefaultTable(tag)
            table.data = content
            font[tag] = table
        target = io.BytesIO()
        font.save(target, reorderTables=False)
        return target.getvalue()


def _tables(content: bytes) -> dict[str, bytes]:
    """Return the tables of a font's file by their tags, in order."""
    (count,) = struct.unpack_from(">H", content, 4)
    directory = struct.iter_unpack(">4s4xII", content[12 : 12 + 16 * count])
    return {tag.decode("latin-1"): content[at : at + size] for tag, at, size in directory}


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


def _padded(outline: bytes) -> bytes:
    """Return an outline that fills whole words, as every one here does, to be compared."""
    return outline + bytes(-len(outline) % 4)


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
        glyf: Any = font["glyf"]
        for number, like, (right, up) in wanted:
            places, ends, flags = glyf[font.getGlyphName(like)].getCoordinates(glyf)
            places = places.copy()
            places.translate((round(right), round(up)))
            glyph = Glyph()
            glyph.numberOfContours = len(ends)
            glyph.coordinates, glyph.endPtsOfContours, glyph.flags = places, ends, flags
            glyph.removeHinting()
            outline = glyph.compile(glyf)
            left = glyph.xMin if ends else 0
            yield number, (len(places), len(ends), left), _padded(outline)
