"""The documents that the PDF of an edition is made of, as jobs to be laid out.

Knows which template each is filled from; where pages come in the book is given.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from markupsafe import Markup
from msgspec import Struct

from diglot.core.markup_names import PLACE_SCHEME
from diglot.core.model import Asset, Chapter, Edition, Text
from diglot.core.walk import chapter_inlines, plain_text
from diglot.disk.files import Files
from diglot.disk.steps import records, step
from diglot.disk.template_files import find_file
from diglot.lang.locales import Locale, load_locale
from diglot.render.apparatus.credits import isbn_line
from diglot.render.apparatus.index import Destination
from diglot.render.apparatus.kept import drawn_with
from diglot.render.apparatus.terms import IndexEntry, index_of
from diglot.render.chapters import ContentsPart, Entry, ListedItem, Renderer
from diglot.render.drawn.barcode import ean13_svg
from diglot.render.drawn.cover import FaceFinder
from diglot.render.drawn.outlines import title_lines
from diglot.render.markup import NOTHING
from diglot.render.target import PAPER, Target
from diglot.render.templates import environment, fill, typecase_of
from diglot.settings import Page
from diglot.text.direction.bidi import order_runs
from diglot.writers.pdf.book.order import (
    COLOPHON,
    CONTENTS,
    DEDICATION,
    HALF_TITLE,
    INDEX,
    TITLE,
    Order,
)
from diglot.writers.pdf.book.plan import PageRun, page_finder
from diglot.writers.pdf.book.references import PageOf, Reference, Rooms, references
from diglot.writers.pdf.engine.face_sheets import FaceSheets
from diglot.writers.pdf.engine.layout import CONTENT, CONTENT_URL, LayoutJob, Pages
from diglot.writers.pdf.engine.looked_up import LookedUp
from diglot.writers.pdf.units import PT_PER_MM

STYLES = ("styles/fonts.css", "styles/base.css", "styles/pdf.css")
DIGITS_FONT = "fonts/Assistant-Regular.woff2"
OVERLAY = ".front/overlay"
_LINES = records(tuple[str, ...])

# Signs at which WeasyPrint ends a line, and then stops because it did not expect it; and
# controls of rare scripts, for which Pango takes any font. A finding tells of the latter.
_LINE_ENDS = dict.fromkeys(map(ord, "\x0b\x0c\x85\u2028\u2029"), "\n")
_CONTROLS = dict.fromkeys(
    (
        *(0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, *range(0xFFF9, 0xFFFC)),
        *(*range(0x13430, 0x13440), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)),
        *(0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFFA0, *range(0x180B, 0x1810)),
    )
)
_FOR_PAGES: dict[int, str | None] = {**_LINE_ENDS, **_CONTROLS}
_OVERLAID = 64  # pages that one job lays something over; even, as pages have sides
_LETTERS_A_PAGE = 1000  # with all that is no prose; only to guess how many figures a number has
# Of the contents, roughly: a row, and what is above the first.
_ROW_MM, _OPENING_MM = 5.0, 40.0


class Margin(Struct, frozen=True):
    """What is around a page's text: its number at the foot, a running head at the top."""

    folio: str = ""
    head: Markup = NOTHING
    references: tuple[Reference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.folio or self.head or self.references)


class Heads(Struct, frozen=True):
    """The running heads of a chapter: the chapter on versos, its sections on rectos.

    Where a chapter has no sections, they are the book and the chapter.
    """

    book: Markup
    chapter: Markup
    sections: tuple[Entry, ...] = ()

    def on(self, pages: Pages, number: int, *, is_recto: bool) -> Markup:
        """Return the head of a page of the chapter. number: of the page among `pages`, from 0.

        Of several sections that begin on a recto the last one leads.
        """
        if not self.sections:
            return self.chapter if is_recto else self.book
        if not is_recto:
            return self.chapter
        begun = (
            section.title
            for section in reversed(self.sections)
            if (anchor := pages.anchors.get(section.id)) and anchor.page <= number
        )
        return next(begun, self.chapter)


