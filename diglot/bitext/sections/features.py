"""What can be seen of a section without knowing either language.

Goes in: a section. Comes out: its level, length and shape, and the tokens that a
translator leaves as they are (numbers, targets, citation keys, code, formulas, names).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from diglot.bitext.ids import written_id
from diglot.core.model import (
    Block,
    Chapter,
    Citation,
    Code,
    CodeBlock,
    DefinitionList,
    Division,
    Figure,
    Heading,
    Image,
    Inline,
    Link,
    ListBlock,
    Math,
    Note,
    Paragraph,
    Quote,
    Rule,
    Section,
    Table,
    Text,
    Verse,
)
from diglot.core.walk import inline_lines, is_works_cited, plain_text, walk_blocks, walk_inlines

FeatureKind = Literal["number", "reference", "code", "word"]
Token = tuple[FeatureKind, str]

_NUMBER = re.compile(r"\d(?:\d{0,2}(?:,\d{3})+(?!\d)|\d{0,17})")
_WORD = re.compile(r"[^\W\d_][^\W_]{2,}")
_CODE_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]{2,}|\d{2,18}")


class Features(Struct, frozen=True):
    """One section as alignment sees it; the sections below it are not counted.

    length: characters of running text.
    shape: the kinds of its blocks, singly and in pairs of neighbours.
    form: the whole sequence of kinds, or "" where it is nothing but a few paragraphs.
    tokens: what a translation keeps; also all words, for a name is only known by
        standing on both sides.
    heading: the words of the heading, for sections that are not translated yet.
    written_id: the explicit id, or "".
    """

    level: int
    length: int
    shape: frozenset[str]
    form: str
    tokens: frozenset[Token]
    heading: str
    written_id: str


def features(section: Section | Chapter) -> Features:
    """Return what alignment looks at in a section, or before a chapter's first one."""
    blocks = _own_blocks(section)
    inlines = tuple(_inlines(section.title, blocks))
    kinds = [kind for block in blocks for kind in _kinds(block)]
    texts = _texts(inlines)
    tokens = {token for text in texts for token in _text_tokens(text)}
    tokens |= {token for inline in inlines for token in _inline_tokens(inline)}
    for block in walk_blocks(blocks):
        if isinstance(block, CodeBlock):  # comments may be translated, most words are not
            tokens |= {("code", word) for word in _CODE_WORD.findall(block.text)}
    return Features(
        level=section.level if isinstance(section, Section) else 1,
        length=sum(map(len, texts)),
        shape=frozenset(_shingles(kinds, inlines)),
        form=" ".join(kinds) if set(kinds) - {"p"} or len(kinds) > 3 else "",
        tokens=frozenset(tokens),
        heading=heading_of(section),
        written_id=written_id(section),
    )


def heading_of(section: Section | Chapter) -> str:
    """Return the words of a heading, as one is held against another."""
    return " ".join(plain_text(section.title).casefold().split())


def length_of(section: Section | Chapter) -> int:
    """Return how many characters of running text a section has."""
    return sum(map(len, _texts(_inlines(section.title, _own_blocks(section)))))


def _own_blocks(section: Section | Chapter) -> tuple[Block, ...]:
    return tuple(block for block in section.blocks if not is_works_cited(block))


def _texts(inlines: Iterable[Inline]) -> list[str]:
    return [inline.text for inline in inlines if isinstance(inline, Text)]


def kinds_of(part: Section | Chapter) -> list[str]:
    """Return the kinds of the blocks of a part, with the levels of the sections below it."""
    found = [kind for block in part.blocks for kind in _kinds(block)]
    for section in part.sections:
        found += [f"#{section.level}", *kinds_of(section)]
    return found


def _inlines(title: tuple[Inline, ...], blocks: tuple[Block, ...]) -> Iterator[Inline]:
    yield from walk_inlines(title)
    for block in walk_blocks(blocks):
        for line in inline_lines(block):
            yield from walk_inlines(line)


# Shape -------------------------------------------------------------------------


def _kinds(block: Block) -> Iterator[str]:
    """Yield the kind of a block, with its size; a division's blocks each count."""
    match block:
        case Paragraph():
            yield "p"
        case Heading(level=level):
            yield f"heading{level}"
        case ListBlock(items=items, numbering=numbering):
            yield f"{'ol' if numbering else 'ul'}:{len(items)}"
        case DefinitionList(entries=entries):
            yield f"dl:{len(entries)}"
        case Table(columns=columns, body=body):
            yield f"table:{len(columns)}x{len(body)}"
        case CodeBlock(attributes=attributes):
            yield f"code:{next(iter(attributes.classes), '')}"
        case Verse(lines=lines):
            yield f"verse:{len(lines)}"
        case Figure():
            yield "figure"
        case Quote():
            yield "quote"
        case Rule():
            yield "rule"
        case Division(blocks=blocks):
            yield "division"
            for inner in blocks:
                yield from _kinds(inner)


def _shingles(kinds: list[str], inlines: Iterable[Inline]) -> Iterator[str]:
    """Yield the parts of a shape: kinds with how manieth each is, sizes, neighbours."""
    coarse = [kind.partition(":")[0] for kind in kinds]
    coarse += ["note" for inline in inlines if isinstance(inline, Note)]
    seen: Counter[str] = Counter()
    for kind in coarse:
        seen[kind] += 1
        yield f"{kind}#{seen[kind]}"
    yield from (kind for kind in kinds if ":" in kind)
    yield from (f"{first}>{second}" for first, second in pairwise(["", *coarse, ""]))


# Tokens ------------------------------------------------------------------------


def _text_tokens(text: str) -> list[Token]:
    tokens: list[Token] = [("word", word) for word in map(str.casefold, _WORD.findall(text))]
    return [*tokens, *(("number", str(int(n.replace(",", "")))) for n in _NUMBER.findall(text))]


def _inline_tokens(inline: Inline) -> Iterator[Token]:
    match inline:
        case Link(target=target):
            yield "reference", target
        case Image(source=source):
            yield "reference", source
        case Citation(keys=keys):
            yield from (("reference", f"@{key}") for key in keys)
        case Code(text=text):
            yield "code", text
        case Math(tex=tex):
            yield "code", "".join(tex.split())
