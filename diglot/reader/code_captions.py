"""The caption of a block of code: its title, or the name of its file, out of its attributes."""

from __future__ import annotations

from msgspec.structs import replace

from diglot.core.model import Code, CodeBlock, Inline, Text
from diglot.source.meant.info import TITLE_KEYS, is_file_name


def with_caption(block: CodeBlock) -> CodeBlock:
    """Return code with its title as its caption; a file's name, which is no words, as code."""
    pairs = block.attributes.pairs
    title = next((value for key, value in pairs if key in TITLE_KEYS and value.strip()), "")
    if not title:
        return block
    kept = tuple(pair for pair in pairs if pair[0] not in TITLE_KEYS)
    words = " ".join(title.split())
    caption: Inline = Code(words) if is_file_name(words) else Text(words)
    attributes = replace(block.attributes, pairs=kept)
    return replace(block, attributes=attributes, caption=(caption,))
