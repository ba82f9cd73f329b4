"""The print PDF, looked at as a press would: boxes, marks, inks, fonts, pictures, papers."""

from __future__ import annotations

import io
import json
import subprocess
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from lxml import etree
from PIL import Image, ImageCms

from diglot.config import load_config
from diglot.core.errors import DiglotError
from geometry import texts
from support import SOUND, ProjectMaker, press_profile, run_diglot

PT_PER_MM = 72 / 25.4
LANGUAGES = ("en", "he")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="200" viewBox="0 0 600 200"><defs>'
    '<linearGradient id="g"><stop offset="0" stop-color="#e33"/>'
    '<stop offset="1" stop-color="#33e"/></linearGradient></defs>'
    '<rect width="300" height="200" fill="url(#g)"/><circle cx="450" cy="100" r="80" fill="#c33"/>'
    "</svg>"
)


def inks_of(path: Path) -> list[tuple[float, float, float, float]]:
    """Return how much cyan, magenta, yellow and black Ghostscript puts on each page."""
    done = subprocess.run(
        ["gs", "-q", "-o", "-", "-sDEVICE=inkcov", str(path)],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    rows = (line.split()[:4] for line in done.stdout.splitlines() if line.endswith("OK"))
    return [(float(c), float(m), float(y), float(k)) for c, m, y, k in rows]


def pictures(folder: Path) -> None:
    """Write a photograph in colours, one with a transparent part, and a drawing."""
    folder.mkdir(parents=True, exist_ok=True)
    photo = Image.merge("RGB", [Image.linear_gradient("L").rotate(n * 90) for n in range(3)])
    photo.save(folder / "photo.jpg")
    photo.putalpha(Image.linear_gradient("L"))
    photo.save(folder / "clear.png")
    (folder / "drawing.svg").write_text(DRAWING, encoding="utf-8")


COLOURS = {
    f"content/{tag}/02-pictures.md": (
        f"# {title}\n\n{words}\n\n"
        "![](images/photo.jpg){alt=x width=2cm}\n\n![](images/clear.png){alt=x}\n\n"
        "![](images/drawing.svg){alt=x width=5cm}\n"
    )
    for tag, title, words in (("en", "Pictures", "Colours."), ("he", "תמונות", "צבעים."))
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_book_is_printed_in_black(handbook: Path, language: str) -> None:
    """Not a trace of another ink is on any page, and every page with text has black on it."""
    path = handbook / f"handbook-{language}-print.pdf"
    inks = inks_of(path)
    assert all(page[:3] == (0, 0, 0) for page in inks)
    assert len([page for page in inks if page[3] > 0.01]) > 80


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sample_book_says_what_a_press_asks(handbook: Path, language: str) -> None:
    """Boxes lie in one another, nothing is for screens, and the standard is named twice."""
    path = handbook / f"handbook-{language}-print.pdf"
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    with pikepdf.open(path) as book:
        assert str(book.pdf_version) == "1.6"
        assert len(book.pages) % 2 == 0
        for page in book.pages:
            sheet, bleed, trim = (
                [float(n) for n in page.obj[key]] for key in ("/MediaBox", "/BleedBox", "/TrimBox")
            )
            size = (trim[2] - trim[0], trim[3] - trim[1])
            assert size == pytest.approx((6 * 72, 9 * 72), abs=0.01)
            for box, away in ((bleed, 3), (sheet, 8)):
                offsets = [abs(a - b) / PT_PER_MM for a, b in zip(trim, box, strict=True)]
                assert offsets == pytest.approx([away] * 4, abs=0.01)
            assert "/Annots" not in page.obj
            assert "/ArtBox" not in page.obj
        for key in ("/Outlines", "/StructTreeRoot", "/Names", "/OpenAction"):
            assert key not in book.Root
        (intent,) = book.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        read = ImageCms.ImageCmsProfile(io.BytesIO(intent.DestOutputProfile.read_bytes()))
        assert read.profile.xcolor_space.strip() == "GRAY"
        assert read.profile.device_class == "prtr"
        info = book.trailer.Info
        assert str(info.GTS_PDFXVersion) == "PDF/X-4"
        assert str(info.Trapped) == "/False"
        metadata = etree.fromstring(book.Root.Metadata.read_bytes())
    words = {
        etree.QName(e).localname: (e.text or "").strip() for e in metadata.iter() if len(e) == 0
    }
    assert words["GTS_PDFXVersion"] == "PDF/X-4"
    assert words["RenditionClass"] == "default"
    assert words["CreateDate"] == words["ModifyDate"] == "2026-11-23T00:00:00Z"


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_are_all_in_the_file(handbook: Path, language: str) -> None:
    """Poppler finds no font that the press would have to have."""
    path = handbook / f"handbook-{language}-print.pdf"
    done = subprocess.run(["pdffonts", path], capture_output=True, check=True, text=True)
    rows = done.stdout.splitlines()[2:]
    assert len(rows) >= 4
    assert all(row.split()[-5] == "yes" for row in rows)


@pytest.mark.parametrize("language", LANGUAGES)
def test_print_and_screen_say_the_same(handbook: Path, language: str) -> None:
    """The pages are those of the screen PDF, word for word."""
    screen = texts(handbook / f"handbook-{language}.pdf")
    pressed = texts(handbook / f"handbook-{language}-print.pdf")
    for before, after in zip(screen, pressed, strict=False):
        # Poppler arranges the columns of contents otherwise on a larger sheet.
        assert sorted("".join(after.split())) == sorted("".join(before.split()))
    assert not "".join(pressed[len(screen) :]).strip()


def marks_of(page: Any) -> list[list[float]]:
    """Return the lines at the end of a page's content: x, y, x, y each."""
    stream = pikepdf.parse_content_stream(page)
    lines: list[list[float]] = []
    for instruction in list(stream)[-18:]:
        numbers = [float(n) for n in instruction.operands if not isinstance(n, pikepdf.Name)]
        if str(instruction.operator) == "m":
            lines.append(numbers)
        elif str(instruction.operator) == "l":
            lines[-1] += numbers
    return lines


def test_marks_point_at_the_corners(handbook: Path) -> None:
    """Eight lines lie outside the bleed, each in line with an edge of the trimmed page."""
    with pikepdf.open(handbook / "handbook-en-print.pdf") as book:
        for page in (book.pages[0], book.pages[1], book.pages[-1]):
            left, bottom, right, top = (float(n) for n in page.obj.TrimBox)
            lines = marks_of(page)
            assert len(lines) == 8
            for x1, y1, x2, y2 in lines:
                assert (x1 == x2 and round(x1, 1) in {round(left, 1), round(right, 1)}) or (
                    y1 == y2 and round(y1, 1) in {round(bottom, 1), round(top, 1)}
                )
                for x, y in ((x1, y1), (x2, y2)):
                    outside = max(left - x, x - right, bottom - y, y - top)
                    assert outside >= 3 * PT_PER_MM - 0.01


@pytest.mark.heavy
def test_colours_stay_in_pictures(project: ProjectMaker) -> None:
    """With four inks the pictures are separated by the press's profile; words stay black."""
    folder = project(COLOURS)
    pictures(folder / "content/en/images")
    press_profile(folder / "content")
    settings = "id: small\nprint: {ink: cmyk, profile: press.icc, marks: off, multiple: 4}\n"
    (folder / "content/book.yaml").write_text(settings, encoding="utf-8")
    done = run_diglot("print", "--project", folder, "--lang", "he")
    assert done.status == 0, done.out + done.err
    path = folder / "build/small-he-print.pdf"
    inks = inks_of(path)
    assert len(inks) % 4 == 0
    coloured = [number for number, page in enumerate(inks) if sum(page[:3]) > 0]
    shown = [number for number, text in enumerate(texts(path)) if "צבעים" in text]
    assert coloured == shown
    with pikepdf.open(path) as book:
        assert [float(n) for n in book.pages[0].mediabox] == pytest.approx(
            [-3 * PT_PER_MM, -3 * PT_PER_MM, 432 + 3 * PT_PER_MM, 648 + 3 * PT_PER_MM], abs=0.01
        )
        spaces = {str(i.ColorSpace) for p in book.pages for i in p.get_images().values()}
        assert spaces == {"/DeviceCMYK"}
    report = json.loads((folder / "build/manifest.json").read_text(encoding="utf-8"))["files"][0]
    assert report["preflight"]["inks"] == ["C", "M", "Y", "K"]
    assert report["preflight"]["press"] == "press"
    assert report["preflight"]["problems"] == []


@pytest.mark.heavy
def test_pictures_turn_grey(project: ProjectMaker) -> None:
    """Without a profile photographs, transparent ones and drawings with gradients become grey."""
    folder = project(COLOURS)
    pictures(folder / "content/en/images")
    assert run_diglot("print", "--project", folder, "--lang", "en").status == 0
    path = folder / "build/small-en-print.pdf"
    assert all(page[:3] == (0, 0, 0) for page in inks_of(path))
    subprocess.run(["pdftoppm", "-r", "40", "-png", path, folder / "p"], check=True)
    for picture in folder.glob("p-*.png"):
        red, green, blue = Image.open(picture).convert("RGB").split()
        assert red.tobytes() == green.tobytes() == blue.tobytes()


@pytest.mark.heavy
@pytest.mark.parametrize("form", ["print", "bilingual-print"])
def test_coarse_pictures_are_told(project: ProjectMaker, form: str) -> None:
    """A picture with too few dots is a warning at its line; a small one with enough is none."""
    folder = project(COLOURS)
    pictures(folder / "content/en/images")
    done = run_diglot(form, "--project", folder)
    assert done.status == 0
    found = [line for line in done.out.splitlines() if "G602" in line]
    assert [line.partition(": ")[0] for line in found] == [
        "content/en/02-pictures.md:7:5",
        "content/he/02-pictures.md:7:5",
    ]
    assert '"images/clear.png" is printed with 96 dots per inch, fewer than 200' in found[0]
    assert "use one that is 534 pixels wide" in done.out


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("{ink: rgb}", "print.ink: \"rgb\" is not one of the words for it: 'grey' or 'cmyk'"),
        ("{ink: cmyk}", "print.ink: ink: cmyk needs the press's ICC profile"),
        ("{ink: cmyk, profile: fog.icc}", 'print.profile: there is no profile "fog.icc"'),
        ("{profile: fog.icc}", "print.profile: a profile is for ink: cmyk"),
        ("{ink: cmyk, profile: book.yaml}", 'print.profile: "book.yaml" is not an ICC profile'),
        ("{bleed: 30mm}", "print.bleed: 30 mm is too much"),
        ("{bleed: 25.1mm}", "print.bleed: 25.1 mm is too much"),  # as for a cover
        ("{bleed: 3}", 'print.bleed: "3" is not a length'),
        ("{multiple: 0}", 'print.multiple: "0": give a whole number from 1 to 64'),
        ("{resolution: fine}", 'print.resolution: "fine": give a whole number'),
        ("{marks: maybe}", 'print.marks: "maybe": give on or off'),
    ],
)
def test_an_impossible_press_names_its_line(
    project: ProjectMaker, setting: str, message: str
) -> None:
    """A setting that cannot be is an error at its line."""
    text = f"{SOUND['content/book.yaml']}print: {setting}\n"
    folder = project({"content/book.yaml": text})
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert str(caught.value).startswith("content/book.yaml:3:")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("word", "is_on"), [("on", True), ("Yes", True), ("true", True), ("off", False), ("no", False)]
)
def test_a_switch_knows_the_words_of_yaml(project: ProjectMaker, word: str, is_on: bool) -> None:
    """Whoever writes `true` for `on`, as YAML has it, is understood."""
    text = f"{SOUND['content/book.yaml']}print: {{marks: {word}}}\n"
    assert load_config(project({"content/book.yaml": text})).press.has_marks == is_on
