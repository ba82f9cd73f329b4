"""One edition → its PDF: the jobs for its chapters, then front matter, numbers and assembly.

Each chapter opens on a recto and is laid out without knowing its page numbers,
so that nothing but the contents and the folios depends on how long the others
are. Folios are set on pages of their own and laid over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from diglot.cache import cache_key
from diglot.locales import Locale, load_locale, uses_hebrew_letters
from diglot.model import Asset, Chapter, Edition
from diglot.render.chapters import Renderer
from diglot.render.index import Place
from diglot.render.target import Target
from diglot.render.templates import environment, fill, find_file, list_files
from diglot.settings import Trim
from diglot.text.bidi import order_runs
from diglot.text.numerals import hebrew_bare, roman
from diglot.walk import plain_text
from diglot.writers.pdf.assemble import LINK_SCHEME, Folios, Frame, Part, assemble
from diglot.writers.pdf.layout import CONTENT_URL, LayoutJob, Pages

TITLE, CONTENTS = "front/title", "front/contents"
STYLES = ("styles/fonts.css", "styles/base.css", "styles/pdf.css")
FONT_SUFFIXES = (".woff2", ".woff", ".otf", ".ttf")

LayOut = Callable[[LayoutJob], Pages]


@dataclass(frozen=True, slots=True)
class PdfBook:
    """A finished PDF and how many pages it has."""

    content: bytes
    pages: int


class PdfEdition:
    """The PDF of one edition, in two steps: `chapter_jobs`, then `finish` with their pages."""

    def __init__(self, edition: Edition, trim: Trim, templates: Sequence[Path]) -> None:
        self.edition = edition
        self.templates = tuple(templates)
        self.locale: Locale = load_locale(edition.language)
        self.environment = environment(self.templates, self.locale)
        target = Target(name="pdf", href=_href, image_url=_image_url, prepare=order_runs)
        self.renderer = Renderer(edition, self.locale, target)
        page_rules = fill(
            self.environment,
            "pdf/page.css",
            trim=trim,
            is_rtl=self.locale.direction == "rtl",
        )
        sheets = [find_file(self.templates, name).read_text(encoding="utf-8") for name in STYLES]
        self.stylesheet = "\n".join([*sheets, str(page_rules)])
        fonts = list_files(self.templates, "fonts", FONT_SUFFIXES)
        self.fonts_digest = hashlib.sha256(b"".join(p.read_bytes() for p in fonts)).hexdigest()

    def chapter_jobs(self) -> tuple[LayoutJob, ...]:
        """Return a job for each chapter, in order."""
        return tuple(self._chapter_job(chapter) for chapter in self.edition.chapters)

    def finish(self, chapters: Mapping[str, Pages], lay_out: LayOut) -> PdfBook:
        """Return the book made of its chapters' pages, by name.

        lay_out: sets the pages of the front matter and the folios.
        """
        title = lay_out(self._front_job(TITLE, "pdf/title.html"))
        contents_pages = 2  # a guess: only front matter's numbers depend on it
        while True:
            guess = self._plan(title, contents_pages, chapters)
            job = self._front_job(CONTENTS, "pdf/contents.html", page_of=_page_finder(guess))
            contents = lay_out(job)
            if contents.count == contents_pages:
                break
            contents_pages = contents.count
        parts = self._plan(title, contents, chapters)
        numbers = [folio for part in parts for folio in _folios(part)]
        job = self._job(
            "front/folios", self._fill("pdf/folios.html", folios=numbers), is_tagged=False
        )
        folios = Folios(lay_out(job).pdf, tuple(map(bool, numbers)))
        content = assemble(parts, folios, self._frame(parts))
        return PdfBook(content, parts[-1].end)

    # Jobs ---------------------------------------------------------------------

    def _chapter_job(self, chapter: Chapter) -> LayoutJob:
        rendered = self.renderer.chapter(chapter)
        html = self._fill("pdf/chapter.html", chapter=rendered)
        return self._job(chapter.name, html, rendered.assets)

    def _front_job(self, name: str, template: str, **values: object) -> LayoutJob:
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
            parts=self.renderer.contents(),
            line=self.renderer.line,
            link=_link,
            **values,
        )

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

    def _plan(
        self, title: Pages, contents: Pages | int, chapters: Mapping[str, Pages]
    ) -> tuple[Part, ...]:
        """Return where each part stands. contents: its pages, or how many there will be."""
        if isinstance(contents, int):
            contents = Pages(b"", contents, {}, ())
        front = [(TITLE, title), (CONTENTS, contents)]
        front += [(c.name, chapters[c.name]) for c in self._chapters(is_front=True)]
        body = [(c.name, chapters[c.name]) for c in self._chapters(is_front=False)]
        front_label, body_label = self._labels
        placed = _placed(front, 0, front_label)
        placed += _placed(body, placed[-1].end, body_label)
        last = placed[-1]
        placed[-1] = Part(last.name, last.pages, last.first, False, last.labels)
        return tuple(placed)

    @property
    def _labels(self) -> tuple[Callable[[int], str], Callable[[int], str]]:
        """Return how pages of front matter and of the text are numbered, never both alike.

        A Hebrew book whose text is numbered in letters has figures before it.
        """
        if self.edition.conventions.numerals.pages == "hebrew":
            return str, hebrew_bare
        return (hebrew_bare if uses_hebrew_letters(self.edition.language) else roman), str

    def _chapters(self, *, is_front: bool) -> list[Chapter]:
        return [c for c in self.edition.chapters if (c.role == "frontmatter") == is_front]

    def _frame(self, parts: Sequence[Part]) -> Frame:
        names = {c.name for c in self._chapters(is_front=False)}
        body = next((part.first for part in parts if part.name in names), parts[-1].end)
        front_label, body_label = self._labels
        runs = (
            *_label_runs(front_label, 0, body),
            *_label_runs(body_label, body, parts[-1].end),
        )
        texts = {
            f"{place.chapter}/{place.id}": plain_text(name)
            for place, name in self.renderer.index.names.items()
        }
        return Frame(self.locale.direction, runs, texts)


def _placed(
    runs: Sequence[tuple[str, Pages]], first: int, label: Callable[[int], str]
) -> list[Part]:
    """Return runs of pages one after the other, each on a recto, numbered from 1."""
    parts: list[Part] = []
    start = first
    for name, pages in runs:
        numbers = range(start - first + 1, start - first + 1 + pages.count)
        part = Part(name, pages, start, pages.count % 2 == 1, tuple(map(label, numbers)))
        parts.append(part)
        start = part.end
    return parts


def _label_runs(
    label: Callable[[int], str], first: int, end: int
) -> Iterator[tuple[int, str, str]]:
    """Yield page labels as PDF knows them; it knows no Hebrew letters, so these one by one."""
    styles = {roman: "r", str: "D"}
    if first < end and label in styles:
        yield first, styles[label], ""
    elif first < end:
        yield from ((page, "", label(page - first + 1)) for page in range(first, end))


def _page_finder(parts: Sequence[Part]) -> Callable[..., str]:
    """Return the function with which the contents ask for a page's number."""
    by_name = {part.name: part for part in parts}

    def page_of(chapter: str, place: str = "") -> str:
        part = by_name[chapter]
        anchor = part.pages.anchors.get(place)
        return part.labels[anchor.page if anchor else 0]

    return page_of


def _folios(part: Part) -> list[str]:
    """Return what each page of a part carries as its number; title and blank pages nothing."""
    shown = [""] * len(part.labels) if part.name == TITLE else list(part.labels)
    return shown + [""] * part.blank_after


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
