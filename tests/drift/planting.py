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

    def free(self, kind: str, test: Callable[[Chunk, Chunk], object] = lambda *_: True) -> list[int]:
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
                for number, line in enumerate(_spread(side), 1)
                if any(line is wanted for wanted in expected.lines)
            }
            for side in (self.source, self.translation)
        )
        return source, translation


def _spread(side: list[Chunk]) -> Iterator[Line | None]:
    for chunk in side:
        if chunk.lines:
            yield from chunk.lines
            yield None


def read_pair(name: str) -> Pair:
    """Return the chapter of a name in both languages."""
    sides = (
        _chunks((CONTENT / tag / f"{name}.md").read_text(encoding="utf-8")) for tag in ("en", "he")
    )
    return Pair(*sides)


def _chunks(text: str) -> list[Chunk]:
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


def _choose(pair: Pair, places: list[int], chance: random.Random) -> int | None:
    if not places:
        return None
    place = chance.choice(places)
    pair.touched.add(place)
    return place


def _level(chunk: Chunk) -> int:
    return len(chunk.text) - len(chunk.text.lstrip("#"))


def _end(pair: Pair, start: int) -> int:
    """Return the place after a section with all below it; notes at the end belong to none."""
    level = _level(pair.source[start])
    for place in range(start + 1, len(pair.source)):
        chunk = pair.source[place]
        if chunk.kind == "heading" and _level(chunk) <= level:
            return place
    return len(pair.source)


def _sections(pair: Pair) -> list[int]:
    """Return the sections that nothing was planted into, and that no note or link needs."""
    found = []
    for place in pair.free("heading"):
        span = range(place, _end(pair, place))
        english = "\n".join(pair.source[k].text for k in span)
        hebrew = "\n".join(pair.translation[k].text for k in span)
        others = "\n".join(c.text for k, c in enumerate(pair.translation) if k not in span)
        ids = re.findall(r"\{#([\w-]+)", english)
        if pair.touched.isdisjoint(span) and not any(f"](#{name})" in others for name in ids):
            if "[^" not in english and len(hebrew) > 150:
                found.append(place)
    return found


def _cut(chunks: list[Chunk], span: range) -> list[Chunk]:
    """Empty chunks and return what was in them."""
    taken = [Chunk(chunks[k].kind, chunks[k].lines) for k in span]
    for k in span:
        chunks[k].lines = []
    return taken


@fault
def section_dropped(pair: Pair, chance: random.Random) -> bool:
    """Leave a section out of the translation."""
    if (place := _choose(pair, _sections(pair), chance)) is None:
        return False
    span = range(place, _end(pair, place))
    pair.touched.update(span)
    _cut(pair.translation, span)
    pair.expect("missing-section", pair.source[place].lines[0])
    return True


@fault
def section_added(pair: Pair, chance: random.Random) -> bool:
    """Leave a section out of the source, which has been shortened since."""
    if (place := _choose(pair, _sections(pair), chance)) is None:
        return False
    span = range(place, _end(pair, place))
    pair.touched.update(span)
    _cut(pair.source, span)
    pair.expect("extra-section", pair.translation[place].lines[0])
    return True


def _with_sibling(pair: Pair) -> list[int]:
    level = {k: _level(c) for k, c in enumerate(pair.source) if c.kind == "heading"}
    whole = set(_sections(pair))
    return [
        place
        for place in whole
        if (end := _end(pair, place)) in whole and level[end] == level[place]
    ]


@fault
def section_moved(pair: Pair, chance: random.Random) -> bool:
    """Put a section of the translation after the one that follows it."""
    if (place := _choose(pair, sorted(_with_sibling(pair)), chance)) is None:
        return False
    middle = _end(pair, place)
    end = _end(pair, middle)
    pair.touched.update(range(place, end))
    headings = pair.translation[place].lines[0], pair.translation[middle].lines[0]
    side = pair.translation
    side[place:end] = side[middle:end] + side[place:middle]
    pair.expect("section-order", *headings)
    return True


@fault
def content_swapped(pair: Pair, chance: random.Random) -> bool:
    """Swap what stands under two headings of the translation."""
    if (place := _choose(pair, sorted(_with_sibling(pair)), chance)) is None:
        return False
    middle = _end(pair, place)
    end = _end(pair, middle)
    pair.touched.update(range(place, end))
    side = pair.translation
    if "{#" in side[place].text + side[middle].text:
        return False
    headings = side[place].lines[0], side[middle].lines[0]
    side[place], side[middle] = side[middle], side[place]
    side[place:end] = side[middle:end] + side[place:middle]
    pair.expect("section-order swapped-content", *headings)
    return True


