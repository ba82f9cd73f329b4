"""Markdown by its lines: what each of them is, and what was meant where one misleads pandoc."""
