"""HTML in Markdown → the nodes that pandoc has for what it says.

pandoc reads the Markdown between tags, and gives each tag as a raw node of its own.
Here what is between two tags becomes what it would be in Markdown: a heading, a
table, bold words, a link; so the packages after this one need to know of no HTML. Goes in:
pandoc's blocks. Comes out: pandoc's blocks, with a raw node only where something is to
be said to the author.
"""

from __future__ import annotations

from diglot.reader.html.blocks import without_html

__all__ = ["without_html"]
