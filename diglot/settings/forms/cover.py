"""The cover for print: how thick the book is, and what is printed beyond the trim."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator

from diglot.settings.entries import LARGEST_BLEED_MM, MM_PER_INCH, LengthMm, Switch
from diglot.settings.strict import Strict

# How thick a leaf is: grammage (g/m²) × volume (cm³/g) / 1000. Mills give the volume; it is
# 1.2 to 1.4 for uncoated book papers, 1.5 and more for bulky ones, 0.8 to 1.0 for coated ones.
# The two of Kindle Direct Publishing are as KDP gives them, by the page.
PAPERS_MM: dict[str, float] = {
    "uncoated-80": 80 * 1.3 / 1000,
    "uncoated-90": 90 * 1.3 / 1000,
    "uncoated-100": 100 * 1.25 / 1000,
    "bulky-80": 80 * 1.5 / 1000,
    "bulky-80-v18": 80 * 1.8 / 1000,
    "matt-115": 115 * 0.95 / 1000,
    "gloss-115": 115 * 0.8 / 1000,
    "kdp-white": 2 * 0.002252 * MM_PER_INCH,
    "kdp-cream": 2 * 0.0025 * MM_PER_INCH,
}
SMALLEST_LEAF_MM, LARGEST_LEAF_MM = 0.03, 1.0
SMALLEST_SPINE_MM, LARGEST_SPINE_MM = 1.0, 120.0
# A narrower spine has no words: the fold lies up to a millimetre beside its place.
NARROWEST_LETTERED_MM = 6.0
PAGES_A_LEAF = 2


class Cover(Struct, frozen=True):
    """How the wrap of a book is printed.

    leaf_mm: how thick a leaf is. spine_mm: the spine's width where it is given, and
        not computed. has_marks: whether the marks for cutting and folding are drawn.
    """

    leaf_mm: float
    spine_mm: float | None
    bleed_mm: float
    has_marks: bool

    def spine_of(self, pages: int) -> float:
        """Return how wide the spine is, in millimetres, for a book of so many pages.

        The leaves are counted in pairs: a folded sheet has at least two, and machines
        that print single leaves fill up with a blank one. The card of the cover itself
        is not counted, as printers do not agree on it.
        """
        if self.spine_mm is not None:
            return self.spine_mm
        leaves = 2 * -(-pages // (2 * PAGES_A_LEAF))
        return round(leaves * self.leaf_mm, 2)


def _as_paper(value: object) -> object:
    name = str(value).lower().replace(" ", "-")
    if name not in PAPERS_MM:
        raise ValueError(
            f'"{value}" is not a paper known here; give one of {", ".join(PAPERS_MM)}, '
            "or how thick a leaf is, like `leaf: 0.11mm`"
        )
    return name


def _between(smallest_mm: float, largest_mm: float, what: str) -> AfterValidator:
    def check(value: float) -> float:
        if not smallest_mm <= value <= largest_mm:
            raise ValueError(
                f"{value:g} mm: {what} is between {smallest_mm:g} and {largest_mm:g} mm"
            )
        return value

    return AfterValidator(check)


class CoverEntry(Strict):
    """`cover:` in content/book.yaml."""

    paper: Annotated[str, BeforeValidator(_as_paper)] = "uncoated-80"
    leaf: Annotated[LengthMm, _between(SMALLEST_LEAF_MM, LARGEST_LEAF_MM, "a leaf")] | None = None
    spine: Annotated[LengthMm, _between(SMALLEST_SPINE_MM, LARGEST_SPINE_MM, "a spine")] | None = (
        None
    )
    bleed: Annotated[LengthMm, _between(0.0, LARGEST_BLEED_MM, "the bleed")] = 3.0
    marks: Switch = True

    def cover(self) -> Cover:
        """Return the cover that these settings describe."""
        leaf_mm = PAPERS_MM[self.paper] if self.leaf is None else self.leaf
        return Cover(leaf_mm, self.spine, self.bleed, self.marks)
