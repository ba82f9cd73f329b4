"""The order of a book's runs of pages: front matter, the text, what is at its end.

Knows which runs an edition has, which of them open on a recto and how their pages are
numbered; where they come then is told by plan.py.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from diglot.core.model import Edition
from diglot.lang.he.numerals import hebrew_bare
from diglot.lang.locales import uses_hebrew_letters
from diglot.render.chapters import ContentsPart
from diglot.settings.page import Openings
from diglot.text.numerals import roman
from diglot.writers.pdf.book.plan import Label, PageRun, Run, label_runs, place_runs
from diglot.writers.pdf.engine.layout import Pages

# A run is called after its chapter; no chapter's name begins with a point.
HALF_TITLE, TITLE, DEDICATION = ".front/half-title", ".front/title", ".front/dedication"
CONTENTS = ".front/contents"
INDEX, COLOPHON = ".back/index", ".back/colophon"
_WITHOUT_NUMBERS = (HALF_TITLE, TITLE, DEDICATION)


class Order(Struct, frozen=True, dict=True):
    """In which order the runs of an edition come.

    parts: as the contents have them. openings: whether chapters open on a recto.
    """

    edition: Edition
    parts: Sequence[ContentsPart]
    openings: Openings

    def place(self, pages: Mapping[str, Pages]) -> tuple[PageRun, ...]:
        """Return where each run is. pages: by the name of a run."""
        front_label, body_label = self._labels
        front = [Run(n, pages[n], has_numbers=False) for n in _WITHOUT_NUMBERS if n in pages]
        front.append(Run(CONTENTS, pages[CONTENTS]))
        front += self._chapter_runs(pages, is_front=True)
        placed = place_runs(front, 0, front_label)
        end = placed[-1].end
        first = end + end % 2
        body = [*self._chapter_runs(pages, is_front=False)]
        if INDEX in pages:
            body.append(Run(INDEX, pages[INDEX], on_recto=self.openings == "recto"))
        placed += place_runs(body, first, body_label)
        if COLOPHON in pages:
            last = Run(COLOPHON, pages[COLOPHON], on_recto=False, has_numbers=False)
            number = placed[-1].end - first + 1
            placed.append(PageRun(last, placed[-1].end, (body_label(number),)))
        return tuple(placed)

    @cached_property
    def part_names(self) -> Mapping[str, ContentsPart]:
        """Return the parts that have a title, by the name of the run that bears it."""
        return {f".part/{n}": part for n, part in enumerate(self.parts, 1) if part.title}

    def text(self, parts: Sequence[PageRun]) -> tuple[PageRun, ...]:
        """Return the chapters that follow the front matter, with the pages of their parts."""
        start = self.body_start(parts)
        around = (INDEX, COLOPHON)
        return tuple(part for part in parts if part.first >= start and part.name not in around)

    def body_start(self, parts: Sequence[PageRun]) -> int:
        """Return the page that bears the number 1, a recto."""
        fronts = {c.name for c in self.edition.chapters if c.role == "frontmatter"} | {CONTENTS}
        end = max(part.end for part in parts if part.name in fronts)
        return end + end % 2

    def label_runs(self, parts: Sequence[PageRun]) -> tuple[tuple[int, str, str], ...]:
        """Return how pages are numbered, as `Frame.label_runs` has it."""
        body, end = self.body_start(parts), parts[-1].end
        front_label, body_label = self._labels
        return (
            *label_runs(front_label, 0, min(body, end)),
            *label_runs(body_label, body, end),
        )

    def _chapter_runs(self, pages: Mapping[str, Pages], *, is_front: bool) -> Iterator[Run]:
        """Yield the chapters of the front matter, or the others with the pages of their parts."""
        titles = {part.chapters[0].name: name for name, part in self.part_names.items()}
        inside = {c.name for part in self.part_names.values() for c in part.chapters}
        on_recto = True
        for chapter in self.edition.chapters:
            if (chapter.role == "frontmatter") != is_front:
                continue
            if name := titles.get(chapter.name):
                yield Run(name, pages[name], has_numbers=False)
                on_recto = True
            yield Run(chapter.name, pages[chapter.name], on_recto, int(chapter.name in inside))
            on_recto = self.openings == "recto"

    @property
    def _labels(self) -> tuple[Label, Label]:
        """Return how pages of front matter and of the text are numbered, never both alike.

        A Hebrew book whose text is numbered in letters has figures before it.
        """
        if self.edition.conventions.numerals.pages == "hebrew":
            return str, hebrew_bare
        return (hebrew_bare if uses_hebrew_letters(self.edition.language) else roman), str
