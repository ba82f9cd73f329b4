"""Figures of one face have one height, wherever a number stands: by the ink of rendered pages."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pymupdf
import pytest

from support import SOUND, run_diglot, write_project

pytestmark = pytest.mark.heavy

CHAPTER = """# מספרים 1948

בשנת 1948 היו 365 ימים, [1948]{dir=ltr} ועוד **365** ו־[**1948**]{dir=ltr}.[^1]

[^1]: הערה משנת 1948, עמוד [365]{dir=ltr}.

## סעיף 1948 ו־[365]{dir=ltr} {#one}

| שנה | כמות |
|:----|-----:|
| 1948 | [365]{dir=ltr} |

: טבלה משנת 1948 [365]{dir=ltr} {#tbl-one}

> מובאה משנת 1948, [365]{dir=ltr}.

*הדגשה 1948*, [*365*]{dir=ltr} ופסקה [1948 of 365]{lang=en} באנגלית.
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Hebrew PDF of a chapter with figures in every place that has a style."""
    files = {**SOUND, "content/he/01-oil.md": CHAPTER}
    folder = write_project(tmp_path_factory.mktemp("figures"), files)
    run_diglot("pdf", "cover", "--draft", "--lang", "he", "--project", folder, "--jobs", "1")
    return folder / "build"


def ink_heights(path: Path) -> dict[tuple[str, str], set[int]]:
    """Return, by face and figure, the heights of its ink, in hundredths of the size.

    Measured on the page drawn at 400 dots an inch, each figure in its own box.
    """
    heights: dict[tuple[str, str], set[int]] = defaultdict(set)
    with pymupdf.open(path) as document:
        for page in document:
            for span in page.get_texttrace():
                for code, _glyph, origin, box in span["chars"]:
                    if chr(code).isdigit():
                        heights[span["font"], chr(code)].add(_ink(page, box, origin, span["size"]))
    return heights


def _ink(page: pymupdf.Page, box: tuple[float, ...], origin: tuple[float, ...], size: float) -> int:
    """Return how high above the baseline the ink of a glyph reaches."""
    left, _, right, _ = box
    clip = pymupdf.Rect(left, origin[1] - size, right, origin[1])
    pixels = page.get_pixmap(dpi=400, clip=clip, colorspace="gray")
    rows = [
        row
        for row in range(pixels.height)
        if min(pixels.samples[row * pixels.stride : (row + 1) * pixels.stride]) < 128
    ]
    return round(100 * (pixels.height - rows[0]) / pixels.height) if rows else 0


def test_a_figure_has_one_height_in_its_face(pages: Path) -> None:
    """1, 9, 4, 8, 3, 6 and 5 of one face reach as high in a span of their own as without one.

    In text, bold, notes, headings, cells, captions, contents and running heads.
    """
    heights = ink_heights(pages / "small-he.pdf")
    faces = {face for face, _ in heights}
    assert any("Frank" in face and "Bold" not in face for face in faces)
    assert any("Bold" in face for face in faces)
    # A dot of the raster is about three hundredths at the size of notes.
    uneven = {key: found for key, found in heights.items() if max(found) - min(found) > 6}
    assert not uneven
