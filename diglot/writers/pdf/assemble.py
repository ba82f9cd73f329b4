"""Runs of pages, each laid out by itself → one tagged PDF.

Knows PDF objects (through pikepdf); knows nothing of HTML or of how pages were
set. Nothing is laid out here: pages, tags and places are joined, links that
cross from one run to another are given their targets, page numbers are laid over.
Source: ISO 32000-1, 7.7 (document structure), 12.3 (navigation), 14.7 (logical structure).
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, OutlineItem, Pdf, String

from diglot.errors import DiglotError
from diglot.model import Direction
from diglot.text.isolates import plain_label
from diglot.writers.pdf.layout import Anchor, Pages
from diglot.writers.pdf.shared_fonts import share_fonts

LINK_SCHEME = "diglot:"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of pages and where it comes in the book.

    name: of the chapter, or of a part of the front matter.
    first: its first page, counted from 0 through the whole file. blank_after:
        whether an empty page follows, so that the next part opens on a recto.
    labels: the number that each page carries, without the blank one.
    """

    name: str
    pages: Pages
    first: int
    blank_after: bool
    labels: tuple[str, ...]

    @property
    def end(self) -> int:
        """Return the page after its last, blank one included."""
        return self.first + self.pages.count + self.blank_after


@dataclass(frozen=True, slots=True)
class Frame:
    """What the file says of itself as a whole.

    label_runs: (first page, style "r", "D" or "", prefix) as /PageLabels wants it.
    link_texts: what a link's target is called, by "chapter/id", for those who hear it.
    """

    direction: Direction
    label_runs: tuple[tuple[int, str, str], ...]
    link_texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Folios:
    """Page numbers to be laid over the book.

    pdf: as many pages as the book has. shown: for each page, whether it takes its number.
    """

    pdf: bytes
    shown: tuple[bool, ...]


def assemble(parts: Sequence[Part], folios: Folios, frame: Frame) -> bytes:
    """Return the PDF that holds all parts, in order, with their page numbers.

    Raises DiglotError where a link points to a place that no part has.
    """
    sources = [Pdf.open(io.BytesIO(part.pages.pdf)) for part in parts]
    with Pdf.new() as book:
        _copy_identity(book, sources[0])
        structure = _Structure(book)
        for part, source in zip(parts, sources, strict=True):
            start = len(book.pages)
            book.pages.extend(source.pages)
            structure.add(source, part.name, start, len(book.pages))
            if part.blank_after:
                box = book.pages[start].mediabox
                blank = book.add_blank_page(page_size=(float(box[2]), float(box[3])))
                del blank.obj["/Contents"]
        structure.finish()
        places = _places(parts)
        _link(book, places, frame.link_texts)
        _name_destinations(book, places)
        _outline(book, parts, frame.direction)
        _label(book, frame.label_runs)
        _lay_over(book, folios)
        share_fonts(book)
        _view(book, frame.direction)
        return _saved(book)


def _copy_identity(book: Pdf, first: Pdf) -> None:
    """Take language, metadata and information from the first part, which is the book's."""
    book.Root.Lang = String(str(first.Root.Lang))
    book.Root.MarkInfo = Dictionary(Marked=True)
    book.Root.Metadata = book.copy_foreign(first.Root.Metadata)
    entries = {key: String(str(value)) for key, value in first.trailer.Info.items()}
    book.trailer.Info = book.make_indirect(Dictionary(entries))


class _Structure:
    """The structure tree of the book, growing part by part."""

    def __init__(self, book: Pdf) -> None:
        self.book = book
        self.children = Array()
        self.root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root, K=self.children)
        )
        self.root.K = Array([self.document])
        self.parents: list[tuple[int, Any]] = []
        self.offset = 0

    def add(self, source: Pdf, name: str, start: int, end: int) -> None:
        """Join a part's tree: its root becomes a /Part; its parent tree's keys move up."""
        tree = self.book.copy_foreign(source.Root.StructTreeRoot)
        for element in tree.K:
            element.S = Name.Part
            element.P = self.document
            self.children.append(element)
            _prefix_ids(element, name)
        keys = [0]
        for key, value in NumberTree(tree.ParentTree).items():
            self.parents.append((int(key) + self.offset, value))
            keys.append(int(key) + 1)
        for page in list(self.book.pages)[start:end]:
            if "/StructParents" in page.obj:
                page.obj.StructParents = int(page.obj.StructParents) + self.offset
            for annotation in page.obj.get("/Annots", Array()):
                if "/StructParent" in annotation:
                    annotation.StructParent = int(annotation.StructParent) + self.offset
        self.offset += max(keys)

    def finish(self) -> None:
        """Write the tree into the book."""
        numbers = Array()
        for key, value in sorted(self.parents, key=lambda pair: pair[0]):
            numbers.append(key)
            numbers.append(value)
        self.root.ParentTree = self.book.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = self.offset
        self.book.Root.StructTreeRoot = self.root


