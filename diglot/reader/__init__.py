"""Markdown → the model: pandoc reads, the rest of this package makes our model of what it says.

pandoc's tree never leaves this package.
"""
