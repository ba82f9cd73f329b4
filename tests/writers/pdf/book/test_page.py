"""The page and the pages around the text: margins, openings, half-title, imprint, colophon."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pytest

from barcodes import read_ean13
from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.settings.imprint import check_isbn
from geometry import WordPage, texts, word_pages
from support import SOUND, OnceMaker, ProjectMaker, run_diglot, write_project

PT_PER_MM = 72 / 25.4
LANGUAGES = ("en", "he")
ENGLISH = "Olives ripen slowly, from the outer branches inwards, and nobody hurries them. " * 5
HEBREW = "הזיתים מבשילים לאט, מן הענפים החיצוניים פנימה, ואיש אינו מזרז אותם. " * 5


def long_book(paragraphs: dict[str, int], **settings: str) -> dict[str, str]:
    """Return a book with chapters of so many paragraphs; settings: files that differ."""
    files = {**SOUND, "content/en/01-oil.md": None, "content/he/01-oil.md": None, **settings}
    for name, count in paragraphs.items():
        files[f"content/en/{name}.md"] = f"# Chapter of {name}\n\n" + (ENGLISH + "\n\n") * count
        files[f"content/he/{name}.md"] = f"# הפרק {name}\n\n" + (HEBREW + "\n\n") * count
    return {name: text for name, text in files.items() if text is not None}


def sides(page: WordPage) -> tuple[float, float]:
    """Return the left and right margins of a page's text, in millimetres."""
    body = [w for w in page.words if 0.12 * page.height < w.top < 0.88 * page.height]
    left = min(word.left for word in body)
    right = page.width - max(word.right for word in body)
    return left / PT_PER_MM, right / PT_PER_MM


@pytest.mark.heavy
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_gutter_is_at_the_binding(tmp_path: Path, language: str) -> None:
    """Each page's wide margin is at the spine, wherever its chapter opens.

    A recto is a right page in English, a left one in Hebrew, and bound on its other side.
    """
    page = "page: {size: A5, margins: {inner: 20mm, outer: 13mm}, gutter: 4mm, openings: any}\n"
    files = long_book(
        {"1": 9, "2": 12, "3": 8, "4": 4}, **{"content/book.yaml": f"id: small\n{page}"}
    )
    folder = write_project(tmp_path, files)
    done = run_diglot("pdf", "--project", folder, "--lang", language)
    assert done.status == 0, done.out + done.err
    path = folder / f"build/small-{language}.pdf"
    with pikepdf.open(path) as book, book.open_outline() as tree:
        objects = [page.objgen for page in book.pages]
        starts = [objects.index(item.destination[0].objgen) for item in tree.root[2:]]
        first = [str(page.label) for page in book.pages].index("1")
    assert {start % 2 for start in starts} == {0, 1}  # some chapter opens on a verso
    pages = word_pages(path)[first:]
    assert all(page.words for page in pages)  # and no page is left blank for it
    for number, page_words in enumerate(pages, 1):
        if len(page_words.words) < 80:
            continue  # the few last words of a chapter fill no line
        is_right_page = (number % 2 == 1) == (language == "en")
        left, right = sides(page_words)
        wanted = (24, 13) if is_right_page else (13, 24)
        # Text from right to left begins at the right edge, and justified lines end at the left.
        assert (left, right) == pytest.approx(wanted, abs=0.6), number


@pytest.mark.heavy
def test_pages_that_were_turned_are_whole(tmp_path: Path) -> None:
    """Pages of a chapter that opens on a verso are of the same size, and hold all their words."""
    files = long_book(
        {"1": 9, "2": 9, "3": 3}, **{"content/book.yaml": "id: project\npage: {openings: any}\n"}
    )
    folder = write_project(tmp_path, files)
    done = run_diglot("pdf", "--project", folder, "--lang", "en", "--jobs", "1")
    assert done.status == 0, done.out + done.err
    with pikepdf.open(folder / "build/project-en.pdf") as book:
        turned = [page for page in book.pages if float(page.mediabox[0])]
        assert turned
        widths = {round(float(p.mediabox[2] - p.mediabox[0]), 2) for p in book.pages}
        assert widths == {432.0}
    for page in word_pages(folder / "build/project-en.pdf"):
        for word in page.words:
            assert 0 < word.left < word.right < page.width


IMPRINT = {
    "content/book.yaml": "id: small\ncalendar: both\n",
    "content/en/book.yaml": (
        "title: A Small Book\nauthors: [Ruth Carmel]\npublisher: Two Banks\ndate: 2026-01-02\n"
        "edition: Second edition\nisbn: {print: 9789652960016, epub: 978-965-296-002-3}\n"
        "dedication: |\n  To my mother,\n  who knew\n\n  and to the trees\n"
        "colophon: Printed in Haifa.\n"
    ),
    "content/he/book.yaml": (
        "title: ספר קטן\nauthors: [רות כרמל]\npublisher: שתי גדות\ndate: 2026-01-02\n"
        "edition: מהדורה שנייה\nisbn: 9789652960030\ndedication: לאימי\ncolophon: נדפס בחיפה.\n"
        "half_title: off\n"
    ),
}


