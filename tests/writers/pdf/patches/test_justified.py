"""What justified lines cost: wide spaces and divided words, and how much of them there may be."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from msgspec.structs import replace
from weasyprint.layout import block, inline

from differential.lines import Placed, in_lines
from differential.printed import Glyph, page_glyphs
from diglot.core.model import Chapter, Code, Edition, Inline, Paragraph, Position, Styled, Text
from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.engine.layout import lay_out
from diglot.writers.pdf.patches.divided_words import mend_divided_words
from diglot.writers.pdf.patches.ragged_lines import mend_wide_spaces
from patching import leave_out
from support import MAKING, USUAL_PAGE

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
WORDS = {
    "en": ("the", "mill", "is", "considerably", "older", "than", "a", "presumably", "abandoned",
           "road", "and", "every", "neighboring", "village", "self-evidently"),
    "he": ("הטחנה", "עתיקה", "מן", "הדרך", "והיא", "כנראה", "קדומה", "לכפרים", "שעל", "הרכס"),
}  # fmt: skip
LONG = "content/he/03_writing_and_reading.md"
# One column of text, narrow enough for many lines to end badly.
NARROW = """
.opening { display: none; }
@page { size: 260pt 400pt; }
@page :left { margin: 40pt; }
@page :right { margin: 40pt; }
"""


def paragraphs(language: str, seed: int) -> tuple[Paragraph, ...]:
    """Return paragraphs of many lengths, some of them with long code."""
    chance = random.Random(seed)
    found = []
    for _ in range(120):
        words = " ".join(chance.choices(WORDS[language], k=chance.randint(6, 60)))
        line: tuple[Inline, ...] = (Text(f"{words}."),)
        if chance.random() < 0.3:
            line = (Text(f"{words} "), Code(LONG), Text(f" {words}."))
        found.append(Paragraph(line, HERE))
    return tuple(found)


def pages(language: str, blocks: tuple[Paragraph, ...] = ()) -> list[list[list[Glyph]]]:
    """Return the lines of the pages of paragraphs, or of those above, each from left to right."""
    blocks = blocks or paragraphs(language, seed=1)
    chapter = Chapter("x", language, (Text("x"),), HERE, blocks, number=1)
    edition = Edition(language, "x", (chapter,))
    _, job = next(PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING).jobs())
    pdf = lay_out(replace(job, stylesheet=job.stylesheet + NARROW)).pdf
    placed = ([Placed(g, g.x, -g.y / 0.75) for g in glyphs] for glyphs in page_glyphs(pdf))
    return [in_lines(page) for page in placed]


def stretches(language: str) -> list[float]:
    """Return how many times as wide as in its face each space is on the page."""
    return [
        (after.x - space.x) / space.width
        for page in pages(language)
        for line in page
        for space, after in pairwise(line)
        if space.shape in " \u00a0" and after.shape not in " \u00a0"
    ]


@pytest.mark.parametrize("language", ["en", "he"])
def test_no_space_is_more_than_twice_as_wide(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a full line would need wider spaces, it is ragged and its spaces are the usual ones.

    On the day that WeasyPrint does so by itself, ragged_lines.py can go.
    """
    ours = stretches(language)
    assert max(ours) <= 2.02
    assert max(ours) > 1.5
    leave_out(monkeypatch, mend_wide_spaces)
    monkeypatch.setattr(inline, "justify_line", inline.justify_line.__wrapped__)
    assert max(stretches(language)) > 3


def words_of(line: list[Glyph]) -> str:
    """Return what a line looks like, from left to right."""
    return "".join(glyph.shape for glyph in line).strip()


def divided() -> tuple[int, list[str], list[str]]:
    """Return how many lines end with a hyphen, those that end a page, and pieces that are lines."""
    text = [[words_of(line) for line in page] for page in pages("en")]
    text = [page for page in text if page]
    lines = [line for page in text for line in page]
    hyphens = ("\u2010", "-")
    at_the_foot = [page[-1] for page in text if page[-1].endswith(hyphens)]
    pieces = [
        after
        for before, after in pairwise(lines)
        if before.endswith(hyphens) and " " not in after and after.endswith(".")
    ]
    return sum(line.endswith(hyphens) for line in lines), at_the_foot, pieces


def test_no_word_is_divided_at_the_end_of_a_page_or_a_paragraph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No page ends with a hyphen, and no paragraph with a line that is the rest of a word.

    On the day that WeasyPrint does so by itself, divided_words.py can go.
    """
    count, at_the_foot, pieces = divided()
    assert count > 20
    assert at_the_foot == []
    assert pieces == []
    leave_out(monkeypatch, mend_divided_words)
    for module, name in (
        (inline, "get_next_linebox"),
        (block, "_linebox_layout"),
        (block, "find_earlier_page_break"),
    ):
        original = getattr(module, name)
        while hasattr(original, "__wrapped__"):
            original = original.__wrapped__
        monkeypatch.setattr(module, name, original)
    _, at_the_foot, pieces = divided()
    assert at_the_foot
    assert pieces


def test_a_word_is_divided_before_an_element() -> None:
    """Where a paragraph goes on in italics, the last word of its own text may be divided."""
    goes_on = Styled("emphasis", (Text("and older than a road"),))
    blocks = [Paragraph((Text(f"{'a ' * n}considerably "), goes_on), HERE) for n in range(14, 30)]
    lines = [words_of(line) for page in pages("en", tuple(blocks)) for line in page]
    assert [line for line in lines if line.endswith("\u2010")]