class Documents:
    """What is to be laid out for one edition."""

    def __init__(self, edition: Edition, page: Page, templates: Sequence[Path]) -> None:
        self.edition = edition
        self.page = page
        self.templates = tuple(templates)
        self.locale: Locale = load_locale(edition.language)
        self.environment = environment(self.templates, self.locale)
        self.renderer = self._renderer({})
        self.parts: tuple[ContentsPart, ...] = self.renderer.contents()
        self.order = Order(edition, self.parts, page.openings)
        self.index = index_of(edition)
        page_rules = fill(self.environment, "pdf/page.css", page=page)
        self._sheets = [
            find_file(self.templates, name).read_text(encoding="utf-8") for name in STYLES
        ]
        fonts_css, *sheets = self._sheets
        self.stylesheet = "\n".join([*sheets, str(page_rules)])
        self.faces = FaceSheets(fonts_css, typecase_of(self.templates), edition.language)
        self.looked_up = LookedUp(self.templates)

    def chapter(self, chapter: Chapter, rooms: Rooms) -> LayoutJob:
        """Return the job for a chapter. rooms: for numbers of pages, where they are not usual."""
        renderer = self._renderer(rooms) if rooms else self.renderer
        rendered = renderer.chapter(chapter)
        html = self._fill("pdf/chapter.html", chapter=rendered)
        return self._job(chapter.name, html, rendered.assets)

    def around(self) -> dict[str, LayoutJob]:
        """Return the jobs for all that is no chapter and whose length depends on no other."""
        jobs = {TITLE: self._job_of(TITLE, "pdf/title.html", title_lines=self._title_lines)}
        if self.edition.imprint.half_title:
            jobs[HALF_TITLE] = self._job_of(HALF_TITLE, "pdf/half-title.html")
        if self.edition.imprint.dedication:
            jobs[DEDICATION] = self._job_of(DEDICATION, "pdf/dedication.html")
        if self.edition.imprint.colophon:
            jobs[COLOPHON] = self._job_of(COLOPHON, "pdf/colophon.html")
        for name, part in self.order.part_names.items():
            jobs[name] = self._job_of(name, "pdf/part.html", part=part.title)
        return jobs

    def _title_lines(
        self, words: str, fonts: Sequence[str], size_pt: float, indent_mm: float
    ) -> tuple[str, ...]:
        """Return the lines in which the title page has some words, broken by sense.

        fonts: the files that they are set in. indent_mm: how much narrower than the text.
        """
        page = self.page
        width_mm = page.trim.width_mm - page.inner_mm - page.outer_mm - indent_mm
        given = (words, size_pt, width_mm * PT_PER_MM)

        def lines() -> tuple[str, ...]:
            faces = FaceFinder(self.templates)(fonts, words)
            return tuple(title_lines(words, faces, *given[1:]))

        made_of = (*drawn_with(self.templates), *self._sheets, repr((given, fonts)))
        found: tuple[str, ...] = step("title", made_of).result(lines, _LINES)
        return found

    def numbered(self, page_of: PageOf) -> dict[str, LayoutJob]:
        """Return the jobs for what lists the numbers of pages: the contents, and the index."""
        jobs = {CONTENTS: self._job_of(CONTENTS, "pdf/contents.html", page_of=page_of)}
        return jobs | ({INDEX: self._index_job(page_of)} if self.index else {})

    def overlays(self, parts: Sequence[PageRun]) -> tuple[LayoutJob, ...]:
        """Return the jobs for what is laid over the pages, some of them at a time.

        Those of the text are cut apart at places that the front matter does not move.
        """
        margins = self.margins(parts)
        body = min(self.order.body_start(parts), len(margins))
        cuts = [0, *range(body, len(margins), _OVERLAID), len(margins)]
        slices = [margins[a:b] for a, b in itertools.pairwise(cuts) if a < b]
        return tuple(
            self._job(
                f"{OVERLAY}-{number}",
                self._fill("pdf/margins.html", margins=some),
                is_tagged=False,
            )
            for number, some in enumerate(slices)
        )

    def usual_room(self, place: Destination) -> str:
        """Return what is as wide as the number of a place's page most likely is."""
        return "0" * self._figures[place.chapter]

    @cached_property
    def _likely_pages(self) -> dict[str, int]:
        """Return on which page each chapter begins, more or less."""
        found, letters = {}, 0
        for chapter in self.edition.chapters:
            found[chapter.name] = 1 + letters // _LETTERS_A_PAGE
            letters += sum(len(i.text) for i in chapter_inlines(chapter) if isinstance(i, Text))
        return found

    @property
    def contents_guess(self) -> int:
        """Return how many pages the contents will have, more or less."""

        def rows(entries: Sequence[Entry], depth: int) -> int:
            if not depth:
                return 0
            return len(entries) + sum(rows(entry.entries, depth - 1) for entry in entries)

        depth = self.edition.imprint.contents_depth - 1
        chapters = [chapter for part in self.parts for chapter in part.chapters]
        lines = sum(1.5 + rows(chapter.entries, depth) for chapter in chapters)
        height_mm = self.page.trim.height_mm - self.page.top_mm - self.page.bottom_mm
        return max(1, round((lines * _ROW_MM + _OPENING_MM) / height_mm + 0.5))

    def listed(self, kind: Literal["figures", "tables"]) -> Sequence[ListedItem]:
        """Return the figures or tables that are listed after the contents."""
        return self.renderer.listed(kind)

    @cached_property
    def names(self) -> dict[Destination, str]:
        """Return what each place that links lead to is called."""
        names = self.renderer.index.names.items()
        return {place: plain_text(name) for place, name in names}

    def is_recto(self, _page: int) -> bool:
        """Tell whether a page of the file, from 0, has the running head of a recto."""
        return _page % 2 == 0

    def margins(self, parts: Sequence[PageRun]) -> list[Margin]:
        """Return what is around each page: nothing around pages of titles and blank ones.

        A page on which a chapter opens has no running head.
        """
        margins = [Margin()] * parts[-1].end
        heads = self._heads
        for part in parts:
            for number, label in enumerate(part.labels):
                page = part.first + number
                if part.run.has_numbers:
                    head = heads[part.name].on(part.pages, number, is_recto=self.is_recto(page))
                    margins[page] = Margin(label, head if number else NOTHING)
        is_rtl = self.locale.direction == "rtl"
        for page, reference in references(parts, page_finder(parts), self.page, is_rtl=is_rtl):
            old = margins[page]
            margins[page] = Margin(old.folio, old.head, (*old.references, reference))
        return margins

    @cached_property
    def _heads(self) -> dict[str, Heads]:
        """Return the running heads of every run that has some, by its name."""
        title = self.renderer.line(self.edition.title)
        chapters = [chapter for part in self.parts for chapter in part.chapters]
        heads = {c.name: Heads(title, c.title, c.entries) for c in chapters}
        for name, words in ((CONTENTS, "Contents"), (INDEX, "Index")):
            heads[name] = Heads(title, self.renderer.line(self.locale.gettext(words)))
        return heads

    def _renderer(self, rooms: Rooms) -> Renderer:
        target = Target(
            PAPER,
            href=_href,
            image_url=image_url,
            prepare=order_runs,
            page_room=lambda place: rooms.get(place) or self.usual_room(place),
            key=f"pdf {sorted(rooms.items(), key=repr)} {self._figures}",
        )
        return Renderer(self.edition, self.locale, target)

    @cached_property
    def _figures(self) -> dict[str, int]:
        """Return by chapter how many figures the numbers of its pages most likely have."""
        return {name: len(str(page)) for name, page in self._likely_pages.items()}

    def _index_job(self, page_of: PageOf) -> LayoutJob:
        def pages(entry: IndexEntry) -> list[tuple[str, str, str]]:
            found: dict[str, Destination] = {}
            for place in entry.places:
                found.setdefault(page_of(place.chapter, place.id), place)
            return [(number, place.chapter, place.id) for number, place in found.items()]

        return self._job_of(INDEX, "pdf/index.html", index=self.index, pages=pages)

    def _job_of(self, name: str, template: str, **values: object) -> LayoutJob:
        return self._job(name, self._fill(template, **values))

    def _fill(self, template: str, **values: object) -> Markup:
        edition = self.edition
        return fill(
            self.environment,
            template,
            edition=edition,
            title=self.renderer.line(edition.title),
            subtitle=self.renderer.line(edition.subtitle),
            credits=self.renderer.credits(edition.authors),
            date=self.renderer.date(edition.date),
            parts=self.parts,
            has_index=bool(self.index),
            line=self.renderer.line,
            paragraphs=self.renderer.paragraphs,
            listed=self.listed,
            isbn_line=lambda form, isbn: isbn_line(form, isbn, self.locale),
            barcode=self.barcode,
            link=_link,
            **values,
        )

    def barcode(self, isbn: str, scale: float = 1.0) -> Markup:
        """Return the barcode of an ISBN."""
        return ean13_svg(isbn, find_file(self.templates, DIGITS_FONT), scale)

    def _job(
        self, name: str, html: str, assets: Sequence[Asset] = (), *, is_tagged: bool = True
    ) -> LayoutJob:
        stylesheet = self.faces.for_page(html, assets) + self.stylesheet
        pictures = Files.of((f"{CONTENT}{a.name}", a.digest, a.origin) for a in assets)
        return LayoutJob(
            name=f"{self.edition.language}/{name}",
            # What is changed in it later is text, not markup.
            html=str(html).translate(_FOR_PAGES),
            stylesheet=stylesheet,
            files=pictures | self.looked_up.files(html, stylesheet),
            tagged=is_tagged,
        )


# Addresses ---------------------------------------------------------------------


def _href(place: Destination, _chapter: str) -> str:
    return _link(place.chapter, place.id)


def _link(chapter: str, place: str = "") -> str:
    """Return the address of a place, which `assemble` turns into a destination."""
    return f"{PLACE_SCHEME}{quote(chapter)}/{quote(place)}"


def image_url(asset: Asset) -> str:
    """Return the address of a picture, as markup has it."""
    return f"{CONTENT_URL}{quote(asset.name)}"
