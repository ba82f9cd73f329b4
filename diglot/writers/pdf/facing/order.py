"""Where the runs of one language come, if those of the other face them: no run is shorter.

Every run has as many pages as the longer of both languages, and none waits for a recto, as each
language has a side of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from msgspec.structs import replace

from diglot.writers.pdf.book.order import Order
from diglot.writers.pdf.book.plan import PageRun, Run
from diglot.writers.pdf.engine.layout import Pages

Numbering = Callable[[int], int]
Name = TypeVar("Name")


class FacingOrder(Order, frozen=True):
    """The order of one language's runs. Once both are laid out, `face` tells it of the other."""

    facing: Mapping[str, int] = {}  # none is ever changed
    names: Sequence[str] = ()
    number: Numbering = int

    def face(
        self, names: Sequence[str], facing: Mapping[str, int], number: Numbering
    ) -> FacingOrder:
        """Return this order for two languages.

        names: the runs of both, in order. facing: how many pages each is given.
        number: the number of a page, given which of this language's it is, from 1.
        """
        return replace(self, names=tuple(names), facing=dict(facing), number=number)

    def alone(self, pages: Mapping[str, Pages]) -> tuple[PageRun, ...]:
        """Return where each run would be in a book of this language alone."""
        return super().place(pages)

    def place(self, pages: Mapping[str, Pages]) -> tuple[PageRun, ...]:
        """Return where each run is; pages that the other language alone has are left free."""
        own = {placed.name: placed for placed in self.alone(pages)}
        fronts = {name for name in own if name.startswith(".front/")} | self._front_chapters
        front_label, body_label = self._labels
        found: list[PageRun] = []
        start, body = 0, None
        for name in self.names:
            is_front = name in fronts or name.startswith(".front/")
            if not is_front and body is None:
                start += start % 2
                body = start
            count = pages[name].count if name in pages else 0
            if count:
                label, zero = (front_label, 0) if body is None else (body_label, body)
                numbers = range(start - zero + 1, start - zero + 1 + count)
                labels = tuple(label(self.number(number)) for number in numbers)
                notice = Run(name, pages[name], on_recto=False, has_numbers=False)
                run = own[name].run if name in own else notice
                found.append(PageRun(run, start, labels))
            start += max(count, self.facing.get(name, 0))
        return tuple(found)

    def label_runs(self, parts: Sequence[PageRun]) -> tuple[tuple[int, str, str], ...]:
        """Return how pages are numbered: one by one, where it is not by ones."""
        if self.number(2) == self.number(1) + 1:
            return super().label_runs(parts)
        body, end = self.body_start(parts), parts[-1].end
        runs = zip((0, body), (min(body, end), end), self._labels, strict=True)
        return tuple(
            (page, "", label(self.number(page - first + 1)))
            for first, last, label in runs
            for page in range(first, last)
        )

    def body_start(self, parts: Sequence[PageRun]) -> int:
        """Return the page that bears the number 1."""
        fronts = self._front_chapters
        firsts = [
            part.first
            for part in parts
            if part.name not in fronts and not part.name.startswith(".front/")
        ]
        return min(firsts, default=parts[-1].end)

    @property
    def _front_chapters(self) -> set[str]:
        return {c.name for c in self.edition.chapters if c.role == "frontmatter"}


def merged_names(source: Sequence[Name], translation: Sequence[Name]) -> list[Name]:
    """Return the names of both, as of runs: the source's order, others after what they follow."""
    names = list(source)
    for place, name in enumerate(translation):
        if name not in names:
            before = translation[place - 1] if place else None
            names.insert(names.index(before) + 1 if before in names else 0, name)
    return names
