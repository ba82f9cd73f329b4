"""What is in a PDF's text objects, glyph by glyph, and back into operators.

WeasyPrint writes text as arrays of hexadecimal strings and numbers and in no other
way; all else in a stream is left as it is. In: a document whose glyphs say what they
are (`glyph_text`). Source: ISO 32000-1, 9.4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, Literal, NamedTuple

from pikepdf import Array, Name, Pdf, Stream

from diglot.core.errors import DiglotError
from diglot.writers.pdf.glyphs.glyph_text import glyph_texts, own_characters
from diglot.writers.pdf.patches.cluster_texts import OPENING, read_texts, shared_out

# "pointed": a letter from right to left with its points in one glyph.
# "nothing": a glyph without text, which makes room.
GlyphKind = Literal["rtl", "pointed", "ltr", "mark", "neutral", "nothing", "number", "operator"]
Kinds = Mapping[bytes, GlyphKind]
Characters = Mapping[bytes, str]

# Any text that is shown, however it is written.
_SHOWN = re.compile(rb"\bBT\b.*?\b(?:Tj|TJ)\b", re.DOTALL)
_TEXT_OBJECT = re.compile(rb"(?<=\nBT\n).*?(?=\nET\b)", re.DOTALL)
_PIECE = re.compile(rb"\[([^\]]*)\] TJ\n?|/(\S+) (\S+) Tf\n?|[^\[/]+|.", re.DOTALL)
_ITEM = re.compile(rb"<([0-9a-fA-F]*)>|([-+.\d]+)")
_GLYPHS = re.compile(rb"<([0-9a-fA-F]*)>")
# Where a piece of text begins, and what was told of it after it.
_BEGUN = re.compile(rb" Tm\b")
_TOLD = re.compile(re.escape(OPENING) + rb"([0-9a-f,]*)\n")
_GLYPH_LENGTH = 4  # hexadecimal figures


class Item(NamedTuple):
    """A piece of a text object: a glyph, a number between glyphs, or operators as they are.

    font, size: of a glyph: the name of its font, as the operator Tf has it, and its size.
    text: what it stands for here, where that is known of this place (`cluster_texts`).
    """

    kind: GlyphKind
    content: bytes
    font: bytes = b""
    size: float = 0.0
    text: str | None = None


Fonts = Mapping[str, Any]


class TextObject:
    """What is between BT and ET, as bytes or as items, whichever is asked for.

    Most text objects of a book hold one kind of letters, and need not be taken apart.
    """

    def __init__(
        self,
        content: bytes,
        known: Mapping[bytes, Kinds],
        items: Sequence[Item] | None = None,
        own: Callable[[bytes], Characters] = lambda _: {},
    ) -> None:
        """Take the operators. known: the kinds of glyphs, by the name that Tf has for a font.

        own: gives the characters that a font has its glyphs for, by the same name.
        """
        self.content, self._told = _without_told(content)
        self._known = known
        self._items = items
        self._own = own

    @property
    def items(self) -> Sequence[Item]:
        """Return it piece by piece."""
        if self._items is None:
            items = list(_items(self.content, self._known))
            for number, texts in self._told.items():
                _tell(items, number, texts, self._own)
            self._items = tuple(items)
        return self._items

    @cached_property
    def kinds(self) -> frozenset[GlyphKind]:
        """Return the kinds of glyphs that are shown."""
        if self._items is not None or self._told:
            return frozenset(item.kind for item in self.items) - {"number", "operator"}
        found: set[GlyphKind] = set()
        kinds: Kinds = {}
        for shown, font, _ in _PIECE.findall(self.content):
            if font:
                kinds = self._known.get(b"/" + font, {})
            elif shown:
                glyphs = b"".join(_GLYPHS.findall(shown)).lower()
                starts = range(0, len(glyphs), _GLYPH_LENGTH)
                different = {glyphs[start : start + _GLYPH_LENGTH] for start in starts}
                found.update(kinds.get(glyph, "neutral") for glyph in different)
        return frozenset(found)

    def with_content(self, content: bytes) -> TextObject:
        """Return the same with other operators."""
        return TextObject(content, self._known)

    def with_items(self, items: Sequence[Item]) -> TextObject:
        """Return the same with other pieces."""
        return TextObject(written(items), self._known, items)


Rewrite = Callable[[TextObject, Fonts], TextObject]


def rewrite_text(document: Pdf, rewrite: Rewrite) -> None:
    """Change the text objects of a document: each is given with the fonts around it."""
    kinds: dict[tuple[int, int], Kinds] = {}
    characters: dict[tuple[int, int], Characters] = {}
    for stream, resources in _streams(document):
        if not resources or "/Font" not in resources:
            continue
        fonts = dict(resources.Font.items())
        for font in fonts.values():
            if font.objgen not in kinds:
                kinds[font.objgen] = _kinds(font)
        known = {name.encode(): kinds[font.objgen] for name, font in fonts.items()}

        def own(name: bytes, fonts: Fonts = fonts) -> Characters:
            font = fonts[name.decode()]
            if font.objgen not in characters:
                characters[font.objgen] = _characters(font)
            return characters[font.objgen]

        def changed(
            match: re.Match[bytes], fonts: Fonts = fonts, known: Any = known, own: Any = own
        ) -> bytes:
            return rewrite(TextObject(match[0] + b"\n", known, own=own), fonts).content[:-1]

        content = stream.read_bytes()
        rewritten, count = _TEXT_OBJECT.subn(changed, content)
        if not count and _SHOWN.search(content):
            raise DiglotError(
                "the text of a page is not written as this program knows it from pydyf 0.13.\n"
                '  hint: install the version that fits: pip install "pydyf>=0.13,<0.14"'
            )
        if rewritten != content:
            stream.write(rewritten)


def _streams(document: Pdf) -> Iterator[tuple[Any, Any]]:
    """Yield the streams that can show text, with their resources."""
    for page in document.pages:
        contents = page.obj.get("/Contents", Array())
        for stream in contents if isinstance(contents, Array) else [contents]:
            yield stream, page.obj.get("/Resources")
    for item in document.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Form:
            yield item, item.get("/Resources")


def _characters(font: Any) -> Characters:
    """Return the characters that a font has its glyphs for, by their numbers in hexadecimal."""
    found: dict[bytes, str] = {}
    for glyph, character in own_characters(font):
        name = f"{glyph:04x}".encode()
        found[name] = found.get(name, "") + character
    return found


def _without_told(content: bytes) -> tuple[bytes, dict[int, list[str]]]:
    """Return operators without comments, and the texts of glyphs that these told.

    The texts are found by which piece of text they are of: the first, the second …
    """
    if OPENING not in content:
        return content, {}
    told = {
        len(_BEGUN.findall(content, 0, match.start())): read_texts(match[1])
        for match in _TOLD.finditer(content)
    }
    return _TOLD.sub(b"", content), told


def _tell(
    items: list[Item], number: int, texts: Sequence[str], own: Callable[[bytes], Characters]
) -> None:
    """Say of the glyphs in a piece of text what they stand for; change the items."""
    begun = 0
    places = []
    for index, item in enumerate(items):
        if item.kind == "operator":
            begun += len(_BEGUN.findall(item.content))
        elif item.kind != "number" and begun == number:
            places.append(index)
    if len(places) != len(texts):
        return
    glyphs = [own(items[index].font).get(items[index].content, "") for index in places]
    for index, text in zip(places, shared_out(texts, glyphs), strict=True):
        kind: GlyphKind = _kind(text) if text else "nothing"
        items[index] = items[index]._replace(kind=kind, text=text)


def _kinds(font: Any) -> Kinds:
    """Return the kind of each glyph of a font, by its number in hexadecimal."""
    return {f"{glyph:04x}".encode(): _kind(text) for glyph, text in glyph_texts(font).items()}


def _kind(text: str) -> GlyphKind:
    classes = [unicodedata.bidirectional(character) for character in text]
    if not {"L", "EN", "AN"}.isdisjoint(classes):
        return "ltr"
    if not {"R", "AL"}.isdisjoint(classes):
        return "pointed" if points_in(text) else "rtl"
    is_mark = any("\u0591" <= character <= "\u05c7" for character in text)
    return "mark" if is_mark else "neutral"


def points_in(text: str) -> str:
    """Return the points after the letter in the text of one glyph."""
    points = text[1:]
    return points if all(unicodedata.category(point) == "Mn" for point in points) else ""


def _items(text_object: bytes, known: Mapping[bytes, Kinds]) -> Iterator[Item]:
    font, size = b"", 0.0
    for piece in _PIECE.finditer(text_object):
        shown, *set_font = piece.groups()
        if shown is None:
            if set_font[0]:
                font, size = b"/" + set_font[0], float(set_font[1])
            yield Item("operator", piece[0])
            continue
        kinds = known.get(font, {})
        for glyphs, number in _ITEM.findall(shown):
            if number:
                yield Item("number", number)
            for start in range(0, len(glyphs), _GLYPH_LENGTH):
                glyph = glyphs[start : start + _GLYPH_LENGTH].lower()
                yield Item(kinds.get(glyph, "neutral"), glyph, font, size)


def written(items: Sequence[Item]) -> bytes:
    """Return items as operators, glyphs side by side in one string."""
    result: list[bytes] = []
    for is_operator, group in groupby(items, lambda item: item.kind == "operator"):
        if is_operator:
            result += [item.content for item in group]
            continue
        result.append(b"[")
        for is_number, run in groupby(group, lambda item: item.kind == "number"):
            content = [item.content for item in run]
            result.append(b" ".join(content) if is_number else b"<" + b"".join(content) + b">")
        result.append(b"] TJ\n")
    return b"".join(result)
