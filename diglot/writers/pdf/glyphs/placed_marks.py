"""A glyph of its own for each place where a point is on its letter.

A PDF draws a vowel point or an accent by moving to where it is, drawing it, and
moving back. Programs that read the text of a page take such a leap for the end of a
word, and a raised point for a line of its own: the words of pointed text come out in
pieces, and the lines in disorder. Here each point gets a copy of its glyph in which the
leap is part of the outline, so that the letters and points of a word are in one
string, each point a small step before its letter. The page looks as before.

Where a face draws a letter and its point as one glyph, an empty one says the point. Where
it makes room for points by a thin space, the letter before gets a copy that is as much wider.

In: a document whose glyphs say what they are (`glyph_text`). Fonts with other outlines
than those of TrueType are left as they are.
Source: ISO 32000-1, 9.4.3, 9.7.4 and 9.10; OpenType, "glyf".
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pikepdf import Array, Name, Pdf

from diglot.writers.pdf.glyphs.glyph_text import glyph_texts, glyph_widths, written_texts
from diglot.writers.pdf.glyphs.text_objects import Fonts, GlyphKind, Item, TextObject, points_in
from diglot.writers.pdf.glyphs.truetype import TrueType

# All measures are in thousandths of the type size, as in the arrays of the operator TJ.
#
# poppler ends a word where a character begins more than 100 after the end of the last one,
# or more than 200 before it, or less than 100 from where the last one begins. PDFium puts a
# space where the pen moves on by more than half the width of what comes then, or by about 80.
# So the point before the letter begins 140 before it and is 78 wide, one more before that
# begins 30 before the letter, and what is third begins 140 before it again.
_FAR, _NEAR = 140.0, 30.0
_WIDTH = 78
_APART = 109.0  # from the beginning of a far one to that of the near one after it
# Places that are nearer to each other share a glyph; nobody sees the difference in height,
# and the one in width is a move of the pen.
_STEP, _RISE_STEP = 10, 5
# Numbers of the new glyphs: above those of the face, and made from what they are, so that
# they are the same in every chapter of a book, whose fonts are joined.
_FIRST, _SLOTS = 0x2000, 0x2000
_EMPTY = -1
_RISE = re.compile(rb"(-?[\d.]+) Ts\n?")
_CODES = Name("/Identity-H")
_POINTED: frozenset[GlyphKind] = frozenset({"mark", "pointed", "nothing"})


class _Copy(NamedTuple):
    """A new glyph: the one that it is a copy of, how far that is moved, and what it says.

    width: in thousandths of the type size.
    """

    glyph: int
    right: int
    up: int
    text: str
    width: int = _WIDTH


class _Face:
    """A font whose points get glyphs of their own."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.texts = glyph_texts(font)
        self.widths = glyph_widths(font.DescendantFonts[0])
        self.copies: dict[_Copy, int] = {}
        self._taken: set[int] = set()

    def number(self, copy: _Copy) -> int:
        """Return the number of a new glyph."""
        if copy not in self.copies:
            slot = zlib.crc32(repr(tuple(copy)).encode()) % _SLOTS
            while slot in self._taken:
                slot = (slot + 1) % _SLOTS
            self._taken.add(slot)
            self.copies[copy] = _FIRST + slot
        return self.copies[copy]

    def moved(self, mark: Item, right: float, rise: float) -> Item:
        """Return a point as a glyph that is drawn farther to the right and higher."""
        glyph = int(mark.content, 16)
        up = round(rise / mark.size * 1000 / _RISE_STEP) * _RISE_STEP
        copy = _Copy(glyph, round(right), up, self.text_of(mark))
        return mark._replace(content=b"%04x" % self.number(copy))

    def text_of(self, item: Item) -> str:
        """Return what a glyph stands for: here, if that is known, or else in the whole file."""
        return self.texts.get(int(item.content, 16), "") if item.text is None else item.text

    def points_of(self, letter: Item) -> str:
        """Return the points that a glyph of a letter has in it, which from now on it says not."""
        return points_in(self.text_of(letter))

    def width_of(self, item: Item) -> float:
        """Return how far a glyph moves the pen."""
        return self.widths.get(int(item.content, 16), 0.0)

    def as_said(self, letter: Item) -> Item:
        """Return a letter as a glyph that says what it is here, if the file says otherwise."""
        said = _letter(self.text_of(letter))
        if letter.text is None or said == _letter(self.texts.get(int(letter.content, 16), "")):
            return letter
        return self._copied(letter, said, self.width_of(letter))

    def widened(self, letter: Item, room: float) -> Item:
        """Return a letter as a glyph that takes more room."""
        return self._copied(letter, _letter(self.text_of(letter)), self.width_of(letter) + room)

    def _copied(self, letter: Item, text: str, width: float) -> Item:
        copy = _Copy(int(letter.content, 16), 0, 0, text, round(width))
        return letter._replace(content=b"%04x" % self.number(copy))

    def said(self, point: str, letter: Item) -> Item:
        """Return an empty glyph that says a point."""
        return letter._replace(
            kind="mark", content=b"%04x" % self.number(_Copy(_EMPTY, 0, 0, point))
        )


