"""The same cases through our website's and our PDF's renderer, set in the same type."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from msgspec import structs
from playwright.sync_api import Page

from differential.browser import Shown, read_cases
from differential.lines import Placed, in_lines
from differential.printed import Glyph, page_glyphs
from diglot.core.model import (
    Attributes,
    Block,
    Chapter,
    Direction,
    Division,
    Edition,
    Note,
    Position,
    Text,
)
from diglot.core.walk import inline_lines, walk_blocks, walk_inlines
from diglot.disk.template_files import builtin_templates
from diglot.lang.locales import load_locale
from diglot.render.chapters import Renderer
from diglot.render.target import BROWSER, Target
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.engine.layout import lay_out
from support import MAKING, ROOT, USUAL_PAGE

WIDTHS_PX = (0, 130, 180, 240, 320)  # 0: wide enough for any case to stand on one line
_HERE = Position("x.md")
_PAGE_PX = (6040, 2000)
_INVISIBLE = {"Mn", "Cf", "Zs", "Cc"}
# One size for everything, so that lines end alike; what stands beside the text is left out.
_SAME_TYPE = """
* { font-size: 16px !important; line-height: 25px !important; letter-spacing: normal !important;
    text-align: start !important; hyphens: manual !important; }
code, kbd { padding: 0 !important; border: 0 !important; }
sup, sub { vertical-align: baseline !important; }
li { list-style: none !important; }
p::before { content: none !important; }
"""
_SAME_TYPE += "".join(
    f".w{width} {{ margin-inline-end: {6000 - width}px; }}\n" for width in WIDTHS_PX if width
)
_SITE = """
.note-back { display: none; }
html { text-rendering: geometricPrecision; }
body { margin: 20px; width: 6000px; }
.case { margin-block-end: 40px; }
"""
_PAPER = """
@page { size: 6040px 2000px; }
@page :left { margin: 20px; }
@page :right { margin: 20px; }
.case { break-after: page; }
.case:last-child { break-after: auto; }
.opening { display: none; }
.footnote::footnote-marker { content: ""; }
.footnote::footnote-call { content: "1"; font-size: 16px; vertical-align: baseline; }
"""


@dataclass(frozen=True, slots=True)
class Case:
    """Blocks to lay out in one direction, at one of `WIDTHS_PX`; all notes are number 1."""

    name: str
    direction: Direction
    blocks: tuple[Block, ...]
    width_px: int = 0


@dataclass(frozen=True, slots=True)
class Printed:
    """A case in the PDF: what each line looks like from left to right, also of its notes."""

    lines: tuple[str, ...]
    notes: tuple[str, ...] = ()


def show(cases: Sequence[Case], page: Page, folder: Path) -> list[Shown]:
    """Return cases of one direction as Chromium shows our website's markup."""
    edition = _edition(cases)
    locale = load_locale(edition.language)
    target = Target(BROWSER, href=lambda *_: "#", image_url=lambda asset: asset.name)
    chapter = Renderer(edition, locale, target).chapter(edition.chapters[0])
    notes = str(chapter.notes).replace("<li ", '<li class="case" ')
    styles = (ROOT / "templates" / "styles").as_uri()
    html = folder / f"{edition.language}.html"
    html.write_text(
        f'<!DOCTYPE html><html lang="{locale.tag}" dir="{locale.direction}"><meta charset="utf-8">'
        f'<link rel="stylesheet" href="{styles}/fonts.css">'
        f'<link rel="stylesheet" href="{styles}/base.css">'
        f"<style>{_SAME_TYPE}{_SITE}</style><body>{chapter.body}{notes}</body></html>",
        encoding="utf-8",
    )
    shown = read_cases(page, html)
    shown, rest = shown[: len(cases)], iter(shown[len(cases) :])
    result = []
    for case, one in zip(cases, shown, strict=True):
        own = islice(rest, _count_of_notes(case))
        lines = (note.shapes(line) for note in own for line in note.lines)
        result.append(replace(one, notes=tuple(lines)))
    assert next(rest, None) is None
    return result


def print_(cases: Sequence[Case]) -> list[Printed]:
    """Return cases of one direction as they stand in our PDF."""
    edition = PdfEdition(_edition(cases), USUAL_PAGE, (builtin_templates(),), MAKING)
    _, job = next(edition.jobs())
    pages = lay_out(structs.replace(job, stylesheet=job.stylesheet + _SAME_TYPE + _PAPER))
    printed = [_printed(glyphs) for glyphs in page_glyphs(pages.pdf)]
    assert not any(page.lines for page in printed[len(cases) :])
    return printed[: len(cases)]


def _count_of_notes(case: Case) -> int:
    lines = (line for block in walk_blocks(case.blocks) for line in inline_lines(block))
    return sum(isinstance(inline, Note) for line in lines for inline in walk_inlines(line))


def _edition(cases: Sequence[Case]) -> Edition:
    language = "he" if cases[0].direction == "rtl" else "en"
    divisions = tuple(
        Division(case.blocks, _HERE, Attributes(f"case-{n}", ("case", f"w{case.width_px}")))
        for n, case in enumerate(cases)
    )
    chapter = Chapter("cases", language, (Text("x"),), _HERE, divisions, number=1)
    return Edition(language, "x", (chapter,))


def _printed(glyphs: Sequence[Glyph]) -> Printed:
    placed, notes = [], []
    for glyph in glyphs:
        # "fi" has a character of its own in some fonts, and so has a letter with its points.
        form = "NFKD" if "\ufb00" <= glyph.shape[:1] <= "\ufb4f" else "NFD"
        parts = unicodedata.normalize(form, glyph.shape)
        shape = "".join(part for part in parts if unicodedata.category(part) not in _INVISIBLE)
        down_px = _PAGE_PX[1] - glyph.y / 0.75
        if shape:  # notes are at the foot of the page
            place = Placed(shape, (glyph.x + glyph.width / 2) / 0.75, down_px)
            (placed if down_px < _PAGE_PX[1] / 2 else notes).append(place)
    lines, foot = (tuple("".join(line) for line in in_lines(part)) for part in (placed, notes))
    return Printed(lines, foot)
