"""The joined pages of a book → a PDF with links, bookmarks and page numbers.

Knows PDF objects (through pikepdf); knows nothing of HTML or of how pages were
set. Nothing is laid out here: links that cross from one run to another are given
their targets, places their names, and page numbers are laid over.
Source: ISO 32000-1, 7.7 (document structure), 12.3 (navigation).
"""

from __future__ import annotations

import base64
import functools
import io
import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import unquote

import pikepdf
from msgspec import Struct
from msgspec.structs import replace
from pikepdf import Array, Dictionary, Name, NumberTree, OutlineItem, Pdf, Stream, String

from diglot.core.errors import DiglotError
from diglot.core.markup_names import PAGE_QUERY, PLACE_SCHEME
from diglot.core.model import Direction
from diglot.disk.cache import program_digest
from diglot.disk.states import installed
from diglot.disk.steps import BYTES, step
from diglot.text.isolates import plain_label
from diglot.writers.pdf.book.joining import JoinedPages
from diglot.writers.pdf.book.plan import PageRun
from diglot.writers.pdf.engine.layout import Anchor
from diglot.writers.pdf.identity import Identity, Standard, write_identity
from diglot.writers.pdf.profiles import SCREEN_NAME, intend, screen_profile


class Frame(Struct, frozen=True):
    """What the file says of itself as a whole.

    label_runs: (first page, style "r", "D" or "", prefix) as /PageLabels wants it.
    link_texts: what a link's target is called, by "chapter/id", for those who hear it.
    page_texts: the same for "page 41", where a reference has no words but these.
    archive: the standard for archives that it keeps, if any, besides PDF/UA-1.
    """

    direction: Direction
    label_runs: tuple[tuple[int, str, str], ...]
    link_texts: Mapping[str, str]
    page_texts: Mapping[str, str]
    identity: Identity
    archive: Standard | None = None


class Overlay(Struct, frozen=True):
    """Page numbers and running heads to be laid over the book.

    pdfs: one after the other, as many pages as the book has. shown: for each page,
        whether it takes them.
    """

    pdfs: tuple[bytes, ...]
    shown: tuple[bool, ...]


def assembled(
    joined: JoinedPages, parts: Sequence[PageRun], overlay: Overlay, frame: Frame
) -> tuple[str, bytes]:
    """Return what `assemble` makes, as it was kept or made now, after the name of the step."""
    named = replace(frame, link_texts={}, page_texts={})
    texts = sorted(frame.link_texts.items()), sorted(frame.page_texts.items())
    inputs: list[bytes | str] = [program_digest(), installed()]
    inputs += [repr([part.name for part in joined.text]), repr(named), repr(texts)]
    inputs += [repr(joined.leaf), repr(overlay.shown), *overlay.pdfs]
    for part in parts:
        run, pages = part.run, part.pages
        place = (run.name, run.on_recto, run.depth, run.has_numbers, part.first, part.labels)
        inputs += [repr((place, pages.count, pages.anchors, pages.bookmarks)), pages.pdf]
    joining = step("joined", inputs)
    return joining.key, joining.result(lambda: assemble(joined, parts, overlay, frame), BYTES)


def assemble(
    joined: JoinedPages, parts: Sequence[PageRun], overlay: Overlay, frame: Frame
) -> bytes:
    """Return the PDF that holds all parts, in order, with page numbers and running heads.

    joined: the pages of the text; used up.
    Raises DiglotError where a link points to a place that no part has.
    """
    with joined.complete(parts) as book:
        places = _places(parts)
        _link(book, places, frame)
        destination = _destinations(book)
        _name_destinations(book, places, destination)
        _outline(book, parts, frame, destination)
        _label(book, frame.label_runs)
        margins = _margins(book, overlay)
        joined.fonts.read(form.get("/Resources") for _, form in margins)
        joined.fonts.share(book)
        _lay_over(book, margins)
        _view(book, frame.direction)
        archive = (frame.archive,) if frame.archive else ()
        write_identity(book, frame.identity, ("ua-1", *archive))
        if archive:
            _keep(book)
        return _saved(book, is_archived=bool(archive))


