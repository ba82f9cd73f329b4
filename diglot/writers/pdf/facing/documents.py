"""The documents of one language of a bilingual edition: its chapters row by row.

A row has a height that is given, and may begin a page; so both languages agree on where each
begins. What a row holds is made as for the bilingual e-book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diglot.bitext import ChapterPair
from diglot.core.model import Chapter, Edition
from diglot.render.beside.chapter import BesideChapter, BesideRenderer
from diglot.render.beside.sides import SideName, SideRenderer
from diglot.render.templates import fill
from diglot.settings import Page
from diglot.settings.entries import PT_PER_MM
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.book.references import Rooms
from diglot.writers.pdf.engine.layout import LayoutJob
from diglot.writers.pdf.facing.order import FacingOrder

LINE_PT = 15.6  # of both languages, so that their lines are level
_TALL_MM = 20_000.0  # a page that holds a chapter whole, on which rows are measured


@dataclass(frozen=True, slots=True)
class RowStyle:
    """How a row is set. height_pt: at least. is_first: whether it begins a page.

    blanks: how many pages are left free before it. is_long: whether it is cut at a page's end.
    """

    height_pt: float = 0.0
    is_first: bool = False
    blanks: int = 0
    is_long: bool = False


def end_id(number: int) -> str:
    """Return the id of the place right below a row."""
    return f"--below-{number}"


def row_id(number: int) -> str:
    """Return the id of a row, from 0, the chapter's title; the last one is empty."""
    return f"--row-{number}"


class FacingDocuments(Documents):
    """What is to be laid out for one language of a bilingual edition.

    styles: by chapter, how its rows are set: the title, each row, and the end.
    """

    order: FacingOrder

    def __init__(
        self, edition: Edition, page: Page, templates: Sequence[Path], *, is_left: bool
    ) -> None:
        # Each language is always on the same side, and the paper is moved to its binding later.
        middle_mm = (page.inner_mm + page.outer_mm) / 2
        level = replace(page, inner_mm=middle_mm, outer_mm=middle_mm, openings="any")
        super().__init__(edition, level, templates)
        self.order = FacingOrder(edition, self.parts, "any")
        is_ltr = self.locale.direction == "ltr"
        self.stylesheet += str(
            fill(
                self.environment,
                "pdf/facing.css",
                line_pt=LINE_PT,
                outside="start" if is_left == is_ltr else "end",
            )
        )
        self.styles: dict[str, Sequence[RowStyle]] = {}
        self.pairs: Mapping[str, ChapterPair] = {}
        self._other: FacingDocuments = self
        self.side: SideName = "source"

    @property
    def room_pt(self) -> float:
        """Return the height of a page's text."""
        page = self.page
        return (page.trim.height_mm - page.top_mm - page.bottom_mm) * PT_PER_MM

    def face(
        self, other: FacingDocuments, pairs: Mapping[str, ChapterPair], side: SideName
    ) -> None:
        """Set what this language faces. pairs: by the names of its own chapters."""
        self._other, self.pairs, self.side = other, pairs, side

    def is_recto(self, _page: int) -> bool:
        """Tell that every page has the running head of a recto: the section."""
        return True

    def measuring(self, chapter: Chapter) -> LayoutJob:
        """Return the job that lays out each row of a chapter on a page, as high as it takes."""
        rows = len(self.headings(chapter))
        first = RowStyle(is_first=True)
        self.styles[chapter.name] = (RowStyle(), *[first] * (rows - 1), RowStyle())
        job = self.chapter(chapter, {})
        tall = f"\n@page {{ size: {self.page.trim.width_mm}mm {_TALL_MM}mm }}\n"
        return replace(job, stylesheet=job.stylesheet + tall)

    def headings(self, chapter: Chapter) -> list[bool]:
        """Tell of each row, the title's first, whether it is a heading."""
        rows = self._rows(chapter, {}).rows
        return [True, *(row.kind == "heading" for row in rows)]

    def chapter(self, chapter: Chapter, rooms: Rooms) -> LayoutJob:
        """Return the job for a chapter, row by row."""
        beside = self._rows(chapter, rooms)
        is_source = self.side == "source"
        rendered = beside.source if is_source else beside.translation
        cells = [row.source if is_source else row.translation for row in beside.rows]
        styles = self.styles.get(chapter.name) or [RowStyle()] * (len(cells) + 2)
        rows = [
            (row_id(number), end_id(number), row.kind, cell.content, style)
            for number, (row, cell, style) in enumerate(
                zip(beside.rows, cells, styles[1:], strict=False), 1
            )
        ]
        html = self._fill(
            "pdf/facing-chapter.html",
            chapter=rendered,
            title_row=(row_id(0), end_id(0), styles[0]),
            rows=rows,
            end=(row_id(len(rows) + 1), styles[-1]),
            notice=beside.notices.get(self.side, ""),
        )
        return self._job(chapter.name, html, beside.assets[0 if is_source else 1])

    def both_titles(self, other: FacingDocuments) -> LayoutJob:
        """Return the job for the title page of both languages, this one's first."""
        titles = [
            (
                documents.locale,
                documents.renderer.line(documents.edition.title),
                documents.renderer.line(documents.edition.subtitle),
                documents.renderer.credits(documents.edition.authors),
            )
            for documents in (self, other)
        ]
        html = self._fill("pdf/facing-title.html", titles=titles)
        return self._job(".front/both", html)

    def _rows(self, chapter: Chapter, rooms: Rooms) -> BesideChapter:
        own = self.side_renderer(rooms)
        other = self._other.side_renderer({})
        sides = (own, other) if self.side == "source" else (other, own)
        return BesideRenderer(*sides).chapter(self.pairs[chapter.name])

    def side_renderer(self, rooms: Rooms) -> SideRenderer:
        """Return what renders this language's cells. rooms: for numbers of pages."""
        target = self._renderer(rooms).target
        return SideRenderer(self.edition, self.locale, target, is_shared=False)
