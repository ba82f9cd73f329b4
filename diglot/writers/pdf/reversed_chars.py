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
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Literal, NamedTuple

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from diglot.writers.pdf.glyph_text import glyph_texts

Kind = Literal["rtl", "ltr", "mark", "neutral", "number", "operator"]
Kinds = Mapping[bytes, Kind]

_TEXT_OBJECT = re.compile(rb"(?<=\nBT\n).*?(?=\nET\b)", re.DOTALL)
_PIECE = re.compile(rb"\[([^\]]*)\] TJ\n?|/(\S+) (\S+) Tf\n?|[^\[/]+|.", re.DOTALL)
_ITEM = re.compile(rb"<([0-9a-fA-F]*)>|([-+.\d]+)")
_RISE = re.compile(rb"(-?[\d.]+) Ts\n?")
_OPENED, _CLOSED = b"/ReversedChars BMC\n", b"EMC\n"
# A mark drawn so far into its letter, in thousandths of an em, has poppler begin a new word at
# the letter; the letters after it then join that word, over the mark, and the line falls apart.
# A hair's difference in size ends the word after the letter too.
_FAR = 150.0
_HAIR = 0.00001
# A rise of a mark that nobody sees, in ems, for which WeasyPrint begins a new string: PDFium
# then takes the mark for a word of its own, after its letter.
_UNSEEN_RISE = 0.015


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


def _streams(document: Pdf) -> Iterator[tuple[Any, Any]]:
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
    written: list[bytes] = []
    done = 0
    for begin, end in _hebrew_ranges(items):
        written += [_shown(items[done:begin]), _OPENED, _shown(items[begin:end]), _CLOSED]
        done = end
    return b"".join([*written, _shown(items[done:])]) if done else text_object


def _hebrew_ranges(items: Sequence[_Item]) -> Iterator[tuple[int, int]]:
    """Yield from where to where each Hebrew string goes.

    Punctuation at the end of a text object belongs to the Hebrew beside it; between
    Hebrew and a word or number of the other direction it is left alone.
    """
    glyphs = [i for i, item in enumerate(items) if item.kind not in ("operator", "number")]
    for is_ltr, group in groupby(glyphs, lambda i: items[i].kind == "ltr"):
        stretch = list(group)
        hebrew = [i for i in stretch if items[i].kind in ("rtl", "mark")]
        if is_ltr or not hebrew:
            continue
        begin = stretch[0] if stretch[0] == glyphs[0] else hebrew[0]
        end = stretch[-1] if stretch[-1] == glyphs[-1] else hebrew[-1]
        yield begin, end + 1


def _items(text_object: bytes, fonts: Mapping[str, Kinds]) -> Iterator[_Item]:
    kinds: Kinds = {}
    font = size = b""
    is_hair = is_far = False
    shift = 0.0
    rise = 0.0
    for piece in _PIECE.finditer(text_object):
        shown, *set_font = piece.groups()
        if shown is None:
            if set_font[0]:
                font, size = set_font
                kinds = fonts.get(f"/{font.decode()}", {})
            if match := _RISE.fullmatch(piece[0]):
                wanted = float(match[1])
                wanted = 0.0 if abs(wanted) < _UNSEEN_RISE * float(size) else wanted
                if wanted == rise:
                    continue
                rise = wanted
            yield _Item("operator", piece[0])
            continue
        for glyph, number in _glyphs(shown):
            if number:
                shift = float(number)
                yield _Item("number", number)
                continue
            kind = kinds.get(glyph, "neutral")
            yield _Item(kind, glyph)
            if kind == "mark":
                is_far = is_far or shift < -_FAR
            elif is_far:
                is_far, is_hair = False, not is_hair
                other = b"%.6f" % (float(size) + _HAIR) if is_hair else size
                yield _Item("operator", b"/%b %b Tf\n" % (font, other))
            shift = 0.0


def _glyphs(shown: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the glyphs and the numbers of a TJ array, each as (glyph, b"") or (b"", number)."""
    for glyphs, number in _ITEM.findall(shown):
        if number:
            yield b"", number
        for start in range(0, len(glyphs), 4):
            yield glyphs[start : start + 4], b""


def _shown(items: Sequence[_Item]) -> bytes:
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
