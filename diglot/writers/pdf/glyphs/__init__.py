"""The glyphs of laid-out pages: what they say, and the fonts that they are in."""
