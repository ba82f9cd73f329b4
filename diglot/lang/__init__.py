"""What the rest asks of a language: one folder each, and the table of those that are known."""
