"""Works cited, each in the words of its own language."""
