"""The glyphs of a PDF page: which shape stands where, read from the page's own operators.

Nothing here goes through text extraction, which puts Hebrew in order again by rules of
its own. A glyph is known by the character map of its embedded font: a bracket that was
mirrored is the other bracket.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

_ENTRY = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph on a page. shape: its character. x, width, y: of its advance box and baseline, pt."""

    shape: str
    x: float
    width: float
    y: float


class Font:
    """A font of the PDF, from glyph numbers to shapes and widths (1/1000 em)."""

    def __init__(self, font: Any) -> None:
        self._font = font
        self._descendant = font.DescendantFonts[0]

    @cached_property
    def widths(self) -> dict[int, float]:
        """Return the advance of each glyph."""
        found: dict[int, float] = {}
        entries = list(self._descendant.get("/W", []))
        while entries:
            first, second = int(entries.pop(0)), entries.pop(0)
            if isinstance(second, pikepdf.Array):
                found |= {first + n: float(width) for n, width in enumerate(second)}
            else:
                width = float(entries.pop(0))
                found |= dict.fromkeys(range(first, int(second) + 1), width)
        return found

    @cached_property
    def shapes(self) -> dict[int, str]:
        """Return what each glyph is: by the font's own map, else by what the PDF says it says."""
        descriptor = self._descendant.FontDescriptor
        file = descriptor.FontFile2 if "/FontFile2" in descriptor else descriptor.FontFile3
        body = self._font.ToUnicode.read_bytes().decode("ascii").partition("endcodespacerange")[2]
        said = {
            int(glyph, 16): bytes.fromhex(text).decode("utf-16-be")
            for glyph, text in _ENTRY.findall(body)
        }
        with TTFont(io.BytesIO(file.read_bytes()), lazy=True) as embedded:
            characters = embedded.getBestCmap() or {}
            glyphs = {chr(code): embedded.getGlyphID(name) for code, name in characters.items()}
        own = {glyph: character for character, glyph in sorted(glyphs.items(), reverse=True)}
        # Of the characters that share a glyph, the one that the PDF says it is.
        return said | own | {g: text for g, text in said.items() if glyphs.get(text) == g}


def page_glyphs(pdf: bytes) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each page, as they are drawn."""
    fonts: dict[tuple[int, int], Font] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            yield list(_Page(page, fonts).glyphs())


class _Page:
    """Runs the operators of a page, or of a form on it, that place text (ISO 32000-1, 9.4)."""

    def __init__(
        self, page: Any, fonts: dict[tuple[int, int], Font], matrix: Matrix = (1, 0, 0, 1, 0, 0)
    ) -> None:
        self.page = page
        self.kept = fonts
        self.matrix = matrix
        self.saved: list[Matrix] = []
        self.text: Matrix = (1, 0, 0, 1, 0, 0)
        self.font: Font | None = None
        self.size = self.rise = 0.0

    def glyphs(self) -> Iterator[Glyph]:
        """Yield the glyphs, with places in points from the lower left of the page."""
        for operands, operator in pikepdf.parse_content_stream(self.page):
            match str(operator):
                case "q":
                    self.saved.append(self.matrix)
                case "Q":
                    self.matrix = self.saved.pop()
                case "cm":
                    self.matrix = _product(_matrix(operands), self.matrix)
                case "BT":
                    self.text, self.rise = (1, 0, 0, 1, 0, 0), 0.0
                case "Tm":
                    self.text = _matrix(operands)
                case "Td":
                    move = (1, 0, 0, 1, float(operands[0]), float(operands[1]))
                    self.text = _product(move, self.text)
                case "Tf":
                    self._take_font(str(operands[0]), float(operands[1]))
                case "Ts":
                    self.rise = float(operands[0])
                case "Do":
                    yield from self._form(str(operands[0]))
                case "Tj":
                    yield from self._show(bytes(operands[0]))
                case "TJ":
                    for item in operands[0]:
                        if isinstance(item, pikepdf.String):
                            yield from self._show(bytes(item))
                        else:
                            self._advance(-float(item) / 1000 * self.size)

    def _form(self, name: str) -> Iterator[Glyph]:
        form = self.page.Resources.XObject[name]
        if form.Subtype == pikepdf.Name.Form:
            own = _matrix(form.get("/Matrix", [1, 0, 0, 1, 0, 0]))
            yield from _Page(form, self.kept, _product(own, self.matrix)).glyphs()

    def _take_font(self, name: str, size: float) -> None:
        font = self.page.Resources.Font[name]
        self.font = self.kept.setdefault(font.objgen, Font(font))
        self.size = size

    def _show(self, codes: bytes) -> Iterator[Glyph]:
        assert self.font is not None
        for index in range(0, len(codes), 2):
            glyph = int.from_bytes(codes[index : index + 2], "big")
            advance = self.font.widths.get(glyph, 1000.0) / 1000 * self.size
            place = _product((1, 0, 0, 1, 0, self.rise), _product(self.text, self.matrix))
            scale = self.text[0] * self.matrix[0]
            yield Glyph(self.font.shapes.get(glyph, ""), place[4], advance * scale, place[5])
            self._advance(advance)

    def _advance(self, distance: float) -> None:
        self.text = _product((1, 0, 0, 1, distance, 0), self.text)


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = (float(number) for number in operands)
    return (a, b, c, d, e, f)


def _product(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j,
        e * g + f * i + k, e * h + f * j + m,
    )  # fmt: skip
