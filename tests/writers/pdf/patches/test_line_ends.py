"""The ends of justified lines: nothing stands out of the column, and nothing falls short of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from msgspec.structs import replace
from weasyprint import HTML
from weasyprint.layout import inline

from differential.lines import Placed, in_lines
from differential.printed import Glyph, page_glyphs
from differential.random_lines import random_paragraph
from diglot.core.model import (
    Attributes,
    Chapter,
    Code,
    Direction,
    Division,
    Edition,
    Inline,
    Paragraph,
    Position,
    Styled,
    Text,
)
from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.engine.layout import LayoutJob, lay_out
from diglot.writers.pdf.patches.line_ends import mend_line_ends
from patching import leave_out
from support import MAKING, USUAL_PAGE

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
WIDTHS_PT = (190, 260, 330)
COLUMN_PT, MARGIN_PT = 400, 40
INSIDE_PT, EDGE_PT = 0.3, 0.5
STYLE = f"""
@page {{ size: {COLUMN_PT + 2 * MARGIN_PT}pt 900pt; }}
@page :left {{ margin: {MARGIN_PT}pt; }}
@page :right {{ margin: {MARGIN_PT}pt; }}
.case {{ break-after: page; }}
.opening {{ display: none; }}
p {{ hyphens: manual !important; line-height: 18pt; }}
code, kbd {{ white-space: normal !important; padding: 0 !important; border: 0 !important; }}
sup, sub {{ vertical-align: baseline !important; }}
"""
WIDTH_STYLE = ".w{width} {{ margin-inline-end: {rest}pt; }}\n"
LANGUAGES: dict[Direction, str] = {"rtl": "he", "ltr": "en"}
WEASYPRINTS_OWN = inline.remove_last_whitespace  # before the first layout replaces it

Columns = Sequence[tuple[Paragraph, int]]  # paragraphs with the width that they are set in, pt


def lines(columns: Columns, direction: Direction) -> Iterator[list[list[Glyph]]]:
    """Yield the lines of each paragraph as our PDF sets them."""
    cases = tuple(
        Division((paragraph,), HERE, Attributes(classes=("case", f"w{width_pt}")))
        for paragraph, width_pt in columns
    )
    language = LANGUAGES[direction]
    chapter = Chapter("x", language, (Text("x"),), HERE, cases, number=1)
    edition = Edition(language, "x", (chapter,))
    _, job = next(PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING).jobs())
    widths = sorted({width_pt for _, width_pt in columns})
    style = STYLE + "".join(WIDTH_STYLE.format(width=w, rest=COLUMN_PT - w) for w in widths)
    pages = lay_out(replace(job, stylesheet=job.stylesheet + style))
    for glyphs in page_glyphs(pages.pdf):
        if glyphs:
            yield in_lines(Placed(glyph, glyph.x, -glyph.y / 0.75) for glyph in glyphs)


def faults(columns: Columns, direction: Direction) -> list[str]:
    """Return the lines that leave the column, or do not reach both of its sides."""
    found = []
    for (_, width_pt), paragraph in zip(columns, lines(columns, direction), strict=True):
        left = MARGIN_PT + (COLUMN_PT - width_pt if direction == "rtl" else 0)
        right = left + width_pt
        for line in paragraph:
            inked = [glyph for glyph in line if glyph.shape.strip()]
            start, end = inked[0].x, max(glyph.x + glyph.width for glyph in inked)
            spaces = [g for g in line if g.shape == " " and start < g.x < end]
            is_set = spaces and line is not paragraph[-1]
            sides = (
                (right - end, start - left) if direction == "rtl" else (start - left, right - end)
            )
            # A line that could only be filled with holes is left ragged: see ragged_lines.py.
            is_ragged = sides[1] > 0.9 * sum(glyph.width for glyph in spaces)
            short = (sides[0] if is_ragged else max(sides)) if is_set else 0.0
            if start < left - INSIDE_PT or end > right + INSIDE_PT or short > EDGE_PT:
                words = "".join(glyph.shape for glyph in line)
                found.append(f"{width_pt}: {start - left:+.2f} {end - right:+.2f} {words}")
    return found


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_justified_lines_fill_the_column(direction: Direction) -> None:
    """Mixed paragraphs with markup at any border: every line ends at the edges of the column."""
    columns = [(random_paragraph(seed), WIDTHS_PT[seed % 3]) for seed in range(18)]
    found = faults(columns, direction)
    assert not found, "\n".join(found[:20])


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_weasyprint_still_needs_the_mending(
    direction: Direction, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the day this fails, WeasyPrint ends lines right by itself: take out line_ends.py."""
    monkeypatch.setattr(inline, "remove_last_whitespace", WEASYPRINTS_OWN)
    leave_out(monkeypatch, mend_line_ends)
    columns = [(random_paragraph(seed), WIDTHS_PT[0]) for seed in range(6)]
    assert faults(columns, direction)


WORDS = "הספר הזה נקרא בשם "
BOLD = Styled("strong", (Text("פוליגלוטה"),))


def test_a_line_that_ends_before_an_element() -> None:
    """The space before a bold word that begins the next line takes no room."""
    paragraph = Paragraph((Text(WORDS * 2), BOLD, Text(" " + WORDS), BOLD, Text(" סוף")), HERE)
    assert not faults([(paragraph, width_pt) for width_pt in range(100, 180, 3)], "rtl")


