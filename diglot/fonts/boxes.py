"""A face for signs that no font of a book has: boxes with their codes inside.

The sign itself stays in the text, so that it is copied, searched for and read aloud as
what it is; only its picture is a box. The figures are drawn from squares, three by five.
"""

from __future__ import annotations

import io
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from diglot.fonts.typecase import MISSING_SIGNS

# Each figure from top to bottom, a line of three squares as a number of three bits.
_FIGURES = {
    "0": (7, 5, 5, 5, 7),
    "1": (2, 6, 2, 2, 7),
    "2": (7, 1, 7, 4, 7),
    "3": (7, 1, 7, 1, 7),
    "4": (5, 5, 7, 1, 1),
    "5": (7, 4, 7, 1, 7),
    "6": (7, 4, 7, 5, 7),
    "7": (7, 1, 1, 2, 2),
    "8": (7, 5, 7, 5, 7),
    "9": (7, 5, 7, 1, 7),
    "A": (7, 5, 7, 5, 5),
    "B": (6, 5, 6, 5, 6),
    "C": (7, 4, 4, 4, 7),
    "D": (6, 5, 5, 5, 6),
    "E": (7, 4, 7, 4, 7),
    "F": (7, 4, 7, 4, 4),
}
_UNITS, _ASCENT, _DESCENT = 1000, 800, -200
_SQUARE = 44
_LINE, _INSIDE, _OUTSIDE = 36, 50, 50  # of the box, and the space on both sides of its line
_BOTTOM = -140
_SPACES = (0x20, 0xA0)  # in a run of such signs they are set from this face, too
_SPACE_WIDTH = 250
# Where it lies, in the e-book and on the site.
BOXES_FILE = "fonts/MissingSigns.ttf"
_EPOCH = 0  # of fonts: the same signs give the same bytes

Rectangle = tuple[int, int, int, int]


def missing_signs(signs: Iterable[str]) -> bytes:
    """Return a TrueType font with a box for each sign, named by what it has.

    Chapters have such a font each, and fonts of one name are taken for one.
    """
    from fontTools.fontBuilder import FontBuilder

    # Shapers take some signs apart before they look for them.
    parts = unicodedata.normalize("NFKD", "".join(signs := tuple(signs)))
    codes = sorted({ord(sign) for sign in (*signs, *parts)} - set(_SPACES))
    glyphs = {f"u{code:04X}": _box(f"{code:04X}") for code in codes}
    names = [".notdef", "space", *glyphs]
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder(names)
    spaces = dict.fromkeys(_SPACES, "space")
    builder.setupCharacterMap(spaces | dict(zip(codes, glyphs, strict=True)))
    empty, notdef = _outline(()), _box("")
    builder.setupGlyf(
        {
            ".notdef": _outline(notdef[0]),
            "space": empty,
            **{name: _outline(rectangles) for name, (rectangles, _) in glyphs.items()},
        }
    )
    metrics = {".notdef": (notdef[1], _OUTSIDE), "space": (_SPACE_WIDTH, 0)}
    metrics |= {name: (width, _OUTSIDE) for name, (_, width) in glyphs.items()}
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=_ASCENT, descent=_DESCENT)
    digest = f"{zlib.crc32(','.join(map(str, codes)).encode()):08x}"
    builder.setupNameTable(
        {
            "familyName": f"{MISSING_SIGNS} {digest}",
            "styleName": "Regular",
            "fullName": f"{MISSING_SIGNS} {digest}",
            "psName": f"MissingSigns-{digest}",
        }
    )
    builder.setupOS2(sTypoAscender=_ASCENT, sTypoDescender=_DESCENT, usWinAscent=_ASCENT)
    builder.setupPost()
    builder.setupHead(unitsPerEm=_UNITS, created=_EPOCH, modified=_EPOCH)
    builder.font.recalcTimestamp = False
    target = io.BytesIO()
    builder.save(target)
    return target.getvalue()


def face_rule(address: str) -> str:
    """Return the rule of a style sheet that declares such a font, which lies at an address."""
    return (
        f'\n@font-face {{\n  font-family: "{MISSING_SIGNS}";\n'
        f'  src: url("{address}") format("truetype");\n}}\n'
    )


def _box(code: str) -> tuple[tuple[Rectangle, ...], int]:
    """Return the rectangles of a box with a code in two lines, and the width it takes."""
    columns = max(-(-len(code) // 2), 2)
    padded = code.rjust(2 * columns, "0") if code else ""
    rows = (padded[:columns], padded[columns:])
    inner = columns * 3 * _SQUARE + (columns - 1) * _SQUARE
    width = inner + 2 * (_INSIDE + _LINE)
    height = 11 * _SQUARE + 2 * (_INSIDE + _LINE)
    left, right = _OUTSIDE, _OUTSIDE + width
    bottom, top = _BOTTOM, _BOTTOM + height
    frame = (
        (left, bottom, right, bottom + _LINE),
        (left, top - _LINE, right, top),
        (left, bottom + _LINE, left + _LINE, top - _LINE),
        (right - _LINE, bottom + _LINE, right, top - _LINE),
    )
    start, ceiling = left + _LINE + _INSIDE, top - _LINE - _INSIDE
    figures = tuple(_figures(rows, start, ceiling))
    return frame + figures, width + 2 * _OUTSIDE


def _figures(rows: Sequence[str], left: int, top: int) -> Iterator[Rectangle]:
    """Yield the squares of figures in lines, those side by side as one."""
    for line, row in enumerate(rows):
        for column, figure in enumerate(row):
            for height, bits in enumerate(_FIGURES[figure]):
                x = left + column * 4 * _SQUARE
                y = top - (line * 6 + height + 1) * _SQUARE
                for first, length in _stretches(bits):
                    start = x + first * _SQUARE
                    yield start, y, start + length * _SQUARE, y + _SQUARE


def _stretches(bits: int) -> Iterator[tuple[int, int]]:
    """Yield (first, length) of each stretch of squares in a line of three."""
    squares = f"{bits:03b}"
    for stretch in ("111", "11", "1"):
        first = squares.find(stretch)
        while first >= 0:
            yield first, len(stretch)
            squares = squares[:first] + "0" * len(stretch) + squares[first + len(stretch) :]
            first = squares.find(stretch)


def _outline(rectangles: Iterable[Rectangle]) -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for left, bottom, right, top in rectangles:
        pen.moveTo((left, bottom))
        pen.lineTo((left, top))
        pen.lineTo((right, top))
        pen.lineTo((right, bottom))
        pen.closePath()
    return pen.glyph()
