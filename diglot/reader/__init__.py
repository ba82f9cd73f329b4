"""Sources → `Book`. Knows Markdown and pandoc; pandoc's tree never leaves this room."""

from diglot.reader.edition import read_book

__all__ = ["read_book"]
