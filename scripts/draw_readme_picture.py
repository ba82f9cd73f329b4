"""Draw docs/editions.png, the picture in the README, from a build of the handbook.

Usage: python scripts/draw_readme_picture.py [BUILD]
Shows a page in English and one in Hebrew, a cover, the website and the translator's worksheet.
Needs poppler's pdftoppm and Chromium. What the picture was made of is noted in it, so that a
test can tell when it is out of date.
"""

from __future__ import annotations

import hashlib
import io
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pikepdf
from lxml import html
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from diglot.pictures.rendered import drawing_as_jpeg

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "editions.png"
NOTE = "Made from"
LANGUAGES = ("en", "he")
CHAPTER = "06-direction"
SITE_PAGE = "site/he/06-direction.html"
COVER = "site/en/cover.svg"
CHROMIUM = "chromium"
WINDOW = (1280, 800)
GAP, WIDTH = 28, 400
SURROUND = (226, 222, 214)


def page_number(build: Path, language: str) -> int:
    """Return on which page of a PDF the chapter that is shown begins, counted from 1."""
    title = chapter_title(build, language)
    with pikepdf.open(build / f"handbook-{language}.pdf") as book, book.open_outline() as outline:
        waiting = list(outline.root)
        while not waiting[0].title.endswith(title):
            waiting += waiting.pop(0).children
        destination: Any = waiting[0].destination
        return 1 + next(i for i, p in enumerate(book.pages) if p.objgen == destination[0].objgen)


def chapter_title(build: Path, language: str) -> str:
    """Return the title of the chapter that is shown."""
    root = html.parse(build / f"site/{language}/{CHAPTER}.html")
    return str(root.findtext(".//h1"))


def page_texts(build: Path, language: str) -> list[str]:
    """Return the text of each page of a PDF."""
    command = ["pdftotext", str(build / f"handbook-{language}.pdf"), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    return done.stdout.decode().split("\f")


def ingredients(build: Path) -> str:
    """Return a digest of the words that the picture shows."""
    words = [page_texts(build, tag)[page_number(build, tag) - 1] for tag in LANGUAGES]
    site = html.parse(build / SITE_PAGE).find(".//article")
    words += ["" if site is None else " ".join(site.text_content().split())[:2000]]
    words += [(build / COVER).read_text(encoding="utf-8")]
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def page_picture(build: Path, language: str) -> Image.Image:
    """Return the first page of the chapter."""
    number = str(page_number(build, language))
    path = str(build / f"handbook-{language}.pdf")
    command = ["pdftoppm", "-r", "150", "-f", number, "-l", number, "-png", path]
    done = subprocess.run(command, capture_output=True, check=True)
    return Image.open(io.BytesIO(done.stdout)).convert("RGB")


def screenshot(page: Path, folder: Path) -> Image.Image:
    """Return what a browser shows of a page."""
    target = folder / f"{page.stem}.png"
    width, height = WINDOW
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    command += [f"--window-size={width},{height}", f"--screenshot={target}", page.as_uri()]
    subprocess.run(command, capture_output=True, check=True)
    return Image.open(target).convert("RGB")


def worksheet(folder: Path) -> Path:
    """Return the worksheet of the handbook."""
    path = folder / "worksheet.html"
    command = [sys.executable, str(ROOT / "build.py"), "check", "--format", "html"]
    command += ["--output", str(path)]
    subprocess.run(command, capture_output=True, check=True)
    return path


def narrowed(picture: Image.Image, width: int) -> Image.Image:
    """Return a picture at another width, in its own proportions."""
    height = round(picture.height * width / picture.width)
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def main() -> None:
    """Draw the picture."""
    build = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build"
    cover = Image.open(io.BytesIO(drawing_as_jpeg((build / COVER).read_bytes())))
    above = [*(page_picture(build, tag) for tag in LANGUAGES), cover]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        below = [screenshot(page, folder) for page in (build / SITE_PAGE, worksheet(folder))]
    whole = 3 * WIDTH + 2 * GAP
    above = [narrowed(picture, WIDTH) for picture in above]
    below = [narrowed(picture, (whole - GAP) // 2) for picture in below]
    heights = [max(picture.height for picture in row) for row in (above, below)]
    sheet = Image.new("RGB", (whole + 2 * GAP, sum(heights) + 3 * GAP), SURROUND)
    for row, top in ((above, GAP), (below, heights[0] + 2 * GAP)):
        left = GAP
        for picture in row:
            sheet.paste(picture, (left, top))
            left += picture.width + GAP
    note = PngInfo()
    note.add_text(NOTE, ingredients(build))
    TARGET.parent.mkdir(exist_ok=True)
    sheet.quantize(200).save(TARGET, optimize=True, pnginfo=note)


if __name__ == "__main__":
    main()
