"""Markdown → the model: pandoc reads, the rest of this package makes our model of what it says.

pandoc's tree never leaves this package.
"""

from diglot.reader.edition import read_book
from diglot.reader.pandoc.running import pandoc_version
from diglot.reader.trials import Trials

__all__ = ["Trials", "pandoc_version", "read_book"]
