"""Words → outlines: the shapes of their letters as SVG path data, wrapped into lines.

Knows glyphs, kerning and which way letters run; it serves covers, where no font
can be counted on. Points (niqqud) are left out, as covers do.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from diglot.fonts.typecase import is_seen
from diglot.locales import text_direction
from diglot.model import Direction

_MIRRORED = {"(": ")", ")": "(", "[": "]", "]": "[", "{": "}", "}": "{", "<": ">", ">": "<"}
_SMALLER = 0.94


@dataclass(frozen=True, slots=True)
class Outline:
    """Drawn words. path: for the attribute d. bottom: y of the last baseline. size: used, in px.

    width: of the longest line, in px.
    """

    path: str
    bottom: float
    size: float
    width: float = 0.0


@dataclass(frozen=True)
class Face:
    """A font file, opened (`fontTools.ttLib.TTFont`); what is not asked for is not read."""

    font: Any

    @cached_property
    def glyphs(self) -> Any:
        """Return the outlines, by the names of glyphs."""
        return self.font.getGlyphSet()

    @cached_property
    def characters(self) -> dict[int, str]:
        """Return the names of glyphs, by code points."""
        return dict(self.font.getBestCmap())

    @cached_property
    def units_per_em(self) -> int:
        """Return how many units there are in an em."""
        return int(self.font["head"].unitsPerEm)

    @cached_property
    def kerning(self) -> Callable[[str, str], int]:
        """Return what gives, for the names of two neighbours, how far they move, in units."""
        return _kerning(self.font)


@dataclass(frozen=True, slots=True)
class Outliner:
    """Draws words for one page.

    find_faces: gives, for the names of font files and some words, the faces that these are
        drawn with, the first that has a letter first. page_width: in px; the start edge is the
    left one for text from left to right, the right one otherwise.
    """

    direction: Direction
    page_width: float
    find_faces: Callable[[Sequence[str], str], tuple[Face, ...]]

    def __call__(
        self,
        words: str,
        fonts: Sequence[str],
        size: float,
        start: float,
        top: float,
        width: float,
        lines: int = 1,
        leading: float = 1.2,
    ) -> Outline:
        """Return words set from `start` px inside the start edge, the first line's top at `top`.

        size: of the letters, in px; smaller where the words need more than `lines`
        lines of `width` px. leading: from baseline to baseline, in sizes.
        """
        words = without_points(words)
        faces = self.find_faces(fonts, words)
        wrapped = wrap(words, faces, size, width)
        while (len(wrapped) > lines or _widest(wrapped, faces, size) > width) and size > 8:
            size *= _SMALLER
            wrapped = wrap(words, faces, size, width)
        wrapped = balanced(wrapped, faces, size)
        paths = []
        baseline = top + size * 0.78
        for number, line in enumerate(wrapped):
            y = baseline + number * leading * size
            x = start
            if self.direction == "rtl":
                x = self.page_width - start - line_width(line, faces, size)
            paths.append(draw(visual_order(line, self.direction), faces, size, x, y))
        bottom = baseline + max(len(wrapped) - 1, 0) * leading * size
        width = _widest(wrapped, faces, size)
        return Outline(" ".join(filter(None, paths)), bottom, size, width)


def without_points(words: str) -> str:
    """Return Hebrew words without points and accents, others as they are."""
    return "".join(c for c in words if not ("\u0591" <= c <= "\u05c7" and _is_mark(c)))


def wrap(words: str, faces: Sequence[Face], size: float, width: float) -> list[str]:
    """Return lines that are no wider than `width` px, unless one word is."""
    result: list[str] = []
    for word in words.split():
        longer = f"{result[-1]} {word}" if result else word
        if result and line_width(longer, faces, size) <= width:
            result[-1] = longer
        else:
            result.append(word)
    return result


def balanced(lines: list[str], faces: Sequence[Face], size: float) -> list[str]:
    """Return two lines broken where they are most alike in length, others as they are.

    Of three lines or more that would often make the first one the shortest.
    """
    if len(lines) != 2:
        return lines
    words = " ".join(lines).split()
    breaks = ([" ".join(words[:i]), " ".join(words[i:])] for i in range(1, len(words)))
    return min(breaks, key=lambda pair: _widest(pair, faces, size))


def visual_order(line: str, direction: Direction) -> str:
    """Return a line's characters from left to right.

    A shortened UAX #9, enough for titles: numbers and neutrals inside a run of one
    direction belong to it, others to the line.
    """
    directions = [_own_direction(character) for character in line]
    for start, end in _gaps(directions):
        before = directions[start - 1] if start else direction
        after = directions[end] if end < len(line) else direction
        directions[start:end] = [before if before == after else direction] * (end - start)
    runs = [
        "".join(character for character, _ in run) if way == "ltr" else _reversed(run)
        for way, run in groupby(zip(line, directions, strict=True), key=lambda pair: pair[1])
    ]
    return "".join(runs if direction == "ltr" else reversed(runs))


def draw(
    visual: str, faces: Sequence[Face], size: float, x: float, y: float, digits: int = 1
) -> str:
    """Return path data of characters set from left to right with their baseline at (x, y).

    digits: how many decimal places its numbers have.
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    commands = []
    for face, glyph, offset in _glyphs(visual, faces, size):
        pen = SVGPathPen(face.glyphs, ntos=lambda number: f"{number:.{digits}f}".removesuffix(".0"))
        scale = size / face.units_per_em
        face.glyphs[glyph].draw(TransformPen(pen, (scale, 0, 0, -scale, x + offset, y)))
        commands.append(str(pen.getCommands()))
    return "".join(commands)


