"""Two finished PDFs, a page each in turn → one, with the tags, links and bookmarks of both.

The shorter one gets blank pages at its end. Before them comes a title page of both; a blank page
at the end makes the number even. Places of the language that comes second are named after it, as
both name theirs alike.
Source: ISO 32000-1, 7.7 (document structure), 12.3 (navigation), 14.7 (logical structure).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Page, Pdf, String

from diglot.writers.pdf.book.joining import moved_parents
from diglot.writers.pdf.facing.pairing import pair_rows
from diglot.writers.pdf.identity import Identity, Standard, write_identity


@dataclass(frozen=True, slots=True)
class Bound:
    """How the two languages are bound: of each pair, the one that comes first on a spread.

    is_rtl: whether the book is read from right to left. to_binding_pt: how far each page's text
    moves away from the binding.
    """

    is_rtl: bool
    to_binding_pt: float
    languages: tuple[str, str]
    titles: tuple[str, str]


def interleaved(
    opening: bytes,
    contents: tuple[bytes, bytes],
    bound: Bound,
    identity: Identity,
    archive: Standard | None = None,
) -> tuple[bytes, int]:
    """Return the PDF of both, and how many pages it has.

    opening: a page that goes before all others. contents: the PDF of the language that comes first
    on each spread, and that of the other.
    """
    with (
        Pdf.open(io.BytesIO(contents[0])) as book,
        Pdf.open(io.BytesIO(contents[1])) as other,
        Pdf.open(io.BytesIO(opening)) as title,
    ):
        count = max(len(book.pages), len(other.pages))
        for one in (book, other):  # the last chapter may be in one language only
            while len(one.pages) < count:
                one.pages.append(_blank(one, one.pages[0]))
        labels = [_labels(one) for one in (book, other)]
        tree = _Tree(book, bound.languages)
        tree.add(other, _put_in(book, other, [2 * n + 1 for n in range(count)]), 1)
        tree.add(title, _put_in(book, title, [0]), 0, is_first=True)
        book.pages.append(_blank(book, book.pages[0]))
        _rename(other, book, bound)
        _label(book, labels)
        first_is_left = not bound.is_rtl
        for number, page in enumerate(book.pages):
            is_left = (number % 2 == 1) == first_is_left
            _move(page, -bound.to_binding_pt if is_left else bound.to_binding_pt)
        book.Root.ViewerPreferences.Direction = Name.R2L if bound.is_rtl else Name.L2R
        book.Root.PageLayout = Name.TwoPageRight
        tree.finish()
        write_identity(book, identity, ("ua-1", *((archive,) if archive else ())))
        target = io.BytesIO()
        book.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.disable
            if archive
            else pikepdf.ObjectStreamMode.generate,
        )
        return target.getvalue(), 2 * count + 2


def _put_in(book: Pdf, source: Pdf, places: list[int]) -> list[Page]:
    """Put the pages of a PDF in at places, in ascending order; return them."""
    for place, page in zip(places, source.pages, strict=True):
        book.pages.insert(place, page)
    return [book.pages[place] for place in places]


def _blank(book: Pdf, like: Page) -> Page:
    blank = Dictionary(Type=Name.Page, MediaBox=like.mediabox, Resources=Dictionary())
    return Page(book.make_indirect(blank))


def _move(page: Page, by_pt: float) -> None:
    """Move what a page shows to the right: it is the paper that moves to the left."""
    left, bottom, right, top = (float(number) for number in page.mediabox)
    moved = (left - by_pt, bottom, right - by_pt, top)
    page.obj.MediaBox = Array(round(number, 3) for number in moved)


class _Tree:
    """The structure tree of both: a part for each language, and rows beside their counterparts."""

    def __init__(self, book: Pdf, languages: tuple[str, str]) -> None:
        self.book = book
        self.root = book.Root.StructTreeRoot
        self.numbers = list(NumberTree(self.root.ParentTree).items())
        self.offset = int(self.root.ParentTreeNextKey)
        self.languages = languages
        self.document = book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root)
        )
        self.parts = [self._part(element, languages[0]) for element in _list(self.root.K)]
        self.first, self.second = self.parts, list[Any]()

    def add(self, source: Pdf, pages: list[Page], side: int, *, is_first: bool = False) -> None:
        """Join the tree of a PDF whose pages have been put in. side: whose language it is in."""
        tree = self.book.copy_foreign(source.Root.StructTreeRoot)
        parts = [self._part(element, self.languages[side]) for element in _list(tree.K)]
        self.second = parts if side else self.second
        self.parts = [*parts, *self.parts] if is_first else [*self.parts, *parts]
        self.offset += moved_parents(tree, pages, self.offset, self.numbers)

    def finish(self) -> None:
        """Write the tree into the book."""
        pair_rows(self.first, self.second, self.languages[1])
        self.document.K = Array(self.parts)
        self.root.K = Array([self.document])
        numbers = Array()
        for key, value in sorted(self.numbers, key=lambda pair: pair[0]):
            numbers.append(key)
            numbers.append(value)
        self.root.ParentTree = self.book.make_indirect(Dictionary(Nums=numbers))
        self.root.ParentTreeNextKey = self.offset

    def _part(self, element: Any, language: str) -> Any:
        element.S = Name.Part
        element.P = self.document
        element.Lang = String(language)
        return element


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else [value]


# Places and bookmarks ----------------------------------------------------------


def _rename(other: Pdf, book: Pdf, bound: Bound) -> None:
    """Join the named places and the bookmarks of both."""
    prefix = f"{bound.languages[1]}:"
    theirs = book.copy_foreign(other.Root.Names.Dests)
    ours = book.Root.Names.Dests
    named = dict(NameTree(ours).items())
    renamed = {str(name): value for name, value in NameTree(theirs).items()}
    translated = {page.objgen for page in list(book.pages)[2::2]}
    for page in book.pages:
        if page.obj.objgen not in translated:
            continue
        for annotation in page.obj.get("/Annots", Array()):
            if isinstance(annotation.get("/Dest"), String):
                annotation.Dest = String(prefix + str(annotation.Dest))
    both = {str(name): value for name, value in named.items()}
    both |= {prefix + name: value for name, value in renamed.items()}
    names = Array()
    for name in sorted(both, key=lambda name: bytes(String(name))):
        names.append(String(name))
        names.append(both[name])
    book.Root.Names = Dictionary(Dests=book.make_indirect(Dictionary(Names=names)))
    _join_outlines(book, book.copy_foreign(other.Root.Outlines), bound.titles)


def _join_outlines(book: Pdf, theirs: Any, titles: tuple[str, str]) -> None:
    """Put the bookmarks of each language under its title."""
    root = book.make_indirect(Dictionary(Type=Name.Outlines, Count=2))
    items = []
    for side, (outline, title) in enumerate(zip((book.Root.Outlines, theirs), titles, strict=True)):
        page = book.pages[1 + side]
        destination = Array([page.obj, Name.XYZ, 0, float(page.mediabox[3]), 0])
        item = book.make_indirect(Dictionary(Title=String(title), Parent=root, Dest=destination))
        child, count = outline.get("/First"), 0
        if child is not None:
            item.First, item.Last = child, outline.Last
        while child is not None:
            child.Parent = item
            count += 1
            child = child.get("/Next")
        if count:
            item.Count = -count
        items.append(item)
    items[0].Next, items[1].Prev = items[1], items[0]
    root.First, root.Last = items
    book.Root.Outlines = root


def _labels(book: Pdf) -> list[tuple[int, Any]]:
    """Return from which page on, counted from 0, pages are labelled how."""
    labels = NumberTree(book.Root.PageLabels)
    return [(int(first), dict(label.items())) for first, label in labels.items()]


def _label(book: Pdf, sides: list[list[tuple[int, Any]]]) -> None:
    """Label the pages of both as each does its own: both pages of a spread alike."""
    numbers = Array([0, Dictionary(P=String("\N{EM DASH}"))])
    count = (len(book.pages) - 2) // 2
    for page in range(count):
        for side, labels in enumerate(sides):
            first, label = max((run for run in labels if run[0] <= page), key=lambda run: run[0])
            entry = Dictionary(label)
            if "/S" in entry:
                entry.St = page - first + int(entry.get("/St", 1))
            numbers.append(2 * page + side + 1)
            numbers.append(entry)
    numbers.append(2 * count + 1)
    numbers.append(Dictionary(P=String("\N{EM DASH}")))
    book.Root.PageLabels = Dictionary(Nums=numbers)
