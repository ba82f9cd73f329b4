"""Pictures that have too few dots for a press, and where the sources show them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from math import ceil
from pathlib import Path

from diglot.core.findings import Finding
from diglot.core.model import Chapter, Edition, Image
from diglot.core.walk import chapter_inlines
from diglot.writers.pdf.press.separation import Placed


def coarse_pictures(
    pictures: Sequence[Placed], edition: Edition, chapters: Mapping[str, range], least_ppi: int
) -> Iterator[Finding]:
    """Yield a finding for each picture that is printed with fewer dots an inch.

    chapters: the pages, counted from 0, on which each chapter is.
    """
    if all(placed.ppi >= least_ppi for placed in pictures):
        return  # and no picture has to be opened
    for chapter in edition.chapters:
        pages = chapters[chapter.name]
        sources = list(_pictures(chapter))
        for placed in pictures:
            if placed.page not in pages:
                continue
            # Pages show pictures in the order of the text, so those of one size in it too.
            size = (placed.width_px, placed.height_px)
            image = next((i for i in sources if i.asset and _size(i.asset.origin) == size), None)
            if image is not None:
                sources.remove(image)
                if placed.ppi < least_ppi:
                    yield _finding(image, placed, least_ppi)


def _finding(image: Image, placed: Placed, least_ppi: int) -> Finding:
    wanted = ceil(placed.width_px * least_ppi / placed.ppi)
    return Finding(
        "low-resolution",
        image.position,
        f'the picture "{image.source}" is printed with {placed.ppi:.0f} dots per inch, '
        f"fewer than {least_ppi}",
        f"use one that is {wanted} pixels wide, or show it smaller with {{width=…}}",
    )


def _pictures(chapter: Chapter) -> Iterator[Image]:
    for inline in chapter_inlines(chapter):
        if isinstance(inline, Image) and inline.asset:
            yield inline


@cache
def _size(path: Path) -> tuple[int, int]:
    """Return how many dots a picture has, across and down; (0, 0) for a drawing."""
    from PIL import Image as Picture
    from PIL import UnidentifiedImageError

    try:
        with Picture.open(path) as picture:
            return picture.size
    except UnidentifiedImageError:
        return 0, 0
