"""Glyphs that consist of other glyphs, drawn as their own outlines.

A subset numbers the parts of such a glyph anew, so two subsets of one face would not agree
on it when `shared_fonts` joins them. This is done in the worker that made the subset.
Source: OpenType, "glyf" (composite glyph description).
"""

from __future__ import annotations

import io
from typing import Any

from pikepdf import Dictionary, Name, Pdf

from diglot.writers.pdf.shared_fonts import glyph_outlines, sfnt_tables

_COMPOSITE = b"\xff\xff"  # instead of a number of contours


def decompose_glyphs(document: Pdf) -> None:
    """Make every embedded TrueType font of a document one of plain outlines."""
    for descriptor in list(document.objects):
        if not isinstance(descriptor, Dictionary) or "/FontFile2" not in descriptor:
            continue
        if descriptor.get("/Type") != Name.FontDescriptor:
            continue
        content = descriptor.FontFile2.read_bytes()
        outlines = glyph_outlines(sfnt_tables(content)).values()
        if any(outline.startswith(_COMPOSITE) for outline in outlines):
            plain = _decomposed(content)
            descriptor.FontFile2 = document.make_stream(plain, Length1=len(plain))


def _decomposed(content: bytes) -> bytes:
    from fontTools.pens.recordingPen import DecomposingRecordingPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont

    with TTFont(io.BytesIO(content), recalcTimestamp=False) as font:
        glyphs, outlines = font.getGlyphSet(), font["glyf"]
        plain: dict[str, Any] = {}
        for name in font.getGlyphOrder():
            if outlines[name].isComposite():
                recorded = DecomposingRecordingPen(glyphs)
                glyphs[name].draw(recorded)
                pen = TTGlyphPen(None)
                recorded.replay(pen)
                plain[name] = pen.glyph()
        for name, glyph in plain.items():
            outlines[name] = glyph
        target = io.BytesIO()
        font.save(target, reorderTables=False)
        return target.getvalue()
