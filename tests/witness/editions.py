"""The words of an edition as it was read, and of the pages that were made of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree, html
from lxml.html import defs
from msgspec.structs import replace

from diglot.core import model
from diglot.core.walk import inline_lines, inner_blocks, plain_text, walk_sections
from witness.matching import Seen
from witness.words import picture, words_of

_KINDS = {
    model.ListBlock: "list",
    model.Quote: "quote",
    model.Table: "table",
    model.Heading: "heading",
    model.CodeBlock: "code",
}


def words_of_chapter(chapter: model.Chapter) -> list[Seen]:
    """Return the words of a chapter in reading order, those of its notes at the end."""
    walk = _Walk()
    walk.line(chapter.title, frozenset({"heading"}))
    walk.line(chapter.subtitle, frozenset({"heading"}))
    walk.blocks(chapter.blocks, frozenset())
    for section in walk_sections(chapter):
        walk.line(section.title, frozenset({"heading"}))
        walk.blocks(section.blocks, frozenset())
    while walk.notes:
        waiting, walk.notes = walk.notes, []
        for blocks, kinds in waiting:
            walk.blocks(blocks, kinds | {"note"})
    return walk.seen


class _Walk:
    """A reader's way through a chapter."""

    def __init__(self) -> None:
        self.seen: list[Seen] = []
        self.notes: list[tuple[tuple[model.Block, ...], frozenset[str]]] = []

    def blocks(self, blocks: Iterable[model.Block], outer: frozenset[str]) -> None:
        """Walk through blocks; outer: what they stand in."""
        for block in blocks:
            kinds = outer | ({_KINDS[type(block)]} if type(block) in _KINDS else set())
            match block:
                case model.CodeBlock(text=text):
                    self.seen += [Seen(word, kinds) for word in words_of(text)]
                case model.DefinitionList(entries=entries):
                    for entry in entries:
                        self.line(entry.term, kinds)
                        self.blocks((b for blocks in entry.meanings for b in blocks), kinds)
                case model.Table(caption=caption):
                    self.blocks(inner_blocks(block), kinds)
                    self.line(caption, outer)
                case model.Figure(blocks=inner, caption=caption):
                    self.line(caption, kinds)
                    self.blocks(_without_said(inner, plain_text(caption)), kinds)
                case model.Division(attributes=attributes) if attributes.id == "refs":
                    continue
                case _:
                    for line in inline_lines(block):
                        self.line(line, kinds)
                    self.blocks(inner_blocks(block), kinds)

    def line(self, inlines: Sequence[model.Inline], kinds: frozenset[str]) -> None:
        """Walk through a run of inlines."""
        made = False
        text: list[str] = []

        def flush() -> None:
            self.seen.extend(Seen(word, kinds, made) for word in words_of("".join(text)))
            text.clear()

        def walk(children: Sequence[model.Inline]) -> None:
            nonlocal made
            for inline in children:
                match inline:
                    case model.Text(text=words):
                        text.append(words)
                    case model.Code(text=words):
                        text.append(f" {words} ")
                    case model.LineBreak():
                        text.append(" ")
                    case model.Math(tex=tex):
                        text.append(f" {re.sub(r'.(?:begin|end)[{][a-z*]+[}]', ' ', tex)} ")
                    case model.Image(alt=alt, source=source):
                        self.seen.append(Seen(picture(source), kinds | {"picture"}))
                        text.append(f" {alt} ")
                    case model.Note(blocks=blocks):
                        self.notes.append((blocks, kinds))
                    case model.Citation(children=inner):
                        flush()
                        made = True
                        walk(inner)
                        flush()
                        made = False
                    case (
                        model.Styled(children=inner)
                        | model.Span(children=inner)
                        | model.Link(children=inner)
                    ):
                        walk(inner)

        walk(inlines)
        flush()


def _without_said(blocks: Iterable[model.Block], said: str) -> Iterator[model.Block]:
    """Yield blocks, the words of their pictures left out where they are the caption's."""
    for block in blocks:
        if isinstance(block, model.Paragraph):
            yield replace(block, inlines=tuple(_without(i, said) for i in block.inlines))
        else:
            yield block


def _without(inline: model.Inline, said: str) -> model.Inline:
    is_said = isinstance(inline, model.Image) and inline.alt == said
    return replace(inline, alt="") if is_said else inline


# Pages ------------------------------------------------------------------------------

_INLINE_ELEMENTS = defs.special_inline_tags | defs.phrase_tags | defs.font_style_tags
_INLINE_ELEMENTS = (_INLINE_ELEMENTS | {"bdi", "mark", "wbr"}) - {"br", "img"}
_SILENT = frozenset({"script", "style", "nav", "math", "svg"})


def words_of_page(markup: bytes) -> list[Seen]:
    """Return the words of a page of the site or the e-book, those of its pictures at the end."""
    root = html.document_fromstring(markup)
    main = root.find(".//article")
    main = root.find(".//body") if main is None else main
    assert main is not None
    text: list[str] = []
    alts: list[str] = []
    _walk_element(main, text, alts)
    return [Seen(word) for word in (*words_of("".join(text)), *words_of(" ".join(alts)))]


def _walk_element(element: etree._Element, text: list[str], alts: list[str]) -> None:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        text.append(element.tail or "")
        return
    if element.get("role") == "doc-noteref":
        text.append(f" {element.tail or ''}")
        return
    is_apart = element.get("class") == "line" or element.tag == "code"
    gap = "" if element.tag in _INLINE_ELEMENTS and not is_apart else " "
    if element.tag == "img":
        alts.append(element.get("alt", ""))
    text.append(gap + (element.text or ""))
    for child in element:
        _walk_element(child, text, alts)
    text.append(gap + (element.tail or ""))
