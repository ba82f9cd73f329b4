"""A line of words → glyphs from left to right, each with its face and its place.

Order comes from FriBidi and shapes from HarfBuzz, the libraries that set the pages too, so
what is drawn (covers, words in formulas) agrees with what is set.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec import Struct

from diglot.core.model import Direction
from diglot.fonts.packed import unpacked_font
from diglot.text.direction.fribidi import embedding_levels

# Frank Ruhl Libre swaps figures for higher ones where a text says that it is Hebrew.
_FEATURES = {"locl": False}
_NO_LANGUAGE = "und"


class Face(Struct, frozen=True, eq=False, dict=True):
    """A font file, opened by HarfBuzz (`uharfbuzz.Font`)."""

    font: Any

    @cached_property
    def characters(self) -> frozenset[int]:
        """Return the code points that it has."""
        return frozenset(self.font.face.unicodes)

    @property
    def units_per_em(self) -> int:
        """Return how many units there are in an em."""
        return int(self.font.face.upem)


class Glyph(Struct, frozen=True):
    """One glyph of a line. x_em, y_em: its origin, from the line's left end on the baseline."""

    face: Face
    number: int
    x_em: float
    y_em: float


class Shaped(Struct, frozen=True):
    """A line of glyphs. width_em: its length."""

    glyphs: tuple[Glyph, ...]
    width_em: float


def open_face(path: Path) -> Face:
    """Return the font in a file, ready to shape and draw."""
    return face_in(path.read_bytes())


@lru_cache(maxsize=32)
def face_in(content: bytes) -> Face:
    """Return the font that is the content of a file, ready to shape and draw."""
    import uharfbuzz

    return Face(uharfbuzz.Font(uharfbuzz.Face(unpacked_font(content))))


@lru_cache(maxsize=4096)
def shape(line: str, faces: tuple[Face, ...], direction: Direction) -> Shaped:
    """Return the glyphs of a line. faces: the first that has a letter sets it.

    direction: that of the line, as a paragraph (UAX #9).
    """
    import uharfbuzz

    glyphs = []
    x_em = 0.0
    for text, level in visual_runs(line, direction):
        pieces = list(_by_face(text, faces))
        for face, piece in reversed(pieces) if level % 2 else pieces:
            buffer = uharfbuzz.Buffer()
            buffer.add_str(piece)
            buffer.guess_segment_properties()
            buffer.direction = "rtl" if level % 2 else "ltr"
            buffer.language = _NO_LANGUAGE
            uharfbuzz.shape(face.font, buffer, _FEATURES)
            em = face.units_per_em
            for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
                x, y = x_em + place.x_offset / em, place.y_offset / em
                glyphs.append(Glyph(face, info.codepoint, x, y))
                x_em += place.x_advance / em
    return Shaped(tuple(glyphs), x_em)


def visual_runs(line: str, direction: Direction) -> list[tuple[str, int]]:
    """Return the runs of one embedding level as they are from left to right.

    Each is (characters in reading order, level); an odd level runs from right to left.
    Source: UAX #9, rule L2.
    """
    levels = embedding_levels(line, direction)
    runs = [
        ("".join(character for character, _ in group), level)
        for level, group in groupby(zip(line, levels, strict=True), key=lambda pair: pair[1])
    ]
    highest = max((level for _, level in runs), default=0)
    for bound in range(highest, 0, -1):
        turned: list[tuple[str, int]] = []
        for is_turned, group in groupby(runs, key=lambda run: run[1] >= bound):
            same = list(group)
            turned += reversed(same) if is_turned else same
        runs = turned
    return runs


def _by_face(text: str, faces: Sequence[Face]) -> Iterator[tuple[Face, str]]:
    """Yield pieces of a text, each with the first face that has its letters and their points."""
    clusters: list[str] = []
    for character in text:
        if clusters and unicodedata.category(character)[0] == "M":
            clusters[-1] += character
        else:
            clusters.append(character)
    for face, group in groupby(clusters, key=lambda cluster: _face_of(cluster, faces)):
        yield face, "".join(group)


def _face_of(cluster: str, faces: Sequence[Face]) -> Face:
    for part in (cluster, cluster[0]):
        for face in faces:
            if all(ord(character) in face.characters for character in part):
                return face
    return faces[0]
