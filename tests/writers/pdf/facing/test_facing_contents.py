"""The contents of facing pages: each entry beside its counterpart, whatever either lacks."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from geometry import numbered_spreads, texts
from support import OnceMaker, run_diglot, write_project

pytestmark = pytest.mark.heavy

SECTIONS = 60
LACKING = 17  # of the translation
LONG = "and what came of it in the end, as far as anybody who was there remembers it today"


def chapter(title: str, heading: str, more: str, lacking: int = -1) -> str:
    """Return a chapter of short sections, of which every seventh has a long title, and a table."""
    parts = [f"# {title}"]
    for number in range(SECTIONS):
        if number != lacking:
            words = f"{heading} {3000 + number} {more * (number % 7 == 3)}".strip()
            parts.append(f"## {words} {{#part-{number}}}\n\n{title}.")
    rows = "| a | b |\n|---|---|\n| 1 | 2 |"
    parts += [f"{rows}\n\nTable: {heading} {4000 + number} {{#t-{number}}}" for number in range(3)]
    return "\n\n".join(parts) + "\n"


BOOK = {
    "content/book.yaml": "id: small\nlanguages: [en, he]\ntables: {list: on}\n",
    "content/en/book.yaml": "title: A Small Book\ndate: 2026-01-02\n",
    "content/he/book.yaml": "title: ספר קטן\ndate: 2026-01-02\n",
    "content/en/01-oil.md": chapter("Oil", "The year", LONG),
    "content/he/01-oil.md": chapter("שמן", "השנה", "ומה שיצא ממנה", LACKING),
}


@pytest.fixture(scope="module")
def pdf(once: OnceMaker) -> Path:
    """Return the facing pages of a book with long contents."""

    def build(path: Path) -> None:
        done = run_diglot("build", "bilingual", "--draft", "--project", write_project(path, BOOK))
        assert "could not be set" not in done.err, done.err

    return once("facing-contents", build) / "build/small-bilingual.pdf"


def contents(path: Path, pattern: str) -> list[tuple[dict[str, float], dict[str, float]]]:
    """Return how low each entry of the contents is on each pair of pages, by its number."""
    lefts = texts(path)[1:-1:2]
    pairs = zip(lefts, numbered_spreads(path, pattern), strict=True)
    return [tops for text, tops in pairs if text.startswith("Contents")]


def test_entries_are_level_on_every_spread(pdf: Path) -> None:
    """Both pages hold the same entries at the same heights, and none is lost."""
    found: list[str] = []
    spreads = contents(pdf, r"[34]0\d\d")
    assert len(spreads) > 1
    for ours, theirs in spreads:
        assert list(ours) == sorted(ours)
        assert ours.keys() - theirs.keys() <= {str(3000 + LACKING)}
        assert theirs.keys() <= ours.keys()
        assert all(abs(ours[name] - theirs[name]) < 0.5 for name in theirs)
        found += ours
    assert found == [str(3000 + n) for n in range(SECTIONS)] + [str(4000 + n) for n in range(3)]


def test_entries_lead_to_their_own_language(pdf: Path) -> None:
    """Each entry is a link to a page of its own side."""
    with pikepdf.open(pdf) as book:
        numbers = {page.objgen: number for number, page in enumerate(book.pages)}
        names = dict(pikepdf.NameTree(book.Root.Names.Dests).items())
        for number, text in enumerate(texts(pdf)):
            if not text.startswith(("Contents", "תוכן")):
                continue
            links = [str(link.Dest) for link in book.pages[number].Annots]
            pages = [numbers[names[name][0].objgen] for name in links]
            assert len(pages) >= 3
            assert {page % 2 for page in pages} == {number % 2}
