"""The page: its size after trimming."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pydantic import field_validator

from diglot.settings.entries import MM_PER_UNIT
from diglot.settings.strict import Strict

TRIM_SIZES_MM: dict[str, tuple[float, float]] = {
    "5x8in": (127.0, 203.2),
    "5.5x8.5in": (139.7, 215.9),
    "6x9in": (152.4, 228.6),
    "7x10in": (177.8, 254.0),
    "8.5x11in": (215.9, 279.4),
    "a4": (210.0, 297.0),
    "a5": (148.0, 210.0),
    "b5": (176.0, 250.0),
}
SMALLEST_SIDE_MM, LARGEST_SIDE_MM = 90.0, 450.0
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(mm|cm|in)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Trim:
    """The size of a page after trimming, in millimetres."""

    width_mm: float
    height_mm: float


class PageEntry(Strict):
    """`page:` in content/book.yaml."""

    size: str = "6x9in"

    @field_validator("size")
    @classmethod
    def _known_size(cls, value: str) -> str:
        parse_trim(value)
        return value


def parse_trim(size: str) -> Trim:
    """Return the page size that a name ("A5") or a measure ("148x210mm") stands for.

    Raises ValueError for anything else, and for pages too small or large to be books.
    """
    if named := TRIM_SIZES_MM.get(size.lower().replace(" ", "").replace("×", "x")):
        return Trim(*named)
    match = _SIZE.fullmatch(size.strip())
    if not match:
        names = ", ".join(name.upper() if name[0] in "ab" else name for name in TRIM_SIZES_MM)
        raise ValueError(f'"{size}" is no page size; give one of {names}, or one like 148x210mm')
    unit_mm = MM_PER_UNIT[match[3].lower()]
    trim = Trim(float(match[1]) * unit_mm, float(match[2]) * unit_mm)
    sides = (trim.width_mm, trim.height_mm)
    if min(sides) < SMALLEST_SIDE_MM or max(sides) > LARGEST_SIDE_MM:
        raise ValueError(
            f'"{size}": a page\'s sides are between {SMALLEST_SIDE_MM:g} and {LARGEST_SIDE_MM:g} mm'
        )
    return trim
