"""A book's cover for print: back, spine and front on one sheet, with bleed and marks.

A book that is opened from either cover has two fronts and no back. Knows where things lie on the
sheet and what a press wants of the file: its boxes, the marks outside the trim, black as one ink.
What is printed inside them is in templates/pdf/cover.html, and the front in the e-book's cover.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pikepdf
from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, Pdf

from diglot.core.errors import DiglotError
from diglot.core.findings import Finding
from diglot.core.model import Direction, Edition, Position
from diglot.disk.files import Files
from diglot.disk.records import pack, unpack
from diglot.disk.states import file_state
from diglot.disk.steps import Form, Step, step
from diglot.disk.template_files import find_file, templates_key
from diglot.lang.locales import Locale
from diglot.render.apparatus.kept import drawn_with
from diglot.render.drawn.cover import (
    FaceFinder,
    Facing,
    author_names,
    drawn_cover,
    own_cover,
    print_view,
)
from diglot.render.drawn.outlines import Outliner, wrap
from diglot.render.templates import fill
from diglot.settings.forms.cover import NARROWEST_LETTERED_MM, Cover
from diglot.settings.page import Trim
from diglot.writers.pdf.book.documents import STYLES, Documents
from diglot.writers.pdf.engine.layout import CONTENT, CONTENT_URL, LayoutJob, Pages
from diglot.writers.pdf.identity import Identity, write_identity
from diglot.writers.pdf.press.conversion import (
    MARK_LENGTH_MM,
    MARK_WIDTH_PT,
    Mark,
    crop_marks,
    path,
)
from diglot.writers.pdf.press.inks import Inks
from diglot.writers.pdf.press.separation import Separator
from diglot.writers.pdf.profiles import intend
from diglot.writers.pdf.units import PT_PER_MM

TEMPLATE, STYLE = "pdf/cover.html", "styles/cover.css"
PX_PER_MM = 10
# A mark is so long, and so far from the bleed that no ink of it gets there.
MARK_GAP_MM = 1.0
_MARGIN_OUTSIDE_MM = 2.0
_FOLD_DASHES_PT = "[2.5 1.5] 0 d"
_SMALLER = 0.96
# What a publisher's own picture is called that is the front of a book in both languages.
OF_BOTH = "bilingual"
# On a front a barcode is as small as it may be, and so wide is its place, from the outer edge.
CODE_SCALE, CODE_ROOM_MM = 0.8, 52.0
_Findings = tuple[Finding, ...]


class Inside(Struct, frozen=True):
    """What the cover is around.

    languages: the documents of each, the source's first. pages: how many there are, of all.
    direction: of which the books are that are bound alike. has_two_fronts: whether each language
    has one, that which is read from the left on the right side of the sheet. isbn: "" for none.
    """

    languages: tuple[Documents, ...]
    pages: int
    direction: Direction
    has_two_fronts: bool = False
    isbn: str = ""


class Side(Struct, frozen=True):
    """What the template has of a language: its edition, and what sets words of it.

    outline: draws words along the spine.
    """

    edition: Edition
    locale: Locale
    names: str
    line: Callable[[str], Markup]
    outline: Outliner
    fitting_size: Callable[..., float]


class Front(Struct, frozen=True):
    """The address of a front. direction: of the books that have their front on that side."""

    url: str
    direction: Direction


class Sheet(Struct, frozen=True):
    """Where things lie on the sheet, in millimetres.

    Seen from outside and flat: from the side where the language starts to read come
    back, spine and front. So an English wrap is back, spine, front from left to
    right, and a Hebrew one front, spine, back.
    """

    page: Trim
    spine_mm: float
    bleed_mm: float
    has_marks: bool
    direction: Direction

    @property
    def margin_mm(self) -> float:
        """Return how far the sheet reaches beyond the trim: the bleed, and room for marks."""
        marks_mm = MARK_GAP_MM + MARK_LENGTH_MM + _MARGIN_OUTSIDE_MM if self.has_marks else 0.0
        return self.bleed_mm + marks_mm

    @property
    def wrap_width_mm(self) -> float:
        """Return the width of back, spine and front together, after trimming."""
        return 2 * self.page.width_mm + self.spine_mm

    @property
    def width_mm(self) -> float:
        """Return the width of the sheet."""
        return self.wrap_width_mm + 2 * self.margin_mm

    @property
    def height_mm(self) -> float:
        """Return the height of the sheet."""
        return self.page.height_mm + 2 * self.margin_mm

    @property
    def is_lettered(self) -> bool:
        """Tell whether the spine is wide enough for words."""
        return self.spine_mm >= NARROWEST_LETTERED_MM

    @property
    def folds_mm(self) -> tuple[float, float]:
        """Return where the sheet is folded, from its left edge."""
        first = self.margin_mm + self.page.width_mm
        return first, first + self.spine_mm

    def box_pt(self, beyond_mm: float) -> tuple[float, float, float, float]:
        """Return the trim and so much beyond it, as a box of the PDF."""
        inside = self.margin_mm - beyond_mm
        sides = (
            inside,
            inside,
            self.width_mm - inside,
            self.height_mm - inside,
        )
        left, bottom, right, top = (round(side * PT_PER_MM, 3) for side in sides)
        return left, bottom, right, top


class Wrap(Struct, frozen=True):
    """A cover as a file for the press. findings: what has no room on it."""

    content: bytes
    findings: tuple[Finding, ...]

    def to_bytes(self) -> bytes:
        """Return it as it is kept: what was found as a line of JSON, and the file."""
        return pack(self.findings) + b"\n" + self.content

    @staticmethod
    def from_bytes(kept: bytes) -> Wrap | None:
        """Return what was kept, or None where the bytes are no cover."""
        head, _, content = kept.partition(b"\n")
        findings = unpack(head, _Findings)
        return None if findings is None else Wrap(content, findings)


WRAP: Form[Wrap] = Form(Wrap.to_bytes, Wrap.from_bytes, is_frozen=True)


class PdfCover:
    """The cover of one book, in two steps: `job`, then `finish` with its page.

    Of the chapters it knows how many pages they have, and nothing else.
    """

    def __init__(self, inside: Inside, settings: Cover, press: Path | None) -> None:
        """Prepare the cover. press: the profile of its inks, if any."""
        self.inside = inside
        self.book = inside.languages[0]
        self.findings: list[Finding] = []
        self.profile = press.read_bytes() if press else b""
        self.profile_name = press.stem if press else ""
        self.sheet = Sheet(
            self.book.page.trim,
            settings.spine_of(inside.pages),
            settings.bleed_mm,
            settings.has_marks,
            inside.direction,
        )

    def step(self, identity: Identity) -> Step:
        """Return the making of the cover, which is named by all that is printed on it."""
        inside, templates = self.inside, self.book.templates
        editions = [_bare(one.edition) for one in inside.languages]
        said = (editions, self.sheet, inside.pages, inside.has_two_fronts, inside.isbn)
        said_of_file = (self.profile_name, identity)
        inputs = (*drawn_with(templates), templates_key(templates), repr((said, said_of_file)))
        return step("coverpdf", [*inputs, self.profile])

    def job(self) -> LayoutJob:
        """Return the sheet to be laid out."""
        book, sheet, inside = self.book, self.sheet, self.inside
        own = self._own_fronts()
        sides = [self._side(one) for one in inside.languages]
        scale = CODE_SCALE if inside.has_two_fronts else 1.0
        html = fill(
            book.environment,
            TEMPLATE,
            edition=_bare(book.edition),
            sides=sides,
            fronts=[self._front(one, path) for one, path in own],
            sheet=sheet,
            pages=inside.pages,
            px_per_mm=PX_PER_MM,
            isbn=inside.isbn,
            barcode=book.barcode(inside.isbn, scale) if inside.isbn else Markup(),
        )
        sheets = (*STYLES[:2], STYLE)
        style = [find_file(book.templates, name).read_text(encoding="utf-8") for name in sheets]
        size = f"{sheet.width_mm:.3f}mm {sheet.height_mm:.3f}mm"
        stylesheet = "\n".join([*style, f"@page {{ size: {size}; margin: 0 }}"])
        pictures = dict.fromkeys(path for _, path in own if path)
        fronts = Files.of([(f"{CONTENT}{path.name}", file_state(path), path) for path in pictures])
        return LayoutJob(
            name=f"{'-'.join(side.edition.language for side in sides)}/cover",
            html=html,
            stylesheet=stylesheet,
            files=fronts | book.looked_up.files(html, stylesheet),
            tagged=False,
        )

    def finish(self, pages: Pages, identity: Identity) -> Wrap:
        """Return the file for the press, and what has no room on it."""
        if pages.count != 1:
            raise DiglotError(
                f"templates/{TEMPLATE}: the cover takes {pages.count} pages, not one.\n"
                "  hint: place everything by position: absolute inside the sheet"
            )
        with Pdf.open(io.BytesIO(pages.pdf)) as document:
            page = document.pages[0]
            if self.profile:
                Separator(document, Inks(self.profile)).page(page, 0, is_picture=True)
                intend(document, Name.GTS_PDFX, self.profile, 4, self.profile_name)
            if self.sheet.has_marks:
                _draw_marks(page, self.sheet)
            page.mediabox = Array(self.sheet.box_pt(self.sheet.margin_mm))
            page.obj.BleedBox = Array(self.sheet.box_pt(self.sheet.bleed_mm))
            page.obj.TrimBox = Array(self.sheet.box_pt(0))
            write_identity(document, identity, ("x-4",) if self.profile else ())
            target = io.BytesIO()
            document.save(target, force_version="1.6", deterministic_id=True)
        return Wrap(target.getvalue(), tuple(self.findings))

    def _own_fronts(self) -> list[tuple[Documents, Path | None]]:
        """Return the language of each front, with the picture that the publisher has for it."""
        inside, templates = self.inside, self.book.templates
        if inside.has_two_fronts or len(inside.languages) == 1:
            return [(one, own_cover(templates, one.edition.language)) for one in inside.languages]
        return [(self.book, own_cover(templates, OF_BOTH))]

    def _front(self, book: Documents, own: Path | None) -> Front:
        """Return a front: in a book with one of them, that of all its languages."""
        inside, sheet = self.inside, self.sheet
        direction = book.locale.direction if inside.has_two_fronts else sheet.direction
        if own:
            return Front(f"{CONTENT_URL}{own.name}", direction)
        page = sheet.page
        has_code = inside.has_two_fronts and bool(inside.isbn) and book is not self.book
        corner_mm = CODE_ROOM_MM if has_code else 0.0
        view = print_view(page.width_mm, page.height_mm, sheet.bleed_mm, direction, corner_mm)
        others = () if inside.has_two_fronts else inside.languages[1:2]
        finder = FaceFinder(book.templates)
        other = next((Facing.equal(o.edition, o.locale, finder) for o in others), None)
        svg = drawn_cover(book.edition, book.locale, book.environment, book.templates, view, other)
        packed = base64.b64encode(svg.encode()).decode()
        return Front(f"data:image/svg+xml;base64,{packed}", direction)

    def _side(self, book: Documents) -> Side:
        finder = FaceFinder(book.templates)
        height_px = self.sheet.page.height_mm * PX_PER_MM
        return Side(
            _bare(book.edition),
            book.locale,
            author_names(book.edition, book.locale),
            book.renderer.line,
            Outliner(book.locale.direction, height_px, finder),
            partial(self._fitting_size, book.edition.language),
        )

    def _fitting_size(
        self,
        language: str,
        words: str,
        fonts: list[str],
        width_mm: float,
        height_mm: float,
        largest_pt: float,
        smallest_pt: float,
        leading: float,
    ) -> float:
        """Return the size, in points, at which paragraphs fit into a box on the back, or 0.

        fonts: the files that the words will be set in. leading: from baseline to
        baseline, in sizes. Between paragraphs half a line is left.
        Where even the smallest size is too large, that is a finding.
        """
        faces = FaceFinder(self.book.templates)(fonts, words)
        paragraphs = words.splitlines()
        size_pt = float(largest_pt)
        while size_pt >= smallest_pt:
            width = width_mm * PT_PER_MM
            lines: float = sum(
                len(wrap(paragraph, faces, size_pt, width)) for paragraph in paragraphs
            )
            lines += (len(paragraphs) - 1) / 2
            if lines * leading * size_pt <= height_mm * PT_PER_MM:
                return round(size_pt, 2)
            size_pt *= _SMALLER
        self.findings.append(
            Finding(
                "cover-text",
                Position(f"content/{language}/book.yaml"),
                f"{len(words)} characters are too many for the back of the cover, "
                "which is printed without them",
                "shorten the description, or give it more room in templates/pdf/cover.html",
            )
        )
        return 0.0


def _bare(edition: Edition) -> Edition:
    """Return what is known of an edition but its chapters."""
    return replace(edition, chapters=())


# The press ---------------------------------------------------------------------


def _draw_marks(page: pikepdf.Page, sheet: Sheet) -> None:
    """Draw where the sheet is cut, and dashed where it is folded, outside of the bleed.

    In every ink, as a press wants them, so that they show whether the inks lie on
    one another.
    """
    transform = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1], C1=[0], N=1)
    every_ink = Array([Name.Separation, Name.All, Name.DeviceGray, transform])
    resources = page.obj.Resources
    if "/ColorSpace" not in resources:
        resources.ColorSpace = Dictionary()
    resources.ColorSpace["/EveryInk"] = every_ink
    cut = path(crop_marks(sheet.box_pt(0), *_mark_distances(sheet)))
    folded = path(_fold_marks(sheet))
    page.contents_add(b"q", prepend=True)
    drawn = f"Q q /EveryInk CS 1 SCN {MARK_WIDTH_PT} w {cut} S {_FOLD_DASHES_PT} {folded} S Q"
    page.contents_add(drawn.encode())


def _fold_marks(sheet: Sheet) -> Iterator[Mark]:
    _, bottom, _, top = sheet.box_pt(0)
    near, far = _mark_distances(sheet)
    for fold in sheet.folds_mm:
        x = fold * PT_PER_MM
        yield x, bottom - near, x, bottom - far
        yield x, top + near, x, top + far


def _mark_distances(sheet: Sheet) -> tuple[float, float]:
    near = (sheet.bleed_mm + MARK_GAP_MM) * PT_PER_MM
    return near, near + MARK_LENGTH_MM * PT_PER_MM
