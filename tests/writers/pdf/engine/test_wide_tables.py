"""Tables with too much in them: nothing runs over the edge, on paper or on a screen."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from geometry import WordPage, texts, word_pages
from support import run_diglot, write_project

pytestmark = pytest.mark.heavy

PT_PER_MM = 72 / 25.4
LANGUAGES = ("en", "he")
KEY = "com.example.application.configuration.database.connection.pool.maximum.size"
ADDRESS = "https://example.org/one/very/long/address/without/a/space/in/it/index.html"
LONG = f"| Year | Key | Meaning |\n|---|---|---|\n| 1999 | `{KEY}` | {ADDRESS} |\n"
COLUMNS = 14
MANY = (
    "|" + "|".join(f"Administration{n}" for n in range(COLUMNS)) + "|\n"
    "|" + "---|" * COLUMNS + "\n"
    "|" + "|".join("12345678" for _ in range(COLUMNS)) + "|\n"
)  # fmt: skip
PAGE = "page: {size: A5, margins: {inner: 20mm, outer: 15mm}}\n"
FILES = {
    "content/book.yaml": f"id: wide\n{PAGE}parity:\n  severity: {{T601: off}}\n",
    "content/en/book.yaml": "title: Wide\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: רחב\ndate: 2026-01-02\n",
    "content/en/01-wide.md": f"# Wide\n\nText.\n\n{LONG}\nMore.\n\n{MANY}",
    "content/he/01-wide.md": f"# רחב\n\nטקסט.\n\n{LONG}\nעוד.\n\n{MANY}",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return the output folder of a book with two such tables, and what the build said."""
    folder = write_project(tmp_path_factory.mktemp("wide"), FILES)
    done = run_diglot("pdf", "epub", "--project", folder)
    assert done.status == 0, done.out + done.err
    return folder / "build", done.out


def body(path: Path) -> WordPage:
    """Return the page on which both tables are."""
    return next(page for page in word_pages(path) if any("1999" in w.text for w in page.words))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_runs_over_the_edge(made: tuple[Path, str], language: str) -> None:
    """On paper every word of a crowded table is inside the margins."""
    page = body(made[0] / f"wide-{language}.pdf")
    assert min(word.left for word in page.words) >= 15 * PT_PER_MM - 1
    assert max(word.right for word in page.words) <= page.width - 15 * PT_PER_MM + 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_letter_is_lost(made: tuple[Path, str], language: str) -> None:
    """Of a word that breaks all letters are there; a year beside it stays whole."""
    text = "\n".join(texts(made[0] / f"wide-{language}.pdf", "-raw"))
    letters = re.sub(r"\s", "", text)
    assert all(word in letters for word in (KEY, ADDRESS))
    assert re.search(r"\b1999\b", text)


def test_only_the_squeezed_table_is_reported(made: tuple[Path, str]) -> None:
    """A table of too many columns is a finding in each language; long words alone are none."""
    places = re.findall(r"^content/(\w\w)/01-wide.md:(\d+):1: warning G607", made[1], re.MULTILINE)
    assert places == [("en", "11"), ("he", "11")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_e_book_may_break_long_words(made: tuple[Path, str], language: str) -> None:
    """In the e-book the cells with long words, and no others, are marked for the style sheet."""
    with zipfile.ZipFile(made[0] / f"wide-{language}.epub") as book:
        name = next(n for n in book.namelist() if n.endswith("01-wide.xhtml"))
        root = etree.fromstring(book.read(name))
    cells = [cell for cell in root.iter("{*}td") if cell.get("class") == "long-words"]
    assert ["".join(cell.itertext()) for cell in cells] == [KEY, ADDRESS]
