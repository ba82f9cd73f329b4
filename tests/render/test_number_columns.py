"""Columns of numbers: figures of one place value are below one another, in every edition."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page

from geometry import word_pages
from support import run_diglot, write_project

ROWS = {
    "en": ("12 kg", "1,250 kg", "3 kg", "−5 kg", "—"),
    "he": ('12 ק"ג', "1,250 ₪", "3 יחידות", "−5", "—"),
}
MIXED = ('12 ק"ג', "1,250 ₪", "35%", "−5", "20°C בצל")
NUMBERS = ("12", "1,250", "3", "5")
FILES = {
    "content/book.yaml": "id: sums\nparity: {severity: {T601: off, R301: off}}\n",
    "content/en/book.yaml": "title: Sums\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: סכומים\ndate: 2026-01-02\n",
    **{
        f"content/{language}/01-sums.md": f"# {title}\n\n| x | {title} |\n|---|-----:|\n"
        + "".join(f"| {title} | {cell} |\n" for cell in cells)
        + f"\n| {title} | x |\n|-----:|---|\n| {title} | x |\n| {title}x | x |\n"
        for (language, cells), title in zip(ROWS.items(), ("Sums", "סכומים"), strict=True)
    },
}
# The right edge of the last figure in each cell of the last column of the first table.
EDGES = """() =>
  [...document.querySelector('table').querySelectorAll('tbody td:last-child')]
  .flatMap(cell => {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    const edges = [];
    while (walker.nextNode()) {
      const match = /[0-9](?=[^0-9]*$)/.exec(walker.currentNode.data);
      if (!match) continue;
      const range = document.createRange();
      range.setStart(walker.currentNode, match.index);
      range.setEnd(walker.currentNode, match.index + 1);
      edges.push(range.getBoundingClientRect().right);
    }
    return edges;
  })"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the output folder of a book with a column of numbers in both languages."""
    folder = write_project(tmp_path_factory.mktemp("sums"), FILES)
    done = run_diglot("site", "pdf", "epub", "--project", folder)
    assert done.status == 0, done.out + done.err
    return folder / "build"


def test_on_paper_units_stand_below_units(page: Page, made: Path) -> None:
    """In the Hebrew PDF the last figures of 12 ק״ג, 1,250 ₪ and −5 end at the same place."""
    (page,) = (page for page in word_pages(made / "sums-he.pdf") if "1,250" in str(page.words))
    edges = [word.right for word in page.words if word.text.strip("−") in NUMBERS]
    assert len(edges) == 4
    assert max(edges) - min(edges) < 0.5


def test_on_a_screen_units_stand_below_units(page: Page, made: Path) -> None:
    """The same on the website in Hebrew."""
    page.goto((made / "site" / "he" / "01-sums.html").as_uri())
    edges = page.evaluate(EDGES)
    assert len(edges) == 4
    assert max(edges) - min(edges) < 0.5


@pytest.mark.heavy
def test_the_ebook_says_which_columns_are_numbers(made: Path) -> None:
    """In the e-book such a column, head and all, keeps to the start; one of words to the end."""
    with zipfile.ZipFile(made / "sums-he.epub") as book:
        (name,) = (name for name in book.namelist() if name.endswith("01-sums.xhtml"))
        page = book.read(name).decode()
    numbers, words = page.split("</table>")[:2]
    assert numbers.count('class="start figures"') == 6
    assert words.count('class="end"') == 3


@pytest.mark.heavy
def test_english_numbers_keep_to_the_end(made: Path) -> None:
    """In English the end of the line is where units stand below units already."""
    page = (made / "site" / "en" / "01-sums.html").read_text(encoding="utf-8")
    assert "figures" not in page
    assert page.count('class="end"') == 9


def test_a_percent_sign_hangs_outside_its_column(page: Page, tmp_path: Path) -> None:
    """Where only some numbers have a sign on their right, units stand below units all the same."""
    rows = "".join(f"| א | {cell} |\n" for cell in MIXED)
    files = {
        "content/book.yaml": "id: sums\nlanguages: [he]\n",
        "content/he/book.yaml": "title: סכומים\ndate: 2026-01-02\n",
        "content/he/01-sums.md": f"# סכומים\n\n| x | y |\n|---|---:|\n{rows}",
    }
    folder = write_project(tmp_path, files)
    done = run_diglot("site", "pdf", "--project", folder)
    assert done.status == 0, done.out + done.err
    page.goto((folder / "build" / "site" / "he" / "01-sums.html").as_uri())
    edges = page.evaluate(EDGES)
    assert len(edges) == len(MIXED)
    assert max(edges) - min(edges) < 0.5
    (paper,) = (leaf for leaf in word_pages(folder / "build/sums-he.pdf") if "1,250" in str(leaf))
    lefts = {word.text: word.left for word in paper.words}
    # Two signs each before the place where units end: a minus is as wide as a figure here.
    assert lefts["35%"] == pytest.approx(lefts["−5"], abs=0.5)
    assert lefts["20°C"] == pytest.approx(lefts["−5"], abs=0.5)
