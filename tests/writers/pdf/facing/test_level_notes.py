"""Notes at the feet of facing pages: level with their counterparts, in the finished file."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from geometry import numbered_spreads
from support import OnceMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

PITCH = 0.5  # points by which first lines may differ
LINE = 15.6
PASSAGES = 36
ENGLISH = "the olives were picked and brought to the press before rain fell on the hill"
HEBREW = "הזיתים נמסקו והובאו אל בית הבד לפני הגשם שירד על הגבעה"
# The first figure says what a number is of: a passage, the place of a note's mark, a note, and the
# same of the translator's notes.
PASSAGE, MARK, NOTE, OWN_MARK, OWN = "1", "7", "3", "8", "5"


def passage(number: int, chance: random.Random, *, is_hebrew: bool) -> Iterator[str]:
    """Yield a passage, often with notes, and what its notes say; both languages draw one lot."""
    words = HEBREW if is_hebrew else ENGLISH
    count = chance.choice([1, 1, 2, 3, 5, 9])
    sentences = [words] * count
    below = []
    for note in range(chance.choice([0, 0, 1, 1, 2])):
        lines = chance.choice([1, 1, 2, 4]), chance.choice([1, 1, 2, 4])
        name = f"{number:03}{note}"
        sentences[chance.randrange(count)] += f" {MARK}{name}[^n{name}]"
        below.append(f"[^n{name}]: {NOTE}{name} {' '.join([words] * lines[is_hebrew])}")
    place, lines_of_own = chance.randrange(count), chance.choice([1, 1, 3])
    if number % 4 == 1 and is_hebrew:
        sentences[place] += f" {OWN_MARK}{number:03}0[^t{number}]"
        own = f"הערת המתרגם: {OWN}{number:03}0 {' '.join([words] * lines_of_own)}"
        below.append(f"[^t{number}]: {own}")
    yield f"{PASSAGE}{number:03}0 {'. '.join(sentences)}."
    yield from below


def book(settings: str) -> dict[str, str]:
    """Return a project of one chapter."""
    files = {
        "content/book.yaml": f"id: small\nlanguages: [en, he]\n{settings}\n",
        "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
        "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    }
    for tag, title in (("en", "Oil"), ("he", "שמן")):
        chance = random.Random(8)
        parts = [f"# {title}"]
        for number in range(PASSAGES):
            parts += [f"## {title} {{#part-{number}}}"] * (number % 9 == 8)
            parts += passage(number, chance, is_hebrew=tag == "he")
        files[f"content/{tag}/01-oil.md"] = "\n\n".join(parts) + "\n"
    return files


SETTINGS = {
    "letters": "notes: {translators: letters}",
    "numbers": "notes: {translators: numbers}",
    "section": "notes: {translators: letters}\nbilingual: {align: section}",
    "page": "notes: {translators: numbers}\nbilingual: {align: page}",
}
Lows = dict[str, float]  # how low each number is, from the lower edge of its page


@pytest.fixture(scope="module", params=SETTINGS)
def setting(request: pytest.FixtureRequest) -> str:
    """Return the name of some settings."""
    return str(request.param)


@pytest.fixture(scope="module")
def spreads(setting: str, once: OnceMaker) -> list[tuple[Lows, Lows]]:
    """Return the numbers on the pages that face each other, in a book with these settings."""

    def build(path: Path) -> None:
        files = book(SETTINGS[setting])
        done = run_diglot("build", "bilingual", "--project", write_project(path, files))
        assert done.status == 0, done.out + done.err

    path = once(f"level-notes-{setting}", build) / "build/small-bilingual.pdf"
    return numbered_spreads(path, r"[13578]\d\d\d\d")


def of_kind(kind: str, numbers: Lows) -> list[str]:
    """Return what the numbers of a kind stand for, from above."""
    return [number[1:] for number in sorted(numbers, key=numbers.__getitem__) if number[0] == kind]


def test_counterparts_are_level(spreads: list[tuple[Lows, Lows]], setting: str) -> None:
    """A note that is on a spread in both languages begins at one height; hardly any is not."""
    parted: set[str] = set()
    count = 0
    for ours, theirs in spreads:
        notes, others = of_kind(NOTE, ours), of_kind(NOTE, theirs)
        for name in set(notes) & set(others):
            assert abs(ours[NOTE + name] - theirs[NOTE + name]) < PITCH
            count += 1
        parted |= set(notes) ^ set(others)
    assert count > 20
    assert len(parted) < count / 20 or setting == "section"


def test_a_note_of_one_side_is_beside_nothing(
    spreads: list[tuple[Lows, Lows]], setting: str
) -> None:
    """No line of the other page is level with the translator's note; in letters it is below all."""
    count = 0
    for ours, theirs in spreads:
        assert not of_kind(OWN, ours)
        notes = [low for number, low in ours.items() if number[0] == NOTE]
        for name in of_kind(OWN, theirs):
            count += 1
            low = theirs[OWN + name]
            assert all(abs(low - other) > PITCH for other in notes)
            if "letters" in SETTINGS[setting]:
                both = notes + [theirs[NOTE + other] for other in of_kind(NOTE, theirs)]
                assert all(low > other for other in both)
    assert count == PASSAGES // 4


def test_notes_are_with_their_marks_and_none_is_lost(spreads: list[tuple[Lows, Lows]]) -> None:
    """Each page has the notes that its lines call, in order, and a language has all of its own."""
    for side, tag in ((0, "en"), (1, "he")):
        text = book("")[f"content/{tag}/01-oil.md"]
        for mark, note in ((MARK, NOTE), (OWN_MARK, OWN)):
            found = []
            for pages in spreads:
                names = of_kind(note, pages[side])
                assert sorted(names) == sorted(of_kind(mark, pages[side]))
                found += names
            assert found == re.findall(rf"{mark}(\d{{4}})\[", text)


def test_the_text_is_where_it_was(spreads: list[tuple[Lows, Lows]], setting: str) -> None:
    """Passages are on the grid of lines, above the notes, and level where the book wants that."""
    for ours, theirs in spreads:
        for side in (ours, theirs):
            lows = [low for number, low in side.items() if number[0] == PASSAGE]
            steps = [(low - lows[0]) / LINE for low in lows]
            assert all(abs(step - round(step)) < 0.02 for step in steps)
            notes = [low for number, low in side.items() if number[0] in (NOTE, OWN)]
            assert not lows or not notes or max(lows) < min(notes)
        if setting in ("letters", "numbers"):
            for name in of_kind(PASSAGE, ours):
                assert abs(ours[PASSAGE + name] - theirs[PASSAGE + name]) < PITCH
