"""The fonts that come along, and the characters that they lack."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from diglot.findings import Finding
from diglot.fonts import coverage, missing_glyphs
from diglot.model import (
    Block,
    Code,
    CodeBlock,
    Edition,
    Image,
    Inline,
    Link,
    Note,
    Paragraph,
    Position,
    Quote,
    Span,
    Text,
)
from editions import make_book

FONTS = Path(__file__).parent.parent / "templates" / "fonts"
FILES = tuple(sorted(p for p in FONTS.iterdir() if p.suffix in (".woff2", ".ttf")))
HERE, THERE = Position("content/en/01.md", 3), Position("content/en/01.md", 9)


def findings_in(tmp_path: Path, *blocks: Block) -> list[Finding]:
    """Return what is missing in an edition of one chapter with some blocks."""
    edition = make_book(tmp_path).source
    chapter = replace(edition.chapters[0], title=(), blocks=blocks, sections=())
    book: Edition = replace(edition, chapters=(chapter,))
    return list(missing_glyphs(book, coverage(FILES)))


def paragraph(*inlines: Inline) -> Paragraph:
    """Return a paragraph at `HERE`."""
    return Paragraph(inlines, HERE)


@pytest.mark.parametrize(
    "text", ["Plain – “text” … €½²", "עִבְרִית ״בְּנִקּוּד״ ־ ׳ ₪", "→ ←", "e\u0301 \u00a0\u2060"]
)
def test_book_fonts_have_what_books_need(tmp_path: Path, text: str) -> None:
    """English, Hebrew with and without points, their punctuation and arrows are there."""
    assert findings_in(tmp_path, paragraph(Text(text))) == []


def test_missing_character_is_named(tmp_path: Path) -> None:
    """A finding shows the character, its code and its name, isolated from the line."""
    (found,) = findings_in(tmp_path, paragraph(Text("fire 火")))
    assert found.rule == "missing-glyph"
    assert found.position == HERE
    assert found.message == (
        'no font of the book has "\u2068火\u2069" (U+706B CJK UNIFIED IDEOGRAPH-706B)'
    )


def test_one_finding_a_character_and_chapter(tmp_path: Path) -> None:
    """A character counts once a chapter, where it first stands."""
    first = Paragraph((Text("a 火"),), THERE)
    found = findings_in(tmp_path, first, paragraph(Text("火 水")))
    assert [(f.position, f.message.count("火")) for f in found] == [(THERE, 1), (HERE, 0)]


def test_every_hebrew_mark_is_there(tmp_path: Path) -> None:
    """No vowel, accent or sign of the Masoretes is missing, nor the joiner that nobody sees."""
    marks = "".join(map(chr, (*range(0x0591, 0x05C8), 0x034F)))
    assert findings_in(tmp_path, paragraph(Text(f"א{marks}"))) == []


@pytest.mark.parametrize("mark", ["\u2068", "\u200f", "\u00ad", "\u200b", "\u200d", "\t", "\ufe0f"])
def test_invisible_characters_need_no_glyph(tmp_path: Path, mark: str) -> None:
    """Signs for direction, hyphenation and joining are never drawn."""
    assert findings_in(tmp_path, paragraph(Text(f"a{mark}b"))) == []


@pytest.mark.parametrize(
    "block",
    [
        CodeBlock("火", THERE),
        paragraph(Code("火")),
        paragraph(Span((Text("火"),))),
        paragraph(Link("#x", (Text("火"),), THERE)),
        paragraph(Image("x", None, "火", THERE)),
        paragraph(Note(1, (Paragraph((Text("火"),), THERE),), HERE)),
        Quote((Paragraph((Text("火"),), THERE),), HERE),
    ],
)
def test_every_kind_of_text_is_looked_at(tmp_path: Path, block: Block) -> None:
    """Code, links, pictures' texts, notes and quotations are searched too."""
    assert len(findings_in(tmp_path, block)) == 1


# The files --------------------------------------------------------------------


def test_stylesheet_names_every_file_and_no_other() -> None:
    """fonts.css declares each font file once, under the family name in the file."""
    sheet = (FONTS.parent / "styles" / "fonts.css").read_text(encoding="utf-8")
    faces = re.findall(r'family: "([^"]+)";[^}]+url\("\.\./fonts/([^"]+)"\)', sheet)
    assert sorted(file for _, file in faces) == [path.name for path in FILES]
    for family, file in faces:
        names = TTFont(FONTS / file)["name"]
        assert family == (names.getDebugName(16) or names.getDebugName(1))


def test_every_family_has_its_license() -> None:
    """Beside each font stands the whole OFL with the font's own copyright line."""
    for path in FILES:
        license_text = (FONTS / f"OFL-{path.stem.partition('-')[0]}.txt").read_text("utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in license_text
        assert "OTHER DEALINGS IN THE FONT SOFTWARE." in license_text
        owner = TTFont(path)["name"].getDebugName(0)
        assert re.findall(r"\d{4}", owner)[0] in license_text
