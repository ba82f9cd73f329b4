"""One chapter's HTML → its PDF pages, in a worker process.

Knows WeasyPrint. What it returns depends on the job and on nothing else: files are those that
the job brings along, and nothing comes from the network.
"""

from __future__ import annotations

import functools
import gc
import io
import json
import logging
import mimetypes
from collections.abc import Mapping
from multiprocessing.util import Finalize
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from diglot.core.errors import DiglotError
from diglot.disk.cache import NO_CACHE, Cache, using
from diglot.disk.files import NO_FILES, Files
from diglot.fonts.packed import unpacked_font
from diglot.pictures import for_pages
from diglot.work.deep_calls import with_room
from diglot.writers.pdf.engine.list_ends import hold_ends
from diglot.writers.pdf.engine.measures import RowMeasure, row_measures
from diglot.writers.pdf.engine.own_fonts import own_fonts
from diglot.writers.pdf.engine.patience import patience, patience_s
from diglot.writers.pdf.engine.source import read_html, read_tree
from diglot.writers.pdf.engine.wide_tables import Squeezed, fit_tables
from diglot.writers.pdf.glyphs.composites import decompose_glyphs
from diglot.writers.pdf.glyphs.glyph_text import mend_glyph_texts
from diglot.writers.pdf.glyphs.placed_marks import MarkPlacer
from diglot.writers.pdf.glyphs.reversed_chars import marked
from diglot.writers.pdf.glyphs.text_objects import rewrite_text
from diglot.writers.pdf.patches.mending import mend_weasyprint
from diglot.writers.pdf.patches.smaller.equal_objects import share_equals
from diglot.writers.pdf.patches.tags import NO_ALTERNATIVE, mend_tags

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle
    from weasyprint.text.fonts import FontConfiguration

# Addresses that exist only between the templates and the fetcher below.
_URL = "file:///diglot/"
TEMPLATES, CONTENT = "templates/", "content/"
TEMPLATES_URL, CONTENT_URL = f"{_URL}{TEMPLATES}", f"{_URL}{CONTENT}"
POINTS_PER_PX = 0.75
PDF_VARIANT = "pdf/ua-1"


class LayoutError(DiglotError):
    """A job that cannot be laid out. reason: what WeasyPrint says of it."""

    def __init__(self, job: str, reason: str) -> None:
        self.job = job
        self.reason = reason
        super().__init__(
            f"{job}: it cannot be laid out. {reason}\n"
            "  hint: correct the template or style sheet that it comes from"
        )

    def __reduce__(self) -> tuple[type[LayoutError], tuple[str, str]]:
        """Return how it is made again on its way from a worker."""
        return LayoutError, (self.job, self.reason)


