"""The PDF of an edition: an assembly of chapters, each laid out by itself."""

from diglot.writers.pdf.booklet import booklet
from diglot.writers.pdf.edition import PdfBook, PdfEdition, layout_key
from diglot.writers.pdf.layout import LayoutJob, Pages, lay_out
from diglot.writers.pdf.press import PressJob, Printed, press_pdf
from diglot.writers.pdf.resolution import coarse_pictures

__all__ = [
    "LayoutJob",
    "Pages",
    "PdfBook",
    "PdfEdition",
    "PressJob",
    "Printed",
    "booklet",
    "coarse_pictures",
    "lay_out",
    "layout_key",
    "press_pdf",
]
