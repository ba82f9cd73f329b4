"""One font file for each face of a book, where every chapter brought a subset of its own.

Knows TrueType tables and PDF fonts. The subsets of a face keep the numbers of its
glyphs, so the pages stay as they are: only the fonts that they point to are joined.
Subsets that do not agree on a glyph or its width are left apart; those that do, but
give a glyph another text (a space that breaks or not), share the file alone.
Source: ISO 32000-1, 9.6.3, 9.7.4 and 9.9 (CID-keyed TrueType fonts); OpenType, "glyf".
"""

from __future__ import annotations

import hashlib
import io
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from diglot.writers.pdf.glyph_text import glyph_texts, glyph_widths, written_texts

# What a PDF needs of a TrueType font, besides the four that are made anew (ISO 32000-1, 9.9).
_SAME_TABLES = ("cvt ", "fpgm", "prep")
_CODES = Name("/Identity-H")  # a font that lacks glyphs has a map of its own
_TAG_LETTERS = 6
_LONG_OFFSETS = 1
_LIMITS = ">I14H"  # the table "maxp": its version, how many glyphs, how large they are


@dataclass
class _Face:
    """Subsets of one face that agree, joined. widths, glyphs, metrics: by glyph number."""

    tables: Mapping[str, bytes]
    widths: dict[int, float]
    glyphs: dict[int, bytes]
    metrics: dict[int, tuple[int, int]]
    fonts: list[Any] = field(default_factory=list)

    def agrees(self, other: _Face) -> bool:
        """Tell whether nothing that both have differs."""
        return all(self.tables.get(t) == other.tables.get(t) for t in _SAME_TABLES) and all(
            own[glyph] == value
            for own, theirs in (
                (self.widths, other.widths),
                (self.glyphs, other.glyphs),
            )
            for glyph, value in theirs.items()
            if glyph in own
        )

    def take(self, other: _Face) -> None:
        """Take in what another subset has."""
        limits = (struct.unpack(_LIMITS, face.tables["maxp"]) for face in (self, other))
        largest = [max(pair) for pair in zip(*limits, strict=True)]
        self.tables = {**self.tables, "maxp": struct.pack(_LIMITS, *largest)}
        self.widths.update(other.widths)
        self.glyphs.update(other.glyphs)
        self.metrics.update(other.metrics)
        self.fonts += other.fonts


def share_fonts(book: Pdf) -> None:
    """Let all pages of a book use one font for each face."""
    faces: dict[str, list[_Face]] = {}
    resources = _font_resources(book)
    for font in _fonts(resources):
        face = _read(font)
        alike = faces.setdefault(_plain_name(font), [])
        known = next((other for other in alike if other.agrees(face)), None)
        if known:
            known.take(face)
        else:
            alike.append(face)
    shared: dict[tuple[int, int], Any] = {}
    for alike in faces.values():
        for face in alike:
            if len(face.fonts) > 1:
                shared.update(_merged(book, face))
    for fonts in resources:
        for name, font in list(fonts.items()):
            if font.objgen in shared:
                fonts[name] = shared[font.objgen]


def _font_resources(book: Pdf) -> list[Any]:
    """Return what gives fonts their names on the pages, and on the forms drawn on them."""
    found: list[Any] = []
    known: set[tuple[int, int]] = set()
    waiting = [page.obj.get("/Resources") for page in book.pages]
    while waiting:
        resources = waiting.pop()
        # One dictionary serves all the pages of a chapter.
        if resources is None or (resources.is_indirect and resources.objgen in known):
            continue
        known.add(resources.objgen)
        if "/Font" in resources:
            found.append(resources.Font)
        for kind in ("/XObject", "/Pattern"):
            drawn = dict(resources.get(kind, Dictionary())).values()
            waiting += [form.Resources for form in drawn if "/Resources" in form]
    return found


def _fonts(resources: Iterable[Any]) -> Iterator[Any]:
    """Yield the TrueType fonts with 16-bit codes, in the order of the file, each once."""
    fonts = {font.objgen: font for named in resources for font in dict(named).values()}
    for _, font in sorted(fonts.items()):
        if font.get("/Subtype") == Name.Type0:
            inner = font.DescendantFonts[0]
            is_plain = (font.Encoding, inner.get("/CIDToGIDMap")) == (_CODES, Name.Identity)
            if is_plain and "/FontFile2" in inner.FontDescriptor:
                yield font


def _plain_name(font: Any) -> str:
    return str(font.BaseFont).partition("+")[2]


# Reading ---------------------------------------------------------------------------


def _read(font: Any) -> _Face:
    inner = font.DescendantFonts[0]
    tables = sfnt_tables(inner.FontDescriptor.FontFile2.read_bytes())
    widths = glyph_widths(inner)
    outlines = {g: outline for g, outline in glyph_outlines(tables).items() if g in widths}
    metrics = {g: pair for g, pair in _metrics(tables).items() if g in widths}  # of spaces, too
    return _Face(tables, widths, outlines, metrics, [font])


def sfnt_tables(content: bytes) -> dict[str, bytes]:
    """Return the tables of a font file."""
    from fontTools.ttLib.sfnt import SFNTReader

    reader = SFNTReader(io.BytesIO(content))
    return {tag: reader[tag] for tag in reader.keys()}  # noqa: SIM118  # not a dictionary


