"""Blocks between paragraphs: the space around them, and where a page ends among them."""

from __future__ import annotations

import pytest
from weasyprint.layout import block

from differential.printed import page_glyphs
from diglot.core.model import (
    Attributes,
    Block,
    Chapter,
    CodeBlock,
    Edition,
    ListBlock,
    Paragraph,
    Position,
    Quote,
    Section,
    Text,
)
from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.engine.layout import lay_out
from diglot.writers.pdf.patches.keeping import mend_keeping
from patching import leave_out
from support import MAKING, USUAL_PAGE

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
WEASYPRINTS_OWN = block.find_earlier_page_break  # before the first layout replaces it
LINE_PT = {"en": 15.0, "he": 15.6}
WORDS = {"en": "Every line of a text has a place. ", "he": "לכל שורה יש מקום משלה בעמוד. "}


def paragraph(words: str) -> Paragraph:
    """Return a paragraph."""
    return Paragraph((Text(words.strip()),), HERE)


def code(lines: int) -> CodeBlock:
    """Return code in Latin letters."""
    return CodeBlock("\n".join(["make book"] * lines), HERE, Attributes(classes=("text",)))


def line_heights(
    language: str, blocks: tuple[Block, ...] = (), sections: tuple[Section, ...] = ()
) -> list[list[float]]:
    """Return the heights of the lines on each page of a chapter, from the page's foot, in pt."""
    chapter = Chapter("x", language, (Text("x"),), HERE, blocks, sections, number=1)
    edition = Edition(language, "x", (chapter,))
    _, job = next(PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING).jobs())
    pages = page_glyphs(lay_out(job).pdf)
    return [sorted({round(glyph.y, 1) for glyph in page}, reverse=True) for page in pages]


KINDS: dict[str, tuple[Block, ...]] = {
    **{f"code {n}": (code(n),) for n in range(1, 9)},
    "quotation": (Quote((paragraph("A quotation."), paragraph("Its source")), HERE),),
    "list": (ListBlock(tuple((Paragraph((Text(w),), HERE, tight=True),) for w in "xyz"), HERE),),
    "two": (code(2), code(3)),
}


@pytest.mark.parametrize("language", ["en", "he"])
@pytest.mark.parametrize("kind", KINDS)
def test_there_is_as_much_space_above_as_below(kind: str, language: str) -> None:
    """A block is in the middle between two paragraphs, which are on the grid."""
    words = WORDS[language]
    blocks = (paragraph(words), *KINDS[kind], paragraph(words))
    heights, *_ = line_heights(language, blocks)
    _label, _title, before, *between, after = heights
    first, last = between[0], between[-1]
    step = LINE_PT[language]
    assert abs((before - after) / step - round((before - after) / step)) < 0.02
    above, below = before - first, last - after
    assert 1.45 * step < above < 2.5 * step
    assert abs(above - below) < 0.2 * step


def announced(language: str, filler: int) -> list[Section]:
    """Return sections that open with two lines on short code, and go on with some more."""
    filling = tuple(paragraph(WORDS[language]) for _ in range(filler))
    lead_in = paragraph(WORDS[language] * 3 + "x:")
    return [
        Section(f"x{n}", True, 2, (Text("x"),), HERE, (lead_in, code(3), *filling))
        for n in range(16)
    ]


def short_pages(language: str) -> list[float]:
    """Return how empty each page is that is more than 15 % short, by its share."""
    found = []
    for filler in (2, 5, 8):
        sections = tuple(announced(language, filler))
        pages = [page for page in line_heights(language, sections=sections) if page]
        full = pages[1][0] - min(page[-1] for page in pages)
        found += [(page[-1] - min(p[-1] for p in pages)) / full for page in pages[1:-1]]
    return [round(share, 2) for share in found if share > 0.15]


@pytest.mark.parametrize("language", ["en", "he"])
def test_no_page_ends_far_too_early(language: str) -> None:
    """Headings, what announces code, and code: all pages but the last are seven eighths full."""
    assert short_pages(language) == []


def test_weasyprint_still_needs_the_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the day this fails, WeasyPrint parts what cannot be kept by itself: see keeping.py."""
    monkeypatch.setattr(block, "find_earlier_page_break", WEASYPRINTS_OWN)
    leave_out(monkeypatch, mend_keeping)
    assert short_pages("en")
