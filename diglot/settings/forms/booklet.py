"""How a book is printed as a booklet on a printer of one's own: the sheet and how it is folded."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct
from pydantic import BeforeValidator

from diglot.settings.entries import LengthMm, no_more_than
from diglot.settings.strict import Strict

# Lying down, as they go through the printer: width, height. ISO 216; ANSI/ASME Y14.1.
SHEETS_MM: dict[str, tuple[float, float]] = {
    "a5": (210.0, 148.0),
    "a4": (297.0, 210.0),
    "a3": (420.0, 297.0),
    "letter": (279.4, 215.9),
    "tabloid": (431.8, 279.4),
}
LARGEST_MARGIN_MM = 30.0
LARGEST_CREEP_MM = 1.0
ALL_IN_ONE = 0


class Booklet(Struct, frozen=True):
    """How sheets are folded into a booklet.

    signature_sheets: how many sheets are nested in one another, `ALL_IN_ONE` for every one.
    margin_mm: what a printer leaves white around a sheet. creep_mm: how much
        further out a sheet sticks than the one around it.
    """

    sheet_width_mm: float
    sheet_height_mm: float
    signature_sheets: int
    margin_mm: float
    creep_mm: float


def _as_sheet(value: object) -> object:
    name = str(value).lower()
    if name not in SHEETS_MM:
        names = ", ".join(n.upper() if n[0] == "a" else n for n in SHEETS_MM)
        raise ValueError(f'"{value}" is not a size of sheet; give one of {names}')
    return name


def _as_sheets(value: object) -> object:
    if value == "all":
        return ALL_IN_ONE
    if not (str(value).isascii() and str(value).isdigit() and int(str(value)) > 0):
        raise ValueError(f'"{value}": give all, or how many sheets a signature has, such as 4')
    return int(str(value))


class BookletEntry(Strict):
    """`booklet:` in content/book.yaml."""

    sheet: Annotated[str, BeforeValidator(_as_sheet)] = "a4"
    signatures: Annotated[int, BeforeValidator(_as_sheets)] = ALL_IN_ONE
    margin: Annotated[LengthMm, no_more_than(LARGEST_MARGIN_MM)] = 5.0
    creep: Annotated[LengthMm, no_more_than(LARGEST_CREEP_MM)] = 0.0

    def booklet(self) -> Booklet:
        """Return the booklet that these settings describe."""
        return Booklet(*SHEETS_MM[self.sheet], self.signatures, self.margin, self.creep)
