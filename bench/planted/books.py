"""A text in two languages as a small book: read from a file each, written as a project.

Goes in: `bench/texts/<name>/`, where each heading of the first level begins a chapter. Comes
out: chapters chunk by chunk, as tests/drift plants into them, and folders that can be checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import yaml

from drift.planting import Chunk, Line, Pair, chunks_of, spread

TEXTS = Path(__file__).parent.parent / "texts"
LANGUAGES = ("en", "he")
_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60" viewBox="0 0 90 60">'
    '<title>{name}</title><rect width="90" height="60" fill="#88a"/></svg>\n'
)

Place = tuple[str, int]
"""A file of a project, and a line of it, 1-based."""


@dataclass(frozen=True)
class Text:
    """A text as it lies in its folder.

    late: written after the rules, by another hand, and not to be tuned by.
    names: how people and places are called in either language. terms: its glossary.
    """

    name: str
    late: bool
    names: dict[str, str]
    terms: dict[str, list[str]]

    def book(self) -> Book:
        """Return the text anew, with nothing planted in it."""
        sides = [
            _chapters((TEXTS / self.name / f"{tag}.md").read_text(encoding="utf-8"))
            for tag in LANGUAGES
        ]
        pairs = [Pair(_chunks(one), _chunks(two)) for one, two in zip(*sides, strict=True)]
        return Book(self, pairs)

    @property
    def passages(self) -> int:
        """Return how many passages the translation has: paragraphs, items, rows, lines of verse."""
        lines = [
            line
            for pair in self.book().chapters
            for chunk in pair.translation
            if chunk.kind != "code"
            for line in chunk.lines
        ]
        return sum(1 for line in lines if re.search(r"[\wא-ת]", line.text))


@dataclass
class Book:
    """A text into which faults are planted.

    outside: chapters that exist in one language only, and texts that replace a chapter's:
        by language and name of the file.
    """

    text: Text
    chapters: list[Pair]
    renamed: dict[tuple[str, int], str] = field(default_factory=dict)
    fenced: set[tuple[str, int]] = field(default_factory=set)

    def file(self, tag: str, number: int) -> str:
        """Return where a chapter's text is written, or "" where it is left out."""
        name = self.renamed.get((tag, number), f"{number + 1:02}")
        return f"content/{tag}/{name}.md" if name else ""

    def files(self) -> dict[str, str]:
        """Return all that the project consists of, by path."""
        made = {"content/book.yaml": "languages: [en, he]\n"}
        for tag, title in (("en", self.text.name.title()), ("he", "ספר")):
            made[f"content/{tag}/book.yaml"] = f"title: {title}\n"
        for number, pair in enumerate(self.chapters):
            for tag, text in zip(LANGUAGES, pair.texts(), strict=True):
                if path := self.file(tag, number):
                    is_fenced = (tag, number) in self.fenced
                    made[path] = f"````markdown\n{text}````\n" if is_fenced else text
        for name in set(re.findall(r"images/(\w+)\.svg", "".join(made.values()))):
            made[f"content/en/images/{name}.svg"] = _PICTURE.format(name=name)
        terms = [{"en": term, "he": forms} for term, forms in self.text.terms.items()]
        made["content/glossary.yaml"] = yaml.safe_dump({"terms": terms}, allow_unicode=True)
        return made

    def places(self, lines: tuple[Line, ...]) -> set[Place]:
        """Return where lines are, on either side."""
        wanted = {id(line) for line in lines}
        return {
            (self.file(tag, number), at + ((tag, number) in self.fenced))
            for number, pair in enumerate(self.chapters)
            for tag, side in zip(LANGUAGES, (pair.source, pair.translation), strict=True)
            for at, line in enumerate(spread(side), 1)
            if id(line) in wanted
        }


def all_texts() -> list[Text]:
    """Return the texts, by name."""
    found = []
    for path in sorted(TEXTS.glob("*/text.yaml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        terms = {en: [he] if isinstance(he, str) else he for en, he in told["terms"].items()}
        found.append(Text(path.parent.name, told["late"], told["names"], terms))
    return found


def _chapters(text: str) -> list[str]:
    """Part a text before each heading of the first level that is not in code."""
    parts: list[list[str]] = []
    inside = False
    for line in text.splitlines():
        inside ^= line.startswith("```")
        if line.startswith("# ") and not inside:
            parts.append([])
        parts[-1].append(line)
    return ["\n".join(part).strip("\n") + "\n" for part in parts]


def _chunks(text: str) -> list[Chunk]:
    """Return a chapter's chunks, captions told from meanings and numbered verses from text."""
    chunks = chunks_of(text)
    for chunk in chunks:
        if re.match(r"\([\dא-ת]+\) ", chunk.text):
            chunk.kind = "numbered"
        elif "\n:   " in chunk.text:
            chunk.kind = "meaning"
    for before, chunk in pairwise(chunks):
        if before.kind == "table" and chunk.text.startswith(": "):
            chunk.kind = "caption"
    return chunks
