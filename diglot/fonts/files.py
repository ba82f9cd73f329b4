"""How files of fonts are called, and which style sheets say what is set in them."""

from __future__ import annotations

FONT_SUFFIXES = (".woff2", ".woff", ".otf", ".ttf")
"""How the names of font files end, in whichever form they are packed."""
SHEETS = ("styles/fonts.css", "styles/base.css", "styles/pdf.css")
"""The style sheets that declare faces and name them."""
