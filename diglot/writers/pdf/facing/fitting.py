"""How large the letters of both languages are on facing pages, which take about as much room.

A translation into Hebrew is about a fifth shorter than its English source. Its letters may be a
little larger and those of the source a little smaller than in their own editions, within limits of
taste; what white is left is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from diglot.settings.forms.bilingual import Fit
from diglot.writers.pdf.engine.measures import RowMeasure

LINE_PT = 15.6  # between the lines of both languages, so that they are level
_LARGEST, _SMALLEST = 1.06, 0.955  # of the usual size
_STEP = 200  # a size is a multiple of half a hundredth
_PROSE = {"p", "li"}


class Fitting(Struct, frozen=True):
    """How letters are set.

    leading_pt: the distance of lines. sizes_pt: by language, the size of its text, where it is
    given; scales: by how much it is another than usual, where it is not. remark: what was
    chosen, in words for who builds the book, or "".
    """

    leading_pt: float = LINE_PT
    sizes_pt: Mapping[str, float] = field(default_factory=dict)
    scales: Mapping[str, float] = field(default_factory=dict)
    remark: str = ""


def usual(fit: Fit) -> Fitting:
    """Return what the book gives, and what is usual for the rest."""
    return Fitting(fit.leading_pt or LINE_PT, dict(fit.sizes_pt))


def balanced(rows: Iterable[tuple[RowMeasure, RowMeasure]], languages: tuple[str, str]) -> Fitting:
    """Return sizes with which both languages take about as much room.

    rows: as they are at the usual sizes, the sides in the order of the languages.
    """
    heights = [0.0, 0.0]
    for sides in rows:
        is_prose = all({part.tag for part in side.parts} <= _PROSE for side in sides)
        if is_prose and all(side.parts for side in sides):
            heights = [total + side.height_pt for total, side in zip(heights, sides, strict=True)]
    if not all(heights):
        return Fitting()
    shorter = 0 if heights[0] < heights[1] else 1
    longer = 1 - shorter
    ratio = heights[longer] / heights[shorter]
    larger = _stepped(min(_LARGEST, ratio**0.55))
    smaller = _stepped(max(_SMALLEST, larger / ratio))
    if larger == smaller == 1:
        return Fitting()
    scales = {languages[shorter]: larger, languages[longer]: smaller}
    words = " and ".join(f"{tag} at {scales[tag]:.1%}" for tag in languages)
    remark = (
        f"letters of {words} of their usual size, as {languages[shorter]} takes "
        f"{1 - 1 / ratio:.0%} less room"
    )
    return Fitting(scales=scales, remark=remark)


def _stepped(scale: float) -> float:
    return round(scale * _STEP) / _STEP
