"""One edition → its PDF: the jobs for its chapters, then front matter, numbers and assembly.

Each chapter is laid out as if it opened on a recto, without knowing its page
numbers, so that nothing but the contents, the folios and the running heads depends
on how long the others are. Folios and heads are set on pages of their own and laid over.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from diglot.cache import cache_key
from diglot.locales import Locale, load_locale, uses_hebrew_letters
from diglot.model import Asset, Chapter, Edition
from diglot.render.barcode import ean13_svg
from diglot.render.chapters import ContentsPart, Entry, Renderer
from diglot.render.credits import isbn_line
from diglot.render.index import Place
from diglot.render.markup import NOTHING
from diglot.render.target import Target, usual_room
from diglot.render.templates import environment, fill, find_file, list_files
from diglot.render.terms import IndexEntry, index_of
from diglot.settings import Page
from diglot.settings.entries import PT_PER_MM
from diglot.text.bidi import order_runs
from diglot.text.numerals import hebrew_bare, roman
from diglot.walk import plain_text
from diglot.writers.pdf.assemble import LINK_SCHEME, Frame, Overlay, assemble
from diglot.writers.pdf.identity import Identity, Standard
from diglot.writers.pdf.layout import CONTENT_URL, LayoutJob, Pages
from diglot.writers.pdf.plan import Label, Part, Run, label_runs, page_finder, place_runs
from diglot.writers.pdf.references import (
    PageOf,
    Reference,
    Rooms,
    places_referred_to,
    references,
    rooms_for,
)

HALF_TITLE, TITLE, DEDICATION = "front/half-title", "front/title", "front/dedication"
CONTENTS, OVERLAY = "front/contents", "front/overlay"
INDEX, COLOPHON = "back/index", "back/colophon"
STYLES = ("styles/fonts.css", "styles/base.css", "styles/pdf.css")
DIGITS_FONT = "fonts/Assistant-Regular.woff2"
FONT_SUFFIXES = (".woff2", ".woff", ".otf", ".ttf")

LayOut = Callable[[Sequence[LayoutJob]], Sequence[Pages]]
_OVERLAID = 64  # pages that one job lays something over; even, as pages have sides
# Of the contents, roughly: a row, and what stands above the first.
_ROW_MM, _OPENING_MM = 5.0, 40.0


@dataclass(frozen=True, slots=True)
class PdfBook:
    """A finished PDF, how many pages it has, and on which of them each part stands, from 0."""

    content: bytes
    pages: int
    parts: Mapping[str, range]


@dataclass(frozen=True, slots=True)
class Making:
    """When the files are made (ISO 8601 with a zone), and for which archive, if any."""

    modified: str
    archive: Standard | None = None


@dataclass(frozen=True, slots=True)
class Margin:
    """What stands around a page's text: its number at the foot, a running head at the top."""

    folio: str = ""
    head: Markup = NOTHING
    references: tuple[Reference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.folio or self.head or self.references)


