"""The PDF of an edition: an assembly of chapters, each laid out by itself."""

from diglot.writers.pdf.booklet import booklet
from diglot.writers.pdf.edition import PdfBook, PdfEdition, layout_key
from diglot.writers.pdf.layout import LayoutJob, Pages, lay_out

__all__ = ["LayoutJob", "Pages", "PdfBook", "PdfEdition", "booklet", "lay_out", "layout_key"]
