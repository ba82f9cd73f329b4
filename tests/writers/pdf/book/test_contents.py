"""The contents and the lists of a book in print: where their pages end."""

from __future__ import annotations

from pathlib import Path

import pytest

from diglot.core.imprint import Imprint
from diglot.core.model import (
    Attributes,
    Chapter,
    Division,
    Edition,
    Figure,
    Paragraph,
    Position,
    Section,
    Text,
)
from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.book.documents import Documents
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.book.order import CONTENTS
from diglot.writers.pdf.engine.layout import lay_out
from geometry import Word, word_pages
from support import MAKING, USUAL_PAGE

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
FEWEST = 6  # lines that are worth a page
ROW_PT = 15


def chapter(number: int, sections: int) -> Chapter:
    """Return a chapter with so many sections, called "Inside" in the contents."""
    inside = tuple(Section(f"s{n}", True, 2, (Text("Inside"),), HERE) for n in range(sections))
    return Chapter(f"c{number}", "en", (Text("Chapter"),), HERE, (), inside, number=number)


def rows(tmp_path: Path, edition: Edition) -> list[list[Word]]:
    """Return the first words of the rows on each page of the contents of a book."""
    documents = Documents(edition, USUAL_PAGE, (builtin_templates(),))
    path = tmp_path / "contents.pdf"
    path.write_bytes(lay_out(documents.numbered(lambda *_: "7")[CONTENTS]).pdf)
    titles = ("Chapter", "Inside", "Figure", "Figures")
    pages = [[word for word in page.words if word.text in titles] for page in word_pages(path)]
    return [sorted(page, key=lambda word: word.top) for page in pages]


@pytest.mark.parametrize("sections", [1, 2, 12])
def test_the_contents_fill_their_pages(tmp_path: Path, sections: int) -> None:
    """A page of the contents ends among the rows of a chapter, but not behind its title."""
    chapters = tuple(chapter(n, sections) for n in range(1, 100 // sections))
    *pages, _, _ = rows(tmp_path, Edition("en", "Book", chapters))
    foot = max(page[-1].bottom for page in pages)
    for page in pages:
        assert page[-1].text == "Inside"
        assert foot - page[-1].bottom < 2.2 * ROW_PT


def test_contents_without_sections_begin_on_the_first_page(tmp_path: Path) -> None:
    """Chapters in which nothing is follow one another from page to page."""
    first, second = rows(
        tmp_path, Edition("en", "Book", tuple(chapter(n, 0) for n in range(1, 41)))
    )
    assert len(first) > 20
    assert len(first) + len(second) == 40


@pytest.mark.parametrize("count", [21, 22, 24, 26, 28])
def test_no_page_has_only_the_last_rows_of_the_contents(tmp_path: Path, count: int) -> None:
    """However many rows there are, a page has six of them at least."""
    chapters = tuple(chapter(n, 0) for n in range(1, count + 1))
    assert all(len(page) >= FEWEST for page in rows(tmp_path, Edition("en", "Book", chapters)))


@pytest.mark.parametrize(("count", "figures"), [(18, 2), (19, 3), (20, 1), (21, 1), (22, 4)])
def test_a_short_list_brings_rows_along(tmp_path: Path, count: int, figures: int) -> None:
    """A list of figures with its title is alone on a page only where it fills six lines."""
    figure = Figure((), (Text("x"),), HERE, Attributes(id="f"), number=1)
    last = Chapter("f", "en", (Text("Chapter"),), HERE, (figure,) * figures, number=99)
    chapters = (*(chapter(n, 0) for n in range(1, count)), last)
    edition = Edition("en", "Book", chapters, imprint=Imprint(lists=("figures",)))
    pages = rows(tmp_path, edition)
    assert sum(map(len, pages)) == count + 1 + figures
    assert all(len(page) >= FEWEST for page in pages)


@pytest.mark.parametrize("count", range(15, 19))
def test_no_page_has_only_the_last_lines_of_the_works(tmp_path: Path, count: int) -> None:
    """A list of works goes on to another page with six lines or more, and keeps an entry whole."""
    words = "Carmel, Ruth. Olives and the people who grew them, an account of forty years. Haifa."
    entries = tuple(Division((Paragraph((Text(words),), HERE),), HERE) for _ in range(count))
    works = Division(entries, HERE, Attributes(id="refs"))
    blocks = (Paragraph((Text("A text."),), HERE), works)
    edition = Edition("en", "x", (Chapter("x", "en", (Text("x"),), HERE, blocks, number=1),))
    _, job = next(PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING).jobs())
    path = tmp_path / "works.pdf"
    path.write_bytes(lay_out(job).pdf)
    for page in word_pages(path):
        lines = {round(word.top) for word in page.words}
        assert len(lines) >= FEWEST, lines