class MarkPlacer:
    """Keeps the points of a document in the words of their letters, in two steps.

    First `placed` for each text object; then `add_glyphs`, once.
    """

    def __init__(self) -> None:
        self._faces: dict[tuple[int, int], _Face] = {}

    def placed(self, text: TextObject, fonts: Fonts) -> TextObject:
        """Return a text object with its points in the words of their letters."""
        if text.kinds.isdisjoint(_POINTED):
            return text
        for font in fonts.values():
            if font.objgen not in self._faces and _is_suitable(font):
                self._faces[font.objgen] = _Face(font)
        known = {
            name.encode(): self._faces[font.objgen]
            for name, font in fonts.items()
            if font.objgen in self._faces
        }
        items = _Placing(known).placed(text.items)
        return text if items is text.items else text.with_items(items)

    def add_glyphs(self, document: Pdf) -> None:
        """Give the fonts the glyphs that were used."""
        for face in self._faces.values():
            if face.copies:
                _add_glyphs(document, face)


def _is_suitable(font: Any) -> bool:
    if font.get("/Subtype") != Name.Type0 or font.Encoding != _CODES:
        return False
    inner = font.DescendantFonts[0]
    has_outlines = "/FontFile2" in inner.FontDescriptor
    if not has_outlines or inner.get("/CIDToGIDMap") != Name.Identity:
        return False
    # A face with so many glyphs leaves no numbers to the new ones.
    return max(glyph_texts(font), default=0) < _FIRST


class _Waiting(NamedTuple):
    """A point that waits for its letter. place: of the pen; rise: as Ts has it.

    is_made: whether it is one of the empty glyphs that only say a point.
    """

    mark: Item
    place: float
    rise: float = 0.0
    is_made: bool = False


