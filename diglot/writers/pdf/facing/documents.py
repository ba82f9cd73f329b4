"""The documents of one language of a bilingual edition: its chapters row by row.

A row has a height that is given, and may begin a page; so both languages agree on where each
begins. What a row holds is made as for the bilingual e-book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec.structs import replace

from diglot.bitext import ChapterPair
from diglot.core.markup_names import BELOW_ROW, CUT_AT, FOOTNOTE, NEW_GRID, ROW
from diglot.core.model import Chapter, Edition
from diglot.render.beside.chapter import BesideChapter, BesideRenderer
from diglot.render.beside.sides import SideName, SideRenderer
from diglot.render.chapters import Renderer
from diglot.render.markup import NOTHING, element, text
from diglot.render.templates import fill
from diglot.settings import Page
from diglot.settings.forms.bilingual import Bilingual
from diglot.writers.pdf.book.documents import Documents, image_url
from diglot.writers.pdf.book.order import CONTENTS, INDEX
from diglot.writers.pdf.book.references import PageOf, Rooms
from diglot.writers.pdf.engine.layout import LayoutJob
from diglot.writers.pdf.facing.across import Across
from diglot.writers.pdf.facing.contents import ContentsLine, ContentsRow, Listed, contents_rows
from diglot.writers.pdf.facing.fitting import Fitting
from diglot.writers.pdf.facing.notes import with_rooms
from diglot.writers.pdf.facing.order import FacingOrder
from diglot.writers.pdf.facing.parts import Heights, with_heights
from diglot.writers.pdf.facing.rows import FacingCell, FacingRow, Lacking, facing_rows
from diglot.writers.pdf.facing.styles import RowStyle
from diglot.writers.pdf.units import PT_PER_MM

_TALL_MM = 20_000.0  # a page that holds a chapter whole, on which rows are measured
_NAMES = (ROW, BELOW_ROW, CUT_AT, NEW_GRID)
_CONTENTS_LINE = 0.87  # of the distance of lines in the text
_MANY = 99  # chapters, from which on numbers have three figures


class FacingDocuments(Documents):
    """What is to be laid out for one language of a bilingual edition.

    styles: by chapter, how its rows are set: the title, and each below it.
    """

    order: FacingOrder

    def __init__(
        self,
        edition: Edition,
        page: Page,
        templates: Sequence[Path],
        setting: Bilingual,
        fitting: Fitting,
        *,
        is_left: bool,
        bleed_mm: float = 0.0,
    ) -> None:
        # Each language is always on the same side, and the paper is moved to its binding later.
        middle_mm = (page.inner_mm + page.outer_mm) / 2
        level = replace(page, inner_mm=middle_mm, outer_mm=middle_mm, openings="any")
        super().__init__(edition, level, templates)
        self.order = FacingOrder(edition, self.parts, "any")
        self._chapters = {chapter.name: chapter for chapter in edition.chapters}
        self.setting = setting
        self._outside = "start" if is_left == (self.locale.direction == "ltr") else "end"
        self._inner_mm = page.inner_mm
        self._bleed_mm = bleed_mm
        self._unfitted = self.stylesheet
        self._made: dict[str, tuple[Sequence[RowStyle] | None, LayoutJob]] = {}
        self.fit(fitting)
        self.lacking: tuple[str, ...] = ()
        self.styles: dict[str, Sequence[RowStyle]] = {}
        self.pairs: Mapping[str, ChapterPair] = {}
        self._other: FacingDocuments = self
        self.side: SideName = "source"
        self._rendered: dict[str, BesideChapter] = {}

    def fit(self, fitting: Fitting) -> None:
        """Set letters and lines otherwise than they were."""
        self.fitting = fitting
        own = fill(
            self.environment,
            "pdf/facing.css",
            language=self.edition.language,
            line_pt=fitting.leading_pt,
            size_pt=fitting.sizes_pt.get(self.edition.language),
            scale=fitting.scales.get(self.edition.language, 1),
            contents_line_pt=self.line_pt(CONTENTS),
            outside=self._outside,
            inner_mm=self._inner_mm,
            bleed_mm=self._bleed_mm,
        )
        self.stylesheet = self._unfitted + str(own)
        self._made.clear()

    @property
    def room_pt(self) -> float:
        """Return the height of a page's text."""
        page = self.page
        return (page.trim.height_mm - page.top_mm - page.bottom_mm) * PT_PER_MM

    def face(
        self,
        other: FacingDocuments,
        pairs: Mapping[str, ChapterPair],
        side: SideName,
        others: Mapping[str, ChapterPair],
        rendered: dict[str, BesideChapter],
    ) -> None:
        """Set what this language faces. pairs, others: by the names of either's chapters.

        rendered: chapters in both languages by the source's names, which both languages share as
        each takes its own side of them; added to.
        """
        self._other, self.pairs, self.side = other, pairs, side
        self._rendered = rendered
        self.lacking = tuple(name for name in others if self._lacks(others[name], name))

    def _lacks(self, pair: ChapterPair, name: str) -> bool:
        own = pair.source if self.side == "source" else pair.translation
        return own is None and name not in self.pairs

    def around(self) -> dict[str, LayoutJob]:
        """Return the jobs for all that is no chapter, with a notice for each that is lacking."""
        gettext = self.locale.gettext
        if self.side == "translation":
            said = gettext("This chapter has not been translated yet.")
        else:
            said = gettext("Only the other language has this chapter.")
        notices = {
            name: self._job_of(name, "pdf/facing-notice.html", notice=said) for name in self.lacking
        }
        return super().around() | notices

    def is_recto(self, _page: int) -> bool:
        """Tell that every page has the running head of a recto: the section."""
        return True

    @property
    def head_pt(self) -> float:
        """Return how high the text of a page begins, from its lower edge."""
        return (self.page.trim.height_mm - self.page.top_mm) * PT_PER_MM

    def run(self, name: str) -> LayoutJob:
        """Return the job for a chapter or the contents, by name, as they are set so far."""
        if name == CONTENTS:
            return self.contents(_unknown)
        return self.chapter(self._chapters[name], {})

    def measuring(self, name: str, only: Sequence[int] | None = None) -> LayoutJob:
        """Return the job that lays out each row of a run as if it began a page.

        only: the numbers of the rows that are wanted, from 0 below the title; None for all.
        No page has two rows with notes, as it is the page that has the notes of its rows.
        """
        noted = map(self._calls_notes, self.rows(name))
        styles = [RowStyle(is_measured=True, is_apart=is_noted) for is_noted in noted]
        self.styles[name] = (RowStyle(is_measured=True), *styles)
        if only is None:
            job = self.run(name)
        else:
            job = self._row_by_row(name, self._beside(self._chapters[name], {}), only)
        # Not in the style sheet, which a worker has read already, or will need for the pages.
        tall = f"<style>@page {{ size: {self.page.trim.width_mm}mm {_TALL_MM}mm }}</style></head>"
        return replace(job, html=job.html.replace("</head>", tall, 1), measured=True)

    def _calls_notes(self, row: FacingRow | ContentsRow) -> bool:
        if isinstance(row, ContentsRow):
            return False
        cells = row.source if self.side == "source" else row.translation
        return any(FOOTNOTE in cell.content for cell in cells)

    def rows(self, name: str) -> Sequence[FacingRow | ContentsRow]:
        """Return the rows of a chapter or the contents, in both languages, below the title."""
        if name == CONTENTS:
            return self._contents
        return self._rows(self._beside(self._chapters[name], {}))

    def called(self, name: str) -> str:
        """Return what an error calls a chapter or the contents."""
        return "the contents" if name == CONTENTS else str(self._chapters[name].position.path)

    def line_pt(self, name: str) -> float:
        """Return the distance of lines in a chapter or the contents."""
        return self.fitting.leading_pt * (_CONTENTS_LINE if name == CONTENTS else 1)

    def numbered(self, page_of: PageOf) -> dict[str, LayoutJob]:
        """Return the jobs for what lists the numbers of pages: the contents, and the index."""
        return super().numbered(page_of) | {CONTENTS: self.contents(page_of)}

    @property
    def index_alone(self) -> dict[str, LayoutJob]:
        """Return the job for the index, if there is one, while no number is known."""
        return {INDEX: self._index_job(_unknown)} if self.index else {}

    @property
    def contents_guess(self) -> int:
        """Return how many pages the contents have: as they are planned."""
        return max(style.page for style in self.styles[CONTENTS])

    def contents(self, page_of: PageOf) -> LayoutJob:
        """Return the job for the contents, row by row."""
        rows = self._contents
        styles = self.styles.get(CONTENTS) or [RowStyle()] * (len(rows) + 1)
        return self._job_of(
            CONTENTS,
            "pdf/facing-contents.html",
            page_of=page_of,
            lines=[row.source if self.side == "source" else row.translation for row in rows],
            styles=styles,
            names=_NAMES,
            hundreds=len(self.edition.chapters) > _MANY,
        )

    @cached_property
    def _contents(self) -> tuple[ContentsRow, ...]:
        sides = (self, self._other) if self.side == "source" else (self._other, self)
        return contents_rows(sides[0].listed_parts, sides[1].listed_parts)

    @property
    def listed_parts(self) -> Listed:
        """Return what the contents of this language list."""
        gettext = self.locale.gettext
        headings = {"figures": gettext("Figures"), "tables": gettext("Tables")}
        index = ContentsLine("chapter", self.renderer.line(gettext("Index")), chapter=INDEX)
        imprint = self.edition.imprint
        lists = {kind: (headings[kind], self.listed(kind)) for kind in imprint.lists}
        return Listed(
            self.edition.language,
            self.parts,
            imprint.contents_depth,
            index if self.index else None,
            {kind: items for kind, items in lists.items() if items[1]},
        )

    def chapter(self, chapter: Chapter, rooms: Rooms) -> LayoutJob:
        """Return the job for a chapter, row by row; as in its own edition if it faces none."""
        pair = self.pairs[chapter.name]
        if pair.source is None or pair.translation is None:
            return super().chapter(chapter, rooms)
        if rooms:
            return self._row_by_row(chapter.name, self._beside(chapter, rooms))
        styles = self.styles.get(chapter.name)
        made = self._made.get(chapter.name)
        if made is None or made[0] is not styles:
            job = self._row_by_row(chapter.name, self._beside(chapter, {}))
            made = self._made[chapter.name] = (styles, job)
        return made[1]

    def _row_by_row(
        self, name: str, beside: BesideChapter, only: Sequence[int] | None = None
    ) -> LayoutJob:
        is_source = self.side == "source"
        rows = self._rows(beside)
        styles = self.styles.get(name) or [RowStyle()] * (len(rows) + 1)
        wanted = range(len(rows)) if only is None else only
        html: str = self._fill(
            "pdf/facing-chapter.html",
            chapter=beside.source if is_source else beside.translation,
            rows=[
                _with_heights(
                    rows[number].source if is_source else rows[number].translation,
                    styles[number + 1].parts_pt,
                )
                for number in wanted
            ],
            styles=[styles[0], *(styles[number + 1] for number in wanted)],
            names=_NAMES,
            notice=beside.notices.get(self.side, ""),
        )
        html = with_rooms(html, [room for style in styles for room in style.notes])
        return self._job(name, html, beside.assets[0 if is_source else 1])

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

    def _rows(self, beside: BesideChapter) -> Sequence[FacingRow]:
        source, other = (self, self._other) if self.side == "source" else (self._other, self)
        lacking = (
            source.instead(source.locale.gettext("Only the other language has this section.")),
            other.instead(other.locale.gettext("This section has not been translated yet.")),
        )
        rows = facing_rows(beside, self.setting.align, lacking)
        if self.setting.figures == "both" or self.setting.align != "block":
            return rows  # what is not level has no other half beside it
        ours, theirs = ({image_url(a): a for a in assets} for assets in beside.assets)
        return self._across(rows, (ours, theirs))

    @cached_property
    def _across(self) -> Across:
        page = self.page
        width_mm = page.trim.width_mm - page.inner_mm - page.outer_mm
        inner_pt, bleed_pt = self._inner_mm * PT_PER_MM, self._bleed_mm * PT_PER_MM
        return Across((width_mm * PT_PER_MM, self.room_pt), inner_pt, bleed_pt)

    def instead(self, words: str) -> Lacking:
        """Return what this language has where it has nothing. words: of a section."""
        notice = element("p", {"class": "facing-notice"}, text(words))
        mark = element("p", {}, text("\N{EM DASH}")) if self.setting.marks else NOTHING
        return Lacking(notice, mark)

    def _beside(self, chapter: Chapter, rooms: Rooms) -> BesideChapter:
        pair = self.pairs[chapter.name]
        name = pair.source.name if pair.source else ""
        if not rooms and name in self._rendered:
            return self._rendered[name]
        own = self.side_renderer(rooms)
        other = self._other.side_renderer({})
        sides = (own, other) if self.side == "source" else (other, own)
        found = BesideRenderer(*sides).chapter(pair)
        if not rooms:
            self._rendered[name] = found
        return found

    def side_renderer(self, rooms: Rooms) -> SideRenderer:
        """Return what renders this language's cells. rooms: for numbers of pages."""
        return self._side_renderer(self._renderer(rooms)) if rooms else self._usual_side_renderer

    @cached_property
    def _usual_side_renderer(self) -> SideRenderer:
        return self._side_renderer(self.renderer)

    def _side_renderer(self, renderer: Renderer) -> SideRenderer:
        target = replace(renderer.target, key="")  # nobody keeps these rows
        return SideRenderer(self.edition, self.locale, target, is_shared=False)


def _unknown(*_place: str) -> str:
    """Return what is as wide as the number of a page."""
    return "000"


def _with_heights(cells: Sequence[FacingCell], heights: Heights) -> list[FacingCell]:
    """Return the cells of a row whose parts have given heights; such a row has one cell."""
    if not any(heights):
        return list(cells)
    (cell,) = cells
    return [replace(cell, content=with_heights(cell.content, heights))]