def glyph_outlines(tables: Mapping[str, bytes]) -> dict[int, bytes]:
    """Return the outline of each glyph that has one."""
    is_long = struct.unpack_from(">h", tables["head"], 50)[0] == _LONG_OFFSETS
    loca = tables["loca"]
    size = 4 if is_long else 2
    places = struct.unpack(f">{len(loca) // size}{'I' if is_long else 'H'}", loca)
    scale = 1 if is_long else 2
    return {
        glyph: tables["glyf"][start * scale : end * scale]
        for glyph, (start, end) in enumerate(pairwise(places))
        if end > start
    }


def _metrics(tables: Mapping[str, bytes]) -> dict[int, tuple[int, int]]:
    """Return advance and left side bearing of each glyph, in font units."""
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    full = struct.unpack_from(">H", tables["hhea"], 34)[0]
    found = {}
    for glyph in range(count):
        if glyph < full:
            found[glyph] = struct.unpack_from(">Hh", tables["hmtx"], glyph * 4)
        else:
            advance = struct.unpack_from(">H", tables["hmtx"], (full - 1) * 4)[0]
            bearing = struct.unpack_from(">h", tables["hmtx"], full * 4 + (glyph - full) * 2)[0]
            found[glyph] = (advance, bearing)
    return found


# Writing ---------------------------------------------------------------------------


def _merged(book: Pdf, face: _Face) -> dict[tuple[int, int], Any]:
    """Return, by the object that each subset is, the font in its stead."""
    descendant = _descendant(book, face)
    found = {}
    for texts, fonts in _by_text(face.fonts):
        merged = Dictionary(fonts[0])
        merged.BaseFont = descendant.BaseFont
        merged.DescendantFonts = Array([descendant])
        merged.ToUnicode = book.make_stream(written_texts(texts))
        found.update(dict.fromkeys((font.objgen for font in fonts), book.make_indirect(merged)))
    return found


def _by_text(fonts: Sequence[Any]) -> list[tuple[dict[int, str], list[Any]]]:
    """Return the fonts in groups that agree on the text of every glyph, with the texts."""
    groups: list[tuple[dict[int, str], list[Any]]] = []
    for font in fonts:
        texts = glyph_texts(font)
        for known, members in groups:
            if all(known.get(glyph, text) == text for glyph, text in texts.items()):
                known.update(texts)
                members.append(font)
                break
        else:
            groups.append((texts, [font]))
    return groups


def _descendant(book: Pdf, face: _Face) -> Any:
    content = _font_file(face)
    name = Name(f"/{_tag(content)}+{_plain_name(face.fonts[0])}")
    inner = face.fonts[0].DescendantFonts[0]
    descriptor = Dictionary(inner.FontDescriptor)
    descriptor.FontName = name
    descriptor.FontBBox = _box(face.fonts)
    descriptor.FontFile2 = book.make_stream(content, Length1=len(content))
    descendant = Dictionary(inner)
    descendant.BaseFont = name
    descendant.FontDescriptor = book.make_indirect(descriptor)
    descendant.W = _width_array(face.widths)
    return book.make_indirect(descendant)


def _tag(content: bytes) -> str:
    """Return the six letters that tell one subset from another (9.6.4)."""
    digest = hashlib.sha256(content).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:_TAG_LETTERS])


def _box(fonts: list[Any]) -> Array:
    boxes = [[float(n) for n in f.DescendantFonts[0].FontDescriptor.FontBBox] for f in fonts]
    lows = [min(box[side] for box in boxes) for side in (0, 1)]
    highs = [max(box[side] for box in boxes) for side in (2, 3)]
    return Array([round(number) for number in (*lows, *highs)])


def _width_array(widths: Mapping[int, float]) -> Array:
    result = Array()
    run: list[float] = []
    for glyph in sorted(widths):
        if glyph - 1 not in widths or not run:
            result.append(glyph)
            run = []
            result.append(Array())
        run.append(widths[glyph])
        result[len(result) - 1].append(_number(widths[glyph]))
    return result


def _number(width: float) -> Any:
    return int(width) if width == int(width) else round(width, 4)


def _font_file(face: _Face) -> bytes:
    """Return the joined TrueType font, with the glyphs' numbers as they were."""
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables.DefaultTable import DefaultTable

    count = max((*face.metrics, *face.glyphs)) + 1
    outlines, places = bytearray(), [0]
    for glyph in range(count):
        outline = face.glyphs.get(glyph, b"")
        outlines += outline + bytes(-len(outline) % 4)
        places.append(len(outlines))
    head, hhea, maxp = (bytearray(face.tables[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">h", head, 50, _LONG_OFFSETS)
    struct.pack_into(">H", hhea, 34, count)
    struct.pack_into(">H", maxp, 4, count)
    made = {
        "glyf": bytes(outlines),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": b"".join(struct.pack(">Hh", *face.metrics.get(g, (0, 0))) for g in range(count)),
        "loca": struct.pack(f">{count + 1}I", *places),
        "maxp": bytes(maxp),
        **{tag: face.tables[tag] for tag in _SAME_TABLES if tag in face.tables},
    }
    font = TTFont(recalcTimestamp=False, recalcBBoxes=False)
    for tag, content in made.items():
        table = DefaultTable(tag)
        table.data = content
        font[tag] = table
    target = io.BytesIO()
    font.save(target, reorderTables=False)
    return target.getvalue()