@fault
def heading_lost(pair: Pair, chance: random.Random) -> bool:
    """Take a heading out of the translation, and leave what stands under it."""
    if (place := _choose(pair, _sections(pair), chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect("missing-section", pair.source[place].lines[0])
    return True


@fault
def section_split(pair: Pair, chance: random.Random) -> bool:
    """Put a heading into the middle of a section of the translation."""
    places = [i for i in pair.free("paragraph") if pair.source[i - 1].kind == "paragraph"]
    if (place := _choose(pair, places, chance)) is None:
        return False
    level = max(_level(c) for c in pair.source[:place] if c.kind == "heading")
    line = Line("#" * max(level, 2) + " עוד על העניין הזה")
    pair.translation[place].lines = [line, Line(""), *pair.translation[place].lines]
    pair.expect("extra-section", line)
    return True


@fault
def section_relevelled(pair: Pair, chance: random.Random) -> bool:
    """Put a heading a level deeper."""
    places = [i for i in pair.free("heading") if _level(pair.source[i]) > 1]
    if (place := _choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = "#" + line.text
    pair.expect("section-level", line)
    return True


@fault
def id_translated(pair: Pair, chance: random.Random) -> bool:
    """Give a section an id in Hebrew letters."""
    places = [i for i in _sections(pair) if "{#" in pair.translation[i].text]
    if (place := _choose(pair, places, chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"\{#[\w-]+", "{#סעיף", line.text)
    pair.expect("section-id", line)
    return True


@fault
def section_in_english(pair: Pair, chance: random.Random) -> bool:
    """Let a section of the translation stand in English."""
    if (place := _choose(pair, _sections(pair), chance)) is None:
        return False
    span = range(place, _end(pair, place))
    pair.touched.update(span)
    for k in span:
        pair.translation[k].lines = [Line(line.text) for line in pair.source[k].lines]
    lines = [pair.translation[k].lines[0] for k in span]
    pair.expect("untranslated", *lines)
    return True


@fault
def section_twice(pair: Pair, chance: random.Random) -> bool:
    """Let a section of the translation stand twice, the second time in English."""
    if (place := _choose(pair, _sections(pair), chance)) is None:
        return False
    end = _end(pair, place)
    pair.touched.update(range(place, end))
    copy = [Line(line.text) for line in _flat(pair.source[place:end])]
    for line in copy:
        line.text = re.sub(r" *\{#[^}]*\}", "", line.text)
    last = pair.translation[end - 1]
    last.lines = [*last.lines, Line(""), *copy]
    pair.expect("extra-section", copy[0])
    return True


def _flat(chunks: list[Chunk]) -> list[Line]:
    lines = [line or Line("") for line in _spread(chunks)]
    return lines[:-1]


@fault
def title_lost(pair: Pair, chance: random.Random) -> bool:
    """Take the chapter's title out of the translation."""
    if pair.touched or pair.translation[0].kind != "heading":
        return False
    pair.touched.update((0, 1))
    pair.translation[0].lines = []
    pair.expect("no-title", pair.translation[1].lines[0])
    return True


@fault
def heading_in_html(pair: Pair, chance: random.Random) -> bool:
    """Write a heading of the translation as HTML."""
    if (place := _choose(pair, _sections(pair), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    level = _level(pair.translation[place])
    words = re.sub(r" *\{.*\}", "", line.text.lstrip("# "))
    line.text = f"<h{level}>{words}</h{level}>"
    pair.expect("raw-html missing-section", line, pair.source[place].lines[0])
    return True


@fault
def heading_without_space(pair: Pair, chance: random.Random) -> bool:
    """Leave out the space after the number signs of a heading."""
    if (place := _choose(pair, pair.free("heading"), chance)) is None:
        return False
    line = pair.translation[place].lines[0]
    line.text = re.sub(r"^(#+) ", r"\1", line.text)
    pair.expect("heading-space", line)
    return True


@fault
def heading_repeated(pair: Pair, chance: random.Random) -> bool:
    """Give a section of the translation the heading of its neighbor."""
    if (place := _choose(pair, sorted(_with_sibling(pair)), chance)) is None:
        return False
    following = _end(pair, place)
    pair.touched.add(following)
    line, other = pair.translation[following].lines[0], pair.translation[place].lines[0]
    name = re.search(r" *\{.*\}", line.text)
    line.text = re.sub(r" *\{.*\}", "", other.text) + (name[0] if name else "")
    pair.expect("same-heading", line, other)
    return True
