"""Facing pages of a long book of every kind of block: level, whole, in order, full and valid."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import page as page_validation
import pytest

from geometry import numbered_spreads, texts, white_at_foot, word_pages
from support import OnceMaker, run_diglot, write_project

pytestmark = [pytest.mark.heavy, pytest.mark.long]

CHAPTERS, PASSAGES = 6, 60
LINE = 15.6
NUMBER = r"1\d{5}"  # of a passage; 2 instead of 1 for its note
HEBREW, LATIN = re.compile("[\u05d0-\u05ea]"), re.compile("[A-Za-z]{3}")


@dataclass(frozen=True)
class Words:
    """What one language says. share: how many of the other's words it needs."""

    sentence: str
    heading: str
    note: str
    own: str
    share: float


ENGLISH = Words(
    "The olives were picked by hand and brought to the press before the rain.",
    "On the harvest",
    "So it says in the letters.",
    "",
    1.0,
)
HEBREW_WORDS = Words(
    "הזיתים נמסקו ביד והובאו אל בית הבד לפני הגשם.",
    "על המסיק",
    "כך כתוב במכתבים.",
    "הערת המתרגם: במקור אחרת.",
    1.25,
)


def passage(words: Words, number: int, chance: random.Random) -> str:
    """Return a passage that begins with its number, and now and then has a note."""
    count = chance.choice([1, 1, 2, 3, 3, 4, 5, 6, 8, 12, 20])
    text = " ".join([words.sentence] * max(1, round(count * words.share)))
    first, _, rest = text.partition(" ")
    notes = "[^n{0}]" * (number % 6 == 2) + "[^t{0}]" * (number % 35 == 3 and bool(words.own))
    below = f"\n\n[^n{number}]: {200000 + number} {words.note}" * (number % 6 == 2)
    if "t{0}" in notes:
        below += f"\n\n[^t{number}]: {words.own}"
    return f"{100000 + number} {first}{notes.format(number)} {rest}{below}"


def block(words: Words, number: int, chance: random.Random) -> str:
    """Return the passages from one number on: alone, as a list, in a table, quoted."""
    kind = number // 3 % 8
    three = [passage(words, number + n, chance) for n in range(3)]
    short = [f"{100000 + number + n} {words.sentence}" for n in range(3)]
    if kind == 3:
        return "\n".join(f"- {text}" for text in short)
    if kind == 5:
        rows = "\n".join(f"| {text} | {words.heading} |" for text in short)
        return f"| {words.heading} | {words.heading} |\n|----|----|\n{rows}"
    if kind == 7:
        return "\n\n".join([f"> {short[0]}", *three[1:]])
    heading = f"## {words.heading} {{#part-{number}}}\n\n" if kind in (1, 4) else ""
    return heading + "\n\n".join(three)


def chapter(words: Words, first: int) -> str:
    """Return a chapter of passages from a number on; both languages draw the same lots."""
    chance = random.Random(first)
    blocks = (block(words, number, chance) for number in range(first, first + PASSAGES, 3))
    return "\n\n".join([f"# {words.heading} {{#top}}", *blocks]) + "\n"


def book(chapters: int) -> dict[str, str]:
    """Return the files of a book of so many chapters."""
    files = {
        "content/book.yaml": "id: long\nlanguages: [en, he]\n",
        "content/en/book.yaml": "title: A Long Book\ndate: 2026-01-02\n",
        "content/he/book.yaml": "title: ספר ארוך\ndate: 2026-01-02\n",
    }
    for number in range(chapters):
        for tag, words in (("en", ENGLISH), ("he", HEBREW_WORDS)):
            files[f"content/{tag}/{number + 1:02}-oil.md"] = chapter(words, number * PASSAGES)
    return files


def sources(tag: str) -> str:
    """Return all that one language says."""
    return "\n".join(text for name, text in book(CHAPTERS).items() if f"content/{tag}/" in name)


@pytest.fixture(scope="module")
def pdf(once: OnceMaker) -> Path:
    """Return the facing pages of the book."""

    def build(path: Path) -> None:
        files = book(CHAPTERS)
        done = run_diglot("build", "bilingual", "--project", write_project(path, files))
        assert done.status == 0, done.out + done.err

    return once("facing-long", build) / "build/long-bilingual.pdf"


def test_first_lines_are_level_and_in_order(pdf: Path) -> None:
    """Each passage, item and row of a table is on the spread of its counterpart, level with it."""
    found = []
    for ours, theirs in numbered_spreads(pdf, NUMBER):
        assert ours.keys() == theirs.keys()
        assert all(abs(ours[name] - theirs[name]) < 0.5 for name in ours)
        found += ours
    assert found == re.findall(rf"\b{NUMBER}\b", sources("en"))


def test_each_page_has_one_language_and_nothing_is_lost(pdf: Path) -> None:
    """Neither is on the other's pages, and a word is shown as often as the sources have it."""
    pages = [re.sub(r"[-\u2010]\n", "", text) for text in texts(pdf)]
    assert len(pages) % 2 == 0
    lefts, rights = pages[1:-1:2], pages[2:-1:2]
    assert not any(HEBREW.search(text) for text in lefts)
    assert not any(LATIN.search(re.sub(r"Diglot|[ivx]+\n", "", text)) for text in rights)
    assert "\n".join(lefts).count("olives") == sources("en").count("olives")
    assert "\n".join(rights).count("הזיתים") == sources("he").count("הזיתים")


def test_notes_are_on_the_page_of_their_marks(pdf: Path) -> None:
    """So is each of a passage's first line; the translator's are on his side alone."""
    marked = set(re.findall(r"\[\^n(\d+)\]:", sources("en")))
    for page in word_pages(pdf)[1:-1]:
        numbers = [word.text for word in page.words if re.fullmatch(r"[12]\d{5}", word.text)]
        passages = {str(int(n) - 100000) for n in numbers if n.startswith("1")}
        notes = {str(int(n) - 200000) for n in numbers if n.startswith("2")}
        assert notes == passages & marked
    shown = texts(pdf)
    assert "\n".join(shown[2:-1:2]).count("הערת המתרגם") == sources("he").count("הערת המתרגם")


def test_spreads_are_full(pdf: Path) -> None:
    """Two lines are white at their feet on average, where no chapter ends, and ten at most."""
    feet = [f.white / LINE for f in white_at_foot(pdf, bottom=1 - 0.105, head=0.095)]
    inside = [f for f in white_at_foot(pdf, bottom=1 - 0.105, head=0.095) if not f.is_end]
    lines = [foot.white / LINE for foot in inside]
    assert len(feet) > len(lines) > 50
    assert sum(lines) / len(lines) < 2
    assert max(lines) < 10


def test_the_tags_are_valid(pdf: Path) -> None:
    """The PDF keeps every rule of PDF/UA-1 that a machine can check."""
    report = page_validation.validate_pdf(str(pdf), profile="ua1")
    assert report.is_compliant, str(report)
