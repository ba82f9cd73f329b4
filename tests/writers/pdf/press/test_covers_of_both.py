"""Covers of books in both languages: two fronts at one spine, or one front with both titles."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageStat

from barcodes import read_ean13
from diglot.config import load_config
from diglot.core.errors import DiglotError
from geometry import Word, texts, word_pages
from support import SOUND, OnceMaker, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

PT_PER_MM = 72 / 25.4
BOOK = {
    **SOUND,
    "content/book.yaml": (
        "id: small\nlanguages: [en, he]\npage: {size: A5}\ncover: {leaf: 1mm, marks: off}\n"
        "print: {multiple: 4}\nbilingual: {isbn: 9789652960047}\n"
    ),
    "content/en/book.yaml": (
        "title: A Small Book\nauthors: [Ruth Carmel]\ndate: 2026-01-02\n"
        "isbn: {print: 9789652960016}\ndescription: Words that sell it.\n"
    ),
    "content/he/book.yaml": (
        "title: ספר קטן\nauthors: [רות כרמל]\ndate: 2026-01-02\n"
        "isbn: {print: 9789652960030}\ndescription: מילים שמוכרות.\n"
    ),
}
FORMATS = ("back-to-back-cover", "back-to-back-print", "bilingual-cover", "bilingual-print")
MAGENTA = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 15">'
    '<rect width="10" height="15" fill="#f0f"/></svg>'
)
YELLOW = MAGENTA.replace("#f0f", "#ff0")


HEAD_OF_LEFT, HEAD_OF_RIGHT = (0.1, 0.13, 0.4, 0.24), (0.6, 0.13, 0.9, 0.24)
"""Where titles are on the panels: left, top, right and bottom in parts of the sheet."""


@pytest.fixture(scope="module")
def built(once: OnceMaker) -> Path:
    """Return the folder of the covers of both kinds, and of the pages that they are around."""

    def build(folder: Path) -> None:
        done = run_diglot("build", *FORMATS, "--project", write_project(folder, BOOK))
        assert done.status == 0, done.out + done.err

    return once("covers-of-both", build) / "build"


@pytest.mark.parametrize("kind", ["back-to-back", "bilingual"])
def test_the_spine_is_as_wide_as_all_pages_need(built: Path, kind: str) -> None:
    """Two pages beside each other and the leaves between them, each a millimetre thick."""
    files = json.loads((built / "manifest.json").read_text(encoding="utf-8"))["files"]
    (pages,) = (file["pages"] for file in files if file["format"] == f"{kind}-print")
    assert pages % 4 == 0
    with pikepdf.open(built / f"small-{kind}-cover.pdf") as file:
        (page,) = file.pages
        trim = [float(n) / PT_PER_MM for n in page.obj.TrimBox]
    assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx(
        (2 * 148 + pages / 2, 210), abs=0.1
    )


@pytest.mark.parametrize("kind", ["back-to-back", "bilingual"])
def test_the_code_is_that_of_the_book_of_both(built: Path, kind: str) -> None:
    """A scanner reads its own ISBN from the sheet, not that of an edition."""
    assert read_ean13(built / f"small-{kind}-cover.pdf", 1) == "9789652960047"


def test_facing_pages_bear_the_number_of_the_book_of_both(built: Path) -> None:
    """Behind their titles both languages give its ISBN, and not that of an edition."""
    shown = "".join(texts(built / "small-bilingual-print.pdf"))
    assert shown.count("978-965-296-004-7") == 2
    assert not re.search("978-965-296-00[13]", shown)


def test_only_a_back_has_a_description(built: Path) -> None:
    """One front leaves a back, left of an English spine, with both descriptions; two leave none."""
    (page,) = word_pages(built / "small-bilingual-cover.pdf")
    places = {letters(word): word for word in page.words}
    english, hebrew = places[letters("sell")], places[letters("שמוכרות")]
    assert max(english.right, hebrew.right) < page.width / 2
    assert english.bottom < hebrew.top
    assert english.left < hebrew.left
    (page,) = word_pages(built / "small-back-to-back-cover.pdf")
    assert not {letters("sell"), letters("שמוכרות")} & {letters(word) for word in page.words}


def letters(word: Word | str) -> str:
    """Return the letters of a word in the order of the alphabet: poppler turns some around."""
    return "".join(sorted((word if isinstance(word, str) else word.text).strip(".")))


def white_in(picture: Image.Image, box: tuple[float, float, float, float]) -> float:
    """Return how much of a part of a picture is white. box: in parts of its width and height."""
    left, top, right, bottom = box
    size = picture.size
    part = picture.crop(
        (int(left * size[0]), int(top * size[1]), int(right * size[0]), int(bottom * size[1]))
    )
    return ImageStat.Stat(part.convert("L").point(lambda level: 255 * (level > 240))).mean[0] / 255


def picture_of(path: Path, folder: Path) -> Image.Image:
    """Return a sheet as it is seen."""
    subprocess.run(["pdftoppm", "-r", "60", "-png", path, folder / "sheet"], check=True)
    (picture,) = folder.glob("sheet-*.png")
    return Image.open(picture).convert("RGB")


@pytest.mark.parametrize(("kind", "titles"), [("back-to-back", 2), ("bilingual", 1)])
def test_titles_are_on_fronts(built: Path, tmp_path: Path, kind: str, titles: int) -> None:
    """The head of the right panel has a title; that of the left one where it is a front, too.

    A front of both languages has the other title below the first.
    """
    picture = picture_of(built / f"small-{kind}-cover.pdf", tmp_path)
    assert white_in(picture, HEAD_OF_RIGHT) > 0.05
    assert (white_in(picture, HEAD_OF_LEFT) > 0.05) == (titles == 2)
    assert (white_in(picture, (0.6, 0.44, 0.9, 0.56)) > 0.02) == (titles == 1)


def test_pictures_of_ones_own_are_fronts(project: ProjectMaker, tmp_path: Path) -> None:
    """That of a language is on its side of the spine; a book with one front has one of its own."""
    folder = project(
        {
            **BOOK,
            "templates/epub/cover-en.svg": MAGENTA,
            "templates/epub/cover-he.svg": YELLOW,
            "templates/epub/cover-bilingual.svg": YELLOW,
        }
    )
    done = run_diglot("build", *FORMATS[::2], "--project", folder)
    assert done.status == 0, done.out + done.err
    seen = {}
    for kind in ("back-to-back", "bilingual"):
        (own := tmp_path / kind).mkdir()
        picture = picture_of(folder / f"build/small-{kind}-cover.pdf", own)
        y = picture.height // 10
        seen[kind] = [picture.getpixel((x, y)) for x in (picture.width // 20, picture.width - 20)]
    magenta, yellow = (255, 0, 255), (255, 255, 0)
    assert seen["back-to-back"] == [yellow, magenta]
    assert seen["bilingual"][1] == yellow
    assert seen["bilingual"][0] not in (magenta, yellow)


def test_a_book_bound_as_its_translation_has_its_front_on_the_left(
    project: ProjectMaker, tmp_path: Path
) -> None:
    """The cover turns with `binding`, its back as well, and so do the sheets of a booklet."""
    settings = BOOK["content/book.yaml"].replace(
        "bilingual: {", "bilingual: {binding: translation, "
    )
    folder = project({**BOOK, "content/book.yaml": settings})
    done = run_diglot("build", "bilingual-cover", "bilingual-booklet", "--project", folder)
    assert done.status == 0, done.out + done.err
    (page,) = word_pages(folder / "build/small-bilingual-cover.pdf")
    assert min(w.left for w in page.words if w.text.strip(".") == "sell") > page.width / 2
    assert (
        white_in(
            picture_of(folder / "build/small-bilingual-cover.pdf", tmp_path), (0.1, 0.13, 0.4, 0.24)
        )
        > 0.05
    )
    first = word_pages(folder / "build/small-bilingual-booklet.pdf")[0]
    assert max(word.right for word in first.words) < first.width / 2


def test_pages_of_both_as_booklets(project: ProjectMaker) -> None:
    """Their sheets have two pages on each side; of English, the first is the right one."""
    done = run_diglot(
        "build", "columns-booklet", "bilingual-booklet", "--project", folder := project(SOUND)
    )
    assert done.status == 0, done.out + done.err
    for kind in ("columns", "bilingual"):
        sides = word_pages(folder / f"build/small-{kind}-booklet.pdf")
        assert len(sides) % 2 == 0
        assert all(side.width > side.height for side in sides)
        assert {w.text for w in sides[0].words if w.left > sides[0].width / 2} >= {"Small", "Book"}


def test_the_book_of_both_has_an_isbn_of_its_own(project: ProjectMaker) -> None:
    """That of an edition is refused, at its line."""
    settings = BOOK["content/book.yaml"].replace("9789652960047", "9789652960030")
    folder = project({**BOOK, "content/book.yaml": settings})
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert re.match(r"content/he/book.yaml:4:\d+: isbn: 978-965-296-003-0", str(caught.value))
    assert "that of the book in both languages" in str(caught.value)
