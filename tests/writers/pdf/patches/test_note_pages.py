"""Notes at the foot of the page that their marks are on."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from weasyprint.layout import block

from diglot.core.model import Chapter, Edition, Note, Paragraph, Position, Text
from diglot.disk.template_files import builtin_templates
from diglot.writers.pdf.book.edition import PdfEdition
from diglot.writers.pdf.engine.layout import lay_out
from diglot.writers.pdf.patches.note_pages import mend_note_pages
from geometry import texts
from patching import leave_out
from support import MAKING, USUAL_PAGE

pytestmark = pytest.mark.heavy

HERE = Position("x.md")
WORDS = {
    "en": ("the", "mill", "is", "older", "than", "a", "road", "and", "every", "village"),
    "he": ("הטחנה", "עתיקה", "מן", "הדרך", "והדרך", "עתיקה", "מן", "הכפר", "שעל", "הרכס"),
}
WEASYPRINTS_OWN = block._linebox_layout  # before the first layout replaces it


def chapter(language: str, seed: int) -> Chapter:
    """Return paragraphs of many lengths with notes of many lengths: N7x is the note of M7x."""
    chance = random.Random(seed)

    def words(fewest: int, most: int) -> str:
        return " ".join(chance.choices(WORDS[language], k=chance.randint(fewest, most)))

    paragraphs = []
    for number in range(40):
        text = Paragraph((Text(f"N{number}x {words(3, 90)}"),), HERE)
        note = Note(number + 1, (text,), HERE)
        line = (Text(f"{words(5, 80)} M{number}x"), note, Text(f" {words(5, 80)}."))
        paragraphs.append(Paragraph(line, HERE))
    return Chapter("x", language, (Text("x"),), HERE, tuple(paragraphs), number=1)


def parted(language: str, seed: int, folder: Path) -> list[int]:
    """Return the notes that do not begin on the page of their mark, or not once."""
    edition = Edition(language, "x", (chapter(language, seed),))
    _, job = next(PdfEdition(edition, USUAL_PAGE, (builtin_templates(),), MAKING).jobs())
    path = folder / "notes.pdf"
    path.write_bytes(lay_out(job).pdf)
    places: dict[str, list[int]] = {}
    for page, text in enumerate(texts(path)):
        for token in re.findall(r"[MN]\d+(?=x)", text):
            places.setdefault(token, []).append(page)
    return [
        n for n in range(40) if len(places[f"M{n}"]) != 1 or places[f"M{n}"] != places.get(f"N{n}")
    ]


@pytest.mark.parametrize(("language", "seed"), [("en", 0), ("he", 1)])
def test_a_note_stands_on_the_page_of_its_mark(language: str, seed: int, tmp_path: Path) -> None:
    """Forty notes, short and long, among paragraphs of any length: none is parted or lost."""
    assert parted(language, seed, tmp_path) == []


def test_weasyprint_still_needs_the_mending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the day this fails, WeasyPrint keeps notes by their marks: take out note_pages.py."""
    monkeypatch.setattr(block, "_linebox_layout", WEASYPRINTS_OWN)
    leave_out(monkeypatch, mend_note_pages)
    assert parted("en", 0, tmp_path) or parted("he", 0, tmp_path) or parted("en", 1, tmp_path)
