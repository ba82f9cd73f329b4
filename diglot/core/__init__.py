"""What every room speaks of: the book's nouns, findings, links, words and dates of a language."""
