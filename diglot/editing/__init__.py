"""The lines of a Markdown file, changed here and there and nowhere else.

Goes in: a file's bytes, and what is to be put where. Comes out: new bytes. Knows what
Markdown looks like on a line; knows no model, no language and no disk.
"""
