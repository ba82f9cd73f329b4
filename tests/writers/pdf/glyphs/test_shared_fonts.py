"""The fonts of a finished PDF: each face once, with every page as it was."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pikepdf
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops

from diglot.core.model import (
    Attributes,
    Chapter,
    Division,
    Edition,
    Inline,
    Paragraph,
    Position,
    Span,
)
from diglot.core.model import Text as Words
from diglot.writers.pdf.glyphs.shared_fonts import SharedFonts
from support import pdf_of

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
LETTERS = "אבגדהוזחטיכלמנסעפצקרשתםןץףך"
# Points have glyphs of their own for each place on a letter, which chapters have in part.
POINTED = ("בְּרֵאשִׁית", "בָּרָא אֱלֹהִים", "אֵת הַשָּׁמַיִם", "וְאֵת הָאָרֶץ", "וְהָאָרֶץ הָיְתָה", "תֹהוּ וָבֹהוּ")
# Accented letters are made of two glyphs in these fonts, and numbered anew in each subset.
LATIN = ("Älmhult", "façade", "naïve", "Żółć", "Übung", "Cliché")


def chapter(number: int) -> Chapter:
    """Return a chapter with letters that the others do not all have."""
    letters = LETTERS[number * 3 : number * 3 + 8]
    words = [letters[n % 8] + letters[(n * n + number) % 8] + letters[n % 5] for n in range(900)]
    latin: Inline = Span((Words(f"{LATIN[number]} {number}"),), Attributes(pairs=(("lang", "en"),)))
    paragraphs = tuple(
        Paragraph((Words(f"{' '.join(words[start : start + 60])} {POINTED[number]} "), latin), HERE)
        for start in range(0, 900, 60)
    )
    return Chapter(f"0{number}", "he", (Words(letters),), HERE, paragraphs, number=number + 1)


def built(chapters: Iterable[Chapter]) -> bytes:
    """Return the PDF of a book."""
    return pdf_of(Edition("he", "ספר", tuple(chapters), date="2026-01-01")).content


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return a book of six chapters as it is, and as it was before its fonts were joined."""
    folder = tmp_path_factory.mktemp("fonts")
    with pytest.MonkeyPatch.context() as patch:
        for step in ("read", "share"):
            patch.setattr(SharedFonts, step, lambda *_: None)
        (folder / "apart.pdf").write_bytes(built(map(chapter, range(6))))
    with pikepdf.open(folder / "apart.pdf") as pdf:
        fonts = SharedFonts()
        fonts.read(page.obj.Resources for page in pdf.pages)
        fonts.share(pdf)
        pdf.save(folder / "shared.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return folder / "shared.pdf", folder / "apart.pdf"


def faces(path: Path) -> Counter[str]:
    """Return how many font files a PDF has for each face."""
    with pikepdf.open(path) as pdf:
        return Counter(
            str(item.FontName).partition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item
        )


def test_each_face_is_there_once(both: tuple[Path, Path]) -> None:
    """Six chapters bring six subsets of a face, and the book has one."""
    shared, apart = both
    assert max(faces(apart).values()) >= 6
    assert set(faces(shared)) == set(faces(apart))
    assert set(faces(shared).values()) == {1}


def test_the_text_is_the_same(both: tuple[Path, Path]) -> None:
    """Every character comes out of the file as before."""
    shared, apart = (
        subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
        for path in both
    )
    assert "Żółć".encode() in shared
    assert shared == apart


def test_the_pages_look_the_same(both: tuple[Path, Path], tmp_path: Path) -> None:
    """No glyph is another one or stands elsewhere, which would be black on white: 255.

    An accented letter drawn as one outline may be a shade off at its edge: 68 at most.
    """
    for name, path in zip(("shared", "apart"), both, strict=True):
        command = ["pdftoppm", "-r", "72", "-gray", "-png", str(path), str(tmp_path / name)]
        subprocess.run(command, check=True)
    pictures = sorted(tmp_path.glob("shared-*.png"))
    assert len(pictures) > 12
    for picture in pictures:
        other = picture.with_name(picture.name.replace("shared", "apart"))
        with Image.open(picture).convert("L") as one, Image.open(other).convert("L") as two:
            _, largest = ImageChops.difference(one, two).getextrema()
        assert largest < 96


def test_the_file_is_hardly_larger_than_that_of_a_single_run() -> None:
    """Six chapters weigh no more than 1.3 times what the same text weighs as one."""
    chapters = tuple(chapter(number) for number in range(6))
    divisions = tuple(Division(c.blocks, HERE) for c in chapters)
    single = replace(chapters[0], blocks=divisions)
    assert len(built(chapters)) < 1.3 * len(built((single,)))


def test_the_same_book_gives_the_same_bytes() -> None:
    """Nothing in the joined fonts depends on time or chance."""
    one, two = (built(map(chapter, range(2))) for _ in range(2))
    assert one == two
