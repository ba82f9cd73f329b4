"""Faults as they come into translations over the years, planted into a sound pair of texts.

Goes in: a chapter and its translation, line by line. Comes out: the same two with one
fault more, and what the check has to say of it. A line is an object, so that where a
fault stands is still known after another has been planted above it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CONTENT = Path(__file__).parent / "content"
NAMES = sorted(path.stem for path in (CONTENT / "en").glob("*.md"))
_KINDS = (
    ("heading", r"#"), ("code", r"```"), ("list", r"([-*+]|\d+\.) "), ("verse", r"\| .*[^|\s]$"),
    ("table", r"\|"), ("figure", r"!\["), ("note", r"\[\^\w+\]:"), ("quote", r">"),
    ("division", r":::"), ("meaning", r": "), ("caption", r"Table:"), ("formula", r"\$\$"),
    ("indented", r"\s"), ("front", r"---"),
)  # fmt: skip
_SHORTEST = 150  # characters of a section that is worth a fault


class Line:
    """One line of a text, which is itself wherever it stands."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        self.text = text


@dataclass
class Chunk:
    """Lines between empty ones, and what they are."""

    kind: str
    lines: list[Line]

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True)
class Expected:
    """What the check has to say: one of these rules, of this line of either side."""

    rules: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass
class Pair:
    """A chapter and its translation, chunk by chunk, and what has been planted in it."""

    source: list[Chunk]
    translation: list[Chunk]
    expected: list[Expected] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)
    prefix: str = ""
    line_end: str = "\n"

    def expect(self, rules: str, *lines: Line) -> None:
        """Note what has to be said of what was planted."""
        self.expected.append(Expected(tuple(rules.split()), lines))

    def free(
        self, kind: str, test: Callable[[Chunk, Chunk], object] = lambda *_: True
    ) -> list[int]:
        """Return the places of chunks of a kind that nothing was planted near."""
        return [
            i
            for i in range(1, min(len(self.source), len(self.translation)))
            if self.source[i].kind == kind == self.translation[i].kind
            and self.touched.isdisjoint((i - 1, i, i + 1))
            and test(self.source[i], self.translation[i])
        ]

    def texts(self) -> tuple[str, str]:
        """Return both sides as they are written to files."""
        source, translation = (
            "\n\n".join(chunk.text for chunk in side if chunk.lines) + "\n"
            for side in (self.source, self.translation)
        )
        return source, self.prefix + translation.replace("\n", self.line_end)

    def numbers(self, expected: Expected) -> tuple[set[int], set[int]]:
        """Return the lines of an expectation by number: of the source, of the translation."""
        source, translation = (
            {
                number
                for number, line in enumerate(spread(side), 1)
                if any(line is wanted for wanted in expected.lines)
            }
            for side in (self.source, self.translation)
        )
        return source, translation


def spread(side: list[Chunk]) -> Iterator[Line | None]:
    """Yield the lines of chunks as they are written, None for the empty one between two."""
    for chunk in side:
        if chunk.lines:
            yield from chunk.lines
            yield None


def read_pair(name: str) -> Pair:
    """Return the chapter of a name in both languages."""
    sides = (
        chunks_of((CONTENT / tag / f"{name}.md").read_text(encoding="utf-8"))
        for tag in ("en", "he")
    )
    return Pair(*sides)


def chunks_of(text: str) -> list[Chunk]:
    """Return the lines of a text between its empty ones, each with what it is."""
    chunks: list[Chunk] = [Chunk("", [])]
    inside = False
    for written in text.rstrip("\n").split("\n"):
        fence = written.startswith(("```", "$$"))
        if written or inside:
            chunks[-1].lines.append(Line(written))
        elif chunks[-1].lines:
            chunks.append(Chunk("", []))
        inside ^= fence
    for chunk, following in zip(chunks, [*chunks[1:], None], strict=True):
        chunk.kind = _kind(chunk)
        if following and following.lines[0].text.startswith(":   "):
            chunk.kind = "term"
    return chunks


def _kind(chunk: Chunk) -> str:
    kind = next((k for k, start in _KINDS if re.match(start, chunk.lines[0].text)), "paragraph")
    is_table = len(chunk.lines) > 1 and re.match(r"[|: -]+$", chunk.lines[1].text)
    return "table" if kind == "verse" and is_table else kind


# Faults ------------------------------------------------------------------------------

Fault = Callable[[Pair, random.Random], bool]
FAULTS: dict[str, Fault] = {}


def fault(plant: Fault) -> Fault:
    """Enter a fault into the table under its name. It returns whether it found a place."""
    FAULTS[plant.__name__] = plant
    return plant


def choose(pair: Pair, places: list[int], chance: random.Random) -> int | None:
    """Return one of some places, which is taken from now on; None where there is none."""
    if not places:
        return None
    place = chance.choice(places)
    pair.touched.add(place)
    return place


def level_of(chunk: Chunk) -> int:
    """Return how many number signs a heading has."""
    return len(chunk.text) - len(chunk.text.lstrip("#"))


def end_of(pair: Pair, start: int) -> int:
    """Return the place after a section with all below it; notes at the end belong to none."""
    level = level_of(pair.source[start])
    for place in range(start + 1, len(pair.source)):
        chunk = pair.source[place]
        if chunk.kind == "heading" and level_of(chunk) <= level:
            return place
    return len(pair.source)


def whole_sections(pair: Pair) -> list[int]:
    """Return the sections that nothing was planted into, and that no note or link needs."""
    found = []
    for place in pair.free("heading"):
        span = range(place, end_of(pair, place))
        english = "\n".join(pair.source[k].text for k in span)
        hebrew = "\n".join(pair.translation[k].text for k in span)
        others = "\n".join(c.text for k, c in enumerate(pair.translation) if k not in span)
        ids = re.findall(r"\{#([\w-]+)", english)
        is_named = any(f"](#{name})" in others for name in ids)
        is_free = pair.touched.isdisjoint(span) and "[^" not in english
        if is_free and not is_named and len(hebrew) > _SHORTEST:
            found.append(place)
    return found


def cut(chunks: list[Chunk], span: range) -> list[Chunk]:
    """Empty chunks and return what was in them."""
    taken = [Chunk(chunks[k].kind, chunks[k].lines) for k in span]
    for k in span:
        chunks[k].lines = []
    return taken


def is_plain(_source: Chunk, translation: Chunk) -> bool:
    """Tell whether a chunk holds no note, citation or link, which would be faults of their own."""
    return not re.search(r"\[[\^@]|\]\(", translation.text)


def first_line(pair: Pair) -> Line:
    """Return the first line of a translation."""
    return next(line for chunk in pair.translation for line in chunk.lines)
