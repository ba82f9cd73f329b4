"""Fonts are read and written by their tables as fontTools would."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable

from diglot.disk.template_files import builtin_templates, list_files
from diglot.fonts.files import FONT_SUFFIXES
from diglot.fonts.packed import unpacked_font
from diglot.writers.pdf.glyphs.truetype import TrueType

FONTS = list_files([builtin_templates()], "fonts", FONT_SUFFIXES)


@pytest.mark.parametrize("file", FONTS, ids=lambda path: path.stem)
def test_a_file_is_as_fonttools_writes_it(file: Path) -> None:
    """The tables, their order and all sums are the same, whichever glyphs there are."""
    content = unpacked_font(file.read_bytes())
    for some in ([0], range(7), range(0, 200, 3)):
        made = TrueType.read(content, some).to_bytes()
        with TTFont(io.BytesIO(made), recalcTimestamp=False, recalcBBoxes=False) as font:
            target = io.BytesIO()
            for tag in sorted(font.reader.tables):
                font[tag] = table = DefaultTable(tag)
                table.data = font.reader[tag]
            font.save(target, reorderTables=False)
        assert target.getvalue() == made


def test_parts_are_drawn_whatever_glyphs_are_called() -> None:
    """A glyph that consists of others has their outlines when it is drawn by itself."""
    content = unpacked_font((builtin_templates() / "fonts/SourceSerif4-Regular.woff2").read_bytes())
    with TTFont(io.BytesIO(content)) as font:
        letter = font.getGlyphID(font.getBestCmap()[ord("é")])
        glyf = font["glyf"]
        assert glyf[font.getGlyphName(letter)].isComposite()
        wanted = glyf[font.getGlyphName(letter)].getCoordinates(glyf)[0]
    drawn = TrueType.read(content, [letter])
    drawn.draw([(letter, letter, (0, 0)), (letter + 1, letter, (10, -20))], content)
    assert drawn.composites == []
    with TTFont(io.BytesIO(drawn.to_bytes())) as font:
        font.setGlyphOrder([str(number) for number in range(letter + 2)])
        plain, moved = (font["glyf"][str(letter + n)].coordinates for n in (0, 1))
    assert list(plain) == list(wanted)
    assert list(moved) == [(x + 10, y - 20) for x, y in wanted]
