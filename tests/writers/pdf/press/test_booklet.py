"""Booklets: sheets that are printed on both sides, folded and read, looked at in the file."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from diglot.config import load_config
from diglot.core.errors import DiglotError
from diglot.core.model import Direction
from diglot.settings.forms.booklet import BookletEntry
from diglot.writers.pdf.press.booklet import booklet, impose
from support import SOUND, ProjectMaker, run_diglot

_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="[\d.]+">page(\d+)<')


def numbered(pages: int) -> bytes:
    """Return a PDF of A5 pages, each with the word "page" and its number, and a link."""
    with Pdf.new() as book:
        font = book.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        for number in range(1, pages + 1):
            book.add_blank_page(page_size=(419.53, 595.28))
            page = book.pages[-1].obj
            page.Resources = Dictionary(Font=Dictionary(F=font))
            words = f"BT /F 12 Tf 150 300 Td (page{number}) Tj ET"
            page.Contents = book.make_stream(words.encode())
            action = Dictionary(S=Name.URI, URI="https://example.org")
            link = Dictionary(Subtype=Name.Link, Rect=[0, 0, 50, 50], A=action)
            page.Annots = Array([link])
        target = io.BytesIO()
        book.save(target)
    return target.getvalue()


def sides(path: Path) -> list[tuple[str, str]]:
    """Return what stands on each side's left half and right half, as poppler places it."""
    command = ["pdftotext", "-bbox", str(path), "-"]
    shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    found = []
    for page in shown.split("<page ")[1:]:
        width = float(page.split('"')[1])
        halves = {float(x) > width / 2: number for x, _, number in _WORD.findall(page)}
        found.append((halves.get(False, ""), halves.get(True, "")))
    return found


def folded(printed: list[tuple[str, str]], sheets: int, direction: Direction) -> list[str]:
    """Fold signatures of so many sheets and leaf through them, as a reader's hands do.

    A leaf is half a sheet. Turned over on the short edge, the left half of a
    sheet's back lies behind the right half of its front. The half on the side to
    which the book's pages run is the leaf in the signature's first half.
    """
    pairs = list(zip(printed[::2], printed[1::2], strict=True))
    read = []
    for first in range(0, len(pairs), sheets):
        leaves_before, leaves_after = [], []
        for front, back in pairs[first : first + sheets]:
            right_leaf, left_leaf = (front[1], back[0]), (back[1], front[0])
            if direction == "ltr":
                leaves_before.append(right_leaf)
                leaves_after.insert(0, left_leaf)
            else:
                leaves_before.append(left_leaf[::-1])
                leaves_after.insert(0, right_leaf[::-1])
        read += [number for leaf in leaves_before + leaves_after for number in leaf]
    return read


@pytest.mark.heavy
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize(("signatures", "sheets"), [("all", 3), ("2", 2), ("1", 1)])
def test_folded_pages_read_in_order(
    tmp_path: Path, direction: Direction, signatures: str, sheets: int
) -> None:
    """Ten pages fold into a booklet that reads from 1 to 10, then two blank ones."""
    settings = BookletEntry(signatures=signatures).booklet()
    path = tmp_path / "booklet.pdf"
    path.write_bytes(booklet(numbered(10), settings, direction))
    expected = ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "", ""]
    assert folded(sides(path), sheets, direction) == expected


def test_the_outer_sheet_is_as_printers_know_it() -> None:
    """Of eight pages, the first side shows 8 and 1 in English, 1 and 8 in Hebrew."""
    english, hebrew = impose(8, 0, "ltr")[0], impose(8, 0, "rtl")[0]
    assert (english.left + 1, english.right + 1) == (8, 1)
    assert (hebrew.left + 1, hebrew.right + 1) == (1, 8)


def test_creep_moves_inner_sheets_to_the_fold(tmp_path: Path) -> None:
    """With 0.5 mm of creep the second sheet's pages stand 0.5 mm nearer to the fold."""
    settings = BookletEntry(creep="0.5mm").booklet()
    path = tmp_path / "booklet.pdf"
    path.write_bytes(booklet(numbered(8), settings, "ltr"))
    with pikepdf.open(path) as sheets:
        starts = [
            [
                float(x)
                for x in re.findall(r"([-\d.]+) [-\d.]+ cm", page.Contents.read_bytes().decode())
            ]
            for page in sheets.pages
        ]
    half_mm = 0.5 / 25.4 * 72
    assert starts[2][0] - starts[0][0] == pytest.approx(half_mm, abs=0.01)
    assert starts[0][1] - starts[2][1] == pytest.approx(half_mm, abs=0.01)


def test_a_booklet_has_no_links_and_is_turned_on_the_short_edge(tmp_path: Path) -> None:
    """Nothing can be clicked, fonts are there once, and the printer is told how to turn."""
    path = tmp_path / "booklet.pdf"
    path.write_bytes(booklet(numbered(9), BookletEntry().booklet(), "rtl"))
    with pikepdf.open(path) as sheets:
        fonts = {o.objgen for o in sheets.objects if isinstance(o, Dictionary) and "/BaseFont" in o}
        assert [("/Annots" in page) for page in sheets.pages] == [False] * 6
        assert sheets.Root.ViewerPreferences.Duplex == Name.DuplexFlipShortEdge
        assert len(fonts) == 1
        assert [float(n) for n in sheets.pages[0].mediabox[2:]] == pytest.approx(
            [841.89, 595.28], abs=0.01
        )


@pytest.mark.parametrize(
    ("setting", "message"),
    [
        ("sheet: A9", '"A9" is not a size of sheet; give one of A5, A4, A3, letter, tabloid'),
        ("signatures: 0", '"0": give all, or how many sheets a signature has, such as 4'),
        ("margin: 4cm", "40 mm is too much; give no more than 30 mm"),
        ("creep: 2mm", "2 mm is too much; give no more than 1 mm"),
    ],
)
def test_an_impossible_booklet_names_its_line(
    project: ProjectMaker, setting: str, message: str
) -> None:
    """A setting that cannot be is an error at its line."""
    text = f"{SOUND['content/book.yaml']}booklet:\n  {setting}\n"
    folder = project({"content/book.yaml": text})
    key = setting.partition(":")[0]
    with pytest.raises(DiglotError) as caught:
        load_config(folder)
    assert str(caught.value).startswith("content/book.yaml:4:")
    assert f"booklet.{key}: {message}" in str(caught.value)


@pytest.mark.heavy
def test_a_booklet_is_made_when_it_is_asked_for(project: ProjectMaker) -> None:
    """`build.py booklet` makes one for each language, and nothing else."""
    folder = project(SOUND)
    done = run_diglot("build", "booklet", "--project", folder, "--jobs", "1")
    assert done.status == 0, done.err
    made = sorted(path.name for path in (folder / "build").glob("*.pdf"))
    assert made == ["small-en-booklet.pdf", "small-he-booklet.pdf"]
