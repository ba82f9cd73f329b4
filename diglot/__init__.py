"""Diglot makes a book in two languages from two folders of Markdown."""

__version__ = "0.1.0"
