"""Finished PDFs → one, their pages in any order, with the tags, links and bookmarks of all.

What reads the pages aloud, and the bookmarks, keep the order of each volume whatever that of its
pages. Places of all volumes but the first are named after their language, as all name theirs alike.
Source: ISO 32000-1, 7.7 (document structure), 12.3 (navigation), 14.7 (logical structure).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import pikepdf
from msgspec import Struct
from pikepdf import Array, Dictionary, Name, NameTree, NumberTree, Page, Pdf, String

from diglot.writers.pdf.book.joining import moved_parents, write_parents
from diglot.writers.pdf.identity import Identity, Standard, write_identity

Place = tuple[int, int] | None
"""Which volume a page is of and which page there, from 0; None for a blank one of none."""
Arrange = Callable[[Sequence[int]], Sequence[Place]]
"""Given how many pages each volume has, gives the pages of the book.

A page past the end of a volume is blank, and counted as if the volume had it.
"""
_NO_NUMBER = "\N{EM DASH}"


class Volume(Struct, frozen=True):
    """A finished PDF that becomes part of another.

    title: over its bookmarks; "" for pages that have neither these nor numbers.
    """

    content: bytes
    language: str
    title: str = ""


class Union:
    """The PDF of several volumes. `parts`: what is tagged in each; may be put in another order."""

    def __init__(self, volumes: Sequence[Volume], files: Sequence[Pdf], arrange: Arrange) -> None:
        self.book, *others = files
        own = list(self.book.pages)
        self._volumes = volumes
        self._pages = [own, *(_taken_in(self.book, other) for other in others)]
        self._order = arrange([len(pages) for pages in self._pages])
        self._tree = _Tree(self.book)
        self.parts = [self._tree.own(volumes[0].language)]
        for file, volume, pages in zip(others, volumes[1:], self._pages[1:], strict=True):
            self.parts.append(self._tree.add(file, pages, volume.language))
        del self.book.pages[:]
        for place in self._order:
            self.book.pages.append(self._page(place))
        titled = [number for number, volume in enumerate(volumes) if volume.title]
        self._name_places(files, titled)
        self._join_outlines(files, titled)
        self._label([_labels(file) for file in files])

    def saved(self, identity: Identity, archive: Standard | None = None) -> bytes:
        """Return the finished file."""
        used = dict.fromkeys(place[0] for place in self._order if place)
        self._tree.finish(part for number in used for part in self.parts[number])
        write_identity(self.book, identity, ("ua-1", *((archive,) if archive else ())))
        target = io.BytesIO()
        mode = pikepdf.ObjectStreamMode
        self.book.save(
            target,
            min_version="1.7",
            deterministic_id=True,
            object_stream_mode=mode.disable if archive else mode.generate,
        )
        return target.getvalue()

    def _page(self, place: Place) -> Page:
        if place and place[1] < len(self._pages[place[0]]):
            return self._pages[place[0]][place[1]]
        like = self._pages[0][0]
        blank = Dictionary(Type=Name.Page, MediaBox=like.mediabox, Resources=Dictionary())
        return Page(self.book.make_indirect(blank))

    def _name_places(self, files: Sequence[Pdf], titled: Sequence[int]) -> None:
        """Join the named places of all, and lead links to those of their own volume."""
        named: dict[str, Any] = {}
        for number in titled:
            prefix = f"{self._volumes[number].language}:" if number else ""
            tree = self._from(files, number, files[number].Root.Names.Dests)
            named |= {f"{prefix}{name}": value for name, value in NameTree(tree).items()}
            for page in self._pages[number] if prefix else ():
                for annotation in page.obj.get("/Annots", Array()):
                    if isinstance(annotation.get("/Dest"), String):
                        annotation.Dest = String(prefix + str(annotation.Dest))
        names = Array()
        for name in sorted(named, key=lambda name: bytes(String(name))):
            names.append(String(name))
            names.append(named[name])
        self.book.Root.Names = Dictionary(Dests=self.book.make_indirect(Dictionary(Names=names)))

    def _join_outlines(self, files: Sequence[Pdf], titled: Sequence[int]) -> None:
        """Put the bookmarks of each volume under its title."""
        book = self.book
        root = book.make_indirect(Dictionary(Type=Name.Outlines, Count=len(titled)))
        items: list[Any] = []
        for number in titled:
            page = self._pages[number][0]
            place = Array([page.obj, Name.XYZ, 0, float(page.mediabox[3]), 0])
            title = String(self._volumes[number].title)
            item = book.make_indirect(Dictionary(Title=title, Parent=root, Dest=place))
            _put_under(item, self._from(files, number, files[number].Root.Outlines))
            if items:
                items[-1].Next, item.Prev = item, items[-1]
            items.append(item)
        root.First, root.Last = items[0], items[-1]
        book.Root.Outlines = root

    def _from(self, files: Sequence[Pdf], number: int, thing: Any) -> Any:
        """Return a thing of a volume as one of the book."""
        return self.book.copy_foreign(thing) if files[number] is not self.book else thing

    def _label(self, labels: Sequence[Sequence[tuple[int, Any]]]) -> None:
        """Label each page as its volume does."""
        numbers = Array()
        for number, place in enumerate(self._order):
            numbers.append(number)
            runs = labels[place[0]] if place else ()
            numbers.append(
                _label_of(runs, place[1]) if place and runs else Dictionary(P=String(_NO_NUMBER))
            )
        self.book.Root.PageLabels = Dictionary(Nums=numbers)


@contextmanager
def united(volumes: Sequence[Volume], arrange: Arrange) -> Iterator[Union]:
    """Give the PDF of several volumes, of which the first says how it is shown."""
    with ExitStack() as stack:
        files = [stack.enter_context(Pdf.open(io.BytesIO(v.content))) for v in volumes]
        yield Union(volumes, files, arrange)


def _taken_in(book: Pdf, source: Pdf) -> list[Page]:
    """Put the pages of a PDF at the end of a book, and return them."""
    first = len(book.pages)
    for page in source.pages:
        book.pages.append(page)
    return list(book.pages)[first:]


def _put_under(item: Any, outline: Any) -> None:
    """Put the bookmarks of an outline under one, closed."""
    child, count = outline.get("/First"), 0
    if child is not None:
        item.First, item.Last = child, outline.Last
    while child is not None:
        child.Parent = item
        count += 1
        child = child.get("/Next")
    if count:
        item.Count = -count


def _labels(book: Pdf) -> list[tuple[int, Any]]:
    """Return from which page on, counted from 0, pages are labelled how."""
    labels = NumberTree(book.Root.PageLabels) if "/PageLabels" in book.Root else {}
    return [(int(first), dict(label.items())) for first, label in labels.items()]


def _label_of(runs: Sequence[tuple[int, Any]], page: int) -> Dictionary:
    """Return the label of one page of a volume."""
    first, label = max((run for run in runs if run[0] <= page), key=lambda run: run[0])
    entry = Dictionary(label)
    if "/S" in entry:
        entry.St = page - first + int(entry.get("/St", 1))
    return entry


class _Tree:
    """The structure tree of the book, growing volume by volume."""

    def __init__(self, book: Pdf) -> None:
        self.book = book
        self.root = book.Root.StructTreeRoot
        self.numbers = list(NumberTree(self.root.ParentTree).items())
        self.offset = int(self.root.ParentTreeNextKey)
        self.document = book.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, P=self.root)
        )

    def own(self, language: str) -> list[Any]:
        """Return the parts of the first volume."""
        return [self._part(element, language) for element in _list(self.root.K)]

    def add(self, source: Pdf, pages: Sequence[Page], language: str) -> list[Any]:
        """Join the tree of a PDF whose pages have been put in, and return its parts."""
        tree = self.book.copy_foreign(source.Root.StructTreeRoot)
        self.offset += moved_parents(tree, pages, self.offset, self.numbers)
        return [self._part(element, language) for element in _list(tree.K)]

    def finish(self, parts: Iterator[Any]) -> None:
        """Write the tree into the book."""
        self.document.K = Array(parts)
        self.root.K = Array([self.document])
        write_parents(self.book, self.root, self.numbers, self.offset)

    def _part(self, element: Any, language: str) -> Any:
        element.S = Name.Part
        element.P = self.document
        element.Lang = String(language)
        return element


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, Array) else [value]
