"""A picture that both languages share, drawn once across the two pages of a spread."""

from __future__ import annotations

import hashlib
import io
import itertools
import subprocess
from pathlib import Path

import page as page_validation
import pikepdf
import pytest
from markupsafe import Markup
from PIL import Image, ImageChops

from diglot.core.model import Asset
from diglot.writers.pdf.facing.across import Across
from diglot.writers.pdf.facing.rows import FacingCell, FacingRow
from support import OnceMaker, ProjectMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

Box = tuple[int, int, int, int]  # from the left, the top, to the right, the bottom, in points
Color = tuple[int, int, int]

RED, BLUE, GREEN = (220, 0, 0), (0, 0, 220), (0, 150, 0)
PPI = 72  # so that a dot is a point
WIDTH = 432  # points, of a page


def picture(width: int, height: int, left: Color, right: Color) -> bytes:
    """Return a picture whose halves have a color each."""
    drawn = Image.new("RGB", (width, height), left)
    drawn.paste(right, (width // 2, 0, width, height))
    target = io.BytesIO()
    drawn.save(target, "PNG")
    return target.getvalue()


WIDE = picture(1400, 400, RED, BLUE)
BOOK: dict[str, str | bytes | None] = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\npage: {size: 6x9in}\n",
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    "content/en/01.md": '# Oil\n\nBefore.\n\n![A mill](a.png){alt="Hills"}\n\n![A jar](b.png)\n',
    "content/he/01.md": '# שמן\n\nלפני.\n\n![טחנה](a.png){alt="גבעות"}\n\n![כד](b.png)\n',
    "content/en/a.png": WIDE,
    "content/he/a.png": WIDE,
    "content/en/b.png": picture(1400, 400, GREEN, GREEN),
    "content/he/b.png": picture(1400, 402, GREEN, GREEN),
}


def built(folder: Path, settings: str) -> Path:
    """Build the facing pages of a book with settings for them."""
    with (folder / "content/book.yaml").open("a", encoding="utf-8") as file:
        file.write(f"bilingual: {{{settings}}}\n")
    done = run_diglot("build", "bilingual", "--project", folder)
    assert done.status == 0, done.out + done.err
    return folder / "build/small-bilingual.pdf"


@pytest.fixture(scope="module")
def pdf(once: OnceMaker) -> Path:
    """Return the facing pages of a book whose pictures go across."""

    def build(path: Path) -> None:
        _draw(built(write_project(path, BOOK), "figures: spread"))

    return once("across", build) / "build/small-bilingual.pdf"


def spread(path: Path, *colors: Color) -> tuple[list[Box | None], list[Box | None]]:
    """Return where some colors are on the two pages that have any of them, in order."""
    drawn = sorted(path.parent.glob("drawn/*.png")) or _draw(path)
    found = []
    for file in drawn:
        with Image.open(file) as page:
            boxes = [_box(page.convert("RGB"), color) for color in colors]
        if any(boxes):
            found.append(boxes)
    first, second = found
    return first, second


def _draw(path: Path) -> list[Path]:
    """Draw the pages of a PDF beside it."""
    drawn = path.parent / "drawn"
    drawn.mkdir()
    command = ["pdftoppm", "-r", str(PPI), "-png", path, drawn / "p"]
    subprocess.run(command, check=True, capture_output=True)
    return sorted(drawn.glob("*.png"))


def _box(page: Image.Image, color: Color) -> Box | None:
    apart = ImageChops.difference(page, Image.new("RGB", page.size, color)).convert("L")
    return apart.point(lambda value: 255 * (value < 4)).getbbox()


def test_the_halves_meet_at_the_binding(pdf: Path) -> None:
    """Each page has its half, as far as its inner edge, at the same height as the other."""
    (left, no_blue), (no_red, right) = spread(pdf, RED, BLUE)
    assert no_red is no_blue is None
    assert left is not None
    assert right is not None
    assert (left[2], right[0]) == (WIDTH, 0)
    assert left[0] == pytest.approx(WIDTH - right[2], abs=1)  # the outer margin
    assert (left[1], left[3]) == (right[1], right[3])
    assert 2 * (left[2] - left[0]) / (left[3] - left[1]) == pytest.approx(1400 / 400, rel=0.01)


def test_another_picture_stays_on_its_side(pdf: Path) -> None:
    """What is not the same picture in both languages is whole on either page."""
    (left,), (right,) = spread(pdf, GREEN)
    assert left is not None
    assert right is not None
    assert left[2] < WIDTH - 20
    assert right[0] > 20


def test_each_half_is_told_in_its_language(pdf: Path) -> None:
    """Either page has the words for its picture, and the file keeps the rules of PDF/UA-1."""
    report = page_validation.validate_pdf(str(pdf), profile="ua1")
    assert report.is_compliant, str(report)
    with pikepdf.open(pdf) as book:
        figures = [
            str(thing.Alt)
            for thing in book.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
    assert figures.count("Hills") == figures.count("גבעות") == 1


def test_the_languages_may_change_sides(project: ProjectMaker) -> None:
    """The left half is on the left page of a book that is bound on its right, too."""
    path = built(project(BOOK), "figures: spread, left: he, binding: translation")
    (no_red, right), (left, no_blue) = spread(path, RED, BLUE)
    assert no_red is no_blue is None
    assert left is not None
    assert right is not None
    assert (left[2], right[0]) == (WIDTH, 0)


def shades(page: Path) -> list[tuple[int, int]]:
    """Return where two shades of a picture begin and end on a page, from the left; or nothing."""
    with Image.open(page) as drawn:
        grey = drawn.convert("L")
        for y in range(0, grey.height, 8):
            row = itertools.groupby(range(grey.width), lambda x, y=y: grey.getpixel((x, y)))
            runs = [(shade, list(places)) for shade, places in row]
            wide = [(p[0], p[-1] + 1) for shade, p in runs if len(p) > 8 and shade < 128]
            if len(wide) == 2 and max(end - start for start, end in wide) > WIDTH / 2:
                return wide
    return []


def test_a_press_gets_more_of_it_beyond_the_binding(project: ProjectMaker) -> None:
    """Either page has its half up to the trim, and of the other as much as there is bleed."""
    folder = project(BOOK)
    with (folder / "content/book.yaml").open("a", encoding="utf-8") as file:
        file.write("bilingual: {figures: spread}\nprint: {bleed: 5mm}\n")
    done = run_diglot("build", "bilingual-print", "--project", folder)
    assert done.status == 0, done.out + done.err
    path = folder / "build/small-bilingual-print.pdf"
    command = ["pdftoppm", "-r", str(PPI), "-png", path, folder / "p"]
    subprocess.run(command, check=True, capture_output=True)
    drawn = [shades(file) for file in sorted(folder.glob("p-*.png"))]
    left, right = (number for number, found in enumerate(drawn) if found)
    with pikepdf.open(path) as book:
        boxes = [
            [book.pages[n].MediaBox, book.pages[n].TrimBox, book.pages[n].BleedBox]
            for n in (left, right)
        ]
    for (sheet, trim, bleed), number in zip(boxes, (left, right), strict=True):
        (start, middle), (also_middle, end) = drawn[number]
        inner, edge, outer = (2, end, start) if number == left else (0, start, end)
        assert middle == also_middle == pytest.approx(float(trim[inner] - sheet[0]), abs=1)
        assert edge == pytest.approx(float(bleed[inner] - sheet[0]), abs=1)
        assert abs(outer - float(trim[2 - inner] - sheet[0])) > 20  # the outer margin


@pytest.mark.parametrize("settings", ["marks: off", "figures: spread, align: page"])
def test_else_each_page_has_the_picture(project: ProjectMaker, settings: str) -> None:
    """By itself a picture is whole on both pages, and so it is where the pages are not level."""
    for red, blue in spread(built(project(BOOK), settings), RED, BLUE):
        assert red is not None
        assert blue is not None
        assert red[0] > 20
        assert blue[2] < WIDTH - 20


FIGURE = '<figure id="f"><img src="a.png" alt="a"/></figure>'


@pytest.mark.parametrize(
    ("size", "markup", "is_across"),
    [
        ((1400, 400), FIGURE, True),
        ((1400, 870), FIGURE, True),
        ((1400, 900), FIGURE, False),  # hardly wider than high
        ((400, 200), FIGURE, False),  # so small that it would have to be enlarged
        ((1400, 400), FIGURE.replace("/>", ' style="width: 80%"/>'), False),
        ((1400, 400), FIGURE.replace("<img", '<img src="b.png" alt="b"/><img'), False),
        ((1400, 400), f'<div class="unnumbered" lang="en">{FIGURE}</div>', True),
        ((1400, 400), f'<div class="box">{FIGURE}</div>', False),  # which may be set in
    ],
)
def test_a_picture_has_to_gain_by_it(
    tmp_path: Path, size: tuple[int, int], markup: str, *, is_across: bool
) -> None:
    """Across goes what is wide, large by itself, as wide as the text, and given no width."""
    content = picture(*size, RED, BLUE)
    (tmp_path / "a.png").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    asset = Asset("a.png", tmp_path / "a.png", digest, "image/png")
    cell = FacingCell(Markup(markup), "facing-block")
    across = Across((320, 520), inner_pt=60)
    (row,) = across([FacingRow((cell,), (cell,))], ({"a.png": asset}, {"a.png": asset}))
    assert ("facing-half" in row.source[0].content) == is_across
    width, height = across.sizes.get(digest) or (0.0, 0.0)
    assert width <= 2 * (320 + 60)
    assert height <= 0.6 * 520
