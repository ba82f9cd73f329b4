"""Draw docs/spread.png, the first picture in the README: two facing pages of the handbook.

Usage: python scripts/draw_spread.py [BUILD], after `python build.py build bilingual`.
Needs poppler's pdftotext and pdftoppm.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "spread.png"
TITLE = "Your first book"  # of the chapter whose opening is shown
LABEL = "Chapter 2"
EDGE, FOLD = 28, 26  # dots: around the pages, and of the shade beside the fold
SURROUND, SHADE = (233, 229, 220), (200, 194, 180)


def opening(book: Path) -> int:
    """Return on which page of the PDF the chapter opens, counted from 1."""
    command = ["pdftotext", str(book), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")
    return 1 + next(n for n, page in enumerate(pages) if page.startswith(f"{LABEL}\n\n{TITLE}"))


def page_picture(book: Path, number: int) -> Image.Image:
    """Return a page of the PDF."""
    pages = ["-f", str(number), "-l", str(number)]
    command = ["pdftoppm", "-r", "110", *pages, "-png", str(book)]
    done = subprocess.run(command, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def main() -> None:
    """Draw the picture."""
    build = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build"
    book = build / "handbook-bilingual.pdf"
    first = opening(book)
    left, right = page_picture(book, first), page_picture(book, first + 1)
    width, height = left.size
    sheet = Image.new("RGB", (2 * (width + EDGE), height + 2 * EDGE), SURROUND)
    sheet.paste(left, (EDGE, EDGE))
    sheet.paste(right, (EDGE + width, EDGE))
    for step in range(FOLD):
        for x in (EDGE + width - 1 - step, EDGE + width + step):
            column = sheet.crop((x, EDGE, x + 1, EDGE + height))
            shade = Image.new("RGB", column.size, SHADE)
            sheet.paste(Image.blend(column, shade, 0.32 * (1 - step / FOLD) ** 2), (x, EDGE))
    sheet.quantize(96, dither=Image.Dither.NONE).save(TARGET, optimize=True)


if __name__ == "__main__":
    main()