class PdfEdition:
    """The PDF of one edition, in two steps: `chapter_jobs`, then `finish` with their pages."""

    def __init__(
        self, edition: Edition, page: Page, templates: Sequence[Path], making: Making
    ) -> None:
        self.edition = edition
        self.page = page
        self.making = making
        self.templates = tuple(templates)
        self.locale: Locale = load_locale(edition.language)
        self.environment = environment(self.templates, self.locale)
        self.renderer = self._renderer({})
        self.parts: tuple[ContentsPart, ...] = self.renderer.contents()
        self.index = index_of(edition)
        page_rules = fill(self.environment, "pdf/page.css", page=page)
        sheets = [find_file(self.templates, name).read_text(encoding="utf-8") for name in STYLES]
        self.stylesheet = "\n".join([*sheets, str(page_rules)])
        fonts = list_files(self.templates, "fonts", FONT_SUFFIXES)
        self.fonts_digest = hashlib.sha256(b"".join(p.read_bytes() for p in fonts)).hexdigest()

    def chapter_jobs(self) -> Iterator[LayoutJob]:
        """Yield a job for each chapter, in order."""
        for chapter in self.edition.chapters:
            yield self._chapter_job(chapter, {})

    def finish(self, chapters: Mapping[str, Pages], lay_out: LayOut) -> PdfBook:
        """Return the book made of its chapters' pages, by name.

        lay_out: sets pages, several jobs side by side: the front matter, folios, heads.
        """
        lay_out = _once(lay_out)
        around = self._jobs_around()
        pages = dict(chapters)
        pages |= zip(around, lay_out(tuple(around.values())), strict=True)
        # Guesses. Only the numbers of front matter depend on how long the contents are.
        pages[CONTENTS] = _empty(self._contents_guess)
        if self.index:
            pages[INDEX] = _empty(1)
        rooms: dict[str, Rooms] = {}
        while True:
            plan = self._plan(pages)
            page_of = page_finder(plan)
            if self._widened(pages, rooms, page_of, lay_out):
                continue
            jobs = [self._job_of(CONTENTS, "pdf/contents.html", page_of=page_of)]
            jobs += [self._index_job(page_of)] if self.index else []
            # What is laid over is most likely the same at the end, and need not wait.
            contents, *index = lay_out((*jobs, *self._overlay_jobs(plan)))[: len(jobs)]
            is_stable = contents.count == pages[CONTENTS].count
            pages[CONTENTS] = contents
            if index:
                pages[INDEX] = index[0]
            if is_stable:
                break
        parts = self._plan(pages)
        laid = lay_out(self._overlay_jobs(parts))
        shown = tuple(map(bool, self._margins(parts)))
        overlay = Overlay(tuple(part.pdf for part in laid), shown)
        places = {part.name: range(part.first, part.end) for part in parts}
        return PdfBook(assemble(parts, overlay, self._frame(parts)), parts[-1].end, places)

    @property
    def _contents_guess(self) -> int:
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

    def _overlay_jobs(self, parts: Sequence[Part]) -> tuple[LayoutJob, ...]:
        """Return the jobs for what is laid over the pages, some of them at a time.

        Those of the text are cut apart at places that the front matter does not move.
        """
        margins = self._margins(parts)
        body = min(self._body_start(parts), len(margins))
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

    # Jobs ---------------------------------------------------------------------

    def _renderer(self, rooms: Rooms) -> Renderer:
        target = Target(
            name="pdf",
            href=_href,
            image_url=_image_url,
            prepare=order_runs,
            page_room=lambda place: rooms.get(place) or usual_room(place),
        )
        return Renderer(self.edition, self.locale, target)

    def _widened(
        self,
        pages: dict[str, Pages],
        rooms: dict[str, Rooms],
        page_of: PageOf,
        lay_out: LayOut,
    ) -> bool:
        """Lay out again the chapters with too much or too little room for a number.

        rooms: by chapter, those that it has; changed. Tells whether there were any.
        """
        usual = {chapter.name: chapter for chapter in self.edition.chapters}
        stale = {}
        for name, chapter in usual.items():
            wanted = rooms_for(pages[name], page_of)
            had = rooms.get(name, {})
            if any(room != had.get(place, usual_room(place)) for place, room in wanted.items()):
                rooms[name] = wanted
                stale[name] = chapter
        jobs = tuple(self._chapter_job(chapter, rooms[name]) for name, chapter in stale.items())
        pages |= zip(stale, lay_out(jobs), strict=True)
        return bool(stale)

    def _chapter_job(self, chapter: Chapter, rooms: Rooms) -> LayoutJob:
        renderer = self._renderer(rooms) if rooms else self.renderer
        rendered = renderer.chapter(chapter)
        html = self._fill("pdf/chapter.html", chapter=rendered)
        return self._job(chapter.name, html, rendered.assets)

    def _jobs_around(self) -> dict[str, LayoutJob]:
        """Return the jobs for all that is no chapter and whose length depends on no other."""
        jobs = {TITLE: self._job_of(TITLE, "pdf/title.html")}
        if self.edition.imprint.has_half_title:
            jobs[HALF_TITLE] = self._job_of(HALF_TITLE, "pdf/half-title.html")
        if self.edition.imprint.dedication:
            jobs[DEDICATION] = self._job_of(DEDICATION, "pdf/dedication.html")
        if self.edition.imprint.colophon:
            jobs[COLOPHON] = self._job_of(COLOPHON, "pdf/colophon.html")
        for name, part in self._part_names().items():
            jobs[name] = self._job_of(name, "pdf/part.html", part=part.title)
        return jobs

    def _index_job(self, page_of: PageOf) -> LayoutJob:
        def pages(entry: IndexEntry) -> list[tuple[str, str, str]]:
            found: dict[str, Place] = {}
            for place in entry.places:
                found.setdefault(page_of(place.chapter, place.id), place)
            return [(number, place.chapter, place.id) for number, place in found.items()]

        return self._job_of(INDEX, "pdf/index.html", index=self.index, pages=pages)

    def _part_names(self) -> dict[str, ContentsPart]:
        """Return the parts that have a title, by the name of the page that bears it."""
        return {f"part/{n}": part for n, part in enumerate(self.parts, 1) if part.title}

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
            listed=self.renderer.listed,
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
        return LayoutJob(
            name=f"{self.edition.language}/{name}",
            html=html,
            stylesheet=self.stylesheet,
            templates=self.templates,
            images=tuple((asset.name, asset.origin) for asset in assets),
            files_digest=self.fonts_digest + "".join(asset.digest for asset in assets),
            tagged=is_tagged,
        )

    # Numbers ------------------------------------------------------------------

    def _plan(self, pages: Mapping[str, Pages]) -> tuple[Part, ...]:
        """Return where each part stands. pages: by the name of a run."""
        front_label, body_label = self._labels
        silent = (HALF_TITLE, TITLE, DEDICATION)
        front = [Run(n, pages[n], has_numbers=False) for n in silent if n in pages]
        front.append(Run(CONTENTS, pages[CONTENTS]))
        front += self._chapter_runs(pages, is_front=True)
        placed = place_runs(front, 0, front_label)
        end = placed[-1].end
        body = [*self._chapter_runs(pages, is_front=False)]
        if INDEX in pages:
            body.append(Run(INDEX, pages[INDEX], on_recto=self.page.openings == "recto"))
        placed += place_runs(body, end + end % 2, body_label)
        if COLOPHON in pages:
            last = Run(COLOPHON, pages[COLOPHON], on_recto=False, has_numbers=False)
            number = placed[-1].end - (end + end % 2) + 1
            placed.append(Part(last, placed[-1].end, (body_label(number),)))
        return tuple(placed)

    def _chapter_runs(self, pages: Mapping[str, Pages], *, is_front: bool) -> Iterator[Run]:
        """Yield the chapters of the front matter, or the others with the pages of their parts."""
        titles = {part.chapters[0].name: name for name, part in self._part_names().items()}
        inside = {chapter.name for part in self.parts if part.title for chapter in part.chapters}
        on_recto = True
        for chapter in self.edition.chapters:
            if (chapter.role == "frontmatter") != is_front:
                continue
            if name := titles.get(chapter.name):
                yield Run(name, pages[name], has_numbers=False)
                on_recto = True
            depth = int(chapter.name in inside and bool(titles))
            yield Run(chapter.name, pages[chapter.name], on_recto, depth)
            on_recto = self.page.openings == "recto"

    @property
    def _labels(self) -> tuple[Label, Label]:
        """Return how pages of front matter and of the text are numbered, never both alike.

        A Hebrew book whose text is numbered in letters has figures before it.
        """
        if self.edition.conventions.numerals.pages == "hebrew":
            return str, hebrew_bare
        return (hebrew_bare if uses_hebrew_letters(self.edition.language) else roman), str

    def _margins(self, parts: Sequence[Part]) -> list[Margin]:
        """Return what stands around each page: nothing around pages of titles and blank ones.

        A page on which a chapter opens has no running head.
        """
        margins = [Margin()] * parts[-1].end
        title = self.renderer.line(self.edition.title)
        heads = {c.name: c.title for part in self.parts for c in part.chapters}
        heads[CONTENTS] = self.renderer.line(self.locale.gettext("Contents"))
        heads[INDEX] = self.renderer.line(self.locale.gettext("Index"))
        for part in parts:
            for number, label in enumerate(part.labels):
                page = part.first + number
                head = heads.get(part.name, title) if page % 2 == 0 else title
                if part.run.has_numbers:
                    margins[page] = Margin(label, head if number else NOTHING)
        is_rtl = self.locale.direction == "rtl"
        for page, reference in references(parts, page_finder(parts), self.page, is_rtl=is_rtl):
            old = margins[page]
            margins[page] = Margin(old.folio, old.head, (*old.references, reference))
        return margins

    def _body_start(self, parts: Sequence[Part]) -> int:
        """Return the page that bears the number 1, a recto."""
        fronts = {c.name for c in self.edition.chapters if c.role == "frontmatter"} | {CONTENTS}
        end = max(part.end for part in parts if part.name in fronts)
        return end + end % 2

    def _frame(self, parts: Sequence[Part]) -> Frame:
        body = self._body_start(parts)
        front_label, body_label = self._labels
        runs = (
            *label_runs(front_label, 0, min(body, parts[-1].end)),
            *label_runs(body_label, body, parts[-1].end),
        )
        texts = {
            f"{place.chapter}/{place.id}": plain_text(name)
            for place, name in self.renderer.index.names.items()
        }
        to_verso_mm = self.page.outer_mm - self.page.inner_mm
        if self.locale.direction == "rtl":
            to_verso_mm = -to_verso_mm
        page_of = page_finder(parts)
        named = {place for part in parts for place in places_referred_to(part.pages)}
        page_texts = {
            f"{p.chapter}/{p.id}": self.locale.gettext(
                "page\N{NO-BREAK SPACE}%(number)s", number=page_of(p.chapter, p.id)
            )
            for p in named
        }
        to_verso_pt = to_verso_mm * PT_PER_MM
        return Frame(
            self.locale.direction,
            runs,
            texts,
            page_texts,
            to_verso_pt,
            self.identity,
            self.making.archive,
            self.page.trim.width_mm > self.page.trim.height_mm,
        )

    @property
    def identity(self) -> Identity:
        """Return what the edition's files are called."""
        return Identity(
            title=self.edition.title,
            language=self.edition.language,
            modified=self.making.modified,
            authors=tuple(person.name for person in self.edition.authors),
            publisher=self.edition.publisher,
            description=self.edition.description,
            rights=self.edition.rights,
        )


def _once(lay_out: LayOut) -> LayOut:
    """Return the same, with each job done once only."""
    known: dict[LayoutJob, Pages] = {}

    def laid(jobs: Sequence[LayoutJob]) -> list[Pages]:
        new = [job for job in dict.fromkeys(jobs) if job not in known]
        known.update(zip(new, lay_out(new), strict=True))
        return [known[job] for job in jobs]

    return laid


def _empty(count: int) -> Pages:
    return Pages(b"", count, {}, ())


# Addresses ---------------------------------------------------------------------


def _href(place: Place, _chapter: str) -> str:
    return _link(place.chapter, place.id)


def _link(chapter: str, place: str = "") -> str:
    """Return the address of a place, which `assemble` turns into a destination."""
    return f"{LINK_SCHEME}{chapter}/{place}"


def _image_url(asset: Asset) -> str:
    return f"{CONTENT_URL}{asset.name}"


def layout_key(job: LayoutJob, versions: Sequence[str]) -> str:
    """Return the name under which a job's pages are kept."""
    tagged = "tagged" if job.tagged else ""
    return cache_key(
        "pages", [job.name, job.html, job.stylesheet, job.files_digest, tagged, *versions]
    )
