"""Glyphs that consist of other glyphs, drawn as their own outlines.

A subset numbers the parts of such a glyph anew, so two subsets of one face would not agree
on it when `shared_fonts` joins them. This is done in the worker that made the subset.
Source: OpenType, "glyf" (composite glyph description).
"""

from __future__ import annotations

from pikepdf import Dictionary, Name, Pdf

from diglot.writers.pdf.glyphs.truetype import TrueType


def decompose_glyphs(document: Pdf) -> None:
    """Make every embedded TrueType font of a document one of plain outlines."""
    for descriptor in list(document.objects):
        if not isinstance(descriptor, Dictionary) or "/FontFile2" not in descriptor:
            continue
        if descriptor.get("/Type") != Name.FontDescriptor:
            continue
        content = descriptor.FontFile2.read_bytes()
        font = TrueType.read(content)
        if composites := font.composites:
            font.draw([(glyph, glyph, (0, 0)) for glyph in composites], content)
            plain = font.to_bytes()
            descriptor.FontFile2 = document.make_stream(plain, Length1=len(plain))
