"""The book as one text in two languages: which places of its editions correspond.

Everything that looks at both languages asks this package: the rules, the worksheet, the stamps,
what fills in a translation. Knows nothing of findings, files or HTML.
"""

from diglot.bitext.beside import Side, side_by_side
from diglot.bitext.book import Bitext, bitext, with_former_parts
from diglot.bitext.sections.align import Alignment, align, usual_ratio
from diglot.bitext.sections.eyes import ChapterPair, SectionPair
from diglot.bitext.sections.names import name_sections

__all__ = [
    "Alignment",
    "Bitext",
    "ChapterPair",
    "SectionPair",
    "Side",
    "align",
    "bitext",
    "name_sections",
    "side_by_side",
    "usual_ratio",
    "with_former_parts",
]
