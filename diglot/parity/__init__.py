"""Two editions → which places correspond, and findings where they do not.

Knows both languages at once; knows nothing of files, HTML or settings.
"""

from diglot.parity.align import Alignment, ChapterPair, SectionPair, align, usual_ratio
from diglot.parity.blocks import side_by_side
from diglot.parity.check import Checked, check
from diglot.parity.identity import name_sections

__all__ = [
    "Alignment",
    "ChapterPair",
    "Checked",
    "SectionPair",
    "align",
    "check",
    "name_sections",
    "side_by_side",
    "usual_ratio",
]
