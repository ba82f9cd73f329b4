"""Knows letters and their direction; pure functions on text and inlines."""
