"""The PDF of an edition → the one that a press is given.

The pages are those of the screen PDF, in other inks and larger boxes: nothing is
laid out again. What serves a screen only (links, bookmarks, tags) is taken out.
Source: ISO 15930-7 (PDF/X-4); ISO 32000-1, 14.11.2 (page boxes), 14.11.5 (output intents).
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from msgspec import Struct
from msgspec.structs import astuple
from pikepdf import Array, Name, Pdf

from diglot.disk.cache import NO_CACHE, Cache, program_digest, using
from diglot.disk.states import installed
from diglot.disk.steps import Form, Step, step
from diglot.writers.pdf.identity import Identity, write_identity
from diglot.writers.pdf.press.inks import Inks
from diglot.writers.pdf.press.preflight import Preflight, preflight
from diglot.writers.pdf.press.separation import Placed, Separator
from diglot.writers.pdf.profiles import GREY_NAME, grey_profile, intend
from diglot.writers.pdf.units import PT_PER_MM

Mark = tuple[float, float, float, float]
"""A line from (x, y) to (x, y), in points."""

MARK_LENGTH_MM, MARK_WIDTH_PT = 5.0, 0.25
# Marks begin outside the bleed, and no nearer than that to the trimmed page.
MARK_OFFSET_MM = 3.0
_FOR_SCREENS = (
    "/Names", "/Dests", "/Outlines", "/OpenAction", "/StructTreeRoot", "/MarkInfo",
    "/PageMode", "/AA", "/AcroForm",
)  # fmt: skip


class PressJob(Struct, frozen=True):
    """What a print PDF is made of.

    content: the screen PDF. has_marks: whether the sheet shows where it is cut. multiple: of
        which the number of pages is. profile: the ICC profile of a press with four inks, or b""
        for black alone. profile_name: what the profile is called.
    """

    content: bytes
    bleed_mm: float
    has_marks: bool
    multiple: int
    profile: bytes
    profile_name: str
    identity: Identity

    @property
    def step(self) -> Step:
        """Return the step that makes the print PDF."""
        said = repr(
            (self.bleed_mm, self.has_marks, self.multiple, self.profile_name, self.identity)
        )
        return step("forpress", [program_digest(), installed(), said, self.profile, self.content])


class Printed(Struct, frozen=True):
    """A print PDF and the pictures of dots in it."""

    content: bytes
    pages: int
    pictures: tuple[Placed, ...]
    report: Preflight


def _to_bytes(printed: Printed) -> bytes:
    head = [printed.pages, list(map(astuple, printed.pictures)), astuple(printed.report)]
    return json.dumps(head).encode() + b"\n" + printed.content


def _from_bytes(kept: bytes) -> Printed | None:
    head, _, content = kept.partition(b"\n")
    try:
        pages, pictures, (standard, press, trim, bleed, inks, fonts, count, ppi, problems) = (
            json.loads(head)
        )
        report = Preflight(
            standard, press, (trim[0], trim[1]), bleed, tuple(inks), fonts, count, ppi,
            tuple(problems),
        )  # fmt: skip
        return Printed(content, pages, tuple(Placed(*picture) for picture in pictures), report)
    except (ValueError, TypeError, IndexError):
        return None


PRINTED = Form(_to_bytes, _from_bytes)
"""How a print PDF is kept."""


def press_pdf(job: PressJob, cache: Cache = NO_CACHE) -> Printed:
    """Return the print PDF and what was found when it was read again.

    cache: where is kept what was found of each page.
    """
    with using(cache), Pdf.open(io.BytesIO(job.content)) as book:
        separator = Separator(book, Inks(job.profile))
        for number, page in enumerate(book.pages):
            separator.page(page, number)
        _drop_screen_parts(book)
        _pad(book, job.multiple)
        for page in book.pages:
            _enlarge(book, page, job)
        profile = job.profile or grey_profile()
        name = job.profile_name if job.profile else GREY_NAME
        intend(book, Name.GTS_PDFX, profile, 4 if job.profile else 1, name)
        write_identity(book, job.identity, ("x-4",))
        target = io.BytesIO()
        book.save(
            target,
            force_version="1.6",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
        content, pictures = target.getvalue(), tuple(separator.pictures)
        return Printed(content, len(book.pages), pictures, preflight(content, pictures))


def _drop_screen_parts(book: Pdf) -> None:
    for key in _FOR_SCREENS:
        if key in book.Root:
            del book.Root[key]
    for page in book.pages:
        for key in ("/Annots", "/StructParents", "/Tabs"):
            if key in page.obj:
                del page.obj[key]


def _pad(book: Pdf, multiple: int) -> None:
    box = [float(number) for number in book.pages[0].mediabox]
    while len(book.pages) % multiple:
        blank = book.add_blank_page(page_size=(box[2] - box[0], box[3] - box[1]))
        del blank.obj["/Contents"]


# Boxes and marks ---------------------------------------------------------------


def slug_mm(bleed_mm: float, *, has_marks: bool) -> float:
    """Return how far the sheet reaches beyond the trimmed page."""
    return max(bleed_mm, MARK_OFFSET_MM) + MARK_LENGTH_MM if has_marks else bleed_mm


def _enlarge(book: Pdf, page: pikepdf.Page, job: PressJob) -> None:
    """Put a page on a larger sheet, with its boxes and its marks.

    What is drawn keeps its coordinates, so the sheet begins left of zero and below it.
    """
    trim = [float(number) for number in page.mediabox]
    slug = slug_mm(job.bleed_mm, has_marks=job.has_marks) * PT_PER_MM
    bleed = job.bleed_mm * PT_PER_MM
    page.obj.MediaBox = page.obj.CropBox = _box(trim, slug)
    page.obj.BleedBox = _box(trim, bleed)
    page.obj.TrimBox = _box(trim, 0)
    if job.has_marks:
        near = max(bleed, MARK_OFFSET_MM * PT_PER_MM)
        marks = path(crop_marks(trim, near, near + MARK_LENGTH_MM * PT_PER_MM))
        content = f"q {MARK_WIDTH_PT} w 0 G {marks} S Q".encode()
        if "/Contents" in page.obj:
            page.contents_add(b"q", prepend=True)
            page.contents_add(b"Q " + content, prepend=False)
        else:
            page.obj.Contents = book.make_stream(content)


def crop_marks(trim: Sequence[float], near: float, far: float) -> Iterator[Mark]:
    """Yield two lines at each corner, which point at where a page or sheet is cut.

    trim: left, bottom, right and top. near, far: where a line begins and ends, measured from
        there. All in points.
    """
    left, bottom, right, top = trim
    for x, away in ((left, -1), (right, 1)):
        for y, up in ((bottom, -1), (top, 1)):
            yield x + away * near, y, x + away * far, y
            yield x, y + up * near, x, y + up * far


def path(marks: Iterable[Mark]) -> str:
    """Return lines as a path of PDF, to be stroked."""
    return " ".join(f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l" for a, b, c, d in marks)


def _box(sides: Sequence[float], wider: float) -> Array:
    left, bottom, right, top = sides
    grown = (left - wider, bottom - wider, right + wider, top + wider)
    return Array([round(side, 3) for side in grown])
