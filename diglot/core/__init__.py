"""What every package speaks of: the parts of a book, findings, links, languages and dates."""
