"""The PDF of an edition: an assembly of chapters, each laid out by itself.

Worker processes need `layout` alone, so nothing is imported here: they start in half the time.
"""
