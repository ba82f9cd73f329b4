"""Which page of a book each run of pages is on, and what its pages are numbered.

Knows rectos, blank pages and how front matter is counted; knows nothing of PDF or HTML.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from diglot.text.numerals import roman
from diglot.writers.pdf.engine.layout import Pages

Label = Callable[[int], str]


class Run(Struct, frozen=True):
    """Pages that follow one another, before it is known where.

    name: of the chapter, or of a part of the front matter. on_recto: whether they
        open on a recto, or on the next page. depth: under how many others their
        bookmarks are. has_numbers: whether they show the numbers that they have.
    """

    name: str
    pages: Pages
    on_recto: bool = True
    depth: int = 0
    has_numbers: bool = True


class PageRun(Struct, frozen=True):
    """A run of pages and where it comes in the book.

    first: its first page, counted from 0 through the whole file.
    labels: the number of each of its pages.
    """

    run: Run
    first: int
    labels: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of the run."""
        return self.run.name

    @property
    def pages(self) -> Pages:
        """Return the pages of the run."""
        return self.run.pages

    @property
    def end(self) -> int:
        """Return the page after its last."""
        return self.first + self.pages.count

    @property
    def is_turned(self) -> bool:
        """Tell whether it opens on a verso: a run is always laid out as if on a recto."""
        return self.first % 2 == 1


def place_runs(runs: Sequence[Run], first: int, label: Label) -> list[PageRun]:
    """Return where runs come that follow one another from a page on, numbered from 1.

    Between them is a blank page wherever one has to open on a recto.
    """
    parts: list[PageRun] = []
    start = first
    for run in runs:
        start += run.on_recto and start % 2
        numbers = range(start - first + 1, start - first + 1 + run.pages.count)
        parts.append(PageRun(run, start, tuple(map(label, numbers))))
        start = parts[-1].end
    return parts


def label_runs(label: Label, first: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Yield page labels as PDF knows them; it knows no Hebrew letters, so these one by one."""
    styles = {roman: "r", str: "D"}
    if first < end and label in styles:
        yield first, styles[label], ""
    elif first < end:
        yield from ((page, "", label(page - first + 1)) for page in range(first, end))


def page_finder(parts: Sequence[PageRun]) -> Callable[..., str]:
    """Return the function with which contents ask for the number of a place's page."""
    by_name = {part.name: part for part in parts}

    def page_of(chapter: str, place: str = "") -> str:
        part = by_name[chapter]
        anchor = part.pages.anchors.get(place)
        return part.labels[anchor.page if anchor else 0]

    return page_of
