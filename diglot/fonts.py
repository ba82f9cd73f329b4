"""The book's font files: which characters they can show, and which of the text they cannot.

Knows font files through fontTools; knows nothing of CSS or of formats.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from diglot.findings import Finding
from diglot.model import (
    Block,
    Chapter,
    Citation,
    Code,
    CodeBlock,
    Edition,
    Image,
    Inline,
    Link,
    Note,
    Position,
    Section,
    Span,
    Styled,
    Text,
)
from diglot.walk import inline_lines, inner_blocks, walk_sections

FONT_SUFFIXES = (".woff2", ".woff", ".ttf", ".otf")
# Separators, controls, formats (bidi marks, soft hyphen, joiners), private and unassigned ones
# that a shaper consumes: nothing of them is ever drawn.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
# Marks that are never drawn either: the grapheme joiner and the variation selectors.
_UNSEEN_MARKS = frozenset((0x034F, *range(0xFE00, 0xFE10)))

WOFF2_SIGNATURE = b"wOF2"

Place = tuple[str, Position]


def coverage(font_files: Sequence[Path]) -> frozenset[int]:
    """Return the code points that at least one of the fonts has."""
    return frozenset().union(*(_characters(path) for path in font_files))


def missing_glyphs(edition: Edition, covered: frozenset[int]) -> Iterator[Finding]:
    """Yield a finding for each character no font has: once a chapter, where it first stands."""
    shown: set[str] = set()
    for chapter in edition.chapters:
        seen: set[str] = set()
        for text, position in chapter_texts(chapter):
            for character in sorted(set(text) - shown - seen):
                if _is_shown(character, covered):
                    shown.add(character)
                else:
                    seen.add(character)
                    yield _finding(character, position)


def chapter_texts(chapter: Chapter) -> Iterator[Place]:
    """Yield the texts that a chapter shows, each with the nearest position known."""
    yield from _inline_texts(chapter.title + chapter.subtitle, chapter.position)
    for person in chapter.authors:
        yield person.name, chapter.position
    yield from _block_texts(chapter.blocks)
    for section in walk_sections(chapter):
        yield from _section_texts(section)


def _section_texts(section: Section) -> Iterator[Place]:
    yield from _inline_texts(section.title, section.position)
    yield from _block_texts(section.blocks)


def _block_texts(blocks: Sequence[Block]) -> Iterator[Place]:
    for block in blocks:
        if isinstance(block, CodeBlock):
            yield block.text, block.position
        for line in inline_lines(block):
            yield from _inline_texts(line, block.position)
        yield from _block_texts(inner_blocks(block))


def _inline_texts(inlines: Sequence[Inline], position: Position) -> Iterator[Place]:
    for inline in inlines:
        match inline:
            case Text(text=text) | Code(text=text):
                yield text, position
            case Image(alt=alt, position=here):
                yield alt, here
            case Styled(children=children) | Span(children=children):
                yield from _inline_texts(children, position)
            case (
                Link(children=children, position=here) | Citation(children=children, position=here)
            ):
                yield from _inline_texts(children, here)
            case Note(blocks=blocks):
                yield from _block_texts(blocks)


def _is_shown(character: str, covered: frozenset[int]) -> bool:
    if ord(character) in covered or ord(character) in _UNSEEN_MARKS:
        return True
    if character.isspace() or unicodedata.category(character) in _INVISIBLE_CATEGORIES:
        return True
    # Shapers put a composed letter together from its parts, where the font has those.
    parts = unicodedata.normalize("NFD", character)
    return len(parts) > 1 and all(ord(part) in covered for part in parts)


def _finding(character: str, position: Position) -> Finding:
    name = unicodedata.name(character, "no name in Unicode")
    return Finding(
        "missing-glyph",
        position,
        f'no font of the book has "\u2068{character}\u2069" (U+{ord(character):04X} {name})',
        "write it another way, or add a font that has it to templates/fonts/ "
        "and name it in templates/styles/fonts.css and base.css",
    )


def unpacked_font(content: bytes) -> bytes:
    """Return a font file as TrueType or OpenType; one that is packed as WOFF2 unpacked."""
    if not content.startswith(WOFF2_SIGNATURE):
        return content
    from fontTools.ttLib import woff2

    target = io.BytesIO()
    woff2.decompress(io.BytesIO(content), target)
    return target.getvalue()


@lru_cache(maxsize=64)
def _characters(path: Path) -> frozenset[int]:
    # Loaded here because fontTools takes a while to import and most commands need no fonts.
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return frozenset(font.getBestCmap() or ())
