"""A book's own font: whatever form its file has, the check, the pages and the e-book know it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pymupdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from diglot.fonts.files import FONT_SUFFIXES
from support import ROOT, ProjectMaker, run_diglot

SIGN = "木"
STYLES = ROOT / "templates" / "styles"
UNITS_PER_EM = 1000


def write_font(path: Path) -> None:
    """Write a font that has one sign, a square, packed as the ending of its name says."""
    pen = TTGlyphPen(None)
    for corner in ((100, 0), (100, 700), (800, 700), (800, 0)):
        (pen.lineTo if pen.points else pen.moveTo)(corner)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(UNITS_PER_EM, isTTF=True)
    font.setupGlyphOrder([".notdef", "tree"])
    font.setupCharacterMap({ord(SIGN): "tree"})
    font.setupGlyf({".notdef": square, "tree": square})
    font.setupHorizontalMetrics({".notdef": (900, 100), "tree": (900, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "Own", "styleName": "Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    font.setupPost()
    font.font.flavor = path.suffix[1:] if path.suffix.startswith(".woff") else None
    font.save(path)


def own_font(project: ProjectMaker, suffix: str) -> Path:
    """Make a book with a sign that only its own font has."""
    text = {f"content/{tag}/01-oil.md": f"# {tag} {SIGN}\n\n{SIGN}\n" for tag in ("en", "he")}
    face = f'@font-face {{ font-family: "Own"; src: url("../fonts/Own{suffix}"); }}\n'
    fonts, base = (
        (STYLES / name).read_text(encoding="utf-8") for name in ("fonts.css", "base.css")
    )
    folder = project(
        {
            **text,
            "templates/styles/fonts.css": fonts + face,
            "templates/styles/base.css": base.replace(
                '"Source Serif 4"', '"Source Serif 4", "Own"'
            ),
        }
    )
    (folder / "templates/fonts").mkdir()
    write_font(folder / f"templates/fonts/Own{suffix}")
    return folder


@pytest.mark.parametrize("suffix", FONT_SUFFIXES)
def test_a_sign_of_the_books_own_font_is_not_missing(project: ProjectMaker, suffix: str) -> None:
    """The check opens a font of every form that may lie in the folder."""
    folder = own_font(project, suffix)
    assert "G601" not in run_diglot("check", "--all", "--project", folder).out
    (folder / f"templates/fonts/Own{suffix}").unlink()
    assert "G601" in run_diglot("check", "--all", "--project", folder).out


@pytest.mark.heavy
def test_a_woff_font_is_in_every_edition(project: ProjectMaker, tmp_path: Path) -> None:
    """Site and e-book carry the file, and the pages are set in it."""
    folder, out = own_font(project, ".woff"), tmp_path / "out"
    done = run_diglot("build", "site", "epub", "pdf", "--project", folder, "--out", out)
    assert done.status == 0, done.out + done.err
    assert (out / "site/fonts/Own.woff").is_file()
    with zipfile.ZipFile(next(out.glob("*-he.epub"))) as book:
        assert any(name.endswith("fonts/Own.woff") for name in book.namelist())
    with pymupdf.open(next(out.glob("*-he.pdf"))) as pdf:
        fonts = {font[3].partition("+")[2] for page in pdf for font in page.get_fonts()}
        assert any(name.startswith("Own") for name in fonts)
        assert any(SIGN in page.get_text() for page in pdf)
