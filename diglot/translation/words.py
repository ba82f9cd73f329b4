"""What a section says, as one line of words that a stamp can hold.

Goes in: a chapter's opening or a section, without the sections below it. Comes out:
its words, code, formulas and targets; not positions, ids, white space or emphasis, so
that text wrapped anew, or a straight quotation mark made curly, counts as unchanged.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator

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
    LineBreak,
    Link,
    ListBlock,
    Math,
    Note,
    Paragraph,
    Position,
    Quote,
    Rule,
    Section,
    Span,
    Styled,
    Table,
    Text,
    Verse,
)
from diglot.core.walk import inline_lines, is_works_cited, walk_blocks

PARAGRAPH, ITEM, CELL, QUOTE, RULE = "¶", "•", "|", ">", "***"
_DIGEST_LETTERS = 12
# Signs that typography may set in more than one way.
_FOLDED = str.maketrans(
    {
        **dict.fromkeys("“”„‟״", '"'),
        **dict.fromkeys("‘’‚‛׳", "'"),
        **dict.fromkeys("‐‑–—−־", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff"),
        "…": "...",
    }
)
_MAY_FOLD = re.compile(f"[{''.join(map(chr, _FOLDED))}]")


def digest(text: str) -> str:
    """Return the name of a text: the first letters of its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LETTERS]


def spoken(part: Chapter | Section) -> str:
    """Return what a section or a chapter's opening says, its words parted by one space."""
    return " ".join(" ".join(words) for _, words in spoken_pieces(part) if words)


def spoken_pieces(part: Chapter | Section) -> list[tuple[Position, list[str]]]:
    """Return what a section or a chapter's opening says, its title and each block by itself."""
    pieces = [(part.position, list(_line(part.title)))]
    if isinstance(part, Chapter) and part.subtitle:
        pieces.append((part.position, [PARAGRAPH, *_line(part.subtitle)]))
    pieces += ((block.position, list(_block(block))) for block in part.blocks)
    return pieces


def count_words(part: Chapter | Section) -> int:
    """Return how many words of a section, or a chapter's opening, are to be translated."""
    lines = [part.title, *([part.subtitle] if isinstance(part, Chapter) else [])]
    lines += _lines(part.blocks)
    return sum(_is_word(word) for line in lines for word in _prose(line).split())


# Words with their marks ----------------------------------------------------------


def _block(block: Block) -> Iterator[str]:  # noqa: C901 - a branch for each type of the model
    """Yield a block's words, its kind before them; lists of works cited write themselves."""
    match block:
        case Paragraph(inlines=inlines) | Heading(inlines=inlines):
            yield PARAGRAPH
            yield from _line(inlines)
        case ListBlock(items=items):
            for item in items:
                yield from _inner(ITEM, item)
        case DefinitionList(entries=entries):
            for entry in entries:
                yield PARAGRAPH
                yield from _line(entry.term)
                for meaning in entry.meanings:
                    yield from _inner(":", meaning)
        case Table(head=head, body=body, foot=foot, caption=caption):
            yield from _captioned(caption)
            for cell in (cell for row in head + body + foot for cell in row):
                yield from _inner(CELL, cell.blocks)
        case Figure(blocks=blocks, caption=caption):
            yield from _captioned(caption)
            yield from (word for inner in blocks for word in _block(inner))
        case Quote(blocks=blocks):
            yield from _inner(QUOTE, blocks)
        case CodeBlock(text=text, caption=caption):
            yield from _captioned(caption)
            yield from ("```", *text.split(), "```")
        case Verse(lines=lines):
            for line in lines:
                yield from (CELL, *_line(line))
        case Division(blocks=blocks) if not is_works_cited(block):
            yield from (word for inner in blocks for word in _block(inner))
        case Rule():
            yield RULE


def _inner(mark: str, blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield a mark and the words of blocks; it stands for the first paragraph's own."""
    yield mark
    words = [word for block in blocks for word in _block(block)]
    yield from words[1:] if words[:1] == [PARAGRAPH] else words


def _captioned(caption: tuple[Inline, ...]) -> Iterator[str]:
    if caption:
        yield from (":", *_line(caption))


def _line(inlines: tuple[Inline, ...]) -> Iterator[str]:
    text = "".join(_spelled(inline) for inline in inlines)
    yield from _folded(text).split()


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    return text.translate(_FOLDED) if _MAY_FOLD.search(text) else text


def _spelled(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case LineBreak():
            return " "
        case Code(text=text):
            return f"`{text}`"
        case Math(tex=tex):
            return f"${''.join(tex.split())}$"
        case Image(alt=alt, source=source):
            return f" ![{alt}]({source}) "
        case Citation(keys=keys):
            return f"[{';'.join(f'@{key}' for key in keys)}]"
        case Note(blocks=blocks):
            inner = " ".join(word for block in blocks for word in _block(block))
            return f" [^ {inner.removeprefix(PARAGRAPH).strip()} ] "
        case Styled(children=children) | Span(children=children):
            return "".join(map(_spelled, children))
        case Link(children=children, target=target):
            words = "".join(map(_spelled, children))
            return words if words == target else f"{words} ({target})"


# Words to translate --------------------------------------------------------------


def _lines(blocks: tuple[Block, ...]) -> Iterator[tuple[Inline, ...]]:
    translatable = tuple(block for block in blocks if not is_works_cited(block))
    for block in walk_blocks(translatable):
        yield from inline_lines(block)


def _prose(inlines: tuple[Inline, ...]) -> str:
    return "".join(map(_prose_of, inlines))


def _prose_of(inline: Inline) -> str:
    match inline:
        case Text(text=text):
            return text
        case Image(alt=alt):
            return f" {alt} "
        case Styled(children=children) | Span(children=children) | Link(children=children):
            return _prose(children)
        case Note(blocks=blocks):
            return f" {' '.join(map(_prose, _lines(blocks)))} "
        case _:
            return " "


def _is_word(word: str) -> bool:
    return any(character.isalnum() for character in word)