class _Placing:
    """Puts the points of one text object where they belong. faces: by the name that Tf has."""

    def __init__(self, faces: Mapping[bytes, _Face]) -> None:
        self.faces = faces
        self.result: list[Item] = []
        self.waiting: list[_Waiting] = []
        self.place = 0.0  # of the pen, from where it was before the first point that waits
        # The last letter, as the text has it and as it was put down, and how much wider it is.
        self.letter: tuple[Item, Item] | None = None
        self.room = 0.0
        self.rise = self.shown_rise = 0.0  # what the text asks for, and what was written

    def placed(self, items: Sequence[Item]) -> Sequence[Item]:
        """Return the items of a text object, with points in the words of their letters."""
        has_points = False
        for item in items:
            if item.kind == "number":
                self.place -= float(item.content)
            elif item.kind == "mark" and item.font in self.faces:
                has_points = True
                self._wait(item)
            elif item.kind == "nothing" and item.font in self.faces:
                has_points = True
                self._make_room(self.faces[item.font].width_of(item))
            elif item.kind == "operator" and (match := _RISE.fullmatch(item.content)):
                self.rise = float(match[1])
            elif item.kind in ("rtl", "pointed") and item.font in self.faces and not self.rise:
                has_points |= self._add_letter(item)
            else:
                self._add(item)
        self._add(None)
        return self.result if has_points else items

    def _wait(self, mark: Item) -> None:
        """Let a point wait for its letter; a glyph of several says the first of them only."""
        face = self.faces[mark.font]
        text = face.text_of(mark)
        made = (face.said(point, mark) for point in reversed(text[1:]))
        self.waiting += [_Waiting(point, self.place, is_made=True) for point in made]
        self.waiting.append(_Waiting(mark._replace(text=text[:1]), self.place, self.rise))
        self.place += face.width_of(mark)

    def _make_room(self, width: float) -> None:
        """Move the pen on, by widening the letter before where there is one."""
        if not self.letter or self.result[-1] is not self.letter[1]:
            self.place += width
            return
        letter, _ = self.letter
        self.room += width
        self.result[-1] = self.faces[letter.font].widened(letter, self.room)
        self.letter = (letter, self.result[-1])
        self.waiting = [mark._replace(place=mark.place - width) for mark in self.waiting]

    def _add_letter(self, letter: Item) -> bool:
        """Put down a letter with its points before it; tell whether that changed anything."""
        face = self.faces[letter.font]
        before, text = _parted(face.text_of(letter))
        if before:  # a vav with the holam of the letter before it
            letter = letter._replace(text=text)
        points = face.points_of(letter)
        own = [_Waiting(face.said(p, letter), self.place, is_made=True) for p in points[::-1]]
        marks = [*self.waiting, *own]
        if any(mark.mark.font != letter.font for mark in marks):
            self._add(letter)
            return False
        said = face.as_said(letter)
        self._end(self._put(marks, face), said)
        self.letter, self.room = (letter, said), 0.0
        self.waiting = [_Waiting(face.said(p, letter), 0.0, is_made=True) for p in before[::-1]]
        return bool(points) or said is not letter

    def _put(self, marks: Sequence[_Waiting], face: _Face) -> float:
        """Put down the points of a letter, in turns far from it and near; return where they end."""
        pen = 0.0
        for index, (mark, place, rise, is_made) in enumerate(marks):
            is_near = (len(marks) - 1 - index) % 2 == 1
            wanted = self.place - (_NEAR if is_near else _FAR)
            if is_near and index:
                wanted = pen - _WIDTH + _APART
            right = round((place - wanted) / _STEP) * _STEP
            start = wanted if is_made else place - right
            self._move(start - pen)
            self.result.append(mark if is_made else face.moved(mark, right, rise))
            pen = start + _WIDTH
        return pen

    def _add(self, item: Item | None) -> None:
        """Put down points that have no letter as they were, and then the item."""
        pen = 0.0
        for mark, place, rise, _ in self.waiting:
            self._raise(rise)
            self._move(place - pen)
            self.result.append(mark)
            pen = place + self.faces[mark.font].width_of(mark)
        self._end(pen, item)

    def _end(self, pen: float, item: Item | None) -> None:
        self._raise(self.rise)
        self._move(self.place - pen)
        self.waiting, self.place = [], 0.0
        if item:
            self.result.append(item)

    def _raise(self, rise: float) -> None:
        if rise != self.shown_rise:
            self.shown_rise = rise
            self.result.append(Item("operator", b"%.6g Ts\n" % rise))

    def _move(self, distance: float) -> None:
        if abs(distance) > 0.001:
            self.result.append(Item("number", b"%.6g" % -distance))


# Fonts -----------------------------------------------------------------------------


def _add_glyphs(document: Pdf, face: _Face) -> None:
    """Give a font its new glyphs, with their widths and texts."""
    descendant = face.font.DescendantFonts[0]
    file = descendant.FontDescriptor.FontFile2
    widths_of_copies = _add_outlines(file, face.copies)
    widths = Array(descendant.get("/W", Array()))
    texts = {glyph: _letter(text) for glyph, text in face.texts.items()}
    for copy, number in sorted(face.copies.items(), key=lambda pair: pair[1]):
        widths.append(number)
        widths.append(Array([widths_of_copies[number]]))
        texts[number] = copy.text
    descendant.W = widths
    face.font.ToUnicode = document.make_stream(written_texts(texts))


def _parted(text: str) -> tuple[str, str]:
    """Return the points that a text begins with, and the rest."""
    rest = text.lstrip("".join(c for c in set(text) if unicodedata.category(c) == "Mn"))
    return text[: len(text) - len(rest)], rest


def _letter(text: str) -> str:
    """Return what a glyph says of itself, once its points are said by others."""
    return text[:1] if points_in(text) and unicodedata.bidirectional(text[0]) == "R" else text


def _add_outlines(file: Any, copies: Mapping[_Copy, int]) -> dict[int, float]:
    """Put new glyphs into a font file; return their widths in thousandths of the type size."""
    content = file.read_bytes()
    font = TrueType.read(content)
    scale = font.units / 1000
    advances = {number: round(copy.width * scale) for copy, number in copies.items()}
    font.metrics.update({number: (advance, 0) for number, advance in advances.items()})
    drawn = [
        (number, copy.glyph, (copy.right * scale, copy.up * scale))
        for copy, number in copies.items()
        if copy.glyph != _EMPTY
    ]
    font.draw(drawn, content)
    written = font.to_bytes()
    file.write(written)
    file.Length1 = len(written)
    return {number: advance / scale for number, advance in advances.items()}
