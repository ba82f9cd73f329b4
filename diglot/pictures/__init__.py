"""Picture files: whether they can be shown, and what pages are given of them.

Knows the formats of pictures; knows nothing of a book. Goes in: a file's bytes and its media
type. Comes out: what is wrong with it, its size, or the bytes that can be laid out.
"""

from __future__ import annotations

from diglot.pictures.drawings import drawing_for_pages, drawing_problem, drawing_size
from diglot.pictures.raster import raster_for_pages, raster_problem, raster_size

DRAWING = "image/svg+xml"

# What is wrong, to be read after the picture's name, and the way out.
Problem = tuple[str, str]

__all__ = ["DRAWING", "Problem", "for_pages", "picture_problem", "picture_size"]


def picture_problem(content: bytes, media_type: str) -> Problem | None:
    """Return what keeps a picture from being shown, and the way out; None for a sound one.

    It is decoded to its end, within bounds of size and of time.
    """
    if not content:
        return "is an empty file", "save the picture again"
    if media_type == DRAWING:
        return drawing_problem(content)
    return raster_problem(content, media_type)


def for_pages(content: bytes, media_type: str) -> bytes:
    """Return the same picture in a form that WeasyPrint lays out rightly."""
    return drawing_for_pages(content) if media_type == DRAWING else raster_for_pages(content)


def picture_size(content: bytes, media_type: str) -> tuple[float, float] | None:
    """Return the width and height of a sound picture in px, None where it does not know them."""
    return drawing_size(content) if media_type == DRAWING else raster_size(content)