class LayoutJob(Struct, frozen=True):
    """All that a run of pages depends on.

    html: a whole document. stylesheet: CSS that it is set with, after the page size. files: all
        that it can look up, pictures under "content/" and what the style sheet names under
        "templates/". tagged: whether the pages carry structure. measured: whether only the
        measures of its rows are asked for, and no pages. patience_s: seconds of the processor's
        time after which the layout is given up; 0 for those its length asks for.
    """

    name: str
    html: str
    stylesheet: str
    files: Files = NO_FILES
    tagged: bool = True
    measured: bool = False
    patience_s: float = 0

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return all that decides what is made of it."""
        files = (part for pair in self.files.digests for part in pair)
        return self.name, self.html, self.stylesheet, f"{self.tagged} {self.measured}", *files


class Anchor(Struct, frozen=True):
    """A place in some pages: page counts from 0, x and y in points from the lower left."""

    page: int
    x_pt: float
    y_pt: float


class Bookmark(Struct, frozen=True):
    """An entry of the outline; level counts from 1."""

    level: int
    label: str
    place: Anchor


class Pages(Struct, frozen=True):
    """A run of laid-out pages as a PDF of its own, and the places in it.

    squeezed: tables that are too wide for the page. rows: of a job that is `measured`, which has
        no PDF.
    """

    pdf: bytes
    count: int
    anchors: Mapping[str, Anchor]
    bookmarks: tuple[Bookmark, ...]
    squeezed: tuple[Squeezed, ...] = ()
    rows: tuple[RowMeasure, ...] = ()

    def to_bytes(self) -> bytes:
        """Return the pages as bytes, for a cache: what is known of them in a line, and the PDF."""
        record = {
            "count": self.count,
            "anchors": {n: [a.page, a.x_pt, a.y_pt] for n, a in self.anchors.items()},
            "bookmarks": [
                [b.level, b.label, b.place.page, b.place.x_pt, b.place.y_pt] for b in self.bookmarks
            ],
            "squeezed": [[table.line, table.is_cut] for table in self.squeezed],
            "rows": [row.record() for row in self.rows],
        }
        return json.dumps(record).encode() + b"\n" + self.pdf

    @staticmethod
    def from_bytes(content: bytes) -> Pages:
        """Return what `to_bytes` was given."""
        head, _, pdf = content.partition(b"\n")
        record = json.loads(head)
        return Pages(
            pdf=pdf,
            count=record["count"],
            anchors={name: Anchor(*place) for name, place in record["anchors"].items()},
            bookmarks=tuple(
                Bookmark(level, label, Anchor(*place))
                for level, label, *place in record["bookmarks"]
            ),
            squeezed=tuple(Squeezed(*table) for table in record["squeezed"]),
            rows=tuple(RowMeasure.of_record(row) for row in record["rows"]),
        )


@with_room
def lay_out(job: LayoutJob, cache: Cache = NO_CACHE) -> Pages:
    """Return the pages of a job. cache: where it keeps what takes long to read, such as fonts.

    Raises LayoutError where WeasyPrint warns of something that it could not set
    as asked: a picture it cannot read, CSS that it does not know; EndlessError where it
    takes far longer than it should.
    """
    mend_weasyprint()
    # Layout makes millions of short-lived objects without cycles: a fifth of its time is the
    # collector looking at them. It does so afterwards, when few are left.
    gc.disable()
    try:
        with patience(job.patience_s or patience_s(job.html)), using(cache):
            return _laid_out(job)
    finally:
        gc.enable()


def _laid_out(job: LayoutJob) -> Pages:
    fetcher = _fetcher(job.files)
    warnings = _Warnings()
    logger = logging.getLogger("weasyprint")
    logger.handlers, logger.propagate = [warnings], False
    logger.setLevel(logging.WARNING)
    try:
        style, fonts, counters = _style(job.stylesheet, job.files.under(TEMPLATES))
        _stop_at(warnings, job.name)  # a font that is lacking: without any, Pango crashes
        tree = read_html(job.html, CONTENT_URL, fetcher).etree_element

        def render() -> Any:
            return read_tree(tree, CONTENT_URL, fetcher).render(
                stylesheets=[style],
                font_config=fonts,
                counter_style=counters,
                presentational_hints=True,
            )

        document, squeezed = fit_tables(render, tree)
        if job.measured:
            _stop_at(warnings, job.name)
            return Pages(b"", len(document.pages), {}, (), squeezed, row_measures(document))
        document = hold_ends(document, render, tree)
        # What is mended is packed after that, once; and an identifier would write all twice.
        pdf = document.write_pdf(
            finisher=_finish,
            pdf_variant=PDF_VARIANT if job.tagged else None,
            pdf_tags=job.tagged,
            uncompressed_pdf=True,
        )
    except DiglotError:
        raise
    except Exception as error:  # a fault of the layout engine is told, not shown raw
        raise LayoutError(
            job.name, f"WeasyPrint stopped while it laid it out: {error!r}"
        ) from error
    _stop_at(warnings, job.name)
    return _pages(document, _mended(pdf, job.name), squeezed)


def _finish(_document: Any, pdf: Any) -> None:
    """Take out of a document (pydyf's), before it is written, what a reader can do without."""
    share_equals(pdf)


def _stop_at(warnings: _Warnings, name: str) -> None:
    """Raise LayoutError if there is a warning."""
    if warnings.messages:
        _style.cache_clear()  # so that the next job is warned, too
        raise LayoutError(name, f"WeasyPrint says: {warnings.messages[0]}")


def _mended(pdf: bytes, name: str) -> bytes:
    """Return WeasyPrint's PDF with what it gets wrong put right."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        mend_glyph_texts(document)
        decompose_glyphs(document)
        marks = MarkPlacer()
        rewrite_text(document, lambda text, fonts: marked(marks.placed(text, fonts)))
        marks.add_glyphs(document)
        mend_tags(document, name)
        for key in ("/Names", "/Outlines"):  # the book has its own
            if key in document.Root:
                del document.Root[key]
        target = io.BytesIO()
        packed = pikepdf.ObjectStreamMode.generate
        document.save(target, static_id=True, object_stream_mode=packed)
        return target.getvalue()


class _Warnings(logging.Handler):
    """Collects what WeasyPrint says went wrong."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if NO_ALTERNATIVE not in message:
            self.messages.append(message)


def _pages(document: Any, pdf: bytes, squeezed: tuple[Squeezed, ...]) -> Pages:
    anchors: dict[str, Anchor] = {}
    bookmarks = []
    for index, page in enumerate(document.pages):

        def place(x_px: float, y_px: float, index: int = index, page: Any = page) -> Anchor:
            return Anchor(
                index,
                round(x_px * POINTS_PER_PX, 2),
                round((page.height - y_px) * POINTS_PER_PX, 2),
            )

        for name, (x_px, y_px, *_) in page.anchors.items():
            anchors.setdefault(name, place(x_px, y_px))
        for level, label, (x_px, y_px), _state in page.bookmarks:
            bookmarks.append(Bookmark(level, label.strip(), place(x_px, y_px)))
    return Pages(pdf, len(document.pages), anchors, tuple(bookmarks), squeezed)


@functools.lru_cache(maxsize=8)
def _style(stylesheet: str, files: Files) -> tuple[CSS, FontConfiguration, CounterStyle]:
    """Return the parsed style sheet, its fonts and its ways to count, for every chapter."""
    from weasyprint import CSS
    from weasyprint.css.counters import CounterStyle

    fonts = own_fonts(stylesheet)
    # Its fonts lie in a temporary folder, which is left behind where a process just ends.
    Finalize(None, _style.cache_clear, exitpriority=1)
    fetcher = _fetcher(files)
    base_url = f"{TEMPLATES_URL}styles/pdf.css"
    counters = CounterStyle()
    css = CSS(
        string=stylesheet,
        base_url=base_url,
        url_fetcher=fetcher,
        font_config=fonts,
        counter_style=counters,
    )
    return css, fonts, counters


def _fetcher(files: Files) -> Any:
    """Return WeasyPrint's way to files: those of a job, and data: URLs."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class ProjectFetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            address = _address(url)
            media_type = mimetypes.guess_type(address)[0] or "application/octet-stream"
            content = files.read(address)
            if content is None:
                raise ValueError(f"{url} is not a file of the book or of its templates")
            content = unpacked_font(content)
            if media_type.startswith("image/"):
                content = for_pages(content, media_type)
            return URLFetcherResponse(url, content, {"Content-Type": media_type})

    return ProjectFetcher(allowed_protocols=("data",))


def _address(url: str) -> str:
    from urllib.parse import unquote

    return unquote(url).removeprefix(_URL)
