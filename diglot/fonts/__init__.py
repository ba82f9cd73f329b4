"""The book's fonts: which faces the style sheets name for what, and which letters they have.

Knows CSS as far as it speaks of fonts, and font files; knows nothing of formats.
"""