def _prefix_ids(root: Any, name: str) -> None:
    """Make the ids of header cells differ from those of other parts."""
    stack = [root]
    while stack:
        element = stack.pop()
        if isinstance(element, Array):
            stack.extend(child for child in element)
        if not isinstance(element, Dictionary) or element.get("/Type") == Name.OBJR:
            continue
        if "/ID" in element:
            element.ID = String(f"{name}-{element.ID}")
        attributes = element.get("/A", Dictionary())
        for attribute in attributes if isinstance(attributes, Array) else [attributes]:
            if isinstance(attribute, Dictionary) and "/Headers" in attribute:
                attribute.Headers = Array(String(f"{name}-{h}") for h in attribute.Headers)
        if "/K" in element:
            stack.append(element.K)


# Places ------------------------------------------------------------------------


def _places(parts: Sequence[Part]) -> dict[str, Anchor]:
    """Return every place of the book by "part/id"; "part/" is where a part begins."""
    places = {}
    for part in parts:
        for name, anchor in part.pages.anchors.items():
            places[f"{part.name}/{name}"] = _moved(anchor, part)
        places.setdefault(f"{part.name}/", Anchor(part.first, 0, 10_000))
    return places


def _moved(anchor: Anchor, part: Part) -> Anchor:
    return Anchor(anchor.page + part.first, anchor.x_pt, anchor.y_pt)


def _destination(book: Pdf, place: Anchor) -> Array:
    page = book.pages[place.page]
    top = min(place.y_pt, float(page.mediabox[3]))
    return Array([page.obj, Name.XYZ, place.x_pt, top, 0])


def _link(book: Pdf, places: Mapping[str, Anchor], texts: Mapping[str, str]) -> None:
    for page in book.pages:
        for annotation in page.obj.get("/Annots", Array()):
            address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
            if not address.startswith(LINK_SCHEME):
                continue
            target = unquote(address.removeprefix(LINK_SCHEME))
            if target not in places:
                raise DiglotError(
                    f'the PDF has no place "{target}", to which a link points.\n'
                    "  hint: the template that makes the link, or the place, has to be corrected"
                )
            del annotation["/A"]
            annotation.Dest = String(target)
            if text := texts.get(target):
                annotation.Contents = String(text)


def _name_destinations(book: Pdf, places: Mapping[str, Anchor]) -> None:
    names = Array()
    for name in sorted(places, key=lambda name: bytes(String(name))):
        names.append(String(name))
        names.append(_destination(book, places[name]))
    tree = book.make_indirect(Dictionary(Names=names))
    book.Root.Names = Dictionary(Dests=tree)


def _outline(book: Pdf, parts: Sequence[Part], direction: Direction) -> None:
    with book.open_outline() as outline:
        for part in parts:
            path: list[tuple[int, OutlineItem]] = []
            for bookmark in part.pages.bookmarks:
                label = plain_label(bookmark.label, direction)
                item = _outline_item(book, label, _moved(bookmark.place, part))
                while path and path[-1][0] >= bookmark.level:
                    path.pop()
                (path[-1][1].children if path else outline.root).append(item)
                path.append((bookmark.level, item))


def _outline_item(book: Pdf, label: str, place: Anchor) -> OutlineItem:
    item = OutlineItem(label, _destination(book, place))
    item.is_closed = True
    return item


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


def _lay_over(book: Pdf, folios: Folios) -> None:
    with Pdf.open(io.BytesIO(folios.pdf)) as source:
        for page, folio, is_shown in zip(book.pages, source.pages, folios.shown, strict=True):
            if not is_shown:
                continue
            form = book.copy_foreign(folio.as_form_xobject())
            resources = Dictionary(dict(page.obj.get("/Resources", Dictionary()).items()))
            objects = Dictionary(dict(resources.get("/XObject", Dictionary()).items()))
            objects["/Folio"] = form
            resources.XObject = objects
            page.obj.Resources = resources
            # The page leaves its own transformation behind, so it is put between q and Q.
            page.contents_add(b"q", prepend=True)
            page.contents_add(
                b"Q /Artifact <</Type /Pagination>> BDC q /Folio Do Q EMC", prepend=False
            )


def _view(book: Pdf, direction: Direction) -> None:
    preferences = Dictionary(DisplayDocTitle=True)
    preferences.Direction = Name.R2L if direction == "rtl" else Name.L2R
    book.Root.ViewerPreferences = preferences
    book.Root.PageMode = Name.UseOutlines


def _saved(book: Pdf) -> bytes:
    book.remove_unreferenced_resources()
    target = io.BytesIO()
    book.save(
        target,
        min_version="1.7",
        deterministic_id=True,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return target.getvalue()