# Places ------------------------------------------------------------------------


def _places(parts: Sequence[PageRun]) -> dict[str, Anchor]:
    """Return every place of the book by "part/id"; "part/" is where a part begins."""
    places = {}
    for part in parts:
        for name, anchor in part.pages.anchors.items():
            places[f"{part.name}/{name}"] = _moved(anchor, part)
        places.setdefault(f"{part.name}/", Anchor(part.first, 0, 10_000))
    return places


def _moved(anchor: Anchor, part: PageRun) -> Anchor:
    return Anchor(anchor.page + part.first, anchor.x_pt, anchor.y_pt)


def _destinations(book: Pdf) -> Callable[[Anchor], Any]:
    """Return what gives the destination that a place is, which all that lead there share."""
    pages = list(book.pages)

    @functools.cache
    def destination(place: Anchor) -> Any:
        page = pages[place.page]
        top = min(place.y_pt, float(page.obj.MediaBox[3]))
        return book.make_indirect(Array([page.obj, Name.XYZ, place.x_pt, top, 0]))

    return destination


def _link(book: Pdf, places: Mapping[str, Anchor], frame: Frame) -> None:
    elements = NumberTree(book.Root.StructTreeRoot.ParentTree)
    for page in book.pages:
        for annotation in page.obj.get("/Annots", Array()):
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if not address.startswith(PLACE_SCHEME):
                continue
            is_page = address.endswith(PAGE_QUERY)
            target = unquote(address.removeprefix(PLACE_SCHEME).removesuffix(PAGE_QUERY))
            if target not in places:
                raise DiglotError(
                    f'the PDF has no place "{target}", to which a link points.\n'
                    "  hint: the template that makes the link, or the place, has to be corrected"
                )
            del annotation["/A"]
            annotation.Dest = String(target)
            names = (frame.link_texts.get(target, ""), frame.page_texts.get(target, ""))
            if text := ", ".join(filter(None, names)):
                annotation.Contents = String(text)
            if is_page and "/StructParent" in annotation:
                _speak(elements[int(annotation.StructParent)], names[1])


def _speak(link: Any, words: str) -> None:
    """Give a link the words of a reference to a page, the number of which is laid over the text.

    Of a link in two pieces, the one that is only room for the number says nothing.
    """
    content = link.get("/K", Array())
    pieces = content if isinstance(content, Array) else [content]
    has_words = any(isinstance(piece, int) or piece.get("/Type") == Name.MCR for piece in pieces)
    link.ActualText = String(words if has_words else "")


def _name_destinations(
    book: Pdf, places: Mapping[str, Anchor], destination: Callable[[Anchor], Any]
) -> None:
    names = Array()
    for name in sorted(places, key=lambda name: bytes(String(name))):
        names.append(String(name))
        names.append(destination(places[name]))
    tree = book.make_indirect(Dictionary(Names=names))
    book.Root.Names = Dictionary(Dests=tree)


def _outline(
    book: Pdf, parts: Sequence[PageRun], frame: Frame, destination: Callable[[Anchor], Any]
) -> None:
    """Write the bookmarks; those of chapters are under that of their part."""
    with book.open_outline() as outline:
        path: list[tuple[int, OutlineItem]] = []
        for part in parts:
            for bookmark in part.pages.bookmarks:
                level = bookmark.level + part.run.depth
                label = plain_label(bookmark.label, frame.direction)
                place = _moved(bookmark.place, part)
                item = OutlineItem(label, destination(place))
                item.is_closed = True
                while path and path[-1][0] >= level:
                    path.pop()
                (path[-1][1].children if path else outline.root).append(item)
                path.append((level, item))


def _label(book: Pdf, runs: Sequence[tuple[int, str, str]]) -> None:
    numbers = Array()
    for first, style, prefix in runs:
        label = Dictionary()
        if style:
            label.S = Name(f"/{style}")
        if prefix:
            label.P = String(prefix)
        numbers.append(first)
        numbers.append(label)
    book.Root.PageLabels = Dictionary(Nums=numbers)


