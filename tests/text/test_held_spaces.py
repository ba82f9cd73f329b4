"""Spaces at which no line of a page ends."""

from __future__ import annotations

import random

import pytest

from diglot.text.held_spaces import with_spaces_held
from geometry import texts
from support import SOUND, ProjectMaker, run_diglot


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("5 km, 180 °C, 3½ lb, 12 % and 45 ₪", "5~km, 180~°C, 3½~lb, 12~% and 45~₪"),
        ("at 3 p.m. – or in 300 BCE – again", "at 3~p.m.~– or in 300~BCE~– again"),
        ("5 males, 6 gallons, 7 ptarmigans", "5 males, 6 gallons, 7 ptarmigans"),
        ("– Hello – he said", "– Hello~– he said"),
        ("mended—and so—", "mended+—and so+—"),
        ("— Hello —", "— Hello~—"),
        ("250 ש״ח, מ־5 ק״מ, 5 מ׳, 70 לפנה״ס", "250~ש״ח, מ־5~ק״מ, 5~מ׳, 70~לפנה״ס"),
        ("עמ׳ 12, ובמס׳ 5, ד״ר כהן, לפרופ׳ לוי", "עמ׳~12, ובמס׳~5, ד״ר~כהן, לפרופ׳~לוי"),
        ("ב־1948 ״הארץ״ כתב, ב־1967 צה״ל", "ב־1948 ״הארץ״ כתב, ב־1967 צה״ל"),
        ("וכו׳ 5, נגד״ר כהן", "וכו׳ 5, נגד״ר כהן"),
    ],
)
def test_what_belongs_together_is_held(text: str, held: str) -> None:
    """A number and its unit, a title and a name; what only looks like these is not."""
    assert with_spaces_held(text).replace("\u00a0", "~").replace("\u2060", "+") == held


WORDS = {"en": ("mill", "road", "stone", "of", "a"), "he": ("טחנה", "דרך", "אבן", "של", "גם")}
TYPED = {"en": ("77 kg", "66 %", "qq – yy"), "he": ('77 ק"ג', "66 ₪", "עמ' 55")}
HELD = {"en": ("77 kg", "66 %", "qq –"), "he": ("77 ק״ג", "66 ₪", "עמ׳ 55")}


@pytest.mark.heavy
@pytest.mark.parametrize("spaces", ["on", "off"])
def test_no_line_of_a_page_ends_there(project: ProjectMaker, spaces: str) -> None:
    """Of hundreds of places many would be at the end of a line; on the website none is changed."""
    dice = random.Random(3)
    chapters = {}
    for tag, words in WORDS.items():
        pieces = [dice.choice((*words, *words, *TYPED[tag])) for _ in range(1500)]
        chapters[f"content/{tag}/01-oil.md"] = f"# x\n\n{' '.join(pieces)}\n"
    settings = f"id: small\nlanguages: [en, he]\ntypography: {{spaces: {spaces}}}\n"
    folder = project({**SOUND, "content/book.yaml": settings, **chapters})
    done = run_diglot("build", "pdf", "site", "--draft", "--project", folder, "--jobs", "1")
    for tag, held in HELD.items():
        path = folder / "build" / f"small-{tag}.pdf"
        assert path.exists(), done.err
        lines = [line for page in texts(path, "-layout") for line in page.split("\n")]
        for pair in held:
            one, other = pair.split()
            parted = sum(line.count(one) != line.count(other) for line in lines)
            assert sum(line.count(one) for line in lines) > 50
            assert (parted == 0) is (spaces == "on"), pair
        assert "\u00a0" not in (folder / f"build/site/{tag}/01-oil.html").read_text("utf-8")
