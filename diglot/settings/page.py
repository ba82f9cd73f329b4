"""The page: its size after trimming, its margins, and where chapters open."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct
from pydantic import field_validator, model_validator

from diglot.settings.entries import MM_PER_UNIT, LengthMm
from diglot.settings.strict import Strict

TRIM_SIZES_MM: dict[str, tuple[float, float]] = {
    "5x8in": (127.0, 203.2),
    "5.25x8in": (133.35, 203.2),
    "5.5x8.5in": (139.7, 215.9),
    "6x9in": (152.4, 228.6),
    "7x10in": (177.8, 254.0),
    "8.5x11in": (215.9, 279.4),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "a6": (105.0, 148.0),
    "b5": (176.0, 250.0),
    "b6": (125.0, 176.0),
    "demy": (138.0, 216.0),
    "royal": (156.0, 234.0),
}
SMALLEST_SIDE_MM, LARGEST_SIDE_MM = 90.0, 450.0
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in)", re.IGNORECASE)


class Trim(Struct, frozen=True):
    """The size of a page after trimming, in millimetres."""

    width_mm: float
    height_mm: float


Openings = Literal["recto", "any"]
# Parts of the page's width and height where the book gives no measure.
USUAL_MARGINS = {"top": 0.095, "bottom": 0.105, "inner": 0.135, "outer": 0.115}
# Narrower text has five words a line; a shorter page holds no heading with its text.
SMALLEST_TEXT_MM = (55.0, 80.0)


class Page(Struct, frozen=True):
    """A page: its size and margins in millimetres.

    inner_mm: the margin at the binding, gutter included. openings: whether a
        chapter opens on a recto, or on any page.
    """

    trim: Trim
    top_mm: float
    bottom_mm: float
    inner_mm: float
    outer_mm: float
    openings: Openings


class MarginsEntry(Strict):
    """`page.margins:` in content/book.yaml; None for what the page's size decides."""

    top: LengthMm | None = None
    bottom: LengthMm | None = None
    inner: LengthMm | None = None
    outer: LengthMm | None = None


class PageEntry(Strict):
    """`page:` in content/book.yaml."""

    size: str = "6x9in"
    margins: MarginsEntry = MarginsEntry()
    gutter: LengthMm = 0.0
    openings: Openings = "recto"

    @field_validator("size")
    @classmethod
    def _known_size(cls, value: str) -> str:
        parse_trim(value)
        return value

    @model_validator(mode="after")
    def _room_for_text(self) -> PageEntry:
        page = self.page()
        width = page.trim.width_mm - page.inner_mm - page.outer_mm
        height = page.trim.height_mm - page.top_mm - page.bottom_mm
        for name, found, least in zip(
            ("width", "height"), (width, height), SMALLEST_TEXT_MM, strict=True
        ):
            if found < least:
                raise ValueError(
                    f"the margins leave {max(found, 0):.4g} mm of the page's {name} "
                    f"to the text, which needs {least:g} mm"
                )
        return self

    def page(self) -> Page:
        """Return the page that these settings describe."""
        trim = parse_trim(self.size)

        def margin(name: str, side_mm: float) -> float:
            own: float | None = getattr(self.margins, name)
            return round(side_mm * USUAL_MARGINS[name], 2) if own is None else own

        return Page(
            trim,
            margin("top", trim.height_mm),
            margin("bottom", trim.height_mm),
            margin("inner", trim.width_mm) + self.gutter,
            margin("outer", trim.width_mm),
            self.openings,
        )


def parse_trim(size: str) -> Trim:
    """Return the page size that a name ("A5") or a measure ("148x210mm") stands for.

    Raises ValueError for anything else, and for pages too small or large to be books.
    """
    if named := TRIM_SIZES_MM.get(size.lower().replace(" ", "").replace("×", "x")):
        return Trim(*named)
    match = _SIZE.fullmatch(size.strip())
    if not match:
        names = ", ".join(name.upper() if name[0] in "ab" else name for name in TRIM_SIZES_MM)
        raise ValueError(f'"{size}" is not a page size; give one of {names}, or one like 148x210mm')
    unit_mm = MM_PER_UNIT[match[3].lower()]
    trim = Trim(float(match[1]) * unit_mm, float(match[2]) * unit_mm)
    sides = (trim.width_mm, trim.height_mm)
    if min(sides) < SMALLEST_SIDE_MM or max(sides) > LARGEST_SIDE_MM:
        raise ValueError(
            f'"{size}": a page\'s sides are between {SMALLEST_SIDE_MM:g} and {LARGEST_SIDE_MM:g} mm'
        )
    return trim
