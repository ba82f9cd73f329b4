"""Words → outlines: the shapes of their letters as SVG path data, wrapped into lines.

Serves covers, where no font can be counted on. Which glyphs there are, and where, is
known to shaping.py.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec import Struct

from diglot.core.model import Direction
from diglot.lang.locales import value_direction
from diglot.render.drawn.breaking import broken
from diglot.render.drawn.shaping import Face, shape
from diglot.text.direction.title_rows import held_line

_SMALLER = 0.94
# What opens an isolate, of a direction or of its own, and what ends it (UAX #9, 2.4).
_ISOLATES, _END = "\u2066\u2067\u2068", "\u2069"


class Outline(Struct, frozen=True):
    """Drawn words. path: for the attribute d. bottom: y of the last baseline. size: used, in px.

    width: of the longest line, in px.
    """

    path: str
    bottom: float
    size: float
    width: float = 0.0


class Outliner(Struct, frozen=True):
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
        direction = value_direction(words, self.direction)
        words = held_line(words, direction)
        faces = self.find_faces(fonts, words)
        if best := broken(words, lambda line: line_width(line, faces, 1), size, width, lines):
            wrapped, size = best
        else:
            wrapped, size = _shrunk(words, faces, size, width, lines)
        wrapped = closed_isolates(wrapped)
        paths = []
        baseline = top + size * 0.78
        for number, line in enumerate(wrapped):
            y = baseline + number * leading * size
            x = start
            if self.direction == "rtl":
                x = self.page_width - start - line_width(line, faces, size)
            paths.append(draw(line, direction, faces, size, x, y))
        bottom = baseline + max(len(wrapped) - 1, 0) * leading * size
        width = _widest(wrapped, faces, size)
        return Outline(" ".join(filter(None, paths)), bottom, size, width)


def _shrunk(
    words: str, faces: Sequence[Face], size: float, width: float, lines: int
) -> tuple[list[str], float]:
    """Return the lines of a long text, and the size at which they are not too many."""
    wrapped = wrap(words, faces, size, width)
    while (len(wrapped) > lines or _widest(wrapped, faces, size) > width) and size > 8:
        size *= _SMALLER
        wrapped = wrap(words, faces, size, width)
    return wrapped, size


def title_lines(
    words: str, faces: Sequence[Face], size: float, width: float, lines: int = 4
) -> list[str]:
    """Return the lines of a title that is set in type, broken by sense.

    size and width in one unit. A title that fits into one line, or is too long to be broken
    by sense, is one line here.
    """
    if line_width(words, faces, size) <= width:
        return [words]
    best = broken(
        words, lambda line: line_width(line, faces, 1), size, width, lines, may_shrink=False
    )
    return best[0] if best else [words]


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


def closed_isolates(lines: Sequence[str]) -> list[str]:
    """Return lines in which what runs over an end of a line has its direction on both.

    Each line is drawn as a paragraph of its own, and an isolate ends with its paragraph: of
    "John Smith, Jr." the "Jr." on the next line would have its full stop on the other side.
    """
    result, opened = [], ""
    for line in lines:
        begun = opened + line
        for sign in line:
            if sign in _ISOLATES:
                opened += sign
            elif sign == _END:
                opened = opened[:-1]
        result.append(begun + _END * len(opened))
    return result


@lru_cache(maxsize=256)  # a website, an e-book and a sheet have one cover
def draw(
    line: str,
    direction: Direction,
    faces: tuple[Face, ...],
    size: float,
    x: float,
    y: float,
    digits: int = 1,
) -> str:
    """Return path data of a line with its left end on the baseline at (x, y).

    direction: that of the line as a paragraph. digits: how many decimal places its
    numbers have.
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.pens.transformPen import TransformPen

    commands = []
    for glyph in shape(line, faces, direction).glyphs:
        pen = SVGPathPen(None, ntos=lambda number: f"{number:.{digits}f}".removesuffix(".0"))
        scale = size / glyph.face.units_per_em
        place = (scale, 0, 0, -scale, x + glyph.x_em * size, y - glyph.y_em * size)
        glyph.face.font.draw_glyph_with_pen(glyph.number, TransformPen(pen, place))
        commands.append(str(pen.getCommands()))
    return "".join(commands)


def line_width(line: str, faces: Sequence[Face], size: float) -> float:
    """Return how long a line is, in px."""
    # The direction decides only where things are, not how long they are together.
    return shape(line, tuple(faces), value_direction(line, "ltr")).width_em * size


def _widest(lines: Sequence[str], faces: Sequence[Face], size: float) -> float:
    return max((line_width(line, faces, size) for line in lines), default=0.0)
