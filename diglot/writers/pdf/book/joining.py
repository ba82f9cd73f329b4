"""Runs of pages, each laid out by itself → the pages, the tags and the fonts of one PDF.

The text is joined as soon as its runs are laid out; what is around it (contents,
index) is put in its place when it is there.
Source: ISO 32000-1, 7.7.3 (page tree), 14.7 (logical structure).
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterable, Sequence
from typing import Any

from msgspec import Struct
from pikepdf import Array, Dictionary, Name, NumberTree, Page, Pdf

from diglot.writers.pdf.book.plan import PageRun
from diglot.writers.pdf.glyphs.shared_fonts import SharedFonts


class Leaf(Struct, frozen=True):
    """How pages lie. is_wide: whether they are wider than high.

    to_verso_pt: how far to the right a page laid out as a recto moves as a verso.
    """

    is_wide: bool
    to_verso_pt: float


class JoinedPages:
    """The pages of a book in the making.

    text: the runs that follow one another there. Others come before and after them. leaf: how
        they lie on it.
    """

    def __init__(self, text: Sequence[PageRun], leaf: Leaf) -> None:
        self.text = tuple(text)
        self.book = Pdf.new()
        self.leaf = leaf
        self.fonts = SharedFonts()
        self._structure = _Structure(self.book)
        self._is_joined = False

    def join(self) -> None:
        """Put the pages of the text together, unless that was done."""
        if self._is_joined:
            return
        self._is_joined = True
        start = end = self.text[0].first if self.text else 0
        for part in self.text:
            self._add(part, end - start, part.first - start)
            end = part.end

    def holds(self, text: Sequence[PageRun]) -> bool:
        """Tell whether these runs are those of the text, as far from one another."""
        return len(text) == len(self.text) and all(
            new.pages is old.pages and new.first - old.first == text[0].first - self.text[0].first
            for new, old in zip(text, self.text, strict=True)
        )

    def complete(self, parts: Sequence[PageRun]) -> Pdf:
        """Return the book, with the runs around the text and all tags.

        parts: all of them, in order. Those of the text may have moved, all together.
        """
        self.join()
        names = {part.name for part in self.text}
        end = 0
        for part in parts:
            if part.name not in names:
                self._add(part, end, part.first)
            elif part.name == self.text[0].name:
                self._add_blanks(end, part.first, self.book.pages[end])
            end = part.end
        self.book.Root.MarkInfo = Dictionary(Marked=True)
        self._structure.finish(part.name for part in parts)
        return self.book

    def _add(self, part: PageRun, end: int, first: int) -> None:
        """Put in the pages of a part, with blank ones before it from one page to another."""
        # Its streams remain readable after it: they hold on to the bytes.
        source = Pdf.open(io.BytesIO(part.pages.pdf))
        self._add_blanks(end, first, source.pages[0])
        for number, page in enumerate(source.pages, first):
            self.book.pages.insert(number, page)
        pages = [self.book.pages[number] for number in range(first, first + part.pages.count)]
        self._structure.add(part.name, source, pages)
        self.fonts.read(page.obj.get("/Resources") for page in pages)
        _lay_down(pages, self.leaf.is_wide)
        if part.is_turned:
            _turn(self.book, pages, self.leaf.to_verso_pt)

    def _add_blanks(self, start: int, end: int, like: Page) -> None:
        """Put in pages that hold nothing."""
        left, bottom, right, top = (float(number) for number in like.obj.MediaBox)
        for number in range(start, end):
            box = Array([0, 0, right - left, top - bottom])
            blank = Dictionary(Type=Name.Page, MediaBox=box, Resources=Dictionary())
            self.book.pages.insert(number, Page(self.book.make_indirect(blank)))


def _lay_down(pages: Sequence[Page], is_wide: bool) -> None:
    """Turn the pages of wide tables, which lie across the others, so that the head is at the left.

    is_wide: whether the other pages lie so themselves.
    """
    for page in pages:
        left, bottom, right, top = (float(number) for number in page.obj.MediaBox)
        if (right - left > top - bottom) != is_wide:
            page.obj.Rotate = 270


def moved_parents(
    tree: Any, pages: Iterable[Page], offset: int, parents: list[tuple[int, Any]]
) -> int:
    """Give the pages of a PDF other numbers in the tree of parents; return how many they take.

    tree: the structure tree that came with them. offset: the first number that is free.
    parents: what each number leads to; those of the tree are added.
    Source: ISO 32000-1, 14.7.4.4 (finding structure elements from content items).
    """
    keys = [0]
    for key, value in NumberTree(tree.ParentTree).items():
        parents.append((int(key) + offset, value))
        keys.append(int(key) + 1)
    for page in pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + offset
        for annotation in page.obj.get("/Annots", Array()):
            if "/StructParent" in annotation:
                annotation.StructParent = int(annotation.StructParent) + offset
    return max(keys)


def write_parents(book: Pdf, root: Any, parents: Iterable[tuple[int, Any]], free: int) -> None:
    """Write the tree of parents into the root of a structure tree.

    parents: what each number leads to. free: the first number that is free.
    """
    numbers = Array()
    for key, value in sorted(parents, key=lambda pair: pair[0]):
        numbers.append(key)
        numbers.append(value)
    root.ParentTree = book.make_indirect(Dictionary(Nums=numbers))
    root.ParentTreeNextKey = free


def _turn(book: Pdf, pages: Sequence[Page], to_verso_pt: float) -> None:
    """Move pages that were laid out for the other side of a leaf to the margins of theirs.

    It is the paper that moves: what is drawn, links and places keep their coordinates.
    """

    @functools.cache
    def sheet(*sides: float) -> Any:
        return book.make_indirect(Array(round(side, 3) for side in sides))

    for index, page in enumerate(pages):
        left = -to_verso_pt if index % 2 == 0 else to_verso_pt
        box = [float(number) for number in page.obj.MediaBox]
        page.obj.MediaBox = sheet(box[0] + left, box[1], box[2] + left, box[3])


class _Structure:
    """The structure tree of the book, growing part by part."""

    def __init__(self, book: Pdf) -> None:
        self.book = book
        self.root = book.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self.document = book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root)
        )
        self.root.K = Array([self.document])
        self.elements: dict[str, list[Any]] = {}
        self.parents: list[tuple[int, Any]] = []
        self.offset = 0

    def add(self, name: str, source: Pdf, pages: Sequence[Page]) -> None:
        """Join a part's tree: its root becomes a /Part; its parent tree's keys move up."""
        tree = self.book.copy_foreign(source.Root.StructTreeRoot)
        self.elements[name] = list(tree.K)
        for element in self.elements[name]:
            element.S = Name.Part
            element.P = self.document
        self.offset += moved_parents(tree, pages, self.offset, self.parents)

    def finish(self, names: Iterable[str]) -> None:
        """Write the tree into the book, the parts in the order of their names."""
        self.document.K = Array(element for name in names for element in self.elements[name])
        write_parents(self.book, self.root, self.parents, self.offset)
        self.book.Root.StructTreeRoot = self.root
