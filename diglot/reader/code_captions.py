"""The caption of a block of code: its title, or the name of its file, out of its attributes."""

from __future__ import annotations

from msgspec.structs import replace

from diglot.core.model import Code, CodeBlock, Inline, Text
from diglot.source.info import TITLE_KEYS, is_file_name


def with_caption(block: CodeBlock) -> CodeBlock:
    """Return code with its title as its caption; a file's name, which is no words, as code."""
    pairs = block.attributes.pairs
    given = [" ".join(value.split()) for key, value in pairs if key in TITLE_KEYS]
    names = [Code(title) for title in given if title and is_file_name(title)]
    titles = [Text(title) for title in given if title and not is_file_name(title)]
    if not names and not titles:
        return block
    caption: list[Inline] = [*titles[:1], *names[:1]]
    if titles and names:
        caption = [Text(f"{titles[0].text} ("), names[0], Text(")")]
    kept = tuple(pair for pair in pairs if pair[0] not in TITLE_KEYS)
    attributes = replace(block.attributes, pairs=kept)
    return replace(block, attributes=attributes, caption=tuple(caption))
