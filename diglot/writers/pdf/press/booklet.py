"""The pages of a PDF → sheets to print on both sides, fold and staple.

Knows which pages lie side by side (imposition) and where on the sheet; the pages
themselves are taken as they are, without links. Sheets are turned over on their
short edge, so a left page's other side is on the right.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, Pdf

from diglot.core.model import Direction
from diglot.disk.cache import program_digest
from diglot.disk.states import installed
from diglot.disk.steps import BYTES, step
from diglot.settings.forms.booklet import ALL_IN_ONE, Booklet
from diglot.writers.pdf.units import PT_PER_MM

PAGES_A_SHEET = 4


class Side(Struct, frozen=True):
    """One side of a sheet. left, right: pages counted from 0; past the last one, blank.

    depth: how many sheets lie around this one.
    """

    left: int
    right: int
    depth: int


class PageSlot(Struct, frozen=True):
    """Where a page goes on its sheet, in points from the lower left corner."""

    scale: float
    x: float
    y: float


def impose(pages: int, signature_sheets: int, direction: Direction) -> tuple[Side, ...]:
    """Return the sides of all sheets in the order in which they are printed, front then back.

    The last signature is no thicker than it needs to be.
    """
    sheets = -(-pages // PAGES_A_SHEET)
    size = sheets if signature_sheets == ALL_IN_ONE else signature_sheets
    sides: list[Side] = []
    for first in range(0, sheets, max(size, 1)):
        sides += _signature(first * PAGES_A_SHEET, min(size, sheets - first), direction)
    return tuple(sides)


def _signature(first: int, sheets: int, direction: Direction) -> Iterator[Side]:
    last = first + sheets * PAGES_A_SHEET - 1
    for depth in range(sheets):
        low, high = first + 2 * depth, last - 2 * depth
        spreads = ((high, low), (low + 1, high - 1))
        for left, right in spreads:
            yield Side(left, right, depth) if direction == "ltr" else Side(right, left, depth)


def booklet(book: bytes, settings: Booklet, direction: Direction) -> bytes:
    """Return the booklet of a book's PDF: as it was kept, or made now."""
    inputs = (program_digest(), installed(), repr(settings), direction, book)
    return step("imposed", inputs).result(lambda: _booklet(book, settings, direction), BYTES)


def _booklet(book: bytes, settings: Booklet, direction: Direction) -> bytes:
    with Pdf.open(io.BytesIO(book)) as source, Pdf.new() as target:
        forms = [_form(page, target) for page in source.pages]
        boxes = [_box(page) for page in source.pages]
        for side in impose(len(forms), settings.signature_sheets, direction):
            _add_side(target, side, forms, boxes, settings)
        _describe(target, source)
        out = io.BytesIO()
        target.save(
            out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )
    return out.getvalue()


def place(
    box: tuple[float, float, float, float], settings: Booklet, depth: int, *, is_left: bool
) -> PageSlot:
    """Return where a page goes: its inner edge at the fold, in the middle of the height.

    box: the page after trimming, in points. A page is made smaller where it must
    be, never larger. Deep sheets move towards the fold by the creep, so that the
    outer margins are even once the booklet is trimmed.
    """
    left, bottom, right, top = box
    sheet_width = settings.sheet_width_mm * PT_PER_MM
    sheet_height = settings.sheet_height_mm * PT_PER_MM
    margin = settings.margin_mm * PT_PER_MM
    room_width, room_height = sheet_width / 2 - margin, sheet_height - 2 * margin
    scale = min(1.0, room_width / (right - left), room_height / (top - bottom))
    width, height = (right - left) * scale, (top - bottom) * scale
    creep = depth * settings.creep_mm * PT_PER_MM
    x = sheet_width / 2 - width + creep if is_left else sheet_width / 2 - creep
    return PageSlot(scale, x - left * scale, (sheet_height - height) / 2 - bottom * scale)


def _form(page: pikepdf.Page, target: Pdf) -> pikepdf.Object:
    """Return a page as a form of the target file; fonts that pages share stay shared."""
    form = page.as_form_xobject()
    for key in ("/StructParents", "/StructParent"):
        if key in form:
            del form[key]
    return target.copy_foreign(form)


def _box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    left, bottom, right, top = (float(number) for number in page.trimbox)
    return left, bottom, right, top


def _add_side(
    target: Pdf,
    side: Side,
    forms: list[pikepdf.Object],
    boxes: list[tuple[float, float, float, float]],
    settings: Booklet,
) -> None:
    size = (settings.sheet_width_mm * PT_PER_MM, settings.sheet_height_mm * PT_PER_MM)
    target.add_blank_page(page_size=size)
    names, commands = Dictionary(), []
    for number, key, is_left in ((side.left, "/Left", True), (side.right, "/Right", False)):
        if number < len(forms):
            at = place(boxes[number], settings, side.depth, is_left=is_left)
            names[key] = forms[number]
            commands.append(
                f"q {at.scale:.5f} 0 0 {at.scale:.5f} {at.x:.3f} {at.y:.3f} cm {key} Do Q"
            )
    page = target.pages[-1]
    page.obj.Resources = Dictionary(XObject=names)
    page.obj.Contents = target.make_stream("\n".join(commands).encode())
    page.obj.TrimBox = Array(page.obj.MediaBox)


def _describe(target: Pdf, source: Pdf) -> None:
    """Say what the booklet is called, and to the printing dialogue how it is printed."""
    if "/Lang" in source.Root:
        target.Root.Lang = str(source.Root.Lang)
    if "/Info" in source.trailer and "/Title" in source.trailer.Info:
        target.docinfo[Name.Title] = source.trailer.Info.Title
    target.Root.ViewerPreferences = Dictionary(
        Duplex=Name.DuplexFlipShortEdge, PrintScaling=Name("/None"), DisplayDocTitle=True
    )
