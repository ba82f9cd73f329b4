"""Draw docs/pages.png: a page of the built handbook in English and its Hebrew counterpart.

Usage: python scripts/draw_readme_picture.py CHAPTER [PAGE]
Needs a build in build/ and poppler's pdftoppm. CHAPTER counts from 1; PAGE is the
page of the chapter, from 1.
"""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
DPI = 110
GAP_PX = 28
SURROUND = (226, 222, 214)
FRONT_PARTS = 2  # title and contents come before the chapters in the outline


def page_index(path: Path, chapter: int, page: int) -> int:
    """Return where a page of a chapter stands in the file, counted from 1."""
    with pikepdf.open(path) as book, book.open_outline() as outline:
        destination: Any = outline.root[FRONT_PARTS + chapter - 1].destination
        first = next(i for i, p in enumerate(book.pages) if p.objgen == destination[0].objgen)
    return first + page


def picture(path: Path, index: int) -> Image.Image:
    """Return one page of a PDF as a picture."""
    number = str(index)
    command = ["pdftoppm", "-r", str(DPI), "-f", number, "-l", number, "-png", str(path)]
    done = subprocess.run(command, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def main() -> None:
    """Draw the picture."""
    chapter, page = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1
    books = [ROOT / "build" / f"handbook-{language}.pdf" for language in ("en", "he")]
    left, right = (picture(path, page_index(path, chapter, page)) for path in books)
    size = (left.width + right.width + 3 * GAP_PX, left.height + 2 * GAP_PX)
    sheet = Image.new("RGB", size, SURROUND)
    sheet.paste(left, (GAP_PX, GAP_PX))
    sheet.paste(right, (left.width + 2 * GAP_PX, GAP_PX))
    target = ROOT / "docs" / "pages.png"
    target.parent.mkdir(exist_ok=True)
    sheet.quantize(128).save(target, optimize=True)


if __name__ == "__main__":
    main()
