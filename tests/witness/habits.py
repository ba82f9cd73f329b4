"""The books in tests/habits: what authors of other tools write, and what is to become of it.

A folder is a habit, or a few that go together: `en.md`, `he.md`, and `expected.md`, which
says in words what is right and then, under headings, what the check gives ("LINE RULE", in
both languages; "LINE RULE he" in one), what stands on the pages of the site and the e-book
(HTML without the attributes and spans that serve style), and what can be read in the PDF.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree, html

from witness.words import words_of

HABITS = Path(__file__).parent.parent / "habits"
LANGUAGES = ("en", "he")
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_FOUND = re.compile(r"(?P<line>\d+) (?P<rule>[\w-]+)(?: (?P<language>\w+))?")
_PLAIN = frozenset({"span", "bdi", "div", "section", "wbr", "colgroup", "col"})
_DRAWN = frozenset({"math", "svg"})


@dataclass(frozen=True)
class Habit:
    """One folder of tests/habits."""

    name: str

    @cached_property
    def _expected(self) -> dict[str, str]:
        parts = _HEADING.split((HABITS / self.name / "expected.md").read_text())
        return dict(zip(parts[1::2], parts[2::2], strict=True))

    def text(self, language: str) -> str:
        """Return the chapter in a language."""
        return (HABITS / self.name / f"{language}.md").read_text()

    def findings(self, language: str) -> set[tuple[int, str]]:
        """Return the lines and the rules of all that the check is to find."""
        found = _FOUND.finditer(self._expected["check"])
        return {(int(m["line"]), m["rule"]) for m in found if m["language"] in (None, language)}

    def fragments(self, language: str) -> list[str]:
        """Return the pieces of HTML that stand on the pages."""
        root = html.fragment_fromstring(self._expected[f"pages {language}"], create_parent="div")
        return [etree.tostring(e, encoding="unicode", with_tail=False) for e in root]

    def print(self, language: str) -> list[str]:
        """Return what can be read in the PDF, in this order."""
        return self._expected[f"print {language}"].strip().splitlines()


def habits() -> list[Habit]:
    """Return all habits, by name."""
    return [Habit(path.parent.name) for path in sorted(HABITS.glob("*/expected.md"))]


def write_habits(folder: Path, chosen: list[Habit]) -> Path:
    """Write a book whose chapters are habits, and return its folder."""
    for language, title in zip(LANGUAGES, ("Habits", "הרגלים"), strict=True):
        content = folder / "content" / language
        content.mkdir(parents=True)
        (content / "book.yaml").write_text(f"title: {title}\ndate: 2026-01-02\n")
        for habit in chosen:
            (content / f"{habit.name}.md").write_text(habit.text(language))
    (folder / "content/book.yaml").write_text("id: habits\nlanguages: [en, he]\n")
    return folder


def stands_in(fragment: str, page: bytes) -> bool:
    """Tell whether a piece of HTML stands on a page: elements and words, addresses of links."""
    wanted = " ".join(_tokens(html.fragment_fromstring(fragment)))
    root = html.document_fromstring(page)
    return f" {wanted} " in f" {' '.join(_tokens(root))} "


def _tokens(element: etree._Element) -> list[str]:
    if not isinstance(element.tag, str):
        return []
    if element.tag in _DRAWN:
        return [f"<{element.tag}>"]
    inner = list(words_of(element.text or ""))
    for child in element:
        inner += [*_tokens(child), *words_of(child.tail or "")]
    if element.tag in _PLAIN:
        return inner
    return [f"<{element.tag}{_address(element)}>", *inner, f"</{element.tag}>"]


def _address(element: etree._Element) -> str:
    address = element.get("href", "") if element.tag == "a" else ""
    _, sign, place = address.partition("#")
    return f" {address if ':' in address else sign + place}"
