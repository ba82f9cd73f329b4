"""The table of kinds of faults, and what all of them need to find a place and to change it.

A kind is a function that plants one fault into a chapter (or a book) and notes which rules
may say so, of which lines; it returns whether it found a place.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from drift.planting import Chunk, Line, Pair, choose
from planted.books import Book

GROUPS = ("structure", "numbers", "links", "code", "words", "marks")
STRICT = GROUPS[:4]
"""Groups of which nearly all must be found."""

Plant = Callable[[Pair, random.Random], bool]
PlantInBook = Callable[[Book, int, random.Random], bool]


@dataclass(frozen=True)
class Kind:
    """A kind of fault. alone: it changes more of a book than one chapter."""

    name: str
    group: str
    plant: PlantInBook
    alone: bool = False


KINDS: dict[str, Kind] = {}


def kind(group: str) -> Callable[[Plant], Plant]:
    """Enter a fault in one chapter into the table under its name."""

    def enter(plant: Plant) -> Plant:
        def in_book(book: Book, number: int, chance: random.Random) -> bool:
            return plant(book.chapters[number], chance)

        KINDS[plant.__name__] = Kind(plant.__name__, group, in_book)
        return plant

    return enter


def book_kind(group: str) -> Callable[[PlantInBook], PlantInBook]:
    """Enter a fault that needs the whole book, its names or its other chapters."""

    def enter(plant: PlantInBook) -> PlantInBook:
        KINDS[plant.__name__] = Kind(plant.__name__, group, plant, alone=True)
        return plant

    return enter


# Places -----------------------------------------------------------------------------

PROSE = ("paragraph", "list", "quote", "note", "meaning", "numbered")
PASSAGES = (*PROSE, "table")


@dataclass
class Spot:
    """A line of the translation, the line of the source that it translates, and a match in it."""

    place: int
    source: Line
    line: Line
    match: re.Match[str]

    def put(self, new: str, group: int = 0) -> None:
        """Write something else where the match is."""
        start, end = self.match.span(group)
        self.line.text = self.line.text[:start] + new + self.line.text[end:]


def masked(text: str) -> str:
    """Return a line in which all that is not words or numbers is x, so that places hold."""
    hidden = r"`[^`]*`|\$[^$]*\$|\]\([^)]*\)|\{[^}]*\}|<[^>]*>|\[\^\w+\]:?|^\s*\d+\. |^> |^\s*:\s+"
    return re.sub(hidden, lambda match: "\x01" * len(match[0]), text)


Test = Callable[[Line, Line, re.Match[str]], object]


def spots(
    pair: Pair,
    pattern: str,
    kinds: Sequence[str] = PASSAGES,
    test: Test = lambda *_: True,
) -> list[Spot]:
    """Return where a pattern is in the words of the translation, line by line with its source."""
    finder = re.compile(pattern)
    found = []
    for name in kinds:
        for place in pair.free(name):
            source, translation = pair.source[place].lines, pair.translation[place].lines
            if len(source) != len(translation):
                continue
            found += [
                Spot(place, ours, theirs, match)
                for ours, theirs in zip(source, translation, strict=True)
                for match in finder.finditer(masked(theirs.text))
                if test(ours, theirs, match)
            ]
    return found


def pick(pair: Pair, found: list[Spot], chance: random.Random) -> Spot | None:
    """Return one of some spots, whose chunk is taken from now on."""
    place = choose(pair, sorted({spot.place for spot in found}), chance)
    return None if place is None else chance.choice([s for s in found if s.place == place])


def around(pair: Pair, spot: Spot) -> tuple[Line, ...]:
    """Return the lines of which a finding may speak: the line, its source, a table's first."""
    extra: tuple[Line, ...] = ()
    if pair.translation[spot.place].kind == "table":
        extra = (pair.translation[spot.place].lines[0], pair.source[spot.place].lines[0])
    return (spot.line, spot.source, *extra)


def replace(
    pair: Pair,
    chance: random.Random,
    found: list[Spot],
    new: Callable[[re.Match[str]], str],
    rules: str,
) -> bool:
    """Write something else at one of some spots, and note what has to be said of it."""
    if (spot := pick(pair, found, chance)) is None:
        return False
    before = spot.line.text
    spot.put(new(spot.match))
    pair.expect(rules, *around(pair, spot))
    return spot.line.text != before


def both(pair: Pair, place: int) -> tuple[Line, ...]:
    """Return all lines of a chunk and of its source."""
    return (*pair.source[place].lines, *pair.translation[place].lines)


def copy(lines: Sequence[Line]) -> list[Line]:
    """Return the same text as lines of their own."""
    return [Line(line.text) for line in lines]


def drop(pair: Pair, chance: random.Random, places: list[int], rules: str) -> bool:
    """Leave one of some chunks out of the translation; tell whether there was one."""
    if (place := choose(pair, places, chance)) is None:
        return False
    pair.translation[place].lines = []
    pair.expect(rules, *pair.source[place].lines)
    return True


def neighbours(places: list[int]) -> list[int]:
    """Return the places whose next place is also among them."""
    return [place for place in places if place + 1 in places]


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a text begin and end, the space after one included."""
    ends = [match.end() for match in re.finditer(r"[.?!][״”\"*)]*(?:\[\^\w+\])?(?:\s+|$)", text)]
    starts = [0, *ends]
    found = [(start, end) for start, end in zip(starts, [*ends, len(text)], strict=True)]
    return [(start, end) for start, end in found if text[start:end].strip()]


def swap(one: Line, other: Line) -> None:
    """Exchange what two lines say."""
    one.text, other.text = other.text, one.text


def values(text: str) -> list[str]:
    """Return what a translation keeps of a text: figures, code, links, Latin names."""
    return re.findall(r"`[^`]+`|\]\([^)]+\)|\d[\d.,:]*\d|\d|[A-Za-z]{3,}", text)


def chunk_rest(chunks: list[Chunk], span: range) -> Iterator[Line]:
    """Yield the lines of chunks."""
    for place in span:
        yield from chunks[place].lines
