"""Justified lines: how wide the spaces between words become, and where words are torn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from weasyprint.layout import inline

from differential.lines import Placed, in_lines
from differential.printed import Glyph, page_glyphs
from diglot.model import Attributes, Chapter, Code, Edition, Paragraph, Position, Text
from diglot.render.templates import builtin_templates
from diglot.writers.pdf import layout
from diglot.writers.pdf.edition import PdfEdition
from diglot.writers.pdf.layout import lay_out
from support import MAKING, USUAL_PAGE

HERE = Position("x.md")
WEASYPRINTS_OWN = inline.justify_line  # before the first layout replaces it
# Widths of a space in the text faces, at the size of the text, in points.
SPACE_PT = {"he": 2.7, "en": 2.5}
LONG = Code("content/he/references/and-a-name-that-is-long.bib", Attributes())
HOLES = {
    "he": ("מילים שנקראות כאן כסדרן, ואחריהן בשורה ", ", ועוד כמה מילים."),
    "en": ("Some words that are read here, and in the line after them there is ", ", and more."),
}
HYPHENS = ("-", "\u2010")
TORN = "Bookkeepers characteristically underestimate international misunderstandings; "


def printed_lines(language: str, *paragraphs: Paragraph) -> Iterator[list[list[Glyph]]]:
    """Yield the lines of text on each page of a chapter, without its opening."""
    chapter = Chapter("x", language, (Text("x"),), HERE, paragraphs, number=1)
    edition = Edition(language, "x", (chapter,))
    _, job = next(PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING).jobs())
    for number, glyphs in enumerate(page_glyphs(lay_out(job).pdf)):
        lines = in_lines(Placed(glyph, glyph.x, -glyph.y / 0.75) for glyph in glyphs)
        yield lines[2:] if number == 0 else lines


def widest_space(language: str) -> float:
    """Return the widest space between words that are followed by a long name, in points."""
    before, after = HOLES[language]
    words = before.split()
    paragraphs = [
        Paragraph((Text(" ".join([*words, *words[:n]]) + " "), LONG, Text(after)), HERE)
        for n in range(len(words))
    ]
    widest = 0.0
    for page in printed_lines(language, *paragraphs):
        for line in page:
            inked = [glyph for glyph in line if glyph.shape.strip()]
            gaps = [b.x - a.x - a.width for a, b in pairwise(inked)]
            widest = max(widest, *gaps, 0.0)
    return widest


@pytest.mark.parametrize("language", ["he", "en"])
def test_no_space_is_more_than_twice_as_wide(language: str) -> None:
    """Where the next word is too long, the line ends early; its spaces do not make up for it."""
    assert SPACE_PT[language] < widest_space(language) < 2.05 * SPACE_PT[language]


def torn_ends() -> tuple[int, int, int]:
    """Return how often a line is torn at all, at the end of a page, before a last line."""
    found = [0, 0, 0]
    words = TORN.split()
    paragraphs = [
        Paragraph((Text(" ".join((words * 5)[n % 5 : n % 5 + 12 + n % 7]) + "."),), HERE)
        for n in range(90)
    ]
    for page in printed_lines("en", *paragraphs):
        lines = ["".join(glyph.shape for glyph in line).strip() for line in page]
        text = [line for line in lines if not line.isdigit()]
        found[0] += sum(line.endswith(HYPHENS) for line in text)
        found[1] += text[-1].endswith(HYPHENS) if text else 0
        found[2] += sum(
            line.endswith(HYPHENS) and after.endswith(".") and " " not in after
            for line, after in pairwise(text)
        )
    return found[0], found[1], found[2]


def test_no_word_is_torn_at_an_end() -> None:
    """Words are hyphenated, but not at the end of a page, and not over a paragraph's last line."""
    torn, at_page_ends, before_last = torn_ends()
    assert torn > 20
    assert (at_page_ends, before_last) == (0, 0)


def test_weasyprint_still_needs_the_mending(monkeypatch: pytest.MonkeyPatch) -> None:
    """On the day this fails, WeasyPrint leaves no holes by itself: see loose_lines.py."""
    monkeypatch.setattr(inline, "justify_line", WEASYPRINTS_OWN)
    monkeypatch.setattr(layout, "mend_loose_lines", lambda: None)
    assert widest_space("he") > 3 * SPACE_PT["he"]