@lru_cache(maxsize=32)
def open_face(path: Path) -> Face:
    """Return the font in a file, ready to draw."""
    return face_in(path.read_bytes())


def face_in(content: bytes) -> Face:
    """Return the font that is the content of a file, ready to draw."""
    from fontTools.ttLib import TTFont

    return Face(TTFont(io.BytesIO(content), lazy=True))


def _kerning(font: Any) -> Callable[[str, str], int]:
    """Return how far two neighbouring glyphs move together, from the table GPOS."""
    tables = [table for lookup in _kern_lookups(font) for table in lookup]

    def between(left: str, right: str) -> int:
        for table in tables:
            if left in table.Coverage.glyphs:
                value = _pair_value(table, left, right)
                if value is not None:
                    return value
        return 0

    return between


def _kern_lookups(font: Any) -> Iterator[list[Any]]:
    if "GPOS" not in font:
        return
    table = font["GPOS"].table
    features = table.FeatureList.FeatureRecord if table.FeatureList else ()
    numbers = {n for f in features if f.FeatureTag == "kern" for n in f.Feature.LookupListIndex}
    for number in sorted(numbers):
        tables = table.LookupList.Lookup[number].SubTable
        plain = [t.ExtSubTable if hasattr(t, "ExtSubTable") else t for t in tables]
        yield [t for t in plain if t.LookupType == 2]


def _pair_value(table: Any, left: str, right: str) -> int | None:
    """Return the kerning of a pair in one subtable; None where another one decides."""
    if table.Format == 1:
        pairs = table.PairSet[table.Coverage.glyphs.index(left)].PairValueRecord
        record = next((pair for pair in pairs if pair.SecondGlyph == right), None)
        if record is None:
            return None
    else:
        first = table.ClassDef1.classDefs.get(left, 0)
        second = table.ClassDef2.classDefs.get(right, 0)
        record = table.Class1Record[first].Class2Record[second]
    return int(getattr(record.Value1, "XAdvance", 0) or 0) if record.Value1 else 0


def _glyphs(visual: str, faces: Sequence[Face], size: float) -> Iterator[tuple[Face, str, float]]:
    """Yield (face, glyph, its place in px) from left to right; the end as a last glyph ""."""
    x = 0.0
    before: tuple[Face, str] | None = None
    for character in visual:
        if not is_seen(character) and not character.isspace():
            continue
        face = next((f for f in faces if ord(character) in f.characters), faces[0])
        glyph = face.characters.get(ord(character), ".notdef")
        scale = size / face.units_per_em
        if before and before[0] is face:
            x += face.kerning(before[1], glyph) * scale
        yield face, glyph, x
        x += face.glyphs[glyph].width * scale
        before = (face, glyph)


def line_width(line: str, faces: Sequence[Face], size: float) -> float:
    """Return how long a line of characters is, in px."""
    width = 0.0
    for face, glyph, x in _glyphs(line, faces, size):
        width = x + face.glyphs[glyph].width * size / face.units_per_em
    return width


def _widest(lines: Sequence[str], faces: Sequence[Face], size: float) -> float:
    return max((line_width(line, faces, size) for line in lines), default=0.0)


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) == "Mn"


def _own_direction(character: str) -> Direction | None:
    if unicodedata.bidirectional(character) == "EN":
        return "ltr"
    ways: tuple[Direction, Direction] = ("ltr", "rtl")
    found = {text_direction(character, way) for way in ways}
    return found.pop() if len(found) == 1 else None


def _gaps(directions: Sequence[Direction | None]) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of each run of characters without a direction of their own."""
    start = 0
    for is_gap, run in groupby(directions, key=lambda way: way is None):
        end = start + len(list(run))
        if is_gap:
            yield start, end
        start = end


def _reversed(run: Any) -> str:
    characters = [character for character, _ in run]
    return "".join(_MIRRORED.get(character, character) for character in reversed(characters))
