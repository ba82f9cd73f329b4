"""The cover for print: where front, spine and back lie, how wide the spine is, what it says."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from barcodes import read_ean13
from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.settings.forms.cover import CoverEntry
from geometry import word_pages
from support import SOUND, OnceMaker, ProjectMaker, press_profile, run_diglot, write_project

PT_PER_MM = 72 / 25.4
LANGUAGES = ("en", "he")
NAMED = {
    "content/book.yaml": "id: small\npage: {size: A5}\ncover: {spine: 12mm}\n",
    "content/en/book.yaml": (
        "title: A Small Book\nauthors: [Ruth Carmel]\npublisher: Two Banks\ndate: 2026-01-02\n"
        "isbn: {print: 9789652960016}\ndescription: Words that sell it.\n"
    ),
    "content/he/book.yaml": (
        "title: ספר קטן\nauthors: [רות כרמל]\npublisher: שתי גדות\ndate: 2026-01-02\n"
        "isbn: {print: 9789652960030}\ndescription: מילים שמוכרות.\n"
    ),
}


def cover(folder: Path, language: str) -> Path:
    """Build the cover of a project and return the file."""
    done = run_diglot("cover", "--project", folder, "--lang", language)
    assert done.status == 0, done.out + done.err
    return folder / f"build/small-{language}-cover.pdf"


@pytest.fixture(scope="session")
def covers(once: OnceMaker) -> Path:
    """Return the folder of the covers of a book in both languages, which tests only look at."""

    def build(folder: Path) -> None:
        done = run_diglot("cover", "--project", write_project(folder, {**SOUND, **NAMED}))
        assert done.status == 0, done.out + done.err

    return once("covers", build) / "build"


@pytest.mark.parametrize("language", LANGUAGES)
def test_boxes_and_marks(covers: Path, language: str) -> None:
    """Trimmed it is two pages and a spine wide; 3 mm bleed around it, and a sheet around that."""
    with pikepdf.open(covers / f"small-{language}-cover.pdf") as file:
        (page,) = file.pages
        sheet, bleed, trim = (
            [float(n) / PT_PER_MM for n in page.obj[key]]
            for key in ("/MediaBox", "/BleedBox", "/TrimBox")
        )
        assert (trim[2] - trim[0], trim[3] - trim[1]) == pytest.approx((2 * 148 + 12, 210), abs=0.1)
        for inner, outer, away in ((trim, bleed, 3), (bleed, sheet, 8)):
            offsets = [abs(a - b) for a, b in zip(inner, outer, strict=True)]
            assert offsets == pytest.approx([away] * 4, abs=0.05)
        assert "/GTS_PDFXVersion" not in file.trailer.Info


@pytest.mark.parametrize(("language", "is_left"), [("en", False), ("he", True)])
def test_the_front_is_on_the_side_of_the_language(
    covers: Path, language: str, is_left: bool
) -> None:
    """Flat and from outside, an English front lies right of the spine, a Hebrew one left of it.

    The back has the description and the barcode, which says the ISBN, near the spine.
    """
    path = covers / f"small-{language}-cover.pdf"
    (page,) = word_pages(path)
    back = {"en": "sell", "he": "שמוכרות"}[language]
    places = [w.left for w in page.words if sorted(w.text.strip(".")) == sorted(back)]
    assert len(places) == 1
    assert (places[0] > page.width / 2) == is_left
    assert read_ean13(path, 1) == ("9789652960030" if language == "he" else "9789652960016")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_ground_reaches_into_the_bleed(covers: Path, tmp_path: Path, language: str) -> None:
    """Colour covers the bleed on all four sides, and nothing but marks stands outside it."""
    path = covers / f"small-{language}-cover.pdf"
    subprocess.run(["pdftoppm", "-r", "72", "-png", path, tmp_path / "cover"], check=True)
    (picture,) = tmp_path.glob("cover-*.png")
    image = Image.open(picture).convert("L")
    edge = 8 * PT_PER_MM
    middle, centre = image.width // 2, image.height // 2
    for distance, is_dark in ((edge + 2, True), (edge - 3, False)):
        near = round(distance)
        for x, y in (
            (near, centre),
            (image.width - 1 - near, centre),
            (middle, near),
            (middle, image.height - 1 - near),
        ):
            assert (image.getpixel((x, y)) < 128) == is_dark, (x, y)


@pytest.mark.heavy
def test_the_spine_is_as_wide_as_the_paper_is_thick(project: ProjectMaker) -> None:
    """300 pages of 80 g/m² with a volume of 1.3 are 150 leaves of 0.104 mm."""
    assert CoverEntry().cover().spine_of(300) == pytest.approx(15.6)
    assert CoverEntry().cover().spine_of(299) == pytest.approx(15.6)
    assert CoverEntry(leaf="0.2mm").cover().spine_of(100) == pytest.approx(10)
    assert CoverEntry(paper="kdp-cream").cover().spine_of(300) == pytest.approx(19.05)
    thin = {**NAMED, "content/book.yaml": "id: small\npage: {size: A5}\ncover: {leaf: 0.5mm}\n"}
    folder = project(thin)
    with pikepdf.open(cover(folder, "en")) as file:
        trim = [float(n) / PT_PER_MM for n in file.pages[0].TrimBox]
    assert trim[2] - trim[0] - 2 * 148 == pytest.approx(2.0, abs=0.01)  # 8 pages, 4 leaves


@pytest.mark.heavy
def test_the_cover_in_the_inks_of_a_press(project: ProjectMaker) -> None:
    """With the profile of a press the cover is separated, and keeps PDF/X-4."""
    settings = f"{NAMED['content/book.yaml']}print: {{ink: cmyk, profile: press.icc}}\n"
    folder = project({**NAMED, "content/book.yaml": settings})
    press_profile(folder / "content")
    path = cover(folder, "he")
    with pikepdf.open(path) as file:
        assert str(file.trailer.Info.GTS_PDFXVersion) == "PDF/X-4"
        for stream in file.objects:
            if isinstance(stream, pikepdf.Stream) and stream.get("/Subtype") == "/Form":
                names = {str(i.operator) for i in pikepdf.parse_content_stream(stream)}
                assert not names & {"rg", "RG"}
        names = {str(i.operator) for i in pikepdf.parse_content_stream(file.pages[0])}
        assert not names & {"rg", "RG"}
        assert "k" in names


@pytest.mark.heavy
def test_a_long_description_is_told(project: ProjectMaker) -> None:
    """What has no room on the back is a finding, and the cover is made without it."""
    text = NAMED["content/en/book.yaml"].replace("Words that sell it.", "Too many words. " * 400)
    folder = project({**NAMED, "content/en/book.yaml": text})
    done = run_diglot("cover", "--project", folder, "--lang", "en")
    assert done.status == 0
    assert "content/en/book.yaml:1:1: warning G604 cover-text" in done.out
    (page,) = word_pages(folder / "build/small-en-cover.pdf")
    assert "many" not in {word.text for word in page.words}


def test_the_site_and_the_ebook_show_the_same_front(handbook: Path) -> None:
    """One picture of the front serves all."""
    import zipfile

    for language in LANGUAGES:
        picture = (handbook / f"site/{language}/cover.svg").read_bytes()
        with zipfile.ZipFile(handbook / f"handbook-{language}.epub") as book:
            (name,) = (name for name in book.namelist() if name.endswith("cover.svg"))
            assert book.read(name) == picture


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("{paper: silk}", '"silk" is not a paper known here; give one of uncoated-80'),
        ("{leaf: 3mm}", "3 mm: a leaf is between 0.03 and 1 mm"),
        ("{spine: 0.5mm}", "0.5 mm: a spine is between 1 and 120 mm"),
        ("{bleed: 40mm}", "40 mm: the bleed is between 0 and 25 mm"),
        ("{bleed: 25.1mm}", "25.1 mm: the bleed is between 0 and 25 mm"),  # as for pages
        ("{back: blue}", "there is no such setting"),
    ],
)
def test_an_impossible_cover_names_its_line(
    project: ProjectMaker, setting: str, message: str
) -> None:
    """A setting that cannot be is an error at its line."""
    folder = project({"content/book.yaml": f"{SOUND['content/book.yaml']}cover: {setting}\n"})
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert str(caught.value).startswith("content/book.yaml:3:")
    assert message in str(caught.value)