@pytest.mark.parametrize(
    "prefixed",
    [
        (Text("וגם ב־WhatsApp (2026) "),),
        (Text("וגם ב־"), Styled("strong", (Text("WhatsApp "),))),
        (Text("וגם ב־"), Styled("strong", (Text("40% "),))),
        (Text("וגם ב־"), Code("make"), Text(" ")),
        (Text("וגם בְ־"), Styled("emphasis", (Text("(x) "),))),
    ],
)
def test_no_line_ends_between_a_prefix_and_its_word(prefixed: tuple[Inline, ...]) -> None:
    """A prefix with a maqaf stays with the Latin word, number or code that it stands before."""
    paragraph = Paragraph(prefixed * 6, HERE)
    columns = [(paragraph, width_pt) for width_pt in range(60, 100, 3)]
    for (_, width_pt), found in zip(columns, lines(columns, "rtl"), strict=True):
        for line in found:
            shapes = "".join(glyph.shape for glyph in line).strip()
            assert not shapes.startswith("־"), (width_pt, shapes)


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
@pytest.mark.parametrize("code", [":::{.note}", "/etc/hosts", ".epub-files", "!!!-note"])
def test_a_line_ends_at_the_space_before_code(
    code: str, direction: Direction, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The word before code that begins with a mark stays on its line if the code does not.

    On the day that WeasyPrint alone does so, too, that part of line_ends.py can go.
    """
    word = {"rtl": "רכס", "ltr": "side"}[direction]
    paragraph = Paragraph((Text(f"{word} " * 4), Code(code), Text(f" {word}")), HERE)
    columns = [(paragraph, width_pt) for width_pt in range(70, 130, 4)]
    shape = word[::-1] if direction == "rtl" else word

    def words_of_first_lines() -> list[int]:
        firsts = ("".join(g.shape for g in first) for first, *_ in lines(columns, direction))
        return [first.count(shape) for first in firsts]

    ours = words_of_first_lines()
    assert ours == sorted(ours)
    monkeypatch.setattr(inline, "can_break_text", inline.can_break_text.__wrapped__)
    assert sum(words_of_first_lines()) < sum(ours)


HANGING = "<p>{before} <b>recto</b>, {words} <b>any</b>{after}</p>"
HANGING_WORDS: dict[Direction, tuple[str, str, str]] = {
    "rtl": ("היכן נפתחים פרקים:", "בצידו הקדמי של דף, ולפניו עמוד ריק אם צריך, או", ", בבא."),
    "ltr": (
        "Where chapters open:",
        "on the front of a leaf, after a blank one, or",
        ", on the next.",
    ),
}


def words_of_lines(direction: Direction, width_px: int) -> list[int]:
    """Return how many words WeasyPrint puts on each line of a paragraph."""
    before, words, after = HANGING_WORDS[direction]
    page = f"@page {{ size: {width_px}px 300px; margin: 0 }} body {{ margin: 0; font-size: 14px }}"
    paragraph = HANGING.format(before=before, words=words, after=after)
    html = f'<html dir="{direction}"><style>{page}</style>{paragraph}'
    (first, *_) = HTML(string=html).render().pages
    found: list[int] = []

    def look(box: Any) -> None:
        if type(box).__name__ == "LineBox":
            texts = (inner.text for inner in box.descendants() if hasattr(inner, "text"))
            found.append(len("".join(texts).split()))
        else:
            for child in getattr(box, "children", ()):
                look(child)

    look(first._page_box)
    return found


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_no_line_ends_after_one_word(direction: Direction, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that fits but for the space after it stays on its line.

    At some width WeasyPrint alone gets it wrong; the day it does not, the mending can go.
    """
    widths = range(360, 500, 2)
    mend_line_ends()
    ours = {width: words_of_lines(direction, width) for width in widths}
    own = inline.split_first_line.without_hanging
    monkeypatch.setattr(inline, "split_first_line", own)
    theirs = {width: words_of_lines(direction, width) for width in widths}
    for width in widths:
        assert len(ours[width]) <= len(theirs[width])
        assert ours[width][0] >= theirs[width][0]
    if direction == "rtl":  # the same text in English has not been seen to go wrong
        assert any(ours[width] != theirs[width] for width in widths)


def test_the_mark_of_a_note_stays_with_its_word() -> None:
    """No line begins with one, however wide the column is."""
    style = """@page { size: 400pt 9000pt; margin: 20pt } p { margin: 0 }
    .note { float: footnote; font-size: 1pt } .note::footnote-marker { content: none }
    .note::footnote-call { content: "4444"; vertical-align: super }"""
    words = "and the authorities of both countries denied it to the press"
    widths = range(100, 340, 4)
    paragraphs = "".join(
        f"<p style='width: {width}pt'>{words}{stop}<span class='note'>x</span></p>"
        for stop in ".!?"
        for width in widths
    )
    html = f"<html lang='en'><title>x</title><body style='margin: 0'>{paragraphs}"
    pages = page_glyphs(lay_out(LayoutJob("x", html, style)).pdf)
    marks = [glyph for page in pages for glyph in page if glyph.shape == "4"]
    assert len(marks) == 4 * 3 * len(widths)
    assert all(mark.x > 30 for mark in marks)
