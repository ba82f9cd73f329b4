"""E-books in EPUB 3.3, the same bytes for the same input: of one edition, and of two together."""

from diglot.writers.epub.bilingual import bilingual_epub
from diglot.writers.epub.edition import epub, identifier
from diglot.writers.epub.package import FONT_TYPES

__all__ = ["FONT_TYPES", "bilingual_epub", "epub", "identifier"]