# The file ----------------------------------------------------------------------


def _margins(book: Pdf, overlay: Overlay) -> list[tuple[pikepdf.Page, Any]]:
    """Return the pages over which something is laid, with it as a form."""
    sources = [Pdf.open(io.BytesIO(pdf)) for pdf in overlay.pdfs]
    margins = (page for source in sources for page in source.pages)
    return [
        (page, book.copy_foreign(_form(margin)))
        for page, margin, is_shown in zip(book.pages, margins, overlay.shown, strict=True)
        if is_shown and "/Rotate" not in page.obj
    ]


def _form(page: pikepdf.Page) -> Any:
    """Return a page as a form, which has what it can have in common with those of other pages."""
    form = page.as_form_xobject()
    form.BBox, form.Resources = page.obj.MediaBox, page.obj.Resources
    del form.Type  # which it need not have (8.10.2)
    return form


def _lay_over(book: Pdf, margins: Sequence[tuple[pikepdf.Page, Any]]) -> None:
    """Draw forms over pages, which share what is put before and after their own drawing."""

    @functools.cache
    def stream(content: bytes) -> Stream:
        return book.make_stream(content)

    for page, form in margins:
        resources = Dictionary(dict(page.obj.get("/Resources", Dictionary()).items()))
        objects = Dictionary(dict(resources.get("/XObject", Dictionary()).items()))
        objects["/Margin"] = form
        resources.XObject = objects
        page.obj.Resources = resources
        # The page leaves its own transformation behind, so it is put between q and Q.
        at = f"1 0 0 1 {float(page.obj.MediaBox[0]):.3f} 0 cm"
        over = f"Q /Artifact <</Type /Pagination>> BDC q {at} /Margin Do Q EMC".encode()
        page.obj.Contents = Array([stream(b"q"), *_drawing(page), stream(over)])


def _drawing(page: pikepdf.Page) -> list[Any]:
    """Return the streams in which a page is drawn."""
    content = page.obj.get("/Contents", Array())
    return list(content) if isinstance(content, Array) else [content]


def _view(book: Pdf, direction: Direction) -> None:
    preferences = Dictionary(DisplayDocTitle=True)
    preferences.Direction = Name.R2L if direction == "rtl" else Name.L2R
    book.Root.ViewerPreferences = preferences
    book.Root.PageMode = Name.UseOutlines


def _keep(book: Pdf) -> None:
    """Do what an archive asks: colours of a known screen, links that are printed (PDF/A-2).

    Nor may a stream end in a carriage return: with the line end before `endstream`, no
    one could tell whether it belongs to the stream (6.1.7.1).
    """
    intend(book, Name.GTS_PDFA1, screen_profile(), 3, SCREEN_NAME)
    for page in book.pages:
        for annotation in page.obj.get("/Annots", Array()):
            annotation.F = 4
    for stream in book.objects:
        if not isinstance(stream, Stream) or stream.get("/Type") == Name.Metadata:
            continue
        if "/Filter" not in stream or stream.read_raw_bytes().endswith(b"\r"):
            _close(stream)


def _close(stream: Stream) -> None:
    """Pack a stream so that it does not end in a carriage return."""
    packed = zlib.compress(stream.read_bytes(), 9)
    if packed.endswith(b"\r"):
        letters = base64.a85encode(packed) + b"~>"
        stream.write(letters, filter=Array([Name.ASCII85Decode, Name.FlateDecode]))
    else:
        stream.write(packed, filter=Name.FlateDecode)


def _saved(book: Pdf, *, is_archived: bool) -> bytes:
    #    book.remove_unreferenced_resources()
    target = io.BytesIO()
    mode = pikepdf.ObjectStreamMode
    book.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=mode.disable if is_archived else mode.generate,
        # `_keep` has packed all there is, with care.
        compress_streams=not is_archived,
        stream_decode_level=pikepdf.StreamDecodeLevel.none if is_archived else None,
    )
    return target.getvalue()
