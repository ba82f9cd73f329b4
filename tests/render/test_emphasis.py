"""Emphasis in two scripts: Hebrew in bold or spaced and never slanted, Latin in real italics."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pymupdf
import pytest
from playwright.sync_api import Page

from reading import pieces, with_mupdf
from support import SOUND, run_diglot, write_project

pytestmark = pytest.mark.heavy

HEBREW_TEXT = """# כותרת *מודגשת* ו*Latin*

מילה *מודגשת* ו*מְנֻקֶּדֶת כֻּלָּהּ* ו*מילה English מעורבת*.

הספר *The Prize* ו[*A book* of theirs]{lang=en}, ו**חזק מאוד**.

> ציטוט *מודגש*[^1].

*מילים[^2] ובהן הערה*.

[^1]: הערה *מודגשת* ו*Oil*.
[^2]: פשוטה לגמרי.
"""
ENGLISH_TEXT = """# A *heading* of שלום

Words *emphasized with שלום עולם in them* and *[שלום]{lang=he} and more* and [*עברית*]{lang=he}.

## On *headings with עברית*

A table of *שָׁלוֹם*, and *Moby Dick* in it.

| Title *Ulysses* |
|:--|
| *Emma* |

: A caption with *Middlemarch* {#tbl-x}
"""
FILES = {
    **SOUND,
    "content/he/01-oil.md": HEBREW_TEXT,
    "content/en/01-oil.md": ENGLISH_TEXT,
}
# The text nodes of a page with the style that they are set in.
_STYLES = """() => {
  const walker = document.createTreeWalker(document.querySelector('article'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const style = getComputedStyle(walker.currentNode.parentElement);
    found.push([walker.currentNode.data, style.fontStyle, style.fontWeight, style.letterSpacing,
                style.fontFamily]);
  }
  return found;
}"""


@pytest.fixture(scope="module", params=["bold", "spaced"])
def emphasis(request: pytest.FixtureRequest) -> str:
    """Return each of the settings."""
    return str(request.param)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, emphasis: str) -> Path:
    """Return the folder of a book built with a setting, findings or not."""
    setting = {"content/he/book.yaml": f"{SOUND['content/he/book.yaml']}emphasis: {emphasis}\n"}
    folder = write_project(tmp_path_factory.mktemp(emphasis), {**FILES, **setting})
    done = run_diglot("build", "site", "pdf", "--draft", "--project", folder)
    assert (folder / "build/small-he.pdf").is_file(), done.err
    return folder / "build"


def is_hebrew(text: str) -> bool:
    """Tell whether a text has Hebrew letters."""
    return any("\u05d0" <= character <= "\u05ea" for character in text)


def styles(page: Page, book: Path, language: str) -> list[list[str]]:
    """Return (text, font-style, -weight, letter-spacing, font-family) of each piece of text."""
    page.goto((book / f"site/{language}/01-oil.html").as_uri())
    return [style for style in page.evaluate(_STYLES) if style[0].strip()]


@pytest.mark.parametrize("language", ["en", "he"])
def test_no_hebrew_is_slanted_by_a_browser(page: Page, book: Path, language: str) -> None:
    """No text with Hebrew letters asks for italics, which Chromium would make up."""
    found = [style for style in styles(page, book, language) if is_hebrew(style[0])]
    assert len(found) > 4
    assert [style for style in found if style[1] != "normal"] == []


def test_latin_among_hebrew_is_in_italics(page: Page, book: Path) -> None:
    """Emphasized words in Latin letters are italic, neither bold nor spaced."""
    found = {style[0]: style[1:] for style in styles(page, book, "he")}
    for words in ("The Prize", "A book", "Oil"):
        assert found[words][:3] == ["italic", "400", "normal"]


TITLES = ("Moby Dick", "Ulysses", "Emma", "Middlemarch")


@pytest.mark.parametrize("language", ["en", "he"])
def test_italics_on_the_site_are_real(page: Page, book: Path, language: str) -> None:
    """What asks for italics, in headings, cells and captions too, names a face that has some."""
    found = [style for style in styles(page, book, language) if style[1] == "italic"]
    assert len(found) > 2
    assert [style for style in found if not style[4].startswith('"Source Serif 4"')] == []
    assert language == "he" or {style[0] for style in found} >= set(TITLES)


def test_italics_on_paper_are_seen(book: Path) -> None:
    """Emphasized English words are in the face with italics, in cells and captions too."""
    runs = set_in(book / "small-en.pdf")
    for title in TITLES:
        faces = {font.startswith("Source-Serif-4-") for font, words in runs if title in words}
        assert faces == {True}, title


def test_hebrew_emphasis_shows(page: Page, book: Path, emphasis: str) -> None:
    """Emphasized Hebrew differs from the words around it in the way that was chosen."""
    found = {style[0]: style[1:] for style in styles(page, book, "he")}
    _, weight, spacing, _ = found["מְנֻקֶּדֶת כֻּלָּהּ"]
    assert (weight, spacing == "normal") == (
        ("700", True) if emphasis == "bold" else ("400", False)
    )


def hebrew_fonts(pdf: Path) -> dict[str, int]:
    """Return the fonts that Hebrew is set in, with how often; no text is sheared."""
    found: dict[str, int] = {}
    with pikepdf.open(pdf) as document:
        for sheet in document.pages:
            if "/Contents" in sheet.obj:
                for name in _fonts_of_hebrew(sheet):
                    found[name] = found.get(name, 0) + 1
    return found


def _fonts_of_hebrew(sheet: Any) -> Iterator[str]:
    font = ""
    for operands, operator in pikepdf.parse_content_stream(sheet):
        match str(operator):
            case "Tm":
                assert [float(operands[i]) for i in (1, 2)] == [0, 0]
            case "Tf":
                font = str(sheet.obj.Resources.Font[str(operands[0])].BaseFont)
            case "BMC" if str(operands[0]) == "/ReversedChars":
                yield font


@pytest.mark.parametrize("language", ["en", "he"])
def test_no_hebrew_is_slanted_in_the_pdf(book: Path, language: str) -> None:
    """Hebrew is set in upright fonts and by matrices that do not slant."""
    fonts = hebrew_fonts(book / f"small-{language}.pdf")
    assert sum(fonts.values()) > 4
    assert [name for name in fonts if "Italic" in name or "Oblique" in name] == []


def test_italics_in_the_hebrew_pdf_are_real(book: Path) -> None:
    """The Hebrew PDF carries a font of italics for its emphasized Latin words."""
    with pikepdf.open(book / "small-he.pdf") as document:
        names = {str(o.BaseFont) for o in document.objects if _is_font(o)}
    assert any("Source-Serif-4" in name and "Italic" in name for name in names)


def _is_font(item: Any) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item


def test_points_stay_with_their_letters(book: Path) -> None:
    """Bold or spaced, an emphasized word comes out of the PDF with all its points."""
    text = "".join(with_mupdf(book / "small-he.pdf"))
    wanted = pieces("מְנֻקֶּדֶת כֻּלָּהּ")
    assert wanted - pieces(text) == {}


def test_a_note_is_not_emphasized(book: Path) -> None:
    """A note whose mark stands among emphasized words is set as all notes are."""
    text = "".join(with_mupdf(book / "small-he.pdf"))
    assert "פשוטה לגמרי" in " ".join(text.split())
    fonts = [font for font, words in set_in(book / "small-he.pdf") if "פשוטה" in words]
    assert len(fonts) == 1
    assert "Bold" not in fonts[0]


def set_in(pdf: Path) -> list[tuple[str, str]]:
    """Return each run of a PDF with the name of its font."""
    with pymupdf.open(pdf) as document:
        blocks = [block for page in document for block in page.get_text("dict")["blocks"]]
    lines = [line for block in blocks for line in block.get("lines", ())]
    return [(span["font"], span["text"]) for line in lines for span in line["spans"]]


def test_a_setting_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    """Anything but bold and spaced is an error that names the line."""
    setting = {"content/he/book.yaml": f"{SOUND['content/he/book.yaml']}emphasis: italic\n"}
    done = run_diglot("check", "--project", write_project(tmp_path, {**FILES, **setting}))
    assert done.status == 2
    assert "content/he/book.yaml:3" in done.err
