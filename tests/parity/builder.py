"""A few lines of Markdown → the model, so that a test's input can be read in the test.

Knows headings with ids, paragraphs, lists, code between fences, divisions with an id,
links, pictures, inline code and spans. Tests with all of Markdown are the folders
beside this file, which go through the real reader.
"""

from __future__ import annotations

import re

from diglot.core.model import (
    Attributes,
    Block,
    Book,
    Chapter,
    Code,
    CodeBlock,
    Division,
    Edition,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    Paragraph,
    Position,
    Section,
    Span,
    Text,
)

_HEADING = re.compile(r"(#+) +(.*?) *(?:\{#([^}]+)\})?")
_INLINE = re.compile(
    r"`(?P<code>[^`]+)`"
    r"|!\[(?P<alt>[^]]*)\]\((?P<image>[^)]*)\)(?:\{\.(?P<class>\w+)\})?"
    r"|\[(?P<words>[^]]*)\]\((?P<target>[^)]*)\)"
    r"|\[(?P<span>[^]]*)\]\{#(?P<id>[^}]+)\}"
)


def book(languages: dict[str, dict[str, str]]) -> Book:
    """Return a book from {"en": {"01-a": "## One"}, "he": …}."""
    return Book("book", tuple(edition(tag, texts) for tag, texts in languages.items()))


def edition(language: str, chapters: dict[str, str]) -> Edition:
    """Return an edition from the Markdown of its chapters by name."""
    made = tuple(chapter(language, name, text) for name, text in chapters.items())
    return Edition(language, "Title", made)


def chapter(language: str, name: str, text: str) -> Chapter:
    """Return a chapter whose title is its name."""
    path = f"content/{language}/{name}.md"
    blocks = _blocks(text, path)
    opening, sections = _tree(blocks, 0)
    return Chapter(name, language, (Text(name),), Position(path), opening, sections)


def _blocks(text: str, path: str) -> list[Block]:
    blocks: list[Block] = []
    lines = text.split("\n")
    number = 0
    while number < len(lines):
        line, position = lines[number], Position(path, number + 1)
        number += 1
        if match := _HEADING.fullmatch(line):
            attributes = Attributes(match[3] or "")
            title = _inlines(match[2], position)
            blocks.append(Heading(len(match[1]), title, position, attributes))
        elif line.startswith(("```", ":::")):
            end = lines.index(line[:3], number)
            inner, number = "\n".join(lines[number:end]), end + 1
            if line.startswith("```"):
                blocks.append(CodeBlock(inner, position))
            else:
                name = line.strip(":{#} ")
                blocks.append(Division(tuple(_blocks(inner, path)), position, Attributes(name)))
        elif line.startswith("- "):
            item = (Paragraph(_inlines(line[2:], position), position),)
            last = blocks[-1] if blocks else None
            if isinstance(last, ListBlock):
                blocks[-1] = ListBlock((*last.items, item), last.position)
            else:
                blocks.append(ListBlock((item,), position))
        elif line:
            blocks.append(Paragraph(_inlines(line, position), position))
    return blocks


def _tree(blocks: list[Block], level: int) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """Take blocks off the list: those up to the next heading, and the sections below a level."""
    opening: list[Block] = []
    while blocks and not isinstance(blocks[0], Heading):
        opening.append(blocks.pop(0))
    sections: list[Section] = []
    while blocks and isinstance(blocks[0], Heading) and blocks[0].level > level:
        heading = blocks[0]
        del blocks[0]
        inner, below = _tree(blocks, heading.level)
        name = heading.attributes.id
        sections.append(
            Section(
                name,
                bool(name),
                heading.level,
                heading.inlines,
                heading.position,
                inner,
                below,
                heading.attributes,
            )
        )
    return tuple(opening), tuple(sections)


def _inlines(text: str, position: Position) -> tuple[Inline, ...]:
    found: list[Inline] = []
    end = 0
    for match in _INLINE.finditer(text):
        if match.start() > end:
            found.append(Text(text[end : match.start()]))
        end = match.end()
        place = Position(position.path, position.line, match.start() + 1)
        if match["code"]:
            found.append(Code(match["code"]))
        elif match["image"] is not None:
            classes = (match["class"],) if match["class"] else ()
            picture = Image(match["image"], None, match["alt"], place)
            found.append(
                Image(picture.source, None, picture.alt, place, "", Attributes("", classes))
            )
        elif match["target"] is not None:
            found.append(Link(match["target"], (Text(match["words"]),), place))
        else:
            found.append(Span((Text(match["span"]),), Attributes(match["id"])))
    if text[end:]:
        found.append(Text(text[end:]))
    return tuple(found)
