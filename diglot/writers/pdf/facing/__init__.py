"""Facing pages: two languages laid out each by itself, level with one another, and interleaved."""
