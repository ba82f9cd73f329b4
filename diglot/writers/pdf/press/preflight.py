"""A finished print PDF → what a press would say of it before it prints.

Reads the file as a stranger would, and believes nothing that the writer says of it.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from diglot.writers.pdf.press.separation import Placed
from diglot.writers.pdf.press.streams import inks_in
from diglot.writers.pdf.units import PT_PER_MM

_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


class Preflight(Struct, frozen=True):
    """What was found. problems: in words, one each; none where the file is fit to print."""

    standard: str
    press: str
    trim_mm: tuple[float, float]
    bleed_mm: float
    inks: tuple[str, ...]
    fonts: int
    pictures: int
    lowest_ppi: int | None
    problems: tuple[str, ...]

    def entry(self) -> dict[str, Any]:
        """Return it as the manifest has it."""
        return {
            "standard": self.standard,
            "press": self.press,
            "trim_mm": list(self.trim_mm),
            "bleed_mm": self.bleed_mm,
            "inks": list(self.inks),
            "fonts": self.fonts,
            "pictures": self.pictures,
            "lowest_ppi": self.lowest_ppi,
            "problems": list(self.problems),
        }


def preflight(content: bytes, pictures: Sequence[Placed]) -> Preflight:
    """Return what a press would say of a print PDF. pictures: those that were met in it."""
    with Pdf.open(io.BytesIO(content)) as book:
        problems: list[str] = []
        inks = _inks(book, problems)
        fonts = _fonts(book, problems)
        trim, bleed = _boxes(book, problems)
        intent = next(iter(book.Root.get("/OutputIntents", Array())), Dictionary())
        if "/DestOutputProfile" not in intent:
            problems.append("the file does not say for which press it is meant")
        if any("/Annots" in page.obj for page in book.pages):
            problems.append("there are links or notes that only a screen can show")
        standard = str(book.trailer.get("/Info", Dictionary()).get("/GTS_PDFXVersion", ""))
        return Preflight(
            standard=standard,
            press=str(intent.get("/Info", "")),
            trim_mm=trim,
            bleed_mm=bleed,
            inks=tuple(ink for ink in "CMYK" if ink in inks),
            fonts=fonts,
            pictures=len(pictures),
            lowest_ppi=round(min(p.ppi for p in pictures)) if pictures else None,
            problems=tuple(problems),
        )


def _inks(book: Pdf, problems: list[str]) -> set[str]:
    """Return the inks that are used; colours of a screen are a problem."""
    inks: set[str] = set()
    for where, stream in _streams(book):
        found, screen_colours = inks_in(stream)
        inks |= found
        problems += [f"{where}: a colour of red, green and blue"] * screen_colours
    for item in book.objects:
        if not isinstance(item, Stream | Dictionary):
            continue
        is_picture = item.get("/Subtype") == Name.Image and "/ImageMask" not in item
        if is_picture or "/ShadingType" in item:
            space = item.get("/ColorSpace")
            if space == Name.DeviceCMYK:
                inks |= set("CMYK")
            elif space == Name.DeviceGray:
                inks.add("K")
            else:
                problems.append("a picture or gradient in colours of red, green and blue")
    return inks


def _streams(book: Pdf) -> Iterator[tuple[str, Any]]:
    for number, page in enumerate(book.pages, 1):
        if "/Contents" in page.obj:
            yield f"page {number}", page
    for item in book.objects:
        is_form = isinstance(item, Stream) and (
            item.get("/Subtype") == Name.Form or item.get("/PatternType") == 1
        )
        if is_form:
            yield "a drawing", item


def _fonts(book: Pdf, problems: list[str]) -> int:
    """Return how many fonts there are; one that is not in the file is a problem."""
    found = [
        item
        for item in book.objects
        if isinstance(item, Dictionary)
        and not isinstance(item, Stream)
        and item.get("/Type") == Name.FontDescriptor
    ]
    problems += [
        f"the font {descriptor.get('/FontName')} is not in the file"
        for descriptor in found
        if not any(key in descriptor for key in _FONT_FILES)
    ]
    return len(found)


def _boxes(book: Pdf, problems: list[str]) -> tuple[tuple[float, float], float]:
    """Return the first page's size after trimming and its bleed, in millimetres."""
    sizes, bleeds = [], []
    for number, page in enumerate(book.pages, 1):
        trim, bleed, sheet = (
            [float(value) for value in page.obj.get(key, page.mediabox)]
            for key in ("/TrimBox", "/BleedBox", "/MediaBox")
        )
        size = (_mm(trim[2] - trim[0]), _mm(trim[3] - trim[1]))
        is_turned = int(page.obj.get("/Rotate", 0)) % 180 != 0
        sizes.append((size[1], size[0]) if is_turned else size)
        bleeds.append(_mm(trim[0] - bleed[0]))
        if "/TrimBox" not in page.obj:
            problems.append(f"page {number} does not say where it is trimmed")
        outwards = zip(sheet, bleed, trim, (1, 1, -1, -1), strict=True)
        if any(s * way > b * way + 0.01 or b * way > t * way + 0.01 for s, b, t, way in outwards):
            problems.append(f"page {number}: trim, bleed and sheet are not inside one another")
    if len(set(sizes)) > 1:
        problems.append("the pages are not all of one size")
    return sizes[0], bleeds[0]


def _mm(points: float) -> float:
    return round(points / PT_PER_MM, 1)
