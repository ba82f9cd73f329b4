"""The PDF of an edition: an assembly of chapters, each laid out by itself."""

from diglot.writers.pdf.booklet import booklet
from diglot.writers.pdf.cover import PdfCover
from diglot.writers.pdf.edition import Making, PdfBook, PdfEdition, layout_key
from diglot.writers.pdf.identity import Standard
from diglot.writers.pdf.layout import LayoutJob, Pages, lay_out
from diglot.writers.pdf.press import PressJob, Printed, press_pdf
from diglot.writers.pdf.resolution import coarse_pictures

__all__ = [
    "LayoutJob",
    "Making",
    "Pages",
    "PdfBook",
    "PdfCover",
    "PdfEdition",
    "PressJob",
    "Printed",
    "Standard",
    "booklet",
    "coarse_pictures",
    "lay_out",
    "layout_key",
    "press_pdf",
]
