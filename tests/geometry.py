"""Where the words of a PDF stand on its pages, as poppler finds them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_MARKS = re.compile("[\u200e\u200f\u202a-\u202e]")  # poppler's, around runs of the other direction
_XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True)
class Word:
    """A word and its box, in points from the upper left of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class WordPage:
    """A page, its size in points, and its words."""

    width: float
    height: float
    words: tuple[Word, ...]


def word_pages(path: Path) -> list[WordPage]:
    """Return the pages of a PDF with the place of each word."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True)
    parser = etree.XMLParser(recover=True)
    return [
        WordPage(
            float(page.get("width")),
            float(page.get("height")),
            tuple(_word(word) for word in page.iter(f"{_XHTML}word")),
        )
        for page in etree.fromstring(done.stdout, parser).iter(f"{_XHTML}page")
    ]


def texts(path: Path, *options: str) -> list[str]:
    """Return the text of each page, in logical order, as poppler reads it."""
    command = ["pdftotext", *options, str(path), "-"]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return _MARKS.sub("", done.stdout).split("\f")[:-1]


def _word(element: etree._Element) -> Word:
    sides = (float(element.get(name)) for name in ("xMin", "yMin", "xMax", "yMax"))
    return Word(_MARKS.sub("", element.text or ""), *sides)
