"""What stands in a PDF's text objects, glyph by glyph, and back into operators.

WeasyPrint writes text as arrays of hexadecimal strings and numbers and in no other
way; all else in a stream is left as it is. In: a document whose glyphs say what they
are (`glyph_text`). Source: ISO 32000-1, 9.4.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

from pikepdf import Array, Name, Pdf, Stream

from diglot.writers.pdf.glyph_text import glyph_texts

Kind = Literal["rtl", "ltr", "mark", "neutral", "number", "operator"]

_TEXT_OBJECT = re.compile(rb"(?<=\nBT\n).*?(?=\nET\b)", re.DOTALL)
_PIECE = re.compile(rb"\[([^\]]*)\] TJ\n?|/(\S+) (\S+) Tf\n?|[^\[/]+|.", re.DOTALL)
_ITEM = re.compile(rb"<([0-9a-fA-F]*)>|([-+.\d]+)")


class Item(NamedTuple):
    """A piece of a text object: a glyph, a number between glyphs, or operators as they are.

    font, size: of a glyph: the name of its font, as the operator Tf has it, and its size.
    """

    kind: Kind
    content: bytes
    font: bytes = b""
    size: float = 0.0


Fonts = Mapping[str, Any]
Rewrite = Callable[[Sequence[Item], Fonts], Sequence[Item]]


def rewrite_text(document: Pdf, rewrite: Rewrite) -> None:
    """Change the text objects of a document: each is given as items, with the fonts around it."""
    kinds: dict[tuple[int, int], Mapping[bytes, Kind]] = {}
    for stream, resources in _streams(document):
        if not resources or "/Font" not in resources:
            continue
        fonts = dict(resources.Font.items())
        for font in fonts.values():
            if font.objgen not in kinds:
                kinds[font.objgen] = _kinds(font)
        known = {name.encode(): kinds[font.objgen] for name, font in fonts.items()}

        def changed(match: re.Match[bytes], fonts: Fonts = fonts, known: Any = known) -> bytes:
            items = list(_items(match[0] + b"\n", known))
            new = rewrite(items, fonts)
            return match[0] if new is items else written(new)[:-1]

        content = stream.read_bytes()
        rewritten = _TEXT_OBJECT.sub(changed, content)
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


def _kinds(font: Any) -> Mapping[bytes, Kind]:
    """Return the kind of each glyph of a font, by its number in hexadecimal."""
    return {f"{glyph:04x}".encode(): _kind(text) for glyph, text in glyph_texts(font).items()}


def _kind(text: str) -> Kind:
    classes = [unicodedata.bidirectional(character) for character in text]
    if not {"L", "EN", "AN"}.isdisjoint(classes):
        return "ltr"
    if not {"R", "AL"}.isdisjoint(classes):
        return "rtl"
    is_mark = any("\u0591" <= character <= "\u05c7" for character in text)
    return "mark" if is_mark else "neutral"


def _items(text_object: bytes, known: Mapping[bytes, Mapping[bytes, Kind]]) -> Iterator[Item]:
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
            for start in range(0, len(glyphs), 4):
                glyph = glyphs[start : start + 4].lower()
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
