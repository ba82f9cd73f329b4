"""One font file for each face of a book, where every chapter brought a subset of its own.

Knows TrueType tables and PDF fonts. The subsets of a face keep the numbers of its
glyphs, so the pages stay as they are: only the fonts that they point to are joined.
Subsets that do not agree on a glyph or its width are left apart; those that do, but
give a glyph another text (a space that breaks or not), share the file alone.
Source: ISO 32000-1, 9.6.3, 9.7.4 and 9.9 (CID-keyed TrueType fonts); OpenType, "glyf".
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from pikepdf import Array, Dictionary, Name, Pdf

from diglot.writers.pdf.glyphs.glyph_text import glyph_texts, glyph_widths, written_texts
from diglot.writers.pdf.glyphs.truetype import KEPT_TABLES, TrueType

_CODES = Name("/Identity-H")  # a font that lacks glyphs has a map of its own
_TAG_LETTERS = 6
_LIMITS = ">I14H"  # the table "maxp": its version, how many glyphs, how large they are


class _Face(Struct):
    """Subsets of one face that agree, joined. widths: by glyph number."""

    file: TrueType
    widths: dict[int, float]
    fonts: list[Any] = field(default_factory=list)

    def agrees(self, other: _Face) -> bool:
        """Tell whether nothing that both have differs."""
        own, theirs = self.file, other.file
        return all(own.tables.get(t) == theirs.tables.get(t) for t in KEPT_TABLES) and all(
            known[glyph] == value
            for known, new in ((self.widths, other.widths), (own.outlines, theirs.outlines))
            for glyph, value in new.items()
            if glyph in known
        )

    def take(self, other: _Face) -> None:
        """Take in what another subset has."""
        own, theirs = self.file, other.file
        limits = (struct.unpack(_LIMITS, file.tables["maxp"]) for file in (own, theirs))
        largest = [max(pair) for pair in zip(*limits, strict=True)]
        own.tables = {**own.tables, "maxp": struct.pack(_LIMITS, *largest)}
        own.outlines.update(theirs.outlines)
        own.metrics.update(theirs.metrics)
        self.widths.update(other.widths)
        self.fonts += other.fonts
        for font in other.fonts:
            _empty(font)


class SharedFonts:
    """The fonts of a book, in two steps: `read` what uses them, as it comes; then `share`, once.

    What is read is used up: between the two, no font need be whole.
    """

    def __init__(self) -> None:
        self._faces: dict[str, list[_Face]] = {}
        self._named: list[Any] = []  # dictionaries of fonts by the names that pages have for them
        self._known: set[tuple[int, int]] = set()

    def read(self, resources: Iterable[Any]) -> None:
        """Read the fonts in the resources of pages and forms."""
        fonts = {}
        for named in self._new(resources):
            self._named.append(named)
            fonts.update({font.objgen: font for font in dict(named).values()})
        for objgen, font in sorted(fonts.items()):
            if objgen not in self._known and _is_plain(font):
                self._take(_read(font))
        self._known |= fonts.keys()

    def share(self, book: Pdf) -> None:
        """Let all pages of a book use one font for each face."""
        shared: dict[tuple[int, int], Any] = {}
        for alike in self._faces.values():
            for face in alike:
                if len(face.fonts) > 1:
                    shared.update(_merged(book, face))
        for named in self._named:
            for name, font in list(named.items()):
                if font.objgen in shared:
                    named[name] = shared[font.objgen]

    def _new(self, waiting: Iterable[Any]) -> Iterator[Any]:
        """Yield the dictionaries of fonts in resources, and in those of forms drawn with them."""
        stack = [*waiting]
        while stack:
            resources = stack.pop()
            # One dictionary serves all the pages of a chapter.
            if resources is None or resources.objgen in self._known:
                continue
            if resources.is_indirect:
                self._known.add(resources.objgen)
            if "/Font" in resources:
                yield resources.Font
            for kind in ("/XObject", "/Pattern"):
                drawn = dict(resources.get(kind, Dictionary())).values()
                stack += [form.Resources for form in drawn if "/Resources" in form]

    def _take(self, face: _Face) -> None:
        alike = self._faces.setdefault(_plain_name(face.fonts[0]), [])
        known = next((other for other in alike if other.agrees(face)), None)
        if known:
            known.take(face)
        else:
            alike.append(face)


def _empty(font: Any) -> None:
    """Take out of a font what is not asked for any more: of long books, they are many."""
    inner = font.DescendantFonts[0]
    for thing, asked in ((inner.FontDescriptor, "/FontBBox"), (inner, "/FontDescriptor")):
        for key in thing.keys() - {asked}:
            del thing[key]


def _is_plain(font: Any) -> bool:
    """Tell whether a font is a TrueType one with 16-bit codes that are glyph numbers."""
    if font.get("/Subtype") != Name.Type0:
        return False
    inner = font.DescendantFonts[0]
    codes = (font.Encoding, inner.get("/CIDToGIDMap"))
    return codes == (_CODES, Name.Identity) and "/FontFile2" in inner.FontDescriptor


def _plain_name(font: Any) -> str:
    return str(font.BaseFont).partition("+")[2]


# Reading ---------------------------------------------------------------------------


def _read(font: Any) -> _Face:
    inner = font.DescendantFonts[0]
    widths = glyph_widths(inner)
    file = TrueType.read(inner.FontDescriptor.FontFile2.read_bytes(), widths)
    file.tables.pop("cmap", None)  # of one subset only
    return _Face(file, widths, [font])


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
    content = face.file.to_bytes()
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
