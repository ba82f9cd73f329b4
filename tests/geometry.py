"""Where the words of a PDF stand on its pages, as poppler finds them."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from differential.printed import Glyph, page_glyphs

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


def numbered_lines(path: Path, pattern: str) -> list[dict[str, float]]:
    """Return, page by page, how low the baseline is of each number of a pattern, in order.

    In points, from the lower edge of the page and so less than 0. What poppler says of a word is
    where its face ends, which is another distance for another size.
    """
    number = re.compile(rf"(?<!\d)(?:{pattern})(?!\d)")
    found = []
    for page in page_glyphs(path.read_bytes()):
        glyphs: list[Glyph] = []
        for glyph in page:
            if len(glyph.shape) != 1:
                continue
            last = glyphs[-1] if glyphs else glyph
            if abs(glyph.y - last.y) > 0.1 or abs(glyph.x - last.x - last.width) > 1:
                glyphs.append(Glyph(" ", glyph.x, 0, glyph.y))
            glyphs.append(glyph)
        shown = "".join(glyph.shape for glyph in glyphs)
        found.append({m[0]: -glyphs[m.start()].y for m in number.finditer(shown)})
    return found


def numbered_spreads(path: Path, pattern: str) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Return the same of the pairs of pages that face each other."""
    pages = numbered_lines(path, pattern)
    return list(zip(pages[1:-1:2], pages[2:-1:2], strict=True))


@dataclass(frozen=True)
class Foot:
    """How much of a spread is empty below its text, in points, on the page where that is less.

    is_end: whether the next spread opens a chapter, or there is none.
    """

    white: float
    is_end: bool


def white_at_foot(path: Path, *, bottom: float, head: float) -> list[Foot]:
    """Return the foot of each spread of facing pages that has text and a running head or opening.

    bottom: where the text of a page ends; head: where it begins, from the upper edge, both as a
    share of the page's height. What is below or above is a folio or a running head.
    """
    pages = word_pages(path)
    spreads = list(zip(pages[1:-1:2], pages[2:-1:2], strict=True))
    found = []
    for number, spread in enumerate(spreads):
        following = spreads[number + 1] if number + 1 < len(spreads) else ()
        has_head = any(w.top < head * p.height * 0.8 for p in following for w in p.words)
        lows = [
            word.bottom
            for page in spread
            for word in page.words
            if head * page.height * 0.8 < word.top < bottom * page.height
        ]
        if lows:
            end = bottom * spread[0].height
            found.append(Foot(round(end - max(lows), 1), not has_head))
    return found
