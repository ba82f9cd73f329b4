"""What each glyph of a PDF says, put right for pointed Hebrew.

WeasyPrint gives the text of a whole cluster to the first of its glyphs that it
meets, and nothing to the others: a bet with a dagesh and a vowel comes out of
the file as one wrong letter, or as none. Every such glyph has a code point of
its own in the font's character map, which the subset keeps; that is what it says.
Source: ISO 32000-1, 9.10.3 (ToUnicode CMaps).
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from diglot.lang.he.script import SIGN

_ENTRY = re.compile(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]*)>")
_BATCH = 100


def mend_glyph_texts(document: Pdf) -> None:
    """Make every Hebrew glyph of a PDF stand for one code point of its font."""
    for font in list(document.objects):
        is_font = isinstance(font, Dictionary) and font.get("/Subtype") == Name.Type0
        if not is_font or "/ToUnicode" not in font:
            continue
        texts = glyph_texts(font)
        mended = _mended(texts, font)
        if mended != texts:
            font.ToUnicode = document.make_stream(written_texts(mended))


def glyph_texts(font: Any) -> dict[int, str]:
    """Return what each glyph of a font stands for."""
    return _read(font.ToUnicode.read_bytes().decode("ascii")) if "/ToUnicode" in font else {}


def glyph_widths(inner: Any) -> dict[int, float]:
    """Return the widths that a font gives its glyphs, in thousandths of the type size (9.7.4.3)."""
    found: dict[int, float] = {}
    items = list(inner.get("/W", Array()))
    while items:
        first = int(items.pop(0))
        following = items.pop(0)
        if isinstance(following, Array):
            found.update({first + n: float(width) for n, width in enumerate(following)})
        else:
            width = float(items.pop(0))
            found.update(dict.fromkeys(range(first, int(following) + 1), width))
    return found


def _mended(texts: Mapping[int, str], font: Any) -> dict[int, str]:
    """Return glyph texts with clusters given back to the glyphs they are made of."""
    doubtful = {g for g, text in texts.items() if not text or (SIGN.search(text) and text[1:])}
    if not doubtful:
        return dict(texts)
    own = dict(reversed(own_characters(font)))  # the lowest where it has several
    return {
        glyph: own.get(glyph, text) if glyph in doubtful else text for glyph, text in texts.items()
    }


def own_characters(font: Any) -> list[tuple[int, str]]:
    """Return the glyphs of the embedded font with the characters that it has them for, in order."""
    from fontTools.ttLib import TTFont

    descriptor = font.DescendantFonts[0].FontDescriptor
    file = descriptor.FontFile2 if "/FontFile2" in descriptor else descriptor.FontFile3
    with TTFont(io.BytesIO(file.read_bytes()), lazy=True) as embedded:
        characters = embedded.getBestCmap() or {}
        return [(embedded.getGlyphID(name), chr(code)) for code, name in sorted(characters.items())]


def _read(cmap: str) -> dict[int, str]:
    _, _, body = cmap.partition("endcodespacerange")
    return {
        int(glyph, 16): bytes.fromhex(text).decode("utf-16-be")
        for glyph, text in _ENTRY.findall(body)
    }


def written_texts(texts: Mapping[int, str]) -> bytes:
    """Return a ToUnicode CMap for glyphs of 16-bit codes."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    entries = sorted(texts.items())
    for start in range(0, len(entries), _BATCH):
        batch = entries[start : start + _BATCH]
        lines.append(f"{len(batch)} beginbfchar")
        lines += [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in batch]
        lines.append("endbfchar")
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode("ascii")
