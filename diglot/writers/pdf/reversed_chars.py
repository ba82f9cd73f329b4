"""Hebrew in the pages' content streams, marked as the reversed text that it is.

A PDF shows Hebrew as it is drawn: from left to right, the last letter first. The
specification has a mark for such strings, /ReversedChars, and a reader that knows
nothing else of Hebrew turns them round by it; WeasyPrint does not write it. Source:
ISO 32000-1, 14.8.2.3.3. What runs from left to right, numbers too, stays unmarked.

In: a document whose glyphs say what they are (`glyph_text`). WeasyPrint writes text
as arrays of hexadecimal strings and numbers and in no other way; all else in a
stream is left as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, Literal, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from diglot.writers.pdf.glyph_text import glyph_texts

Kind = Literal["rtl", "ltr", "mark", "neutral", "number", "operator"]
Kinds = Mapping[bytes, Kind]

_TEXT_OBJECT = re.compile(rb"(?<=\nBT\n).*?(?=\nET\b)", re.DOTALL)
_PIECE = re.compile(rb"\[([^\]]*)\] TJ\n?|/(\S+) (\S+) Tf\n?|[^\[/]+|.", re.DOTALL)
_ITEM = re.compile(rb"<([0-9a-fA-F]*)>|([-+.\d]+)")
_OPENED, _CLOSED = b"/ReversedChars BMC\n", b"EMC\n"
# A mark set farther from its letter's start than this has its letter begin a new word for
# poppler (a tenth of an em), and the letters after it would join that word, over the mark.
_FAR = 95.0
# What the size of the letters after it differs by: poppler then ends the word as well.
_HAIR = 0.0001


class _Item(NamedTuple):
    """A piece of a text object: a glyph, a number between glyphs, or operators as they are."""

    kind: Kind
    content: bytes


def mark_reversed(document: Pdf) -> None:
    """Put each Hebrew string of a document between /ReversedChars BMC and EMC."""
    fonts: dict[str, Kinds] = {}
    for stream, resources in _streams(document):
        if not resources or "/Font" not in resources:
            continue
        for name, font in resources.Font.items():
            if name not in fonts:
                fonts[name] = _kinds(font)
        content = stream.read_bytes()
        marked = _TEXT_OBJECT.sub(lambda match: _marked(match[0] + b"\n", fonts)[:-1], content)
        if marked != content:
            stream.write(marked)


def _streams(document: Pdf) -> Iterator[tuple[Stream, Any]]:
    """Yield the streams that can show text, with their resources."""
    for page in document.pages:
        contents = page.obj.get("/Contents", Array())
        for stream in contents if isinstance(contents, Array) else [contents]:
            yield stream, page.obj.get("/Resources")
    for item in document.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Form:
            yield item, item.get("/Resources")


def _kinds(font: Dictionary) -> Kinds:
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


def _marked(text_object: bytes, fonts: Mapping[str, Kinds]) -> bytes:
    """Return what stands between BT and ET, with its Hebrew marked."""
    items = list(_items(text_object, fonts))
    kinds = [item.kind for item in items]
    if "rtl" not in kinds and "mark" not in kinds:
        return text_object
    written: list[bytes] = []
    start = 0
    for is_ltr, group in groupby(items, lambda item: item.kind == "ltr"):
        stretch = list(group)
        if is_ltr:
            written.append(_shown(stretch))
        else:
            ends = (start == 0, start + len(stretch) == len(items))
            written.append(_stretch(stretch, *ends))
        start += len(stretch)
    return b"".join(written)


def _stretch(items: list[_Item], is_first: bool, is_last: bool) -> bytes:
    """Return items without any from left to right, what is Hebrew of them marked.

    Marks of punctuation at the end of a text object belong to the Hebrew beside them;
    those beside a word or number of the other direction are left to the reader.
    """
    hebrew = [i for i, item in enumerate(items) if item.kind in ("rtl", "mark")]
    if not hebrew:
        return _shown(items)
    glyphs = [i for i, item in enumerate(items) if item.kind not in ("operator", "number")]
    begin = glyphs[0] if is_first else hebrew[0]
    end = (glyphs[-1] if is_last else hebrew[-1]) + 1
    inside = _shown(_parted(items[begin:end]))
    return _shown(items[:begin]) + _OPENED + inside + _CLOSED + _shown(items[end:])


def _parted(items: list[_Item]) -> list[_Item]:
    return items


def _items(text_object: bytes, fonts: Mapping[str, Kinds]) -> Iterator[_Item]:
    kinds: Kinds = {}
    for piece in _PIECE.finditer(text_object):
        shown, font, _size = piece.groups()
        if shown is None:
            if font is not None:
                kinds = fonts.get(f"/{font.decode()}", {})
            yield _Item("operator", piece[0])
            continue
        for glyphs, number in _ITEM.findall(shown):
            if number:
                yield _Item("number", number)
            for start in range(0, len(glyphs), 4):
                glyph = glyphs[start : start + 4]
                yield _Item(kinds.get(glyph, "neutral"), glyph)


def _shown(items: list[_Item]) -> bytes:
    """Return items as operators, glyphs side by side in one string."""
    written: list[bytes] = []
    for is_operator, group in groupby(items, lambda item: item.kind == "operator"):
        if is_operator:
            written += [item.content for item in group]
            continue
        written.append(b"[")
        for is_number, run in groupby(group, lambda item: item.kind == "number"):
            content = [item.content for item in run]
            written.append(b" ".join(content) if is_number else b"<" + b"".join(content) + b">")
        written.append(b"] TJ\n")
    return b"".join(written)