@pytest.fixture(scope="session")
def surrounded(once: OnceMaker) -> Path:
    """Return the folder of a book that has all the pages around the text, in print and e-book."""

    def build(folder: Path) -> None:
        done = run_diglot("pdf", "epub", "--project", write_project(folder, {**SOUND, **IMPRINT}))
        assert done.status == 0, done.out + done.err

    return once("surrounded", build) / "build"


def test_pages_around_the_text(surrounded: Path) -> None:
    """Half-title, title, imprint, dedication and colophon stand where books have them."""
    english_pdf = surrounded / "small-en.pdf"
    words = [" ".join(w.text for w in page.words) for page in word_pages(english_pdf)]
    assert words[0] == "A Small Book"
    assert words[1] == ""
    assert words[2].startswith("A Small Book Ruth Carmel")
    for part in ("January 2, 2026", "13 Tevet 5786", "Second edition", "(print)", "(EPUB)"):
        assert part in words[3]
    assert "978-965-296-001-6" in words[3]
    assert words[4] == "To my mother, who knew and to the trees"
    assert words[6].startswith("Contents")
    assert words[-1] == "Printed in Haifa."
    hebrew = texts(surrounded / "small-he.pdf")
    assert "רות כרמל" in hebrew[0]  # no half-title: the title page comes first
    assert hebrew[2].strip() == "לאימי"
    with pikepdf.open(english_pdf) as book:
        assert [str(page.label) for page in book.pages][:7] == [
            "i",
            "ii",
            "iii",
            "iv",
            "v",
            "vi",
            "vii",
        ]


@pytest.mark.heavy
def test_a_part_of_the_contents_begins_where_there_is_room(project: ProjectMaker) -> None:
    """The first chapter of a part is not taken to the next page along with the second one."""
    sections = "".join(f"## Section {n}\n\nOne.\n\n" for n in range(14))
    folder = project(
        {
            **SOUND,
            "content/book.yaml": "id: small\nlanguages: [en]\n",
            "content/en/01-oil.md": None,
            "content/en/1-first/01-a.md": f"# Alpha\n\n{sections}",
            "content/en/2-second/02-b.md": f"# Bravo\n\n{sections}",
            "content/en/2-second/03-c.md": f"# Charlie\n\n{sections}",
        }
    )
    done = run_diglot("build", "pdf", "--draft", "--project", folder, "--jobs", "1")
    pages = texts(folder / "build" / "small-en.pdf")
    contents = next(page for page in pages if "Contents" in page)
    assert "Alpha" in contents, done.err
    assert "Bravo" in contents
    assert "Charlie" not in contents


def test_the_barcode_says_the_isbn(surrounded: Path) -> None:
    """The bars beside the imprint are read as the ISBN of the printed book."""
    assert read_ean13(surrounded / "small-en.pdf", 4) == "9789652960016"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("9789652960017", "the last digit does not agree"),
        ("978965296001", "give its 13 digits"),
        ("965-296-001-X", "the last digit does not agree"),
        ("0306406152", "thirteen since 2007: 978-0-306-40615-7"),
    ],
)
def test_a_wrong_isbn_is_refused(project: ProjectMaker, value: str, message: str) -> None:
    """An ISBN with a digit wrong or missing is an error at its line."""
    text = f"title: A Small Book\nisbn: {{print: {value}}}\n"
    folder = project({"content/en/book.yaml": text})
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert str(caught.value).startswith("content/en/book.yaml:2:")
    assert message in str(caught.value)


def test_two_languages_never_share_an_isbn(project: ProjectMaker) -> None:
    """A shop could not tell the editions apart, so the second claim is refused at its line."""
    folder = project(
        {
            "content/en/book.yaml": "title: Oil\nisbn: {print: 978-965-296-001-6}\n",
            "content/he/book.yaml": "title: נפט\nisbn:\n  epub: 9789652960016\n",
        }
    )
    with pytest.raises(DiglotError, match=r"content/he/book.yaml:3:3: isbn: 978-965-296-001-6 is"):
        load_config(folder)


def test_an_isbn_gets_its_hyphens() -> None:
    """Hyphens stand where the agency's ranges put them, however it is typed."""
    assert check_isbn("978 965 296 001 6") == "978-965-296-001-6"


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("{size: A5, margins: {inner: 90mm}}", "the margins leave 40.98 mm of the page's width"),
        ("{margins: {top: 200mm}}", "of the page's height"),
        ("{margins: {left: 2cm}}", "the settings here are: top, bottom, inner, outer"),
        ("{gutter: wide}", '"wide" is not a length; give one like 20mm'),
        ("{openings: verso}", '"verso" is not one of the words for it'),
    ],
)
def test_an_impossible_page_names_its_line(
    project: ProjectMaker, setting: str, message: str
) -> None:
    """Margins without room for text, unknown margins and words are errors at their line."""
    folder = project({"content/book.yaml": f"id: small\npage: {setting}\n"})
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert re.match(r"content/book\.yaml:2:\d+: page", str(caught.value))
    assert message in str(caught.value)
