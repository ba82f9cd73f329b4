"""Sound chapters in two invented languages, for faults to be planted into."""

from __future__ import annotations

import random
from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st

from diglot.bitext import bitext
from diglot.core.findings import Finding
from diglot.rules import compare
from parity.builder import book

ENGLISH, HEBREW = "abdegiklmnoprstu", "אבגדהוזחטיכלמנסע"


@dataclass(frozen=True)
class Part:
    """One section as both languages write it.

    words: how many each of its paragraphs has. figures: numbers that stay as they are, at
    its end. opening: one below the heading, or 0.
    """

    level: int
    words: tuple[int, ...]
    items: int = 0
    figures: tuple[int, ...] = ()
    id: str = ""
    opening: int = 0


Parts = list[Part]


def written(parts: Parts, letters: str, words_ratio: float) -> str:
    """Return the Markdown of sections in invented words; the same parts give the same text."""
    lines: list[str] = []
    for part in parts:
        chance = random.Random(f"{letters}{part.words}{part.items}{part.figures}")

        def words(count: float, chance: random.Random = chance) -> str:
            some: list[str] = []
            while len(some) < round(count):
                word = "".join(chance.choices(letters, k=chance.randint(2, 8)))
                some += [word] if word not in some[-1:] else []  # none is there twice in a row
            return " ".join(some)

        lines.append(f"{'#' * part.level} {words(2)}" + (f" {{#{part.id}}}" if part.id else ""))
        lines += ["", str(part.opening)] if part.opening else []
        for count in part.words:
            varied = count * words_ratio * chance.uniform(0.9, 1.1)
            lines += ["", words(max(varied, 1))]
        lines += ["", *(f"- {words(3)}" for _ in range(part.items))]
        lines += ["", " ".join(map(str, part.figures))]
    return "\n".join(lines)


def faults(source: Parts, translation: Parts) -> tuple[Finding, ...]:
    """Return the findings on a chapter of these sections."""
    english, hebrew = written(source, ENGLISH, 1), written(translation, HEBREW, 0.8)
    return compare(bitext(book({"en": {"x": english}, "he": {"x": hebrew}})), {}).findings


def heading_lines(parts: Parts, letters: str, ratio: float) -> list[int]:
    """Return the line of each section's heading."""
    text = written(parts, letters, ratio).split("\n")
    return [number for number, words in enumerate(text, 1) if words.startswith("#")]


def end(parts: Parts, start: int) -> int:
    """Return the place after a section's last subsection."""
    deeper = (k for k in range(start + 1, len(parts)) if parts[k].level <= parts[start].level)
    return next(deeper, len(parts))


def levels_from(steps: list[int]) -> list[int]:
    """Return levels from 2 to 4 of a sound outline: none is skipped on the way down."""
    levels = [2]
    for step in steps:
        levels.append(min(levels[-1] + 1, 2 + step))
    return levels


@st.composite
def varied_parts(draw: st.DrawFn) -> Parts:
    """Return sections of which each has its number, and else a shape of any kind."""
    levels = levels_from(draw(st.lists(st.integers(0, 2), min_size=1, max_size=11)))
    figures = draw(
        st.lists(st.integers(100, 2100), min_size=len(levels), max_size=len(levels), unique=True)
    )
    lengths = st.lists(st.integers(5, 60), min_size=0, max_size=3).map(tuple)
    return [
        Part(level, draw(lengths), draw(st.sampled_from((0, 0, 2, 5))), (figure,))
        for level, figure in zip(levels, figures, strict=True)
    ]


@st.composite
def alike_parts(draw: st.DrawFn) -> Parts:
    """Return sections that are alike in all but their level."""
    steps = draw(st.lists(st.integers(0, 2), min_size=1, max_size=11))
    words = draw(st.sampled_from(((), (20,), (30, 30))))
    return [Part(level, words) for level in levels_from(steps)]


any_parts = st.one_of(varied_parts(), alike_parts())
place = st.integers(0, 10**6)
planted = settings(max_examples=30, deadline=None, derandomize=True)


def found_in(english: str, hebrew: str) -> tuple[Finding, ...]:
    """Return the findings on a chapter written in both."""
    return compare(bitext(book({"en": {"x": english}, "he": {"x": hebrew}})), {}).findings
