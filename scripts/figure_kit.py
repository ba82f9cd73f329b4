"""A small drawing kit: shapes and words → the bytes of an SVG picture.

Knows font files, Hebrew and Latin on one line, and SVG syntax; knows no figure
of the book. Words become outlines, so a picture looks the same wherever it is
shown and needs no font. The same calls give the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "templates" / "fonts"
INK, SOFT, FAINT = "#1d1d1f", "#6b6f76", "#d5d8dd"
BLUE, BLUE_TINT = "#1f4e79", "#e6edf4"
WARM, WARM_TINT = "#b4552d", "#f8ebe4"
PAPER, WHITE = "#f6f6f4", "#ffffff"

Anchor = Literal["start", "middle", "end"]
_RTL = re.compile(r"[\u0590-\u05ff\ufb1d-\ufb4f]")
_LTR = re.compile(r"[0-9A-Za-z%]")
_MIRRORED = str.maketrans("()[]{}<>", ")(][}{><")


@dataclass(frozen=True, slots=True)
class Style:
    """How words are set. size: in units of the drawing."""

    face: str
    size: float
    fill: str = INK


LABEL = Style("Assistant-Regular", 15)
SMALL = Style("Assistant-Regular", 13.5, SOFT)
STRONG = Style("Assistant-SemiBold", 15)
TITLE = Style("Assistant-Bold", 16, BLUE)
CODE = Style("SourceCodePro-Regular", 13)


def painted(style: Style, fill: str) -> Style:
    """Return a style in another colour."""
    return Style(style.face, style.size, fill)


def sized(style: Style, size: float) -> Style:
    """Return a style in another size."""
    return Style(style.face, size, style.fill)


def number(value: float) -> str:
    """Return a number with at most two decimals and no useless zeros."""
    return f"{round(value, 2) + 0:.2f}".rstrip("0").rstrip(".")


# Fonts ---------------------------------------------------------------------------


class _OutlinePen(BasePen):  # type: ignore[misc]  # fontTools has no types
    """Collects an outline as relative path commands, in whole font units."""

    def __init__(self, glyphs: Any, x: int) -> None:
        super().__init__(glyphs)
        self.parts: list[str] = []
        self.shift = x
        self.here = (0, 0)

    def _add(self, letter: str, *points: tuple[float, float]) -> None:
        placed = [(round(x) + self.shift, round(y)) for x, y in points]
        steps = [f"{x - self.here[0]} {y - self.here[1]}" for x, y in placed]
        self.parts.append(letter + " ".join(steps).replace(" -", "-"))
        self.here = placed[-1]

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802  # the pen protocol
        self.start = (round(pt[0]) + self.shift, round(pt[1]))
        self.parts.append(f"M{self.start[0]} {self.start[1]}")
        self.here = self.start

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", pt)

    def _qCurveToOne(self, pt1: Any, pt2: Any) -> None:  # noqa: N802
        self._add("q", pt1, pt2)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self._add("c", pt1, pt2, pt3)

    def _closePath(self) -> None:  # noqa: N802
        self.parts.append("z")
        self.here = self.start


class Face:
    """One font file, ready to set words."""

    def __init__(self, name: str) -> None:
        self.font: Any = TTFont(FONTS / f"{name}.woff2")
        self.units: int = self.font["head"].unitsPerEm
        self.letters: dict[int, str] = self.font.getBestCmap()
        self.glyphs: Any = self.font.getGlyphSet()
        self.pairs = tuple(self._kerning())

    def _kerning(self) -> Iterator[Any]:
        """Yield the subtables that kern pairs of glyphs."""
        if "GPOS" not in self.font:
            return
        table = self.font["GPOS"].table
        features = table.FeatureList.FeatureRecord
        indices = {i for f in features if f.FeatureTag == "kern" for i in f.Feature.LookupListIndex}
        for index in sorted(indices):
            for subtable in table.LookupList.Lookup[index].SubTable:
                inner = getattr(subtable, "ExtSubTable", subtable)
                if inner.LookupType == 2:
                    yield inner

    def _kern(self, first: str, second: str) -> tuple[int, int]:
        """Return how far the first glyph of a pair moves, and how much wider it grows."""
        for table in self.pairs:
            if first not in table.Coverage.glyphs:
                continue
            if table.Format == 1:
                pairs = table.PairSet[table.Coverage.glyphs.index(first)].PairValueRecord
                value = next((p.Value1 for p in pairs if p.SecondGlyph == second), None)
            else:
                rows = table.Class1Record[table.ClassDef1.classDefs.get(first, 0)].Class2Record
                value = rows[table.ClassDef2.classDefs.get(second, 0)].Value1
            kern = getattr(value, "XPlacement", 0), getattr(value, "XAdvance", 0)
            if kern != (0, 0):
                return kern
        return 0, 0

    def set_words(self, words: str, rtl: bool) -> tuple[str, int]:
        """Return the outline of one run of one direction, and its width in font units."""
        names = [self.letters[ord(letter)] for letter in words]
        kerns = [self._kern(a, b) for a, b in pairwise(names)] + [(0, 0)]
        placed = list(zip(names, kerns, strict=True))
        x = 0
        outline: list[str] = []
        for name, (shift, growth) in reversed(placed) if rtl else placed:
            pen = _OutlinePen(self.glyphs, x + shift)
            self.glyphs[name].draw(pen)
            outline += pen.parts
            x += round(self.glyphs[name].width) + growth
        return "".join(outline), x


@cache
def face(name: str) -> Face:
    """Return a font by the name of its file."""
    return Face(name)


def visual_runs(words: str, rtl: bool) -> list[tuple[str, bool]]:
    """Return the runs of a line from left to right, each with whether it is right to left.

    rtl: the direction of the whole line. Letters and digits decide; what is
    neither follows its neighbours where they agree, and the line where not.
    """
    kinds = [True if _RTL.match(c) else False if _LTR.match(c) else None for c in words]
    runs: list[tuple[str, bool]] = []
    for index, letter in enumerate(words):
        before = next((k for k in reversed(kinds[:index]) if k is not None), rtl)
        after = next((k for k in kinds[index:] if k is not None), rtl)
        direction = before if before == after else rtl
        kind = kinds[index]
        direction = direction if kind is None else kind
        if runs and runs[-1][1] == direction:
            runs[-1] = (runs[-1][0] + letter, direction)
        else:
            runs.append((letter, direction))
    runs = [(run.translate(_MIRRORED) if d else run, d) for run, d in runs]
    return runs[::-1] if rtl else runs


# The drawing ---------------------------------------------------------------------


class Drawing:
    """A picture in the making.

    rtl: whether the words are Hebrew. mirrored: whether everything is laid out
    from the right; then x is the distance from the right-hand edge.
    """

    def __init__(self, width: int, height: int, rtl: bool, mirrored: bool) -> None:
        self.width, self.height = width, height
        self.rtl, self.mirrored = rtl, mirrored
        self.parts: list[str] = []

    def say(self, english: str, hebrew: str) -> str:
        """Return the words in the language of the picture."""
        return hebrew if self.rtl else english

    def x(self, value: float) -> float:
        """Return where x lies, from the left-hand edge."""
        return self.width - value if self.mirrored else value

    def path(
        self,
        points: Sequence[tuple[float, float]],
        stroke: str = INK,
        width: float = 1.2,
        dash: str = "",
        fill: str = "none",
        closed: bool = False,
    ) -> None:
        """Draw straight lines from point to point."""
        steps = "L".join(f"{number(self.x(x))} {number(y)}" for x, y in points)
        self._outline(f"M{steps}{'Z' if closed else ''}", stroke, width, dash, fill)

    def curve(
        self,
        points: Sequence[tuple[float, float]],
        stroke: str = INK,
        width: float = 1.2,
        dash: str = "",
    ) -> None:
        """Draw a cubic curve through a start, two handles and an end."""
        start, *rest = [f"{number(self.x(x))} {number(y)}" for x, y in points]
        self._outline(f"M{start}C{' '.join(rest)}", stroke, width, dash, "none")

    def _outline(self, path: str, stroke: str, width: float, dash: str, fill: str) -> None:
        extra = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<path d="{path}" fill="{fill}" stroke="{stroke}" stroke-width="{number(width)}"'
            f' stroke-linecap="round" stroke-linejoin="round"{extra}/>'
        )

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = WHITE,
        stroke: str = INK,
        radius: float = 4,
        line: float = 1.2,
    ) -> None:
        """Draw a rectangle; x is its edge at the start of the line."""
        left = self.width - x - width if self.mirrored else x
        self.parts.append(
            f'<rect x="{number(left)}" y="{number(y)}" width="{number(width)}"'
            f' height="{number(height)}" rx="{number(radius)}" fill="{fill}"'
            f' stroke="{stroke}" stroke-width="{number(line)}"/>'
        )

    def disc(
        self, x: float, y: float, radius: float, fill: str = INK, stroke: str = "none"
    ) -> None:
        """Draw a filled circle."""
        self.parts.append(
            f'<circle cx="{number(self.x(x))}" cy="{number(y)}" r="{number(radius)}"'
            f' fill="{fill}" stroke="{stroke}" stroke-width="1.4"/>'
        )

    def arrow(
        self, points: Sequence[tuple[float, float]], stroke: str = INK, width: float = 1.4
    ) -> None:
        """Draw a line with an arrowhead at its end."""
        self.path(points, stroke, width)
        (x0, y0), (x1, y1) = points[-2:]
        length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        dx, dy = (x1 - x0) / length, (y1 - y0) / length
        back = (x1 - 8 * dx, y1 - 8 * dy)
        sides = ((back[0] - 4 * dy, back[1] + 4 * dx), (back[0] + 4 * dy, back[1] - 4 * dx))
        self.path([sides[0], (x1, y1), sides[1]], stroke, width, fill=stroke, closed=True)

    def hatch(
        self, x: float, y: float, width: float, height: float, stroke: str, step: int = 7
    ) -> None:
        """Draw slanted lines that fill a rectangle."""
        offset = step - height
        while offset < width:
            low, high = max(offset, 0), min(offset + height, width)
            self.path(
                [(x + low, y + height - (low - offset)), (x + high, y + height - (high - offset))],
                stroke,
                0.8,
            )
            offset += step

    def words(
        self,
        x: float,
        y: float,
        words: str,
        style: Style,
        anchor: Anchor = "start",
        rtl: bool | None = None,
    ) -> float:
        """Set one line and return its width. rtl: its direction, if not the picture's."""
        font = face(style.face)
        scale = style.size / font.units
        runs = [
            font.set_words(run, d)
            for run, d in visual_runs(words, self.rtl if rtl is None else rtl)
        ]
        width = sum(run_width for _, run_width in runs) * scale
        ends_here = (anchor == "end") != self.mirrored
        left = self.x(x) - (width / 2 if anchor == "middle" else width if ends_here else 0)
        for outline, run_width in runs:
            if outline:
                self.parts.append(
                    f'<path transform="translate({number(left)} {number(y)})'
                    f' scale({scale:g} {-scale:g})" fill="{style.fill}" d="{outline}"/>'
                )
            left += run_width * scale
        return width

    def lines(
        self, x: float, y: float, lines: Sequence[str], style: Style, anchor: Anchor = "start"
    ) -> None:
        """Set lines one below another."""
        for index, words in enumerate(lines):
            self.words(x, y + index * style.size * 1.3, words, style, anchor)

    def svg(self) -> bytes:
        """Return the picture as an SVG file."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}"'
            f' height="{self.height}" viewBox="0 0 {self.width} {self.height}">'
        )
        return "\n".join([head, *self.parts, "</svg>", ""]).encode()
